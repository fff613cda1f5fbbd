#include <exception>

#include <fmt/format.h>

#include "drift.hpp"
#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"
#include "report_parts.hpp"

namespace inmail::app {

VerifyReport verify(Store& store, Instant now, const std::string& known_head) {
    VerifyReport report;
    report.problems = store.verify(known_head);
    // A damaged store may not be readable any further; what it said already is what counts.
    try {
        report.events = store.event_count();
        report.head = store.head();
        DriftFinder closes(store);
        Collector collector([&](const Posting& p) { closes.on(p); });
        Books books(store, View{now, std::nullopt, {}}, &collector);
        books.fold();
        report.accounts = static_cast<int>(books.listed().size());
        report.drift = closes.found(books);
    } catch (const std::exception& e) {
        report.problems.push_back(fmt::format("the events cannot be folded: {}", e.what()));
    }
    return report;
}

}  // namespace inmail::app
