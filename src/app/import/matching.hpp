#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "import/pairing.hpp"
#include "inmail/core/event.hpp"

namespace inmail::app {

/// A message of one licence that LinkedIn has.
struct ArchivedToMatch {
    EventKind kind{EventKind::send};
    PossibleTime time;
    std::vector<std::string> people;      ///< prospect keys of today that mean its person; the first is the person's own
    std::vector<std::string> families{};  ///< of its events' keys; empty: it is new
    std::string settled_as{};             ///< the person that it had when an earlier import saw it; empty: none did
};

/// A message of the licence from elsewhere: typed, or from a table.
struct LoggedToMatch {
    EventKind kind{EventKind::send};
    PossibleTime time;
    std::string person;         ///< a prospect key of today
    std::string replaced_by{};  ///< the family whose event stands for it; empty: it is in force
    std::string settled_as{};   ///< the person that it had when an earlier import saw it; empty: none did
};

/// For each archived message the logged message that is the same event; none is used twice (pair_up). A name that means several
/// people comes last, because it may be any of theirs. Messages that an earlier import left unpaired stay unpaired with those
/// that it knew.
[[nodiscard]] std::vector<std::optional<std::size_t>> match(const std::vector<ArchivedToMatch>& archived,
                                                            const std::vector<LoggedToMatch>& logged);

}  // namespace inmail::app
