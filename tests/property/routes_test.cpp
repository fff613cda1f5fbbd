// Laws of routes and next steps: no plan spends more than is held, exceeds a limit, sends a paid InMail where a free channel is
// valid, or writes twice to one person within a team. Random events in a ledger, read as `route` and `next` read them. What the
// laws know of people comes from the events, not from the planner's contacts.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "inmail/app/outreach/next.hpp"
#include "inmail/app/outreach/planner.hpp"
#include "inmail/app/reports/balance.hpp"
#include "property/check.hpp"
#include "property/outreach_ledger.hpp"
#include "property/random_outreach.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::app;
using reference::holds;
using reference::number;
using reference::one_in;
using reference::place_of;
using World = reference::Outreach;
using Message = reference::OutreachMessage;

namespace {

constexpr int ledgers = 1000;
constexpr Instant now = reference::outreach_now;

// --- what the laws know of people, from the events alone -----------------------------------------------------------------

template <class F>
std::optional<Message> latest(const World& world, const std::string& person, std::size_t seat, F&& fits) {
    std::optional<Message> found;
    for (const Message& m : world.messages) {
        if (m.person == person && m.seat == seat && fits(m)) found = m;
    }
    return found;
}

bool has_answered(const World& world, const std::string& person, std::size_t seat) {
    return latest(world, person, seat, [](const Message& m) { return m.ends_outreach(); }).has_value();
}
/// An acceptance holds from then on, whatever is declined later.
bool is_connected(const World& world, const std::string& person, std::size_t seat) {
    return latest(world, person, seat, [](const Message& m) { return m.is_about_connecting() && m.outcome == Outcome::accepted; })
        .has_value();
}
/// The latest message of these, if no answer came since: nothing can have answered it.
template <class F>
std::optional<Instant> open_since(const World& world, const std::string& person, std::size_t seat, F&& fits) {
    const auto sent = latest(world, person, seat, [&](const Message& m) { return !m.is_answer && fits(m.channel); });
    const auto answer = latest(world, person, seat, [](const Message& m) { return m.is_answer; });
    return sent && (!answer || answer->at < sent->at) ? std::optional(sent->at) : std::nullopt;
}
std::optional<Instant> open_request(const World& world, const std::string& person, std::size_t seat) {
    return open_since(world, person, seat, asks_to_connect);
}
/// Pending, lapsed or dropped: LinkedIn takes none after it.
std::optional<Instant> unanswered_inmail(const World& world, const std::string& person, std::size_t seat) {
    return open_since(world, person, seat, [](Channel channel) { return channel == Channel::inmail; });
}
std::optional<Instant> pending_inmail(const World& world, const std::string& person, std::size_t seat) {
    const auto sent = unanswered_inmail(world, person, seat);
    const auto& its = world.seats[seat];
    // A cancel and a switch drop it.
    const bool is_dropped = (its.ends && *its.ends <= now) || (its.switched && sent && *sent < *its.switched);
    return sent && !is_dropped && *sent + days(90) > now ? sent : std::nullopt;
}
/// Whether somebody of the team has the person in hand.
bool is_taken(const World& world, const std::string& person, const std::string& team) {
    for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
        if (world.seats[seat].team != team) continue;
        // A request of a seat that cannot go on is waited for as long as any message: a week.
        const auto& its = world.seats[seat];
        const bool can_go_on = !its.ends || *its.ends > now || its.resumes;
        const auto request = open_request(world, person, seat);
        const bool binds = request && (can_go_on || start_of(day_of(*request) + 7) > now);
        if (has_answered(world, person, seat) || binds || pending_inmail(world, person, seat)) return true;
    }
    return false;
}

/// What each seat would do if it wrote alone.
std::map<std::string, Plan> plans_by_seat(const PlanInput& all) {
    std::map<std::string, Plan> plans;
    for (std::size_t seat = 0; seat < all.seats.size(); ++seat) {
        PlanInput alone = all;
        for (std::size_t other = 0; other < alone.seats.size(); ++other) alone.seats[other].may_send &= other == seat;
        plans[all.seats[seat].handle] = plan_routes(alone);
    }
    return plans;
}

// --- the laws ----------------------------------------------------------------------------------------------------------

void require_spends_what_is_held(const reference::OutreachLedger& ledger, const PlanInput& input, const Plan& plan) {
    std::map<std::string, std::int64_t> spent;
    std::int64_t all = 0;
    for (const Route& route : plan.routes) {
        RC_ASSERT((route.cost == 1) == (route.channel == Channel::inmail));
        if (route.cost == 0) continue;
        ++spent[input.seats[*route.seat].handle];
        ++all;
    }
    for (const auto& account : balance(ledger.store(), ledger.query()).accounts) {
        const auto by_account = spent.find(account.account.typed());
        if (by_account != spent.end()) RC_ASSERT(by_account->second <= account.available.value);
    }
    RC_ASSERT(all == plan.spent.value);
    RC_ASSERT(all <= plan.may_spend.value);
    if (input.budget) RC_ASSERT(all <= input.budget->value);
    RC_ASSERT(plan.needed >= plan.spent);
}

