#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/accounts.hpp"
#include "inmail/app/outreach.hpp"
#include "inmail/app/worth.hpp"

namespace inmail::app {

// Each report: a plain request (mostly a View), a plain result. Text in results is as stored: render makes it safe.

// --- balance ---

/// What a member seat has to do with its pool, where the seat was asked about.
struct MemberShare {
    std::string seat;
    std::string pool;
    std::int64_t paid_sends_since_refresh{0};
    std::optional<Credits> limit;
};

/// What one seat did in an account: of a pool, who drew what.
struct SeatShare {
    std::string seat;
    Totals totals;  ///< of its own events alone
};

struct AccountBalance {
    AccountName account;
    std::optional<std::string> team;  ///< none: not named, or a pool
    bool active{false};
    std::optional<std::string> plan;      ///< the last one
    std::optional<std::string> rulebook;  ///< the last one
    Credits available;
    std::optional<Credits> allowance;  ///< one seat's; none where not active
    std::optional<Credits> cap;        ///< one seat's; none where not active
    int members{0};
    std::optional<Instant> next_refresh;
    std::int64_t pending{0};
    std::vector<Lot> lots;           ///< in draw order
    Totals totals;                   ///< from the beginning
    std::vector<Credits> trend;      ///< available at the last month ends, where the view asks for it; the last one is as_of
    std::vector<SeatShare> by_seat;  ///< of a pool, where the view asks for it; by name
};

struct BalanceReport {
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<AccountBalance> accounts;
    std::vector<MemberShare> shares;
};
[[nodiscard]] BalanceReport balance(Store& store, const View& view);

// --- pending ---

struct PendingReport {
    struct Row {
        AccountName account;
        std::string seat;
        std::string prospect;
        Instant sent_at;
        Instant refundable_until;  ///< inclusive
        std::string key;
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<Row> rows;  ///< soonest to lapse first
};
[[nodiscard]] PendingReport pending(Store& store, const View& view);

// --- expiring ---

struct ExpiringReport {
    struct Row {
        AccountName account;
        std::optional<std::string> team;
        Lot lot;  ///< expires
    };
    Instant as_of;
    std::optional<Instant> known_at;
    Instant until;          ///< inclusive
    std::vector<Row> rows;  ///< soonest first
    Credits total;
};
[[nodiscard]] ExpiringReport expiring(Store& store, const View& view, Duration within);

// --- forfeits ---

struct ForfeitsReport {
    struct Refresh {
        Instant at;
        Credits held;
        Credits allowance;
        Credits cap;
        Credits granted;
        Credits forfeited;
    };
    struct Row {
        AccountName account;
        std::optional<std::string> team;
        std::optional<std::string> plan;
        Totals flow;                     ///< in these months
        Worth worth;                     ///< of what was lost
        std::vector<Refresh> refreshes;  ///< those that forfeited
        std::vector<SeatShare> by_seat;  ///< of a pool's flow, where the view asks for it; by name
        /// What the next refresh will forfeit if nothing is sent and nobody replies; none where not active.
        std::optional<Credits> next_forfeit;
        std::optional<Instant> next_refresh;
        Worth next_worth;  ///< of what it will forfeit

        [[nodiscard]] Credits lost() const { return flow.forfeited + flow.expired + flow.zeroed; }
        [[nodiscard]] Credits loses_next() const { return next_forfeit.value_or(no_credits); }
    };
    Instant as_of;
    std::optional<Instant> known_at;
    Month from;  ///< the first of the months looked at; the last is as_of's
    Month to;
    /// Who lost most first, then who is about to lose most; those who lost nothing and will lose nothing are left out.
    std::vector<Row> rows;
    Credits forfeited;
    Credits expired;
    Credits zeroed;
    Worth worth;
    Credits next_forfeit;
    Worth next_worth;
    int accounts_seen{0};
};
[[nodiscard]] ForfeitsReport forfeits(Store& store, const View& view, int months);

// --- audit ---

struct AuditRow {
    AccountName account;
    std::optional<std::string> team;  ///< at the last instant
    std::optional<std::string> plan;
    bool active{false};
    Credits opening;
    Credits closing;
    Totals flow;
    std::int64_t pending{0};         ///< at the end
    Outreach outreach;               ///< paid InMails sent in these months
    Credits spent;                   ///< what these InMails cost in the end: credits that went for them and did not come back
    Worth worth;                     ///< of what was lost
    std::vector<Credits> trend;      ///< available at the last month ends, where the view asks for it; the last one is as_of
    std::vector<SeatShare> by_seat;  ///< of a pool's flow, where the view asks for it; by name

