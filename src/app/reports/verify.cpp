#include "inmail/app/reports/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "reports/drift.hpp"

namespace inmail::app {

VerifyReport verify(Store& store, Instant now, const std::string& known_head) {
    VerifyReport report;
    if (Maintenance* maintenance = store.maintenance()) report.problems = maintenance->verify(known_head);
    // A damaged store may not be readable any further; what it said already is what counts.
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
                report.problems.push_back(fmt::format("What is kept of {} as of {} is not what the events give.",
                                                      for_terminal(name_account(store, wrong).typed()), to_string(day_of(at))));
            }
        });
        report.accounts = static_cast<int>(fold_run.listed().size());
        report.drift = closes.found(fold_run);
    } catch (const std::exception& e) { report.problems.push_back(fmt::format("the events cannot be folded: {}", e.what())); }
    return report;
}

}  // namespace inmail::app
