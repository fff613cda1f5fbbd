#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inmail::io {

/// The settings that a config file may hold, besides aliases and sequences.
constexpr std::array<std::string_view, 7> setting_keys{"ledger", "seat", "format", "zone", "color", "pager", "company"};

constexpr std::size_t max_config_bytes = std::size_t{64} * 1024;

/// The prefix of an alias's key: "alias.fu".
constexpr std::string_view alias_prefix = "alias.";
/// The prefix of the key that names a campaign's sequence: "sequence.spring".
constexpr std::string_view sequence_prefix = "sequence.";

/// A user's defaults from a TOML file. The command line and the environment override them.
struct Config {
    struct Setting {
        std::string value;      ///< never empty, without control characters
        std::uint32_t line{0};  ///< from 1
    };
    using ByName = std::map<std::string, Setting, std::less<>>;

    std::filesystem::path path;
    std::string text;                   ///< the file as it stands; empty: there is none
    ByName settings;                    ///< by setting_keys
    ByName aliases;                     ///< of commands, by name
    ByName sequences;                   ///< names or files, by campaign
    std::uint32_t alias_table_line{0};  ///< of `[alias]`; 0: there is none
    std::uint32_t sequence_table_line{0};

    /// The setting of a key, the alias, or the campaign's sequence; null: not set.
    [[nodiscard]] const Setting* find(std::string_view key) const;
    /// "/home/ana/.config/inmail-ledger/config.toml, line 3", not yet fit for a terminal.
    [[nodiscard]] std::string place_of(const Setting& entry) const;
};

/// Reads the TOML file at `path`, at most max_config_bytes: each line is blank, a comment, `key = "text"`, `[alias]`, which is
/// followed by aliases, or `[sequence]`, which is followed by campaigns. A missing file gives an empty Config. Throws InputError
/// with the line number for any other line, an unknown key, or an unreadable file.
[[nodiscard]] Config read_config(const std::filesystem::path& path);

/// Throws InputError, with the nearest one, unless `key` is one of setting_keys or a well-formed `alias.NAME` or
/// `sequence.CAMPAIGN`.
void check_key(std::string_view key);

/// The file's text with `key` set to `value`, or without `key` if there is no value. All other lines, and the comment after the
/// value, stay as they are. `value` is text in UTF-8, not empty, without control characters.
[[nodiscard]] std::string with_setting(const Config& config, std::string_view key, const std::optional<std::string>& value);

}  // namespace inmail::io
