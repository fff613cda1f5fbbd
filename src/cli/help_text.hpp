#pragma once

#include <string>

namespace inmail::cli {

/// Prints a command's help, its lines broken between words at the terminal's width. A long description continues below its
/// beginning.
void print_help_text(const std::string& text);

}  // namespace inmail::cli
