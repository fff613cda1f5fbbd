#include "inmail/app/reports/pending.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fold/fold_run.hpp"
#include "fold/message_events.hpp"
#include "in_portions.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "spooled_rows.hpp"

namespace inmail::app {

template <class Stream>
static void stream_fields(Stream& stream, PendingReport::Row& row) {
    stream_enum(stream, row.account.kind, AccountId::Kind::seat);
    stream(row.account.name, row.account.person, row.seat, row.prospect, row.sent_at, row.refundable_until, row.key, row.name,
           row.campaign, row.days_left);
}

namespace {

/// A pending message without its texts.
struct Waiting {
    Instant refundable_until;
    Instant sent_at;
    EventId event;
    SeatId seat;
    std::uint32_t account;  ///< its place among the accounts listed

    friend bool operator<(const Waiting& a, const Waiting& b) {
        return std::tie(a.refundable_until, a.sent_at) < std::tie(b.refundable_until, b.sent_at);
    }
};

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

using Accounts = std::vector<std::pair<AccountName, AccountState>>;

/// Those of the accounts, soonest to lapse first.
std::vector<Waiting> waiting_in(const Accounts& accounts, const FoldRun& fold_run, std::optional<Instant> until) {
    std::vector<Waiting> all;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        for (const auto& mail : fold_run.reconciler().pending(accounts[i].second.account)) {
            if (!is_asked_about(fold_run.query(), mail) || (until && mail.refundable_until > *until)) continue;
            all.push_back({mail.refundable_until, mail.sent_at, mail.event, mail.seat, static_cast<std::uint32_t>(i)});
        }
    }
    std::stable_sort(all.begin(), all.end());
    return all;
}

/// Makes rows of messages, and takes what they lack from the ledger.
class Rows {
  public:
    Rows(Store& store, const FoldRun& fold_run, const Accounts& accounts, const std::vector<Waiting>& waiting)
        : store_(store), fold_run_(fold_run), accounts_(accounts) {
        std::set<std::uint32_t> seats;
        for (const auto& message : waiting) seats.insert(message.seat.value);
        const std::vector<std::uint32_t> ids(seats.begin(), seats.end());
        const auto handles = store.names_of(NameKind::seat, ids);
        for (std::size_t i = 0; i < ids.size(); ++i) handles_.emplace(ids[i], handles[i]);
    }

    /// Those that `from` up to `to` become, in their order; messages that lapse and were sent at the same instants by key.
    [[nodiscard]] std::vector<PendingReport::Row> of(const Waiting* from, const Waiting* to) const {
        std::vector<EventId> events;
        for (const auto* message = from; message != to; ++message) events.push_back(message->event);
        std::vector<PendingReport::Row> rows;
        const auto* next = from;
        pass_messages(store_, events, [&](const RecordedEvent& send) {
            const Waiting& message = *next++;
            if (!names_one_of(fold_run_.query().prospects, send.prospect)) return;
            rows.push_back({accounts_[message.account].first, handles_.at(message.seat.value), send.prospect, message.sent_at,
                            message.refundable_until, send.key, fold_run_.reconciler().seat(message.seat).name, send.campaign,
                            (message.refundable_until - fold_run_.query().as_of).value / ms_per_day});
        });
        std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return std::tie(a.refundable_until, a.sent_at, a.key) < std::tie(b.refundable_until, b.sent_at, b.key);
        });
        return rows;
    }

  private:
    Store& store_;
    const FoldRun& fold_run_;
    const Accounts& accounts_;
    std::unordered_map<std::uint32_t, std::string> handles_;
};

}  // namespace

PendingReport pending(Store& store, const ReportQuery& query, std::optional<Duration> within) {
    FoldRun fold_run(store, query);
    fold_run.fold();
    PendingReport report{query.as_of, query.known_at};
    if (within) report.until = query.as_of + *within;
    const Accounts accounts = fold_run.listed();
    const std::vector<Waiting> waiting = waiting_in(accounts, fold_run, report.until);
    const Rows rows(store, fold_run, accounts, waiting);
    SpooledRows<PendingReport::Row> spooled("the report");
    const Waiting* const end = waiting.data() + waiting.size();
    for (const Waiting* from = waiting.data(); from != end;) {
        const Waiting* to = static_cast<std::size_t>(end - from) > most_a_question ? from + most_a_question : end;
        // Only their keys order messages that are equal: they are asked for together.
        to = std::upper_bound(to, end, *(to - 1));
        for (auto& row : rows.of(from, to)) spooled.add(std::move(row));
        from = to;
    }
    report.rows = SpooledRows<PendingReport::Row>::list(std::move(spooled));
    return report;
}

}  // namespace inmail::app
