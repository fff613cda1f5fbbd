#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "import/pairing.hpp"
#include "inmail/core/event.hpp"

namespace inmail::app {

/// A message of one licence that LinkedIn tells.
struct ArchiveMessage {
    EventKind kind{EventKind::send};
    PossibleTime time;
    std::vector<std::string> people;  ///< prospect keys of today that mean its person; the first is the person's own
    std::string family{};             ///< of its event's keys; empty: it is new
    std::string settled_as{};         ///< the person that it had when an earlier import saw it; empty: none did
};

/// A message of the licence that came from elsewhere: typed, or from a table.
struct LoggedMessage {
    EventKind kind{EventKind::send};
    PossibleTime time;
    std::string person;         ///< a prospect key of today
    std::string replaced_by{};  ///< the family whose event stands for it; empty: it is in force
    std::string settled_as{};   ///< the person that it had when an earlier import saw it; empty: none did
};

/// For each message archived the message logged that is the same event, none twice (pair_up). A name that means several people is
/// looked at last: it may be any of theirs. What an import left unpaired is another event than what was known then.
[[nodiscard]] std::vector<std::optional<std::size_t>> match(const std::vector<ArchiveMessage>& archived,
                                                            const std::vector<LoggedMessage>& logged);

}  // namespace inmail::app
