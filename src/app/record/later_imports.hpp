#pragma once

#include <optional>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// The rows that later imports brought again after `since`, unless these imports were taken back; none: no import did. A row is
/// named by the first event of its family.
[[nodiscard]] std::optional<LaterImports> later_imports_of(Reader& ledger, EventId since, std::vector<EventId> rows);

}  // namespace inmail::app
