#pragma once

#include <string>
#include <vector>

#include "inmail/core/terms.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// `plans import`: new rulebooks, and later rows of existing ones. Throws InputError for a file that is none, Refused for a
/// row whose date is taken or lies before the plan's last (what is there is never rewritten). Returns the rows recorded.
[[nodiscard]] std::vector<NamedTerms> import_plans(Store& store, const std::string& json, const std::string& file_name,
                                                   Instant now, bool dry_run);

}  // namespace inmail::app
