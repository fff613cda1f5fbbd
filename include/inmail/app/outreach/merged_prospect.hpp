#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace inmail::app {

/// Rows of a list for one person, of which the first stands for all.
struct MergedProspect {
    std::string prospect;
    std::vector<std::int64_t> lines;  ///< the first one, then those that were merged into it; 0: typed
};

}  // namespace inmail::app
