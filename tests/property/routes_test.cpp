// Laws of the planner of routes: no plan spends more than is held, exceeds a limit, sends a paid InMail where a free channel is
// valid, or writes twice to one person within a team. Random seats, credits, contacts and lists.

#include <algorithm>
#include <map>
#include <string>

#include "inmail/app/outreach/planner.hpp"
#include "inmail/io/published.hpp"
#include "property/check.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::app;
using reference::holds;

namespace {

constexpr int plans = 3000;
constexpr Instant now{1'800'000'000'000};

int number(int least, int most) { return *rc::gen::inRange(least, most + 1); }
bool one_in(int n) { return number(1, n) == 1; }
Instant days_ago(int most) { return now - Duration{number(0, most * 24) * (ms_per_day / 24)}; }

std::optional<Instant> maybe_days_ago(int one_in_so_many, int most) {
    return one_in(one_in_so_many) ? std::optional(days_ago(most)) : std::nullopt;
}

CreditSupply any_supply() {
    CreditSupply supply;
    supply.held = Credits{number(0, 12)};
    std::int64_t lost = 0;
    for (int i = number(0, 3); i > 0; --i) {
        const bool is_held = one_in(2);
        // Often all that is held is lost while notes are waited for.
        const std::int64_t amount = one_in(3) ? std::max<std::int64_t>(supply.held.value, 1) : number(1, 4);
        if (is_held && lost + amount > supply.held.value) continue;
        lost += is_held ? amount : 0;
        supply.losses.push_back({now + days(number(1, one_in(2) ? 7 : 20)), Credits{amount}, is_held});
    }
    std::sort(supply.losses.begin(), supply.losses.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    if (one_in(2)) supply.next_credits = now + days(number(1, 30));
    return supply;
}

SendingSeat any_seat(std::size_t index, std::size_t supplies) {
    SendingSeat seat;
    seat.handle = "seat" + std::to_string(index);
    seat.team = one_in(2) ? "emea" : "amer";
    seat.plan = one_in(3) ? "free" : "sales-navigator-core";
    seat.may_send = !one_in(4);
    seat.account = static_cast<std::size_t>(number(0, static_cast<int>(supplies) - 1));
    seat.free_channels = {Channel::first_degree, Channel::open_profile, Channel::replied_thread};
    if (one_in(2)) seat.free_channels.push_back(Channel::open_to_work);
    if (one_in(3)) seat.limit_left = number(0, 3);
    const auto fill = [](std::vector<Instant>& times, int most) {
        for (int i = number(0, most); i > 0; --i) times.push_back(days_ago(30));
        std::sort(times.begin(), times.end());
    };
    fill(seat.requests, 6);
    for (const Instant t : seat.requests) {
        if (one_in(2)) seat.notes.push_back(t);
    }
    fill(seat.open_profile, 4);
    return seat;
}

Contact any_contact(std::size_t seat) {
    Contact contact;
    contact.seat = seat;
    if ((contact.inmail_pending = maybe_days_ago(5, 60))) contact.refundable_until = *contact.inmail_pending + days(90);
    contact.request_open = maybe_days_ago(4, one_in(2) ? 7 : 20);
    contact.message_open = maybe_days_ago(6, 20);
    contact.connected = maybe_days_ago(8, 30);
    contact.answered = maybe_days_ago(8, 30);
    if (!contact.answered) contact.declined = maybe_days_ago(10, 30);
    contact.request_declined = maybe_days_ago(8, 30);
    return contact;
}

PlannedProspect any_prospect(std::size_t index, std::size_t seats) {
    PlannedProspect p;
    p.prospect.key = "person-" + std::to_string(index);
    if (one_in(3)) p.prospect.degree = number(1, 3);
    p.prospect.open_profile = one_in(5);
    p.prospect.open_to_work = one_in(5);
    p.prospect.inmail_first = one_in(4);
    p.prospect.is_high = one_in(2);
    if (one_in(2)) p.seat = static_cast<std::size_t>(number(0, static_cast<int>(seats) - 1));
    for (std::size_t seat = 0; seat < seats; ++seat) {
        if (one_in(4)) p.contacts.push_back(any_contact(seat));
    }
    return p;
}

/// Small limits, so that lists reach them.
std::vector<PublishedLimit> small_limits() {
    std::vector<PublishedLimit> limits = io::published_limits();
    for (PublishedLimit& limit : limits) {
        if (limit.what == PublishedLimit::What::send)
            limit.count = limit.plan == "free" ? 2 : limit.channel == Channel::open_profile ? 3 : 4;
    }
    return limits;
}

PlanInput any_input() {
    PlanInput input;
    input.as_of = now;
    input.limits = small_limits();
    for (int i = number(1, 3); i > 0; --i) input.supplies.push_back(any_supply());
    const int seats = number(1, 4);
    for (int i = 0; i < seats; ++i) input.seats.push_back(any_seat(input.seats.size(), input.supplies.size()));
    for (int i = number(0, 25); i > 0; --i) input.prospects.push_back(any_prospect(input.prospects.size(), input.seats.size()));
    if (one_in(3)) input.budget = Credits{number(0, 15)};
    return input;
}

const Contact* contact_of(const PlannedProspect& p, std::size_t seat) {
    const auto found = std::find_if(p.contacts.begin(), p.contacts.end(), [&](const Contact& c) { return c.seat == seat; });
    return found == p.contacts.end() ? nullptr : &*found;
}

bool calls_free(const SendingSeat& seat, Channel channel) {
    return std::find(seat.free_channels.begin(), seat.free_channels.end(), channel) != seat.free_channels.end();
}

/// Whether the seat can reach the person for nothing, read from docs/outreach.md and not from the planner.
bool has_free_way(const PlanInput& input, const PlannedProspect& p, std::size_t seat) {
    const SendingSeat& s = input.seats[seat];
    const Contact* known = contact_of(p, seat);
    const bool connected = p.prospect.degree == 1 || p.in_connections || (known != nullptr && known->connected);
    return (connected && calls_free(s, Channel::first_degree)) ||
           (p.prospect.open_profile && calls_free(s, Channel::open_profile)) ||
           (p.prospect.open_to_work && calls_free(s, Channel::open_to_work)) ||
           (known != nullptr && known->answered && calls_free(s, Channel::replied_thread));
}

void require_spends_what_is_held(const PlanInput& input, const Plan& plan) {
    std::map<std::size_t, std::int64_t> spent;
    std::map<std::size_t, std::int64_t> by_seat;
    std::int64_t all = 0;
    for (const Route& route : plan.routes) {
        RC_ASSERT((route.cost == 1) == (route.channel == Channel::inmail));
        if (route.cost == 0) continue;
        ++spent[input.seats[*route.seat].account];
        ++by_seat[*route.seat];
        ++all;
    }
    for (const auto& [account, credits] : spent) RC_ASSERT(credits <= input.supplies[account].held.value);
    for (const auto& [seat, credits] : by_seat) RC_ASSERT(credits <= input.seats[seat].limit_left.value_or(credits));
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
            if (route.cost == 0 || input.seats[*route.seat].account != account) continue;
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

void require_within_limits(const PlanInput& input, const Plan& plan) {
    for (std::size_t i = 0; i < input.seats.size(); ++i) {
        const SendingSeat& seat = input.seats[i];
        std::vector<Instant> notes;
        std::vector<Instant> open_profile;
        for (const Route& route : plan.routes) {
            if (route.seat != i) continue;
            if (route.channel == Channel::connection_note) notes.push_back(*route.not_before);
            if (route.channel == Channel::open_profile) open_profile.push_back(*route.not_before);
        }
        require_at_most(4, 7, seat.requests, notes);
        if (seat.plan == "free") require_at_most(2, 30, seat.notes, notes);
        require_at_most(3, 30, seat.open_profile, open_profile);
    }
}

void require_nobody_is_written_to_twice(const PlanInput& input, const Plan& plan) {
    for (std::size_t i = 0; i < plan.routes.size(); ++i) {
        const Route& route = plan.routes[i];
        if (!route.channel) continue;
        RC_ASSERT(input.seats[*route.seat].may_send);
        RC_ASSERT(!input.prospects[i].seat || input.prospects[i].seat == route.seat);
        for (const Contact& contact : input.prospects[i].contacts) {
            if (contact.seat == *route.seat || input.seats[contact.seat].team != input.seats[*route.seat].team) continue;
            RC_ASSERT(!contact.inmail_pending && !contact.request_open && !contact.declined);
        }
        const Contact* own = contact_of(input.prospects[i], *route.seat);
        if (own == nullptr) continue;
        RC_ASSERT(!own->declined);
        // An InMail to somebody whose InMail is pending would be a repeat, and a second request is none.
        if (route.channel == Channel::inmail) RC_ASSERT(!own->inmail_pending);
        if (route.channel == Channel::connection_note) RC_ASSERT(!own->request_open);
        if (route.channel == Channel::inmail && own->request_open) RC_ASSERT(*route.not_before > *own->request_open + days(7));
    }
}

}  // namespace

TEST_CASE("a plan of routes spends what is held, keeps to limits, prefers what is free, and writes once", "[routes]") {
    CHECK(holds("routes", plans, [] {
        const PlanInput input = any_input();
        const Plan plan = plan_routes(input);
        RC_ASSERT(plan.routes.size() == input.prospects.size());
        require_spends_what_is_held(input, plan);
        require_later_credits(input, plan);
        require_within_limits(input, plan);
        require_nobody_is_written_to_twice(input, plan);
        for (std::size_t i = 0; i < plan.routes.size(); ++i) {
            const Route& route = plan.routes[i];
            if (route.channel == Channel::inmail) RC_ASSERT(!has_free_way(input, input.prospects[i], *route.seat));
            // What costs nothing is never left for want of credits.
            if (!route.channel && route.reason == RouteReason::no_credits)
                RC_ASSERT(!has_free_way(input, input.prospects[i], *route.seat));
        }
    }));
}
