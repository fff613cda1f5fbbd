// The part of a ledger that a seat's next steps and routes are computed from says what the whole says. Random ledgers and lists.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "inmail/app/outreach/next.hpp"
#include "inmail/app/outreach/planner.hpp"
#include "property/check.hpp"
#include "property/outreach_ledger.hpp"
#include "property/random_outreach.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::app;
using reference::holds;
using reference::number;
using World = reference::Outreach;

namespace {

constexpr int ledgers = 1000;

/// Of a row of `next`, and of a route with the names of its seats.
auto said(const NextReport::Row& row) {
    return std::tuple(row.prospect, row.seat, row.channels, row.cost, row.due, row.last_day, row.overdue_days, row.number,
                      row.instead, row.instead_since, row.after_decline);
}
auto said(const PlanInput& input, const Route& route) {
    const auto handle = [&](std::optional<std::size_t> seat) { return seat ? input.seats[*seat].handle : std::string(); };
    return std::tuple(handle(route.seat), route.channel, route.cost, route.not_before, route.reason, route.since,
                      handle(route.colleague), handle(route.colleague_pending), route.colleague_pending_since,
                      handle(route.other_team), route.other_team_since);
}

void require_part_says_what_all_says(const World& world, const reference::OutreachLedger& ledger) {
    const std::size_t place = static_cast<std::size_t>(number(0, static_cast<int>(world.seats.size()) - 1));
    const auto seat = ledger.store().find_seat(reference::outreach_handles[place]);
    if (!seat) return;
    const Duration within = days(number(0, 20));
    std::vector<NextReport::Row> of_all = ledger.next(world, "", within).rows;
    of_all.erase(std::remove_if(of_all.begin(), of_all.end(),
                                [&](const auto& row) { return row.seat != reference::outreach_handles[place]; }),
                 of_all.end());
    const auto of_part = ledger.next(world, "", within, AccountId::of(*seat)).rows;
    RC_ASSERT(of_part.size() == of_all.size());
    for (std::size_t i = 0; i < of_all.size(); ++i) RC_ASSERT(said(of_part[i]) == said(of_all[i]));

    std::vector<Prospect> listed = world.listed;
    for (Prospect& person : listed) person.seat.clear();
    const PlanInput all = ledger.input_of_seat(listed, *seat, false);
    const PlanInput part = ledger.input_of_seat(listed, *seat, true);
    const Plan plan_of_all = plan_routes(all);
    const Plan plan_of_part = plan_routes(part);
    for (std::size_t i = 0; i < all.prospects.size(); ++i)
        RC_ASSERT(said(part, plan_of_part.routes[i]) == said(all, plan_of_all.routes[i]));
    RC_ASSERT(plan_of_part.held == plan_of_all.held);
    RC_ASSERT(plan_of_part.needed == plan_of_all.needed);
    RC_ASSERT(plan_of_part.notes_followed == plan_of_all.notes_followed);
}

}  // namespace

TEST_CASE("what one seat does next is the same by the part of the ledger that it needs and by all of it", "[routes]") {
    CHECK(holds("routes of one seat", ledgers, [] {
        const World world = reference::any_outreach();
        RC_LOG() << world.csv;
        require_part_says_what_all_says(world, reference::OutreachLedger(world));
    }));
}
