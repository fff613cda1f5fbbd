#include "property/random_outreach.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "property/check.hpp"

using namespace inmail;

namespace reference {

const std::vector<std::string> outreach_handles{"ana", "ben", "cem", "dia"};

namespace {

Instant hours_after(Instant t, int hours) { return t + Duration{hours * (ms_per_day / 24)}; }

std::optional<Outcome> any_outcome() {
    return one_in(3) ? std::nullopt : std::optional(static_cast<Outcome>(number(0, static_cast<int>(outcome_count) - 1)));
}

/// Messages to a person, each often followed by an answer over its channel or another one.
void add_messages(Outreach& world, std::size_t seat, const std::string& person) {
    const std::vector<Channel> channels{Channel::inmail,
                                        Channel::connection_note,
                                        Channel::connection_note,
                                        Channel::connection_request,
                                        Channel::first_degree,
                                        Channel::email,
                                        Channel::phone};
    const Instant last = std::min(outreach_now, world.seats[seat].ends.value_or(outreach_now));
    // An InMail of more than 90 days ago is refunded no more (RULES section 4).
    Instant at = hours_after(outreach_now, -24 * (one_in(5) ? number(85, 110) : number(1, 45)));
    for (int i = number(1, 3); i > 0 && at < last; --i) {
        OutreachMessage message{at, false, seat, person, *rc::gen::elementOf(channels)};
        world.messages.push_back(message);
        at = hours_after(at, number(1, 24 * 9));
        if (!one_in(3) || at >= last) continue;
        message.at = at;
        message.is_answer = true;
        if (one_in(4)) message.channel = *rc::gen::elementOf(channels);
        message.outcome = any_outcome();
        world.messages.push_back(message);
        at = hours_after(at, number(1, 24 * 9));
    }
}

void add_seat(Outreach& world) {
    const std::string& handle = outreach_handles[world.seats.size()];
    OutreachSeat seat{one_in(3) ? "amer" : "emea"};
    const char* plan = one_in(3) ? "recruiter-lite" : "sales-navigator-core";
    world.csv += fmt::format("2026-06-10,subscribe,{},{},{},,,,,\n", handle, seat.team, plan);
    // A switch drops what is pending.
    if (one_in(4)) {
        seat.switched = hours_after(outreach_now, -24 * number(9, 60));
        world.csv += fmt::format("{},switch,{},,sales-navigator-advanced,,,,,\n", to_rfc3339(*seat.switched), handle);
    }
    if (one_in(3)) {
        seat.ends = hours_after(outreach_now, 24 * number(-8, 9));
        world.csv += fmt::format("{},cancel,{},,,,,,,\n", to_rfc3339(*seat.ends), handle);
        if (one_in(2)) {
            seat.resumes = hours_after(*seat.ends, number(1, 24 * 4));
            const char* next = one_in(2) ? "free" : plan;
            world.csv += fmt::format("{},subscribe,{},{},{},,,,,\n", to_rfc3339(*seat.resumes), handle, seat.team, next);
        }
    }
    // Often few credits are left.
    const int held = plan == std::string("recruiter-lite") ? 120 : 150;
    if (one_in(2)) world.csv += fmt::format("2026-10-13T20:00:00Z,adjust,{},,,,,,{},spent\n", handle, -number(held - 8, held));
    world.seats.push_back(seat);
}

Prospect any_listed(std::size_t index, std::size_t seats) {
    Prospect p;
    p.key = "p" + std::to_string(index);
    p.line = static_cast<std::int64_t>(index) + 2;
    p.open_profile = one_in(5);
    p.open_to_work = one_in(5);
    p.inmail_first = one_in(4);
    p.is_high = one_in(2);
    if (!one_in(3)) return p;
    p.seat = outreach_handles[static_cast<std::size_t>(number(0, static_cast<int>(seats) - 1))];
    p.degree = number(1, 3);
    return p;
}

}  // namespace

Outreach any_outreach() {
    Outreach world;
    world.csv = "at,event,seat,team,plan,prospect,channel,outcome,amount,note\n";
    const int seats = number(2, static_cast<int>(outreach_handles.size()));
    for (int i = 0; i < seats; ++i) add_seat(world);
    const int people = number(1, 12);
    for (int i = 0; i < people; ++i) {
        world.listed.push_back(any_listed(world.listed.size(), world.seats.size()));
        for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
            if (one_in(3)) add_messages(world, seat, world.listed.back().key);
        }
    }
    const auto order = [](const OutreachMessage& a, const OutreachMessage& b) { return a.at < b.at; };
    std::stable_sort(world.messages.begin(), world.messages.end(), order);
    for (const OutreachMessage& m : world.messages) {
        world.csv +=
            fmt::format("{},{},{},,,{},{},{},,\n", to_rfc3339(m.at), m.is_answer ? "reply" : "send", outreach_handles[m.seat],
                        m.person, to_string(m.channel), m.outcome ? to_string(*m.outcome) : "");
    }
    return world;
}

}  // namespace reference
