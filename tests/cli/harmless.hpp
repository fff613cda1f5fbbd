#pragma once

#include <string>

namespace inmail::test {

/// The first thing in `text` that a terminal obeys or that is invisible; empty if there is none.
[[nodiscard]] std::string first_raw(const std::string& text);

/// Checks that hostile text in the output of a report's format does no harm there.
void check_format(const std::string& format, const std::string& out);

}  // namespace inmail::test
