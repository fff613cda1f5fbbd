#include "description.hpp"

#include <sstream>

#include "global_options.hpp"
#include "inmail/text/strings.hpp"

namespace inmail::cli {

std::vector<OptionInfo> options_of(const CommandEntry& command) {
    GlobalOptions global;
    const auto made = command.make();
    Options options(command);
    made->declare(options);
    global.declare(options);
    return options.all();
}

std::vector<std::vector<Positional>> positionals_of(const CommandEntry& command) {
    std::vector<std::vector<Positional>> alternatives(1);
    std::istringstream words{std::string(command.arguments)};
    for (std::string word; words >> word;) {
        if (word == "|") {
            alternatives.emplace_back();
            continue;
        }
        if (begins_with(word, "--")) {
            words >> word;  // its value
            continue;
        }
        if (word == "-") continue;  // standard input
        Positional positional;
        for (const char c : word) {
            const bool is_lower = c >= 'a' && c <= 'z';
            if (c == '[') positional.optional = true;
            if (c == '.') positional.repeated = true;
            if (is_lower) positional.literal = true;
            if (is_lower || (c >= 'A' && c <= 'Z') || c == '-') positional.name += c;
        }
        alternatives.back().push_back(positional);
    }
    return alternatives;
}

}  // namespace inmail::cli
