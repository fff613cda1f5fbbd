#pragma once

#include <string_view>

namespace inmail::store {

/// One file of migrations, built into the program. It is never edited, because ledgers hold its checksum.
struct Migration {
    int version;
    std::string_view name;  ///< "0001_ledger"
    std::string_view sql;
};

}  // namespace inmail::store
