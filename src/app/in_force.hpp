#pragma once

#include <optional>

#include "inmail/chain/event_record.hpp"

namespace inmail {
class Reader;
}

namespace inmail::app {

/// Whether the event counts, as it was known then.
[[nodiscard]] bool is_in_force(Reader& ledger, const RecordedEvent& event, std::optional<Instant> known_at);

}  // namespace inmail::app
