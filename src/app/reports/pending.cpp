#include "inmail/app/reports/pending.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "fold/fold_run.hpp"
#include "fold/message_events.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {

namespace {

/// A large team has a hundred thousand pending messages: too many events for memory at once.
constexpr std::size_t messages_a_question = 1000;

/// If a pool is listed because a member is named: only that member's messages.
bool is_asked_about(const ReportQuery& query, const PendingMail& mail) {
    const auto is_named = [&](AccountId account) {
        return std::find(query.accounts.begin(), query.accounts.end(), account) != query.accounts.end();
    };
    return query.accounts.empty() || !mail.account.is_pool() || is_named(mail.account) || is_named(AccountId::of(mail.seat));
}

bool names_one_of(const std::vector<std::string>& prospects, const std::string& prospect) {
    return prospects.empty() || std::find(prospects.begin(), prospects.end(), prospect) != prospects.end();
}

/// Adds a row for each message, and takes what the rows lack from the ledger in two questions.
void append_rows(Store& store, const FoldRun& fold_run, const std::vector<std::pair<AccountName, PendingMail>>& messages,
                 PendingReport& report) {
    std::vector<EventId> events;
    std::vector<std::uint32_t> seats;
    for (const auto& [account, message] : messages) {
        events.push_back(message.event);
        seats.push_back(message.seat.value);
    }
    const auto sends = message_events(store, events);
    const auto handles = store.names_of(NameKind::seat, seats);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const auto& [account, message] = messages[i];
        if (!names_one_of(fold_run.query().prospects, sends[i].prospect)) continue;
        report.rows.push_back({account, handles[i], sends[i].prospect, message.sent_at, message.refundable_until, sends[i].key,
                               fold_run.reconciler().seat(message.seat).name, sends[i].campaign,
                               (message.refundable_until - report.as_of).value / ms_per_day});
    }
}

}  // namespace

PendingReport pending(Store& store, const ReportQuery& query, std::optional<Duration> within) {
    FoldRun fold_run(store, query);
    fold_run.fold();
    PendingReport report{query.as_of, query.known_at, {}, {}};
    if (within) report.until = query.as_of + *within;
    std::vector<std::pair<AccountName, PendingMail>> asked;
    const auto look_up = [&] {
        append_rows(store, fold_run, asked, report);
        asked.clear();
    };
    for (const auto& [name, state] : fold_run.listed()) {
        for (const auto& mail : fold_run.reconciler().pending(state.account)) {
            if (!is_asked_about(query, mail) || (report.until && mail.refundable_until > *report.until)) continue;
            asked.emplace_back(name, mail);
            if (asked.size() == messages_a_question) look_up();
        }
    }
    look_up();
    std::sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.refundable_until, a.sent_at, a.key) < std::tie(b.refundable_until, b.sent_at, b.key);
    });
    return report;
}

}  // namespace inmail::app
