#include "program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "aliases.hpp"
#include "command.hpp"
#include "commands/command_table.hpp"
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
    LeadingOptions leading;
    std::vector<std::string> of_alias;  ///< options that stand before the command of an alias
    std::vector<std::string> rest;      ///< the command and its arguments
    std::size_t typed{0};               ///< how many words at its end were typed; those before them come from an alias
};

/// Parses the options before the command. Each command parses its own.
CommandLine split(std::vector<std::string> arguments) {
    CommandLine line;
    line.leading = take_leading_options(arguments);
    line.rest = std::move(arguments);
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
        "Usage: inmail [--ledger PATH] [--quiet] [--color auto|always|never] COMMAND ...\n"
        "`inmail` alone shows what is left, what is at risk next, and who may still answer.\n";
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

/// What `inmail import --help` prints: the commands of two words that begin with this one. Empty: none does.
std::string help_of_group(const std::string& first) {
    std::string text;
    for (const auto& command : commands()) {
        if (begins_with(command.name, first + " ")) text += fmt::format("  {:<16} {}\n", command.name, command.summary);
    }
    if (text.empty()) return text;
    return fmt::format("Usage: inmail {0} ...\n\n{1}\n`inmail help {0} ...` explains each.\n", first, text);
}

/// Whether no more than the first word of commands is typed, to learn what they are.
bool asks_for_group(const CommandLine& line, bool asks_for_help) {
    const auto& words = line.rest;
    if (words.empty() || find_command(words.front()) != nullptr) return false;
    if (words.size() == 1) return line.leading.help || asks_for_help;
    return words.size() == 2 && (words.back() == "--help" || words.back() == "-h");
}

/// The command that people may mean by a word of another program; empty: none.
std::string_view command_meant_by(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> meant{{{"losses", "forfeits"},
                                                                                   {"lost", "forfeits"},
                                                                                   {"log", "history"},
                                                                                   {"events", "history"},
                                                                                   {"list", "balance"},
                                                                                   {"show", "balance"},
                                                                                   {"seats", "balance"},
                                                                                   {"pools", "balance"},
                                                                                   {"quit", "cancel"},
                                                                                   {"refund", "reply"},
                                                                                   {"delete", "void"},
                                                                                   {"remove", "void"}}};
    const auto* const found = std::find_if(meant.begin(), meant.end(), [word](const auto& pair) { return pair.first == word; });
    return found == meant.end() ? std::string_view{} : found->second;
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
    const auto meant = command_meant_by(first);
    const std::string hint = meant.empty() ? did_you_mean(typed, known) : fmt::format("; did you mean '{}'?", meant);
    throw UsageError(fmt::format("unknown command '{}'{}", for_terminal(typed), hint),
                     longer.empty() ? see_help : "there is " + longer);
}

/// The commands whose names begin as the first words do: "bal", "imp ev". A name of two words needs the beginning of both.
std::vector<const CommandEntry*> commands_beginning(const std::vector<std::string>& words) {
    std::vector<const CommandEntry*> found;
    for (const auto& command : commands()) {
        const std::size_t blank = command.name.find(' ');
        const bool first = begins_with(command.name.substr(0, blank), words.front());
        const bool second = blank == std::string_view::npos ||
                            (words.size() > 1 && !words[1].empty() && begins_with(command.name.substr(blank + 1), words[1]));
        if ((first && second) || (!command.alias.empty() && begins_with(command.alias, words.front()))) found.push_back(&command);
    }
    return found;
}

/// The command that `words` name in full; null: they do not.
const CommandEntry* command_named(const std::vector<std::string>& words) {
    const auto* of_two_words = words.size() > 1 ? find_command(words[0] + " " + words[1]) : nullptr;
    return of_two_words != nullptr ? of_two_words : find_command(words[0]);
}

/// Writes out the beginning of a command's name, if only one command begins so. Throws UsageError if several do.
void complete_command(std::vector<std::string>& words) {
    constexpr std::size_t least = 2;
    const std::string typed = words.front();
    if (typed.size() < least || command_named(words) != nullptr) return;
    const auto found = commands_beginning(words);
    if (found.empty()) return;
    if (found.size() > 1) {
        std::string names;
        for (const auto* command : found) names += fmt::format("{}`inmail {}`", names.empty() ? "" : ", ", command->name);
        throw UsageError(fmt::format("'{}' may be one of several commands", for_terminal(typed)), "they are " + names);
    }
    const std::string_view name = found.front()->name;
    const std::size_t blank = name.find(' ');
    words.front() = name.substr(0, blank);
    if (blank != std::string_view::npos) words[1] = name.substr(blank + 1);
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
        line.of_alias.insert(line.of_alias.end(), meant.leading.words.begin(), meant.leading.words.end());
        line.leading.help = line.leading.help || meant.leading.help;
        line.leading.version = line.leading.version || meant.leading.version;
        line.rest = std::move(meant.rest);
    }
    if (line.rest.empty() || is_name_of_command(line.rest.front())) return;
    if (used.empty()) {
        line.typed = line.rest.size();
        return;
    }
    const auto& alias = *config.aliases.find(used.back());
    throw no_command_of_alias(alias.first, line.rest, config.place_of(alias.second));
}

