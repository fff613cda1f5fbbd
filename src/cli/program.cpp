#include "program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "aliases.hpp"
#include "command.hpp"
#include "complete/completion.hpp"
#include "error_report.hpp"
#include "global_options.hpp"
#include "help_text.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

constexpr const char* see_help = "`inmail --help` lists the commands";

/// A command line, split at the command.
struct CommandLine {
    std::optional<std::string> ledger;
    bool no_checkpoints{false};
    bool help{false};
    bool version{false};
    std::vector<std::string> rest;  ///< the command and its arguments
    std::size_t typed{0};           ///< so many words at its end were typed; those before them come from an alias
};

/// Parses the options before the command. Each command parses its own.
CommandLine split(const std::vector<std::string>& arguments) {
    static const std::string ledger_is = "--ledger=";
    CommandLine line;
    std::size_t i = 0;
    for (; i < arguments.size() && arguments[i].size() > 1 && arguments[i].front() == '-'; ++i) {
        const std::string& option = arguments[i];
        if (option == "--help" || option == "-h") {
            line.help = true;
        } else if (option == "--version") {
            line.version = true;
        } else if (option == "--no-checkpoints") {
            line.no_checkpoints = true;
        } else if (begins_with(option, ledger_is)) {
            line.ledger = option.substr(ledger_is.size());
        } else if (option == "--ledger") {
            if (++i == arguments.size()) throw UsageError("--ledger needs the path of a ledger");
            line.ledger = arguments[i];
        } else {
            std::vector<std::string> names;
            for (const auto& known : program_options()) names.push_back(long_name(known));
            throw UsageError(fmt::format("unknown option '{}'{}", for_terminal(option), did_you_mean(option, names)), see_help);
        }
    }
    line.rest.assign(arguments.begin() + static_cast<std::ptrdiff_t>(i), arguments.end());
    line.typed = line.rest.size();
    return line;
}

std::string help() {
    std::string text =
        "Example:\n"
        "    inmail init\n"
        "    inmail subscribe ana --plan sales-navigator-core\n"
        "    inmail send ana https://www.linkedin.com/in/jane-doe\n"
        "    inmail balance\n\n"
        "Keeps the ledger of a team's LinkedIn InMail credits. It records what people did on LinkedIn; it sends nothing.\n\n"
        "Usage: inmail [--ledger PATH] [--no-checkpoints] COMMAND ...\n";
    for (const auto& [group, title] : command_groups()) {
        text += fmt::format("\n{}:\n", title);
        for (const auto& command : commands()) {
            if (command.group == group) text += fmt::format("  {:<16} {}\n", command.name, command.summary);
        }
    }
    return text +
           "\n`inmail COMMAND --help` shows an example of each. The ledger is --ledger PATH, else INMAIL_LEDGER, else\n"
           "that of `inmail config`, else ~/.local/share/inmail-ledger/ledger.db. INMAIL_SEAT names the seat if none is given.\n";
}

[[noreturn]] void refuse_unknown(const std::vector<std::string>& words, const io::Config& config) {
    const std::string& first = words.front();
    std::string longer;  // commands of two words that begin with this one
    for (const auto& command : commands()) {
        if (command.name.substr(0, first.size() + 1) == first + " ")
            longer += fmt::format("{}`inmail {}`", longer.empty() ? "" : " or ", command.name);
    }
    auto known = names_of_commands();
    for (const auto& [name, alias] : config.aliases) known.push_back(name);
    const std::string typed = words.size() > 1 && !longer.empty() ? first + " " + words[1] : first;
    throw UsageError(fmt::format("unknown command '{}'{}", for_terminal(typed), did_you_mean(typed, known)),
                     longer.empty() ? see_help : "there is " + longer);
}

