#pragma once

#include <string>

namespace inmail::cli {

/// Prints a command's help, its lines broken between words at the terminal's width. What goes on of an option's or a command's
/// description stands below it.
void print_help_text(const std::string& text);

}  // namespace inmail::cli