    [[nodiscard]] Credits lost() const { return flow.expired + flow.forfeited + flow.zeroed; }
    /// Of those that were cancelled long before nothing is to be told.
    [[nodiscard]] bool took_part() const { return active || opening > no_credits || !flow.all_zero(); }
    [[nodiscard]] std::optional<double> credits_per_reply() const { return outreach.per_answer(spent); }
};

/// The accounts of one team together. A pool has no team of its own.
struct AuditTeam {
    std::optional<std::string> team;  ///< none: pools, and seats that no team was named for
    AuditRow sum;                     ///< its account has no name
    int accounts{0};                  ///< that took part
    int losing{0};                    ///< accounts that lost credits in these months
};

/// A pool that seats of the team which a view asks for draw on. A pool belongs to no team, so its figures are not the team's.
struct PoolOfTeam {
    std::string team;
    AccountName pool;
    std::vector<std::string> seats;  ///< of the team, members at the end; by name
};

/// A closed month whose figures differ today (RULES section 4, rollover).
struct Drift {
    AccountName account;
    Instant refresh;
    CloseFigures stored;
    std::optional<CloseFigures> now;  ///< none: there is no such refresh any more
    std::string key;
    std::vector<RecordedEvent> causes;  ///< what was recorded later and happened, or was voided, before the refresh
};

/// "LinkedIn showed N" against what the ledger held (RULES section 4, observe).
struct Observation {
    AccountName account;
    Instant at;
    Credits shown;
    Credits computed;
};

struct AuditReport {
    Month from;
    Month to;            ///< the same month for `--month`
    bool so_far{false};  ///< the last month is not over: figures up to now
    Instant as_of;       ///< the last instant of it
    std::optional<Instant> known_at;
    std::vector<AuditRow> rows;
    std::vector<AuditTeam> teams;            ///< by name, the one without a name last
    AuditRow total;                          ///< of all rows; its account has no name
    std::vector<PoolOfTeam> pools_left_out;  ///< where the view asks for a team; by name
    std::vector<Observation> observations;   ///< in these months
    std::vector<Drift> drift;                ///< of refreshes in these months
    std::string head;                        ///< the ledger's, 64 hex digits
};
/// `view.as_of` is now. Throws InputError for a month in the future or before the ledger began.
[[nodiscard]] AuditReport audit(Store& store, const View& view, Month from, Month to);

// --- history ---

struct HistoryReport {
    /// One event or one thing the calendar did, with what it did to the account.
    struct Row {
        Instant at;
        std::string what;  ///< an event's kind; or refresh, expiry, lapse
        std::string seat;  ///< of a pool's member
        std::string prospect;
        std::string detail;  ///< channel, plan, amount ... in words
        Credits change;      ///< of what is available
        Credits available;   ///< after it
        std::vector<Posting::Kind> anomalies;
        std::string key;  ///< empty: the calendar
        std::string note;
    };
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<Row> rows;  ///< in the order of the fold
};
/// The view names one account.
[[nodiscard]] HistoryReport history(Store& store, const View& view);

// --- plans, verify ---

/// Who is on what, then every rulebook.
struct PlansReport {
    struct Member {
        std::string seat;
        Instant since;
    };
    /// An account with a plan at as_of.
    struct Held {
        AccountName account;
        std::optional<std::string> team;
        Instant since;                ///< of the stint
        NamedTerms row;               ///< the terms in force, with the `refresh` that the stint began with (RULES section 4)
        std::vector<Member> members;  ///< of a pool, by name
    };
    /// A row of terms that some account is on.
    struct InForce {
        NamedTerms row;
        std::optional<NamedTerms> next;  ///< the row that takes its place one day
        std::vector<NamedTerms> others;  ///< what the other rulebooks have in force for the plan
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::string default_rulebook;
    std::vector<Held> held;
    std::vector<InForce> in_force;
    std::vector<RulebookListing> rulebooks;
};
/// The view names no account. The rulebooks are whole, whatever as_of is.
[[nodiscard]] PlansReport plans(Store& store, const View& view);

struct VerifyReport {
    std::int64_t events{0};
    std::string head;
    std::vector<std::string> problems;  ///< a sentence each; empty: sound
    std::vector<Drift> drift;           ///< told, but no problem
    int accounts{0};                    ///< whose conservation was checked, at every posting
};
/// What the store can prove, then conservation of every account (RULES section 6). `known_head`: a head that was noted down
/// once, which the chain must have grown from; empty: none.
[[nodiscard]] VerifyReport verify(Store& store, Instant now, const std::string& known_head);

}  // namespace inmail::app
