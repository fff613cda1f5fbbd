#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "inmail/core/errors.hpp"

namespace inmail {

// Why the config file, or a key of it, is refused (exit 3), as data: io finds it, render words it.

namespace config_fault {

/// The file as a whole.
struct UnreadableConfig {
    enum class Why : std::uint8_t { is_directory, no_regular_file, cannot_be_read, too_long };
    Why why{Why::is_directory};
    std::string path;
    int error{0};         ///< errno of `cannot_be_read`
    std::size_t most{0};  ///< bytes, of `too_long`
};

/// Why the file cannot hold a line, or a key that was typed.
struct ConfigFlaw {
    enum class Why : std::uint8_t {
        not_utf8,
        several_lines,   ///< its text does not end on its line
        no_text,         ///< the value of the key `text` is not in quotes
        outside_quotes,  ///< `text` is allowed in quotes only
        no_toml,         ///< for the library's reason `text`
        no_value,        ///< the value of the key `text` is empty or holds a control character
        unknown_key,     ///< `text`
        alias_name,      ///< an alias cannot be named `text`
        campaign_name,   ///< a campaign cannot be named `text`
        setting_below,   ///< the setting `text` stands below [alias]
    };
    Why why{Why::not_utf8};
    std::string text{};
};
struct BadConfigLine {
    std::string path;
    std::uint32_t line{0};  ///< from 1
    ConfigFlaw flaw;
    std::vector<std::string> settings;  ///< that the file may hold
};
struct BadConfigKey {
    ConfigFlaw flaw;
    std::vector<std::string> settings;
};

}  // namespace config_fault
using ConfigFault = std::variant<config_fault::UnreadableConfig, config_fault::BadConfigLine, config_fault::BadConfigKey>;
using InvalidConfig = Reasoned<InputError, ConfigFault>;

}  // namespace inmail
