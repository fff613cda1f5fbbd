#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace inmail::app {

/// Rows of a list for one person, which are taken as one: what any of them says counts, and high before low priority.
struct MergedProspect {
    std::string prospect;
    std::vector<std::int64_t> lines;    ///< the first one, then those that were merged into it; 0: typed
    std::vector<std::string> differ{};  ///< columns of yes or no, and priority as the last, in which they do
};

/// Two spellings that may be one person's: "Jane Doe" in a list, "jane-doe" in the ledger.
struct AlikeProspect {
    std::string prospect;      ///< of the list
    std::string known;         ///< of the ledger, or of another line
    std::int64_t line{0};      ///< of `prospect`; 0: typed
    bool is_in_ledger{false};  ///< `known` is; else it stands in the list
};

}  // namespace inmail::app
