#include "inmail/app/reports/verify.hpp"

#include <algorithm>
#include <exception>

#include "fold/fold_run.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "reports/drift.hpp"

namespace inmail::app {

VerifyReport verify(Store& store, Instant now, const std::string& known_head) {
    VerifyReport report;
    for (auto& finding : store.access_problems()) report.problems.push_back(problem::OfStore{std::move(finding)});
    const std::size_t about_access = report.problems.size();
    for (auto& finding : store.verify(known_head)) report.problems.push_back(problem::OfStore{std::move(finding)});
    const bool is_damaged = report.problems.size() > about_access;
    try {
        report.events = store.event_count();
        report.head = store.head();
        DriftFinder closes(store);
        // From the first event on, so that every close and every checkpoint is looked at.
        FoldRun fold_run(store, ReportQuery{now, std::nullopt, {}}, &closes, first_instant);
        std::vector<Instant> checkpoint_instants = store.checkpoint_instants();
        checkpoint_instants.erase(std::upper_bound(checkpoint_instants.begin(), checkpoint_instants.end(), now),
                                  checkpoint_instants.end());
        fold_run.fold_to(checkpoint_instants, [&](Instant at) {
            const auto state_of = [&](AccountId subject) { return fold_run.reconciler().checkpoint(subject); };
            for (const AccountId wrong : store.wrong_checkpoints(at, state_of)) {
                report.problems.push_back(problem::WrongCheckpoint{name_account(store, wrong), day_of(at)});
            }
        });
        report.accounts = static_cast<int>(fold_run.listed().size());
        report.drift = closes.found(fold_run);
    } catch (const std::exception& e) {
        // Damage that was found may break any reader. Nothing but damage may pass for it.
        if (!is_damaged && dynamic_cast<const DamagedLedger*>(&e) == nullptr) throw;
        report.problems.push_back(problem::Unfoldable{e.what()});
    }
    return report;
}

}  // namespace inmail::app
