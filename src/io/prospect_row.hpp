#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "inmail/core/import_notes.hpp"
#include "inmail/core/prospect.hpp"

namespace inmail::io {

/// The text of a column of a list of prospects (`prospect`, `degree`, ...); empty: the list says nothing.
using ProspectField = std::function<std::string_view(const char* column)>;

/// Reads one prospect. None if a field has a flaw; each is added to `rejected`.
[[nodiscard]] std::optional<Prospect> read_prospect(std::int64_t line, const ProspectField& field,
                                                    std::vector<RejectedRow>& rejected);

}  // namespace inmail::io
