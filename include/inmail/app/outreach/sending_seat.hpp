#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

/// The paid InMails that a usage limit still allows.
struct UsageQuota {
    std::int64_t left{0};               ///< before it starts again
    std::int64_t afterwards{0};         ///< between its next start and the one after
    std::optional<Instant> restarts{};  ///< at the next refresh of the pool; none: not known

    [[nodiscard]] std::int64_t& at(Instant t) { return restarts && *restarts <= t ? afterwards : left; }
};

/// What a seat may send from an instant on, by what is recorded.
struct PlanPeriod {
    Instant from{};
    bool has_plan{false};
    std::size_t account{0};                ///< of the supplies, if the seat may send
    std::string plan{};                    ///< whose limits bind the seat
    std::vector<Channel> free_channels{};  ///< by the terms in force
    std::string source{};                  ///< of these terms
    bool has_inmails{false};               ///< the plan grants or sells credits, or the account holds some
};

/// A seat of the ledger. A seat that may not send is there because of what it sent.
struct SendingSeat {
    std::string handle;
    std::string team;                   ///< empty: none, which is a team of its own
    bool may_send{false};               ///< it has a plan, now or later, and was asked for
    std::vector<PlanPeriod> periods;    ///< by time, at least one; the first has begun
    std::optional<UsageQuota> usage{};  ///< of the first period's account; none: no usage limit
    std::vector<Instant> requests;      ///< to connect, with and without a note, of the last month, by time
    std::vector<Instant> notes;         ///< those of them with a note
    std::vector<Instant> open_profile;  ///< messages to Open Profiles of the last month, by time

    [[nodiscard]] const PlanPeriod& at(Instant t) const;
    [[nodiscard]] bool has_plan_left() const;
    /// When the period of `t` is over; none: not by what is recorded.
    [[nodiscard]] std::optional<Instant> period_end(Instant t) const;
    /// The first instant from `t` on at which the seat has a plan; none: it has none any more.
    [[nodiscard]] std::optional<Instant> first_with_plan(Instant t) const;
    /// When its last plan ends, or has ended; none: not by what is recorded.
    [[nodiscard]] std::optional<Instant> plan_ends() const;
};

}  // namespace inmail::app
