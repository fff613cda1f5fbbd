#pragma once

#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::fuzz {

/// One target a file beside this: reads `input` as hostile bytes, and asserts with `ensure` what must hold of whatever was
/// accepted. InputError is the only exception that bytes may cause; any other that leaves it is a finding.
void take(std::string_view input);

/// Whether `read` is a value, and that one.
template <class T>
[[nodiscard]] bool is(const Checked<T>& read, const T& value) {
    return read && *read == value;
}

/// What was refused says why, in words that a terminal may be given.
template <class T>
void check_reason(const Checked<T>& refused) {
    ensure(!refused.reason().empty(), "what is refused says why");
    ensure(for_terminal(refused.reason()) == refused.reason(), "a reason quotes input fit for a terminal");
}

}  // namespace inmail::fuzz
