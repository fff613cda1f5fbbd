#pragma once

#include <vector>

#include "inmail/app/outreach/merged_prospect.hpp"
#include "inmail/app/outreach/planner.hpp"

namespace inmail {
class Reader;
}

namespace inmail::app {

/// People of a list who may be others of the list, or whom the ledger may have messages with under another spelling: the same
/// words as a name and as a profile's address. Words with digits, which LinkedIn adds to an address, do not count.
[[nodiscard]] std::vector<AlikeProspect> alike_people(Reader& ledger, const std::vector<PlannedProspect>& people);

}  // namespace inmail::app
