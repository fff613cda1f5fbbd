#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "drift.hpp"
#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"

namespace inmail::app {

VerifyReport verify(Store& store, Instant now, const std::string& known_head) {
    VerifyReport report;
    report.problems = store.verify(known_head);
    // A damaged store may not be readable any further; what it said already is what counts.
    try {
        report.events = store.event_count();
        report.head = store.head();
        DriftFinder closes(store);
        // From the first event on, so that every close and every footing is looked at.
        Books books(store, View{now, std::nullopt, {}}, &closes, first_instant);
        std::vector<Instant> footings = store.footings();
        footings.erase(std::upper_bound(footings.begin(), footings.end(), now), footings.end());
        books.fold_to(footings, [&](Instant at) {
            const auto state_of = [&](AccountId subject) { return books.reconciler().checkpoint(subject); };
            for (const AccountId wrong : store.wrong_footings(at, state_of)) {
                report.problems.push_back(fmt::format("What is kept of {} as of {} is not what the events give.",
                                                      for_terminal(name_account(store, wrong).typed()), to_string(day_of(at))));
            }
        });
        report.accounts = static_cast<int>(books.listed().size());
        report.drift = closes.found(books);
    } catch (const std::exception& e) { report.problems.push_back(fmt::format("the events cannot be folded: {}", e.what())); }
    return report;
}

}  // namespace inmail::app
