#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace inmail::store {

enum class NameList { seats, pools, plans, rulebooks, teams, campaigns, prospects };

/// The names that begin with `prefix`, whatever the case of ASCII letters; the latest first, at most `most`. For completing
/// words: looks only at the latest 200,000, reads the ledger's file as it is, never waits, writes nothing and migrates nothing.
/// Names that only a log beside the file holds are therefore missing. Throws the errors of core/errors.hpp if the file cannot be
/// read like that.
[[nodiscard]] std::vector<std::string> names_beginning(const std::string& location, NameList list, const std::string& prefix,
                                                       std::size_t most);

}  // namespace inmail::store
