#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/core/time.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::io {

/// A row of a roster: one seat as it is to be. Empty text: the file does not say.
struct RosterRow {
    std::int64_t line{0};  ///< of the file, from 1 on
    std::string handle;    ///< normalised
    std::string name;
    std::string team;
    std::string plan;  ///< as people write it
    std::string pool;  ///< normalised
    std::optional<Instant> since;
    std::optional<Credits> holds;  ///< not below 0
};

struct Roster {
    std::vector<RosterRow> rows;
    std::vector<RejectedRow> rejected;  ///< a row is rejected once for each flaw
};

/// Reads a roster as CSV, in the encodings and with the separators of an events CSV: a header line that names `handle` and any of
/// name, team, plan, pool, since, holds, in any order and case. Blank rows are skipped. Throws InputError if the file as a whole
/// is not such a CSV. `file_name` is for messages; `zone` that of times without an offset.
[[nodiscard]] Roster read_roster(std::istream& in, const std::string& file_name, const Zone& zone);

}  // namespace inmail::io
