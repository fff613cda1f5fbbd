#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/core/import_notes.hpp"

namespace inmail {
class Store;
namespace io {
struct Roster;
}
}  // namespace inmail

namespace inmail::app {

struct RosterRequest : RecordingMode {
    explicit RosterRequest(const RecordingMode& mode = {}) : RecordingMode(mode) {}

    std::string source;          ///< the file's name, for the batch
    bool cancel_missing{false};  ///< ends the seats that the file lacks, of the teams and pools that it names
    Instant first_of_month;      ///< 00:00 UTC
};

/// A roster that cannot be what somebody meant to give.
struct UnsoundRoster {
    enum class Why : std::uint8_t { empty, handle_twice, too_many_gone };
    Why why{Why::empty};
    std::vector<std::string> seats{};  ///< twice in the file, or gone from it
    std::int64_t looked_at{0};         ///< of `too_many_gone`: the seats of the file's teams and pools
};

struct RosterResult {
    std::optional<UnsoundRoster> unsound;  ///< nothing was recorded, likewise
    std::vector<RejectedRow> rejected;     ///< if any, nothing was recorded
    RecordResult recorded;
    /// A seat has had its plan or its place in the pool since another day than the file says.
    struct OtherDay {
        std::string seat;
        Instant in_file;
        Instant in_ledger;
    };
    std::vector<OtherDay> other_days;
};

/// Records what a roster says otherwise than the ledger holds now, in one batch: subscribe, switch, assign, cancel, and for
/// `holds` of a new seat the adjust and the observe. Unless forced, a roster that lacks more than a third of the seats which
/// `cancel_missing` looks at is unsound.
[[nodiscard]] RosterResult import_roster(Store& store, const io::Roster& roster, const RosterRequest& request);

}  // namespace inmail::app
