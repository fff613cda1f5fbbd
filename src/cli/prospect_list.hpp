#pragma once

#include <string>
#include <vector>

#include "inmail/core/prospect.hpp"
#include "session.hpp"

namespace inmail::cli {

/// The prospects of a list, `-` for standard input; says which columns it does not use. Throws InvalidFile for a list with
/// rejected rows.
[[nodiscard]] std::vector<Prospect> listed_prospects(const Session& session, const std::string& file);
/// What messages call the file.
[[nodiscard]] std::string name_of_input(const std::string& file);

}  // namespace inmail::cli
