#pragma once

#include <vector>

#include "inmail/core/prospect.hpp"
#include "input_files.hpp"
#include "session.hpp"
#include "table_rules_options.hpp"

namespace inmail::cli {

/// The prospects of a list, or of a table that `rules` or rules that ship read. Says which columns a list does not use, and which
/// rows rules leave out. Throws InvalidFile for rejected rows, InvalidRules.
[[nodiscard]] std::vector<Prospect> listed_prospects(Session& session, InputFile& file, const TableRulesOptions& rules = {});

}  // namespace inmail::cli
