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

std::vector<Positional> positionals_of(const CommandEntry& command) {
    std::vector<Positional> found;
    std::istringstream words{std::string(command.arguments)};
    for (std::string word; words >> word && word != "|";) {
        if (begins_with(word, "--")) {
            words >> word;  // its value
            continue;
        }
        Positional positional;
        for (const char c : word) {
            if (c == '[') positional.optional = true;
            if (c == '.') positional.repeated = true;
            if ((c >= 'A' && c <= 'Z') || c == '-') positional.name += c;
        }
        found.push_back(positional);
    }
    return found;
}

}  // namespace inmail::cli
