#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/app/record/void.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// Voids what a recording command recorded, whole: the request names neither events nor batch. Throws Refused if there is
/// nothing to take back, InvalidRequest for a number that no command has.
[[nodiscard]] RecordResult undo(Store& store, const VoidRequest& request);
/// Brings back what the last undo took back that was not brought back yet. Throws Refused where there is no such, and where
/// something newer stands in the place of an event.
[[nodiscard]] RecordResult redo(Store& store, const VoidRequest& request);

/// What a command recorded, and what became of it.
struct CommandRow {
    enum class State : std::uint8_t {
        in_force,
        partly,  ///< some of its events were taken back
        taken_back,
        replaced,  ///< other events stand for its events
        is_void,   ///< it took back single events: nothing brings them back
    };
    std::int64_t number{0};  ///< as `undo` takes it, 1 the last
    Instant recorded_at;
    std::string command;   ///< "send", "import events team.csv"
    EventsInBrief events;  ///< of a void, what it took back
    State state{State::in_force};
    std::string batch;
};
struct CommandsReport {
    std::vector<CommandRow> rows;  ///< the latest first
};
/// The latest commands, at most `most`. An undo, a redo and a void of a batch stand in the state of the command that they are
/// about, and are none of their own.
[[nodiscard]] CommandsReport latest_commands(Store& store, std::size_t most);

}  // namespace inmail::app
