// Laws of sequences: nothing is due for who has answered, no step is due twice, none before its time, and none after the end.
// Random sequences and people who do each step when it is due.

#include <set>

#include "inmail/app/outreach/sequence_step.hpp"
#include "property/check.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::app;
using reference::holds;
using reference::number;
using reference::one_in;

namespace {

using Step = Sequence::Step;

constexpr int runs = 3000;
constexpr Instant now{1'800'000'000'000};

Sequence any_sequence() {
    Sequence sequence;
    sequence.end_days = number(10, 40);
    for (int steps = number(2, 6); steps > 0; --steps) {
        Step step;
        step.channels.push_back(static_cast<Channel>(number(0, static_cast<int>(channel_count) - 1)));
        if (one_in(3)) step.channels.push_back(Channel::email);
        step.from_day = number(0, 5);
        step.to_day = step.from_day + number(0, 5);
        step.after = static_cast<Step::After>(number(0, 2));
        step.only_if = step.after == Step::After::accepted ? Step::OnlyIf::accepted : static_cast<Step::OnlyIf>(number(0, 2));
        step.priority = static_cast<Step::Priority>(number(0, 2));
        sequence.steps.push_back(step);
    }
    return sequence;
}

}  // namespace

TEST_CASE("whoever does each step when it is due comes to an end, and does none twice") {
    CHECK(holds("whoever does each step comes to an end", runs, [] {
        const Sequence sequence = any_sequence();
        const Sequences of_everyone{[&](const std::string&) { return &sequence; }};
        const bool is_high = one_in(2);
        std::vector<OutreachEvent> events{{OutreachEvent::Kind::sent, now, sequence.steps.front().channels.front()}};
        std::set<std::size_t> done{0};
        Instant here = now;
        bool accepted = false;
        while (const auto next = next_step(events, of_everyone, steps_for(is_high), here)) {
            RC_ASSERT(done.insert(next->step).second);
            RC_ASSERT(next->due <= next->last_day);
            RC_ASSERT(next->due >= start_of(day_of(next->since)));
            RC_ASSERT(!next_step(events, of_everyone, steps_for(is_high), here + days(sequence.end_days + 1)));
            here = std::max(here, next->due) + Duration{number(0, 1000)};
            if (!accepted && one_in(4)) {
                accepted = true;
                events.push_back({OutreachEvent::Kind::accepted, here});
                done.erase(next->step);
                continue;
            }
            const auto& channels = sequence.steps[next->step].channels;
            const auto pick = static_cast<std::size_t>(number(0, static_cast<int>(channels.size()) - 1));
            events.push_back({OutreachEvent::Kind::sent, here, channels[pick]});
            auto answered = events;
            answered.push_back({OutreachEvent::Kind::answered, here});
            RC_ASSERT(!next_step(answered, of_everyone, steps_for(is_high), here));
        }
    }));
}