/// The credits that a later InMail needs are still there then: those sent now go first to what would be lost.
void require_later_credits(const PlanInput& input, const Plan& plan) {
    for (std::size_t account = 0; account < input.supplies.size(); ++account) {
        std::vector<Instant> later;
        std::int64_t first = 0;
        for (const Route& route : plan.routes) {
            if (route.cost == 0 || input.seats[*route.seat].at(*route.not_before).account != account) continue;
            *route.not_before == now ? void(++first) : later.push_back(*route.not_before);
        }
        for (const Instant t : later) {
            std::int64_t lost = 0;
            for (const auto& loss : input.supplies[account].losses) {
                if (loss.is_held && loss.at <= t) lost += loss.amount.value;
            }
            const auto by_then = std::count_if(later.begin(), later.end(), [&](Instant other) { return other <= t; });
            RC_ASSERT(std::max(first, lost) + by_then <= input.supplies[account].held.value);
        }
    }
}

/// Of what was sent and is planned, no planned message makes more than `most` in the days that end with it.
void require_at_most(std::size_t most, int period, std::vector<Instant> times, const std::vector<Instant>& planned) {
    times.insert(times.end(), planned.begin(), planned.end());
    for (const Instant t : planned) {
        const auto in_period =
            std::count_if(times.begin(), times.end(), [&](Instant other) { return other > t - days(period) && other <= t; });
        RC_ASSERT(static_cast<std::size_t>(in_period) <= most);
    }
}

void require_within_limits(const World& world, const PlanInput& input, const Plan& plan) {
    for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
        std::vector<Instant> sent;
        for (const Message& m : world.messages) {
            if (!m.is_answer && m.seat == seat && asks_to_connect(m.channel)) sent.push_back(m.at);
        }
        std::vector<Instant> notes;
        for (const Route& route : plan.routes) {
            const bool is_its =
                route.channel == Channel::connection_note && input.seats[*route.seat].handle == reference::outreach_handles[seat];
            if (is_its) notes.push_back(*route.not_before);
        }
        require_at_most(3, 7, sent, notes);
    }
}

bool calls_free(const SendingSeat& seat, Instant t, Channel channel) {
    const auto& free = seat.at(t).free_channels;
    return std::find(free.begin(), free.end(), channel) != free.end();
}

/// Whether the seat can reach the person for nothing, read from docs/outreach.md and not from the planner.
bool has_free_way(const World& world, const Prospect& who, const SendingSeat& writer, Instant t) {
    const std::size_t seat = place_of(writer.handle);
    const bool is_listed = who.degree == 1 && who.seat == writer.handle;
    return ((is_listed || is_connected(world, who.key, seat)) && calls_free(writer, t, Channel::first_degree)) ||
           (who.open_profile && calls_free(writer, t, Channel::open_profile)) ||
           (who.open_to_work && calls_free(writer, t, Channel::open_to_work));
}

/// By what is recorded for later, too: an InMail only with a plan that has them.
void require_a_plan(const World& world, const SendingSeat& writer, const Route& route) {
    const auto& its = world.seats[place_of(writer.handle)];
    const Instant t = *route.not_before;
    if (its.ends && t >= *its.ends) RC_ASSERT(its.resumes && t >= *its.resumes);
    if (route.channel == Channel::inmail) RC_ASSERT(writer.at(t).plan != "free");
}

void require_nobody_who_answered_is_written_to_again(const World& world, const std::string& person, const SendingSeat& writer,
                                                     const Route& route) {
    for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
        if (world.seats[seat].team != writer.team) continue;
        const auto answer = latest(world, person, seat, [](const Message& m) { return m.ends_outreach(); });
        if (!answer) continue;
        RC_ASSERT(answer->outcome != Outcome::declined);
        RC_ASSERT(route.channel != Channel::inmail && route.channel != Channel::connection_note);
    }
}

void require_no_repeat(const World& world, const std::string& person, const SendingSeat& writer, const Route& route) {
    const std::size_t seat = place_of(writer.handle);
    // LinkedIn takes no second InMail before the first is answered, and a second request is none.
    if (route.channel == Channel::inmail) RC_ASSERT(!unanswered_inmail(world, person, seat));
    const auto request = open_request(world, person, seat);
    if (route.channel == Channel::connection_note) RC_ASSERT(!request);
    const auto is_only = std::count_if(world.messages.begin(), world.messages.end(),
                                       [&](const Message& m) { return m.person == person && m.seat == seat; });
    if (route.channel == Channel::inmail && request && is_only == 1)
        RC_ASSERT(*route.not_before >= start_of(day_of(*request) + wait_for_answer.value / ms_per_day));
}

