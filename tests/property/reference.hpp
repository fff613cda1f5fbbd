#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "property/calendar.hpp"

/// A second, independent program for docs/rules.md. It has one object for each credit, replays the whole history for each
/// question, shares no code with the product, and is not meant to be fast.
namespace reference {

/// An event with the fields of a row of the events CSV; empty text means "not given".
struct Event {
    Millis at{0};
    std::string event;
    std::string seat;
    std::string pool;
    std::string team;
    std::string name;
    std::string plan;
    std::string rulebook;
    std::string prospect;
    std::string channel;  ///< of a send, empty: inmail; of a reply, empty: any
    std::string thread;
    std::optional<long long> amount;
    std::string key;
    std::string ref;
    std::string to;  ///< of a reassign
    Millis recorded_at{0};
};

/// One plan's figures in one rulebook from one date on, as rulebooks.json writes them.
struct Terms {
    std::string rulebook;
    std::string plan;
    Millis effective_from{0};
    long long allowance{0};
    long long cap{0};
    std::string cap_rule{"stop"};
    std::string refresh{"calendar"};
    std::optional<int> expiry_days;
    std::optional<int> expiry_refreshes;
    int refund_window_days{90};
    std::string window_rule{"elapsed"};
    std::string refund_expiry{"fresh"};
    std::string repeat_refund{"each"};
    bool purchasable{true};
    std::optional<int> purchase_expiry_days;
    bool pooled{true};
};

/// Everything that the state depends on: events and terms, in any order.
struct Ledger {
    std::string default_rulebook;
    std::vector<Terms> terms;
    std::vector<Event> events;
};

/// Credits that are equal in source, grant and expiry.
struct LotView {
    std::string source;
    Millis granted_at{0};
    std::optional<Millis> expires_at;
    long long remaining{0};

    [[nodiscard]] auto fields() const { return std::tie(source, granted_at, expires_at, remaining); }
    friend bool operator==(const LotView& a, const LotView& b) { return a.fields() == b.fields(); }
};

struct PendingView {
    Millis refundable_until{0};
    std::string key;
    std::string seat;
    std::string prospect;
    Millis sent_at{0};

    [[nodiscard]] auto fields() const { return std::tie(refundable_until, key, seat, prospect, sent_at); }
    friend bool operator==(const PendingView& a, const PendingView& b) { return a.fields() == b.fields(); }
};

struct AccountView {
    bool active{false};
    std::string plan;
    std::string rulebook;
    std::optional<long long> allowance;  ///< of one seat; none if not active
    std::optional<long long> cap;
    long long available{0};
    long long members{0};
    std::optional<Millis> next_refresh;
    std::vector<LotView> lots;         ///< in draw order
    std::vector<PendingView> pending;  ///< soonest to lapse first, then by key
    std::map<std::string, long long> totals;
    std::map<std::string, std::string> findings;  ///< those of `finding_names` that the account has

    [[nodiscard]] auto fields() const {
        return std::tie(active, plan, rulebook, allowance, cap, available, members, next_refresh, lots, pending, totals,
                        findings);
    }
    friend bool operator==(const AccountView& a, const AccountView& b) { return a.fields() == b.fields(); }
};

struct SeatView {
    std::string pool;
    std::string team;
    std::string name;
    std::optional<long long> limit;
    long long sends_against_limit{0};  ///< 0 if the seat is no member of a pool

    [[nodiscard]] auto fields() const { return std::tie(pool, team, name, limit, sends_against_limit); }
    friend bool operator==(const SeatView& a, const SeatView& b) { return a.fields() == b.fields(); }
};

/// The state at one instant. Accounts are named `ana` or `pool:acme`; it has those that `balance` lists.
struct State {
    std::map<std::string, AccountView> accounts;
    std::map<std::string, SeatView> seats;

    [[nodiscard]] auto fields() const { return std::tie(accounts, seats); }
    friend bool operator==(const State& a, const State& b) { return a.fields() == b.fields(); }
};

/// The names of the totals, in the order of `balance --format json`.
extern const std::vector<std::string> total_names;

/// Figures without a total (RULES section 7): `not_purchasable`, how many purchases the plan did not allow; `observed`, what
/// LinkedIn last showed less what was available; `closed`, what the last rollover must store, or "no-refresh".
extern const std::vector<std::string> finding_names;

/// The state as of an instant, as known at `known_at` (none: now).
[[nodiscard]] State replay(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at = std::nullopt);

}  // namespace reference
