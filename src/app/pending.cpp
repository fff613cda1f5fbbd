#include <algorithm>
#include <tuple>

#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {

namespace {

/// Of a pool that is seen because one of its members is named, that member's own.
bool is_asked_about(const View& view, const AccountName& account, const std::string& seat) {
    const auto is_named = [&](const std::string& typed) {
        return std::find(view.accounts.begin(), view.accounts.end(), typed) != view.accounts.end();
    };
    return view.accounts.empty() || !account.is_pool() || is_named(account.typed()) || is_named(seat);
}

}  // namespace

PendingReport pending(Store& store, const View& view) {
    Books books(store, view);
    books.fold();
    PendingReport report{view.as_of, view.known_at, {}};
    for (const auto& [name, state] : books.listed()) {
        for (const auto& mail : books.reconciler().pending(state.account)) {
            const auto event = store.find_event(mail.event);
            ensure(event.has_value(), "what is pending was recorded");
            const std::string seat = store.name_of(mail.seat);
            if (!is_asked_about(view, name, seat)) continue;
            report.rows.push_back({name, seat, event->prospect, mail.sent_at, mail.refundable_until, event->key});
        }
    }
    std::sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.refundable_until, a.sent_at, a.key) < std::tie(b.refundable_until, b.sent_at, b.key);
    });
    return report;
}

}  // namespace inmail::app
