#pragma once

#include <memory>
#include <string>

#include "copy/ledger_rows.hpp"
#include "inmail/store/copied.hpp"

namespace inmail::store::postgres {

/// The rows of one snapshot of a ledger on a server. Throws as `open` does.
[[nodiscard]] std::unique_ptr<RowSource> rows_of_server(const std::string& location);

/// Makes a ledger of the rows in a database that holds none, or an empty one, in one transaction. Throws Refusal if a ledger is
/// there that is not empty.
[[nodiscard]] Copied copy_into_server(RowSource& from, const std::string& location, Instant now);

}  // namespace inmail::store::postgres
