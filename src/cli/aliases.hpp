#pragma once

#include <string>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/io/config.hpp"

namespace inmail::cli {

/// The names and other names of all commands.
[[nodiscard]] std::vector<std::string> names_of_commands();
/// Whether a command has this name, or a name of two words that begins with it.
[[nodiscard]] bool is_name_of_command(const std::string& word);

/// Replaces the first word by what it stands for, if it is an alias, and adds it to `used`. Throws InputError, with the file and
/// line, for an alias that is in `used` already, and so calls itself, and for one that cannot be read.
[[nodiscard]] bool expand_alias(const io::Config& config, std::vector<std::string>& words, std::vector<std::string>& used);

/// Throws InputError, which begins with `where`, for an alias that would never be used, cannot be read, or stands for neither a
/// command nor another alias.
void check_alias(const io::Config& config, const std::string& name, const std::string& meaning, const std::string& where);

/// The error of an alias whose first word, after the program's options, is not a command.
[[nodiscard]] InputError no_command_of_alias(const std::string& name, const std::vector<std::string>& words,
                                             const std::string& where);

/// A warning for each alias with a command's name, which does nothing: a later version may have brought the command.
[[nodiscard]] std::vector<std::string> hidden_aliases(const io::Config& config);

}  // namespace inmail::cli
