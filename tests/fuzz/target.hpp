#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::fuzz {

/// Reads `input` as hostile bytes, and asserts with `ensure` what must hold for everything that it accepts. Each file beside
/// this one defines one target. InputError is the only exception that bytes may cause; any other one is a finding.
void take(std::string_view input);

/// Whether `read` is a value and equals this one.
template <class T>
[[nodiscard]] bool is(const Checked<T>& read, const T& value) {
    return read && *read == value;
}

/// Asserts that a refusal has a reason that is safe on a terminal.
template <class T>
void check_reason(const Checked<T>& refused) {
    const std::string words = render::flaw_words(refused.flaw());
    ensure(!words.empty(), "what is refused says why");
    ensure(for_terminal(words) == words, "a reason quotes input fit for a terminal");
}

}  // namespace inmail::fuzz
