#include "aliases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "complete/completion.hpp"
#include "global_options.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "path_expansion.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

std::vector<std::string> words_of_alias(const std::string& name, const std::string& meaning, const std::string& where) {
    const auto words = split_shell_words(meaning);
    if (!words)
        throw InputError(fmt::format("{}: the alias '{}' cannot be read: {}", where, name, render::flaw_words(words.flaw())));
    if (words->empty()) throw InputError(fmt::format("{}: the alias '{}' stands for nothing", where, name));
    std::vector<std::string> expanded;
    for (const auto& word : *words) expanded.push_back(is_path_to_expand(word) ? expanded_path(word, where) : word);
    return expanded;
}

/// `used`: the aliases on the way back to `name`.
[[noreturn]] void refuse_circle(const std::string& name, const std::vector<std::string>& used, const std::string& where) {
    std::string way;
    for (const auto& step : used) way += (way.empty() ? "" : " -> ") + step;
    throw InputError(fmt::format("{}: the alias '{}' calls itself: {}", where, name, way));
}

/// Removes the program's options, which come before a command.
void drop_program_options(std::vector<std::string>& words) {
    const auto takes_next = [](const std::string& word) {
        const auto* option = option_named(program_options(), word);
        return option != nullptr && !option->placeholder.empty() && word.find('=') == std::string::npos;
    };
    std::size_t count = 0;
    while (count < words.size() && words[count].size() > 1 && words[count].front() == '-')
        count += takes_next(words[count]) ? 2 : 1;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(count, words.size())));
}

/// Whether the words begin with a command, or may become one of two words.
bool begin_with_command(const std::vector<std::string>& words) {
    if (!is_name_of_command(words.front())) return false;
    return words.size() == 1 || words.front() == "help" || find_command(words.front()) != nullptr ||
           find_command(words[0] + " " + words[1]) != nullptr;
}

}  // namespace

std::vector<std::string> names_of_commands() {
    std::vector<std::string> names;
    for (const auto& command : commands()) {
        names.emplace_back(command.name);
        if (!command.alias.empty()) names.emplace_back(command.alias);
    }
    return names;
}

bool is_name_of_command(const std::string& word) {
    const auto is_named = [&word](const CommandEntry& c) {
        return c.name == word || c.alias == word || begins_with(c.name, word + " ");
    };
    return word == "help" || word == completion_command || std::any_of(commands().begin(), commands().end(), is_named);
}

bool expand_alias(const io::Config& config, std::vector<std::string>& words, std::vector<std::string>& used) {
    if (words.empty() || is_name_of_command(words.front())) return false;
    const std::string name = words.front();
    const auto found = config.aliases.find(name);
    if (found == config.aliases.end()) return false;
    const std::string where = config.place_of(found->second);
    const bool again = std::find(used.begin(), used.end(), name) != used.end();
    used.push_back(name);
    if (again) refuse_circle(name, used, where);
    auto meant = words_of_alias(name, found->second.value, where);
    meant.insert(meant.end(), words.begin() + 1, words.end());
    words = std::move(meant);
    return true;
}

void check_alias(const io::Config& config, const std::string& name, const std::string& meaning, const std::string& where) {
    if (is_name_of_command(name))
        throw InputError(fmt::format("{}: '{}' is a command, so no alias can have that name", where, name),
                         "Choose another name.");
    auto words = words_of_alias(name, meaning, where);
    std::vector<std::string> used{name};
    do {
        drop_program_options(words);
        if (!words.empty() && words.front() == name) {
            used.push_back(name);
            refuse_circle(name, used, where);
        }
    } while (expand_alias(config, words, used));
    if (!words.empty() && !begin_with_command(words)) throw no_command_of_alias(name, words, where);
}

InputError no_command_of_alias(const std::string& name, const std::vector<std::string>& words, const std::string& where) {
    const bool begins_one = is_name_of_command(words.front());
    const std::string typed = begins_one ? words[0] + " " + words[1] : words.front();
    return InputError(fmt::format("{}: the alias '{}' stands for '{}', which is not a command{}", where, name, typed,
                                  did_you_mean(typed, names_of_commands())),
                      "`inmail --help` lists the commands");
}

std::vector<std::string> hidden_aliases(const io::Config& config) {
    std::vector<std::string> warnings;
    for (const auto& [name, entry] : config.aliases) {
        if (!is_name_of_command(name)) continue;
        warnings.push_back(fmt::format("warning: {}: the alias '{}' is never used, because a command has that name.",
                                       for_terminal(config.place_of(entry)), name));
    }
    return warnings;
}

}  // namespace inmail::cli
