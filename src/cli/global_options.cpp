#include "global_options.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "settings.hpp"

namespace inmail::cli {
namespace {

constexpr const char* help_option = "--help";
constexpr const char* version_option = "--version";
constexpr const char* no_checkpoints_option = "--no-checkpoints";

[[noreturn]] void refuse_unknown(const std::string& typed) {
    std::vector<std::string> names;
    for (const auto& known : program_options()) names.push_back(long_name(known));
    throw UsageError(fmt::format("no option '{}'{}", for_terminal(typed), did_you_mean(typed, names)),
                     "`inmail --help` lists the commands");
}

}  // namespace

const std::vector<OptionInfo>& program_options() {
    static const std::vector<OptionInfo> all{
        {"--ledger", "PATH", "The ledger's file", {}},
        {"-q,--quiet", "", "Print the result and errors, and nothing else", {}},
        {"--color", "auto|always|never", "Whether to show colours", choices_of_setting("color")},
        {"-h,--help", "", "List the commands, or explain the command that follows", {}},
        {"-V,--version", "", "Print the program's version", {}}};
    return all;
}

void GlobalOptions::declare(Options& options) {
    const auto& all = program_options();
    options.value(all[0].names, ledger, all[0].placeholder, all[0].help);
    options.flag(all[1].names, quiet, all[1].help);
    options.value(all[2].names, color, all[2].placeholder, all[2].help, all[2].choices);
    options.hidden_flag(no_checkpoints_option, no_checkpoints);
}

LeadingOptions take_leading_options(std::vector<std::string>& words) {
    LeadingOptions leading;
    std::size_t i = 0;
    for (; i < words.size() && words[i].size() > 1 && words[i].front() == '-'; ++i) {
        const std::string& word = words[i];
        if (word == no_checkpoints_option) {
            leading.words.push_back(word);
            continue;
        }
        const auto* option = option_named(program_options(), word);
        if (option == nullptr) refuse_unknown(word);
        const std::string name = long_name(*option);
        leading.help = leading.help || name == help_option;
        leading.version = leading.version || name == version_option;
        if (name == help_option || name == version_option) continue;
        leading.names.push_back(name);
        leading.words.push_back(word);
        const bool takes_next = !option->placeholder.empty() && word.find('=') == std::string::npos;
        if (!takes_next) continue;
        if (++i == words.size()) throw UsageError(fmt::format("{} needs a value: {}", name, option->placeholder));
        leading.words.push_back(words[i]);
    }
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i));
    return leading;
}

}  // namespace inmail::cli
