#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "inmail/core/import_notes.hpp"
#include "inmail/core/prospect.hpp"

namespace inmail::io {

/// A list of prospects, as it stands.
struct ProspectList {
    std::vector<Prospect> prospects;          ///< the sound rows, in the order of the file
    std::vector<RejectedRow> rejected;        ///< one for each flaw
    std::vector<std::string> unused_columns;  ///< as the header writes them
};

/// Reads a list of prospects as CSV: a header with the column `prospect` and any of name, degree, open_profile, open_to_work,
/// applicant, group, coworker, inmail_first, priority and seat, in any order and case. Throws InputError if the file as a whole
/// is no such list: empty, without a row, another format, no `prospect` column, a column twice.
[[nodiscard]] ProspectList read_prospect_csv(std::istream& in, const std::string& name);

}  // namespace inmail::io
