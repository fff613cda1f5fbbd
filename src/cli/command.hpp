#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "inmail/core/errors.hpp"

namespace inmail::cli {

class Options;
class Session;

/// One command of the program: parse, call app, render. Lives for one run.
class Command {
  public:
    virtual ~Command() = default;
    virtual void declare(Options& options) = 0;
    virtual ExitCode run(Session& session) = 0;
};

/// As the help lists them; only recording commands open the ledger for writing, and not for a dry run.
enum class CommandGroup { recording, reading, ledger };

/// What `--help` says about a command, and how to make it.
struct CommandEntry {
    std::string_view name;   ///< one word or two ("import events")
    std::string_view alias;  ///< empty: none
    CommandGroup group{CommandGroup::recording};
    std::string_view arguments;  ///< as in the usage line: "[SEAT] PROSPECT..."
    std::string_view summary;    ///< one line
    std::string_view example;    ///< lines that can be typed as they are
    std::string_view text;       ///< what it does, in the words of the rules
    std::unique_ptr<Command> (*make)();
};

template <class T>
std::unique_ptr<Command> make_command() {
    return std::make_unique<T>();
}

/// Every command, in the order of the help.
[[nodiscard]] const std::vector<CommandEntry>& commands();
/// The groups with their titles, in the order of the help.
[[nodiscard]] const std::vector<std::pair<CommandGroup, std::string_view>>& command_groups();
/// The command of this name or alias; null: there is none.
[[nodiscard]] const CommandEntry* find_command(std::string_view name);

}  // namespace inmail::cli
