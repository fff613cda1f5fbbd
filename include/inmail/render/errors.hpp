#pragma once

#include <string>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/core/value_flaw.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// An error for a person. Stored text in it is not yet fit for a terminal.
struct ErrorWords {
    std::string what;       ///< what is wrong, and where
    std::string next_step;  ///< what to do about it; empty: nothing to add
    /// What else is wrong, one line each. No other text may break a line: a name that holds a line break must not look like a
    /// message of the program.
    std::vector<std::string> further;
};

/// Shows instants in UTC.
[[nodiscard]] ErrorWords words_of(const Error& error);
[[nodiscard]] ErrorWords words_of(const Error& error, const Display& display);

/// Why a value is refused: a clause without a full stop, fit for a terminal.
[[nodiscard]] std::string flaw_words(const ValueFlaw& flaw);

}  // namespace inmail::render
