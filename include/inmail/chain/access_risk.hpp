#pragma once

#include <string>
#include <vector>

namespace inmail {

/// How a ledger can change or fall behind without its owner's doing. It is not damage.
struct AccessRisk {
    enum class Kind {
        others_write,
        symbolic_link,
        hard_link,      ///< the file has another name, and a log that lies beside that is not seen
        mounted_alone,  ///< likewise, elsewhere
    };

    Kind kind{Kind::others_write};
    std::vector<std::string> paths;  ///< the files that others may write, the link, or the file
    std::string target;              ///< of a link: the ledger's own path
};

}  // namespace inmail
