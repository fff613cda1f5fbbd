#include "sqlite/last_recorded.hpp"

#include <algorithm>

#include "sqlite/fold_reader.hpp"

namespace inmail::store {

namespace {

// A `void` (kind 12) counts for the account and time of the event it voids. The indexes hold seq, so rows up to ?2 are skipped
// without a look at the table.
constexpr const char* select_recorded_later =
    "SELECT seat, pool, max(recorded_at) FROM ("
    "SELECT seat, pool, recorded_at FROM event INDEXED BY event_by_time WHERE occurred_at <= ?1 AND seq > ?2 AND kind <> 12 "
    "UNION ALL SELECT e.seat, e.pool, v.recorded_at FROM event AS v INDEXED BY event_void JOIN event AS e ON e.seq = v.ref "
    "WHERE v.ref IS NOT NULL AND v.seq > ?2 AND e.occurred_at <= ?1) GROUP BY seat, pool";

}  // namespace

LastRecorded::LastRecorded(Connection& connection, Instant until, Instant known_at)
    : terms_at_(connection.integer("SELECT coalesce(max(recorded_at), 0) FROM terms")) {
    Query joins = connection
                      .query(
                          "SELECT seat, pool FROM event INDEXED BY event_join_by_seat WHERE seat IS NOT NULL AND pool IS NOT "
                          "NULL AND occurred_at <= ?1")
                      .with(until);
    while (joins.step()) link(AccountId::of(SeatId{joins.id(0)}), AccountId::of(PoolId{joins.id(1)}));
    Query reassigned =
        connection.query("SELECT seat, to_seat FROM event WHERE to_seat IS NOT NULL AND occurred_at <= ?1").with(until);
    while (reassigned.step()) link(AccountId::of(SeatId{reassigned.id(0)}), AccountId::of(SeatId{reassigned.id(1)}));
    const std::int64_t last_known = last_seq_known(connection, known_at);
    if (last_known >= connection.integer("SELECT coalesce(max(seq), 0) FROM event")) return;
    Query later = connection.query(select_recorded_later).with(until, last_known);
    while (later.step()) {
        const bool of_pool = later.is_null(0);
        add(of_pool ? AccountId::of(PoolId{later.id(1)}) : AccountId::of(SeatId{later.id(0)}), Instant{later.integer(2)});
    }
}

Instant LastRecorded::of(AccountId account) const {
    const auto found = latest_.find(representative_of(account));
    return found == latest_.end() ? terms_at_ : std::max(terms_at_, found->second);
}

AccountId LastRecorded::representative_of(AccountId account) const {
    for (auto next = linked_to_.find(account); next != linked_to_.end(); next = linked_to_.find(account)) account = next->second;
    return account;
}

void LastRecorded::link(AccountId a, AccountId b) {
    a = representative_of(a);
    b = representative_of(b);
    if (a != b) linked_to_.emplace(a, b);
}

void LastRecorded::add(AccountId account, Instant recorded_at) {
    Instant& latest = latest_.try_emplace(representative_of(account), first_instant).first->second;
    latest = std::max(latest, recorded_at);
}

}  // namespace inmail::store
