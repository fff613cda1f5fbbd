// Sequences: toml++ never crashes, and what is read has steps that can come due before the sequence ends.

#include "inmail/io/sequence_toml.hpp"
#include "target.hpp"

namespace inmail::fuzz {

void take(std::string_view input) {
    const Sequence sequence = io::read_sequence(input, "sequence.toml");
    ensure(sequence.steps.size() >= 2, "a sequence has a first message, and what follows");
    for (const auto& step : sequence.steps) {
        ensure(!step.channels.empty(), "a step has a channel");
        ensure(0 <= step.from_day && step.from_day <= step.to_day && step.to_day <= sequence.end_days,
               "a step is due before it is overdue, and before the end");
    }
}

}  // namespace inmail::fuzz
