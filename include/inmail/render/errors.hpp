#pragma once

#include <string>
#include <vector>

#include "inmail/core/errors.hpp"

namespace inmail::render {

/// An error for a person. Stored text in it is not yet fit for a terminal.
struct ErrorWords {
    std::string what;                  ///< what is wrong, and where
    std::string next_step;             ///< what to do about it; empty: nothing to add
    std::vector<std::string> further;  ///< what else is wrong, a line each
};

[[nodiscard]] ErrorWords words_of(const Error& error);

}  // namespace inmail::render