/// Replaces an alias at the beginning of the command, and goes on until a command stands there. Options that an alias holds count
/// unless they are typed, too.
void replace_aliases(CommandLine& line) {
    if (line.rest.empty() || is_name_of_command(line.rest.front())) return;
    const io::Config config = user_config();
    std::vector<std::string> used;
    line.typed = line.rest.size() - 1;
    while (expand_alias(config, line.rest, used)) {
        CommandLine meant = split(line.rest);
        if (!line.ledger) line.ledger = std::move(meant.ledger);
        line.no_checkpoints = line.no_checkpoints || meant.no_checkpoints;
        line.help = line.help || meant.help;
        line.version = line.version || meant.version;
        line.rest = std::move(meant.rest);
    }
    if (line.rest.empty() || is_name_of_command(line.rest.front())) return;
    if (used.empty()) refuse_unknown(line.rest, config);
    const auto& alias = *config.aliases.find(used.back());
    throw no_command_of_alias(alias.first, line.rest, config.place_of(alias.second));
}

/// The command that `words` begin with. Removes its name from them.
const CommandEntry& take_command(std::vector<std::string>& words) {
    const auto drop = [&words](std::ptrdiff_t n) { words.erase(words.begin(), words.begin() + n); };
    if (words.size() > 1) {
        if (const auto* entry = find_command(words[0] + " " + words[1])) {
            drop(2);
            return *entry;
        }
    }
    if (const auto* entry = find_command(words[0])) {
        drop(1);
        return *entry;
    }
    refuse_unknown(words, {});
}

/// Runs the command. A broken invariant, or an unknown name that nobody typed, is a defect of the program, unless `verify` proves
/// that the ledger is damaged.
ExitCode run(const CommandEntry& entry, Command& command, Session& session) {
    try {
        return command.run(session);
    } catch (const Error& error) {
        // Of what nobody typed, only the ledger can be at fault.
        const bool may_be_damage = error.code() == ExitCode::input || error.code() == ExitCode::refused;
        if (entry.arguments.empty() && may_be_damage) session.rule_out_damage();
        throw;
    } catch (const std::exception&) {
        session.rule_out_damage();
        throw;
    }
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments) {
    CommandLine line = split(arguments);
    if (!line.rest.empty() && line.rest.front() == completion_command) {
        print_completions({line.rest.begin() + 1, line.rest.end()});
        return ExitCode::done;
    }
    const bool asks_for_help = !line.rest.empty() && line.rest.front() == "help";
    if (asks_for_help) line.rest.erase(line.rest.begin());
    if (!line.version) replace_aliases(line);
    if (line.version) {
        print_text("inmail " INMAIL_VERSION "\n");
        return ExitCode::done;
    }
    if (line.rest.empty()) {
        if (!line.help && !asks_for_help) throw UsageError("no command given", see_help);
        print_help_text(help());
        return ExitCode::done;
    }

    const CommandEntry& entry = take_command(line.rest);
    const auto command = entry.make();
    Options options(entry);
    command->declare(options);
    GlobalOptions global;
    global.declare(options);
    std::vector<std::string> given_before;
    if (line.ledger) given_before.emplace_back("--ledger");
    std::size_t from_alias = line.rest.size() - std::min(line.typed, line.rest.size());
    options.join_phrases(line.rest, from_alias);
    options.drop_overridden(line.rest, from_alias, given_before);
    if (line.help || asks_for_help || !options.parse(line.rest)) {
        print_help_text(options.help());
        return ExitCode::done;
    }
    const bool writes = entry.group == CommandGroup::recording && !options.is_dry_run();
    const auto access = writes ? store::Access::write : store::Access::read;
    const auto caching = global.no_checkpoints || line.no_checkpoints ? store::Caching::ignored : store::Caching::used;
    Session session(global.ledger ? global.ledger : line.ledger, access, caching);
    try {
        return run(entry, *command, session);
    } catch (const Refusal& refusal) {
        const render::Display display = session.display_of_errors();
        return report(refusal, &display);
    }
}

}  // namespace inmail::cli
