#pragma once

#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/value_flaw.hpp"

namespace inmail {

/// What is wrong with a record, and its CSV column.
struct RecordFlaw {
    std::string column;
    ValueFlaw reason;
};

/// Checks one record by itself: what its kind needs and forbids, ranges, lengths, encoding (RULES sections 3 to 5). It checks no
/// names against the ledger and no rules. Empty: sound.
[[nodiscard]] std::vector<RecordFlaw> flaws_of(const EventRecord& record);

/// Clears fields that the kind does not use and that do not change the meaning, such as a team on a send. Returns their columns.
/// A field that would change the meaning, such as an amount on a send, stays for `flaws_of`.
std::vector<std::string> drop_unused(EventRecord& record);

}  // namespace inmail
