#include "aliases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "complete/completion.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

std::vector<std::string> words_of_alias(const std::string& name, const std::string& meaning, const std::string& where) {
    const auto words = split_shell_words(meaning);
    if (!words)
        throw InputError(fmt::format("{}: the alias '{}' cannot be read: {}", where, name, render::flaw_words(words.flaw())));
    if (words->empty()) throw InputError(fmt::format("{}: the alias '{}' stands for nothing", where, name));
    return *words;
}

}  // namespace

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
    if (again) {
        std::string way;
        for (const auto& step : used) way += (way.empty() ? "" : " -> ") + step;
        throw InputError(fmt::format("{}: the alias '{}' calls itself: {}", where, name, way));
    }
    auto meant = words_of_alias(name, found->second.value, where);
    meant.insert(meant.end(), words.begin() + 1, words.end());
    words = std::move(meant);
    return true;
}

void check_alias(const std::string& name, const std::string& meaning, const std::string& where) {
    if (is_name_of_command(name))
        throw InputError(fmt::format("{}: '{}' is a command, and no alias hides one", where, name), "Choose another name.");
    static_cast<void>(words_of_alias(name, meaning, where));
}

void warn_of_hidden_aliases(const io::Config& config) {
    for (const auto& [name, entry] : config.aliases) {
        if (is_name_of_command(name))
            Session::say(fmt::format("warning: {}: the alias '{}' is never used, because a command has that name.",
                                     for_terminal(config.place_of(entry)), name));
    }
}

}  // namespace inmail::cli
