#include "team.hpp"

#include <algorithm>
#include <array>

namespace inmail::bench {
namespace {

constexpr std::uint64_t seats_per_pool = 10;
constexpr std::uint64_t mails_per_ticket = 5;
constexpr std::size_t handle_digits = 4;

/// How common a plan is, and how much its seats send: about the plan's allowance. No plan means a member of a pool.
struct PlanUsage {
    std::string_view plan;
    std::uint64_t percent;
    std::uint64_t mails_per_month;
    bool buys;
};
constexpr std::array<PlanUsage, 6> plan_usages{{
    {"sales-navigator-core", 55, 50, false},
    {"sales-navigator-advanced", 10, 50, false},
    {"recruiter-lite", 12, 30, true},
    {"premium-business", 5, 15, true},
    {"premium-career", 3, 5, true},
    {"", 15, 150, true},
}};
constexpr std::array<std::string_view, 6> teams{"emea", "apac", "north-america", "latam", "executive-search", "tech-sourcing"};

const PlanUsage& plan_usage_at(std::uint64_t percent) {
    for (const PlanUsage& usage : plan_usages) {
        if (percent < usage.percent) return usage;
        percent -= usage.percent;
    }
    return plan_usages.front();
}

std::string numbered(std::string_view word, std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(word) + "-" + std::string(handle_digits - std::min(handle_digits, digits.size()), '0') + digits;
}

}  // namespace

Team::Team(std::int64_t seats, std::uint64_t seed) {
    Random random(seed);
    const std::uint64_t members = static_cast<std::uint64_t>(seats) * plan_usages.back().percent / 100;
    for (std::uint64_t pool = 0; pool <= members / seats_per_pool; ++pool) pools_.push_back(numbered("contract", pool + 1));
    while (seats_.size() < static_cast<std::size_t>(seats)) add(random);
}

void Team::add(Random& random) {
    const std::size_t number = seats_.size();
    const PlanUsage& usage = number == 0 ? plan_usages.front() : plan_usage_at(random.below(100));
    Seat seat;
    seat.handle = number == 0 ? "ana" : numbered("rep", number);
    seat.team = random.pick(teams);
    seat.plan = usage.plan;
    if (usage.plan.empty()) seat.pool = random.pick(pools_);
    seat.buys = usage.buys;
    seat.replies_percent = random.between(8, 30);
    seat.keeps_threads = random.chance(1, 20);
    tickets_.insert(tickets_.end(), usage.mails_per_month / mails_per_ticket, static_cast<std::uint32_t>(number));
    seats_.push_back(std::move(seat));
}

}  // namespace inmail::bench
