#include "inmail/app/reports/pending.hpp"

#include <algorithm>
#include <tuple>

#include "fold/fold_run.hpp"
#include "fold/message_event.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {

namespace {

/// Of a pool that is seen because one of its members is named, that member's own.
bool is_asked_about(const ReportQuery& query, const PendingMail& mail) {
    const auto is_named = [&](AccountId account) {
        return std::find(query.accounts.begin(), query.accounts.end(), account) != query.accounts.end();
    };
    return query.accounts.empty() || !mail.account.is_pool() || is_named(mail.account) || is_named(AccountId::of(mail.seat));
}

}  // namespace

PendingReport pending(Store& store, const ReportQuery& query) {
    FoldRun fold_run(store, query);
    fold_run.fold();
    PendingReport report{query.as_of, query.known_at, {}};
    for (const auto& [name, state] : fold_run.listed()) {
        for (const auto& mail : fold_run.reconciler().pending(state.account)) {
            if (!is_asked_about(query, mail)) continue;
            const RecordedEvent event = message_event(store, mail.event);
            report.rows.push_back(
                {name, store.name_of(mail.seat), event.prospect, mail.sent_at, mail.refundable_until, event.key});
        }
    }
    std::sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.refundable_until, a.sent_at, a.key) < std::tie(b.refundable_until, b.sent_at, b.key);
    });
    return report;
}

}  // namespace inmail::app
