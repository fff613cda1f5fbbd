#include <algorithm>
#include <tuple>

#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {

PendingReport pending(Store& store, const View& view) {
    Books books(store, view);
    books.fold();
    PendingReport report{view.as_of, view.known_at, {}};
    for (const auto& [name, state] : books.listed()) {
        for (const auto& mail : books.reconciler().pending(state.account)) {
            const auto event = store.find_event(mail.event);
            ensure(event.has_value(), "what is pending was recorded");
            report.rows.push_back({name, store.name_of(mail.seat), event->prospect, mail.sent_at, mail.refundable_until, event->key});
        }
    }
    std::sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.refundable_until, a.sent_at, a.key) < std::tie(b.refundable_until, b.sent_at, b.key);
    });
    return report;
}

}  // namespace inmail::app
