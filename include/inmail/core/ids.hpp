#pragma once

#include <cstdint>
#include <functional>
#include <tuple>

#include "inmail/core/strong.hpp"

namespace inmail {

/// Numbers that a store gives to names, each below first_provisional_id and perhaps with gaps; 0 means "none". They never leave
/// their ledger: exports, hashes and reports hold names.
using SeatId = Strong<struct SeatTag, std::uint32_t>;
using PoolId = Strong<struct PoolTag, std::uint32_t>;
using PlanId = Strong<struct PlanTag, std::uint32_t>;
using RulebookId = Strong<struct RulebookTag, std::uint32_t>;
using ProspectId = Strong<struct ProspectTag, std::uint32_t>;

/// An event's place in this ledger's order of recording (its `seq`): positive, ascending, perhaps with gaps, and below
/// first_provisional_event; 0 means "none".
using EventId = Strong<struct EventTag, std::int64_t>;

/// Ids from here on belong to what no store holds: events about to be recorded, and events that are only imagined.
constexpr std::uint32_t first_provisional_id = std::uint32_t{1} << 31U;
constexpr std::int64_t first_provisional_event = std::int64_t{1} << 49U;

template <class Tag, class Rep>
constexpr bool is_none(Strong<Tag, Rep> id) {
    return id.value == 0;
}

/// Whatever holds credits (RULES section 1): a seat of its own, or a pool. Sorts as reports do, pools first.
struct AccountId {
    enum class Kind : std::uint8_t { pool, seat };

    Kind kind{Kind::seat};
    std::uint32_t id{0};

    static constexpr AccountId of(SeatId seat) { return {Kind::seat, seat.value}; }
    static constexpr AccountId of(PoolId pool) { return {Kind::pool, pool.value}; }

    [[nodiscard]] constexpr bool is_pool() const { return kind == Kind::pool; }
    [[nodiscard]] constexpr SeatId seat() const { return SeatId{is_pool() ? 0 : id}; }
    [[nodiscard]] constexpr PoolId pool() const { return PoolId{is_pool() ? id : 0}; }

    friend constexpr bool operator==(AccountId a, AccountId b) { return a.kind == b.kind && a.id == b.id; }
    friend constexpr bool operator!=(AccountId a, AccountId b) { return !(a == b); }
    friend bool operator<(AccountId a, AccountId b) { return std::tie(a.kind, a.id) < std::tie(b.kind, b.id); }
};

}  // namespace inmail

template <class Tag, class Rep>
struct std::hash<inmail::Strong<Tag, Rep>> {
    std::size_t operator()(inmail::Strong<Tag, Rep> s) const noexcept { return std::hash<Rep>{}(s.value); }
};