/// The arguments of the command, behind what stands before it: of what is given twice, the later counts, but for an alias, whose
/// options count least.
std::vector<std::string> arguments_of(const Options& options, const CommandLine& line) {
    std::vector<std::string> words = line.of_alias;
    words.insert(words.end(), line.rest.begin(), line.rest.end());
    std::size_t from_alias = words.size() - std::min(line.typed, line.rest.size());
    options.join_phrases(words, from_alias);
    options.drop_overridden(words, from_alias, line.leading.names);
    words.insert(words.begin(), line.leading.words.begin(), line.leading.words.end());
    options.drop_overridden(words, line.leading.words.size());
    return words;
}

/// Removes the word `help` from the beginning. Returns whether it stood there.
bool take_help(CommandLine& line) {
    if (line.rest.empty() || line.rest.front() != "help") return false;
    line.rest.erase(line.rest.begin());
    return true;
}

/// The command that `words` begin with. Removes its name from them.
const CommandEntry& take_command(std::vector<std::string>& words) {
    complete_command(words);
    const auto* entry = command_named(words);
    if (entry == nullptr) refuse_unknown(words, user_config());
    const bool is_of_two_words = entry->name.find(' ') != std::string_view::npos;
    words.erase(words.begin(), words.begin() + (is_of_two_words ? 2 : 1));
    return *entry;
}

/// Runs the command. A broken invariant, or an unknown name that nobody typed, is a defect of the program, unless `verify` proves
/// that the ledger is damaged.
ExitCode run(const Options& options, Command& command, Session& session) {
    try {
        return command.run(session);
    } catch (const Error& error) {
        // If it was not typed, only the ledger can be at fault.
        const bool may_be_damage = error.code() == ExitCode::input || error.code() == ExitCode::refused;
        if (!options.has_words() && may_be_damage) session.rule_out_damage();
        throw;
    } catch (const std::exception&) {
        session.rule_out_damage();
        throw;
    }
}

ExitCode run_command(const CommandEntry& entry, const CommandLine& line, bool asks_for_help) {
    const auto command = entry.make();
    Options options(entry);
    command->declare(options);
    GlobalOptions global;
    global.declare(options);
    if (asks_for_help || !options.parse(arguments_of(options, line))) {
        print_help_text(options.help());
        return ExitCode::done;
    }
    const bool writes = entry.group == CommandGroup::recording && !options.is_reading();
    const auto access_to_record = options.is_trial() ? store::Access::trial : store::Access::write;
    const auto access = writes ? access_to_record : store::Access::read;
    std::optional<render::Display> display;
    try {
        Session session(global, access);
        try {
            return run(options, *command, session);
        } catch (const Refusal& refusal) { return report(refusal, session.display_of_errors()); } catch (const InputError&) {
            display = session.display_of_errors();
            throw;  // the session says its warnings first
        }
    } catch (const InputError& error) { return report(error, display.value_or(render::utc_display()), entry.name); }
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments) {
    CommandLine line = split(arguments);
    if (!line.rest.empty() && line.rest.front() == completion_command) {
        print_completions({line.rest.begin() + 1, line.rest.end()});
        return ExitCode::done;
    }
    bool asks_for_help = take_help(line);
    if (!line.leading.version) replace_aliases(line);
    if (take_help(line)) {  // of an alias
        asks_for_help = true;
        replace_aliases(line);
    }
    if (line.leading.version) {
        print_text("inmail " INMAIL_VERSION "\n");
        return ExitCode::done;
    }
    if (asks_for_group(line, asks_for_help)) {
        if (const std::string text = help_of_group(line.rest.front()); !text.empty()) {
            print_help_text(text);
            return ExitCode::done;
        }
    }
    if (line.rest.empty()) {
        if (!line.leading.help && !asks_for_help) return run_command(overview_command(), line, false);
        print_help_text(help());
        return ExitCode::done;
    }
    const CommandEntry& entry = take_command(line.rest);
    return run_command(entry, line, line.leading.help || asks_for_help);
}

}  // namespace inmail::cli
