#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace inmail::store {

enum class NameList { seats, pools, plans, rulebooks, teams, campaigns, prospects };

/// The names that begin with `prefix`, whatever the case of ASCII letters; the latest first, at most `most`. For completing
/// words: looks at the latest 200,000 only, reads the ledger's file as it stands, waits for nobody, writes nothing and brings
/// nothing up to date. So names are missing that only a log beside the file holds. Throws the errors of core/errors.hpp if the
/// file cannot be read so.
[[nodiscard]] std::vector<std::string> names_beginning(const std::string& location, NameList list, const std::string& prefix,
                                                       std::size_t most);

}  // namespace inmail::store
