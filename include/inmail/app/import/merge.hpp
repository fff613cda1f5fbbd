#pragma once

#include <optional>
#include <string>

#include "inmail/app/import/import_result.hpp"
#include "inmail/app/record/erase.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

struct MergeResult {
    ImportResult import;
    std::optional<EraseResult> forgotten;  ///< people whose names the other ledger has erased, and this one now, too
};

/// Records what the other ledger has and this one lacks, as facts: no rule refuses them, and keys tell which events both have. An
/// event in both whose person the other ledger has erased loses the name here. Closes stay where they are. `name`: the other
/// ledger's, for messages. A row counts as its event's number there. Throws InvalidRequest if the ledgers have other default
/// rulebooks; the caller looks at `rejected` for events that this ledger cannot take.
[[nodiscard]] MergeResult merge(Store& store, Store& other, const std::string& name, const ImportOptions& options);

}  // namespace inmail::app
