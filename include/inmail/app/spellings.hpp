#pragma once

#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"

namespace inmail {
class Reader;
}

namespace inmail::app {

// A ledger may have one person under several spellings (RULES section 9, "Spellings of the first edition").

/// The spellings under which the ledger has the prospect, first the key of today. `first_spelling`: as the first edition reads
/// what was typed; empty: the same. Empty if the ledger does not know the person.
[[nodiscard]] std::vector<std::string> spellings_of(Reader& ledger, const std::string& prospect,
                                                    const std::string& first_spelling);

/// The spelling under which the record's prospect is recorded: the ledger's; of several, that of the latest message of the
/// record's seat, else of any seat; the record's own if the ledger has none.
[[nodiscard]] std::string spelling_of(Reader& ledger, const EventRecord& record);

}  // namespace inmail::app
