#pragma once

#include <string>
#include <vector>

namespace inmail {

/// What lets users other than its owner change a ledger. It is not damage.
struct AccessRisk {
    enum class Kind { others_write, symbolic_link };

    Kind kind{Kind::others_write};
    std::vector<std::string> paths;  ///< the files that others may write, or the link
    std::string target;              ///< of a link: the ledger's own path
};

}  // namespace inmail
