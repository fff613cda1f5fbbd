// Why the config file, or a key of it, is refused, and what to do about it.

#include <fmt/format.h>

#include <cstring>

#include "inmail/core/config_faults.hpp"
#include "inmail/text/in_quotes.hpp"
#include "inmail/text/suggestion.hpp"
#include "messages/error_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using namespace config_fault;

std::string config_flaw_words(const ConfigFlaw& flaw, const std::vector<std::string>& settings) {
    switch (flaw.why) {
        case ConfigFlaw::Why::not_utf8:
            return "this is not UTF-8";
        case ConfigFlaw::Why::several_lines:
            return "text must be on one line, in single or double quotes";
        case ConfigFlaw::Why::no_text:
            return in_quotes(flaw.text) + " must be text in quotes";
        case ConfigFlaw::Why::outside_quotes:
            return in_quotes(flaw.text) + " is not allowed outside quotes";
        case ConfigFlaw::Why::no_toml:
            return flaw.text;
        case ConfigFlaw::Why::no_value:
            return flaw.text + " is empty or holds a control character";
        case ConfigFlaw::Why::unknown_key:
            return fmt::format("unknown key {}{}", in_quotes(flaw.text), did_you_mean(flaw.text, settings));
        case ConfigFlaw::Why::alias_name:
            return fmt::format("an alias cannot be named {}: use only letters a to z, digits, _ and -", in_quotes(flaw.text));
        case ConfigFlaw::Why::campaign_name:
            return fmt::format("a campaign cannot be named {}", in_quotes(flaw.text));
        case ConfigFlaw::Why::setting_below:
            break;
    }
    return flaw.text + " is a setting: it must stand before [alias]";
}

struct ConfigFaultWords {
    ErrorWords operator()(const UnreadableConfig& f) const {
        return {f.path + why(f), "Fix it, or move it away: the program works without a config file.", {}};
    }
    ErrorWords operator()(const BadConfigLine& f) const {
        return {fmt::format("{}, line {}: {}", f.path, f.line, config_flaw_words(f.flaw, f.settings)),
                fmt::format("It may set {}, each as key = \"value\"; aliases stand below [alias], sequences below [sequence].",
                            enumeration(f.settings)),
                {}};
    }
    ErrorWords operator()(const BadConfigKey& f) const {
        std::vector<std::string> keys = f.settings;
        keys.insert(keys.end(), {"alias.NAME", "sequence.CAMPAIGN"});
        const bool is_unknown = f.flaw.why == ConfigFlaw::Why::unknown_key;
        return {config_flaw_words(f.flaw, f.settings), is_unknown ? fmt::format("The keys are {}.", enumeration(keys)) : "", {}};
    }

  private:
    static std::string why(const UnreadableConfig& f) {
        switch (f.why) {
            case UnreadableConfig::Why::is_directory:
                return " is a directory";
            case UnreadableConfig::Why::no_regular_file:
                return " is not a regular file";
            case UnreadableConfig::Why::cannot_be_read:
                return std::string(" cannot be read: ") + std::strerror(f.error);
            case UnreadableConfig::Why::too_long:
                break;
        }
        return fmt::format(" is longer than {} bytes", f.most);
    }
};

}  // namespace

ErrorWords words_of(const ConfigFault& fault) { return std::visit(ConfigFaultWords{}, fault); }

}  // namespace inmail::render