/// One person is written to by one seat of a team, once somebody of it has begun.
void require_one_seat_of_a_team(const World& world, const PlanInput& input) {
    const auto plans = plans_by_seat(input);
    for (std::size_t i = 0; i < input.prospects.size(); ++i) {
        const std::string& person = input.prospects[i].prospect.key;
        std::map<std::string, int> writers;
        for (const SendingSeat& seat : input.seats) writers[seat.team] += plans.at(seat.handle).routes[i].channel ? 1 : 0;
        for (const auto& [team, count] : writers) {
            if (is_taken(world, person, team)) RC_ASSERT(count <= 1);
        }
    }
}

/// Whether the person has accepted and declined to connect with the seat, so that no one next step is right.
bool contradicts(const World& world, const std::string& person, std::size_t seat) {
    std::set<Outcome> outcomes;
    for (const Message& m : world.messages) {
        if (m.is_answer && m.person == person && m.seat == seat && asks_to_connect(m.channel) && m.outcome)
            outcomes.insert(*m.outcome);
    }
    return outcomes.count(Outcome::declined) != 0 && outcomes.size() > 1;
}

/// `next` says what `route` says of the seat, but for credits that are missing. `input`: with InMails to whom sequences have them
/// for.
void require_next_agrees(const World& world, const reference::OutreachLedger& ledger, const PlanInput& input) {
    const auto plans = plans_by_seat(input);
    std::set<std::pair<std::string, std::string>> written;  // person and team
    const bool has_emea =
        std::any_of(world.seats.begin(), world.seats.end(), [](const auto& seat) { return seat.team == "emea"; });
    for (const auto& row : ledger.next(world, has_emea && one_in(3) ? "emea" : "", days(number(0, 20))).rows) {
        const std::size_t seat = place_of(row.seat);
        RC_ASSERT(written.insert({row.prospect, world.seats[seat].team}).second);
        const auto person = std::find_if(input.prospects.begin(), input.prospects.end(),
                                         [&](const auto& p) { return p.prospect.key == row.prospect; });
        // A list may give the person to another seat.
        if (contradicts(world, row.prospect, seat)) continue;
        if (person->seat && input.seats[*person->seat].handle != row.seat) continue;
        const Route& route = plans.at(row.seat).routes[static_cast<std::size_t>(person - input.prospects.begin())];
        if (route.reason == RouteReason::no_credits) continue;
        RC_LOG() << row.seat << " to " << row.prospect << ": " << to_string(row.channels.front()) << " due "
                 << to_rfc3339(row.due) << ", and route says " << (route.channel ? to_string(*route.channel) : "nothing") << '\n';
        if (route.reason == RouteReason::colleague_wrote) {
            // Due once the colleague's week is over.
            RC_ASSERT(route.not_before.has_value());
            RC_ASSERT(row.due >= *route.not_before);
            continue;
        }
        RC_ASSERT(route.channel == row.channels.front());
        RC_ASSERT(route.cost == row.cost);
        RC_ASSERT(route.not_before >= std::max(now, row.due));
    }
}

}  // namespace

TEST_CASE("a plan from a ledger spends what is held, keeps to limits, prefers what is free, and writes once", "[routes]") {
    CHECK(holds("routes", ledgers, [] {
        const World world = reference::any_outreach();
        RC_LOG() << world.csv;
        const reference::OutreachLedger ledger(world);
        PlanInput input = ledger.input(world);
        if (one_in(3)) input.budget = Credits{number(0, 15)};
        const Plan plan = plan_routes(input);
        RC_ASSERT(plan.routes.size() == input.prospects.size());
        require_spends_what_is_held(ledger, input, plan);
        require_later_credits(input, plan);
        require_within_limits(world, input, plan);
        for (std::size_t i = 0; i < plan.routes.size(); ++i) {
            const Route& route = plan.routes[i];
            const Prospect& who = input.prospects[i].prospect;
            if (route.reason == RouteReason::no_credits) RC_ASSERT(!has_free_way(world, who, input.seats[*route.seat], now));
            if (!route.channel) continue;
            const SendingSeat& writer = input.seats[*route.seat];
            if (route.channel == Channel::inmail) RC_ASSERT(!has_free_way(world, who, writer, *route.not_before));
            require_a_plan(world, writer, route);
            require_nobody_who_answered_is_written_to_again(world, who.key, writer, route);
            require_no_repeat(world, who.key, writer, route);
        }
        input.budget.reset();
        require_one_seat_of_a_team(world, input);
        // A limit moves a message of a plan to a later day, and `next` leaves it where it is due.
        PlanInput of_sequences = ledger.input(world, InMailsTo::high_priority);
        of_sequences.limits.clear();
        require_next_agrees(world, ledger, of_sequences);
    }));
}
