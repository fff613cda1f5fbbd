#include "inmail/app/reports/verify.hpp"

#include <algorithm>
#include <exception>

#include "fold/fold_run.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/damage.hpp"
#include "reports/drift.hpp"

namespace inmail::app {

VerifyReport verify(Store& store, Instant now, const std::string& known_head) {
    VerifyReport report;
    bool is_damaged = false;
    Maintenance* maintenance = store.maintenance();
    if (maintenance == nullptr) throw InvalidRequest(fault::NoMaintenance{fault::NoMaintenance::Use::verify});
    for (auto& damage : maintenance->verify(known_head)) {
        report.problems.push_back(std::move(damage));
        is_damaged = true;
    }
    report.indexes_checked = maintenance->checked_indexes();
    try {
        const LedgerExtent extent = store.extent();
        report.events = extent.events;
        report.head = extent.head;
        DriftFinder closes(store);
        // From the first event on, so that every close and every checkpoint is looked at.
        FoldRun fold_run(store, ReportQuery{now, std::nullopt, {}}, &closes, first_instant);
        CheckpointKeeper* kept = store.checkpoints();
        std::vector<Instant> checkpoint_instants = kept == nullptr ? std::vector<Instant>{} : kept->instants();
        checkpoint_instants.erase(std::upper_bound(checkpoint_instants.begin(), checkpoint_instants.end(), now),
                                  checkpoint_instants.end());
        fold_run.fold_to(checkpoint_instants, [&](Instant at) {
            const auto state_of = [&](AccountId subject) { return fold_run.reconciler().checkpoint(subject); };
            for (const AccountId wrong : kept->wrong_at(at, state_of)) {
                report.problems.push_back(problem::WrongCheckpoint{name_account(store, wrong), day_of(at)});
            }
        });
        report.accounts = static_cast<int>(fold_run.listed().size());
        report.drift = closes.found(fold_run);
    } catch (const DamagedLedger& damaged) {
        report.problems.push_back(problem::Unfoldable{damaged.damage()});
    } catch (const std::exception&) {
        // Damage that was found may break any reader. No other error may pass as damage.
        if (!is_damaged) throw;
        report.problems.push_back(problem::Unfoldable{});
    }
    return report;
}

}  // namespace inmail::app
