#include "inmail/io/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/config_faults.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::string_view alias_table = "alias";
constexpr std::string_view sequence_table = "sequence";

using config_fault::ConfigFlaw;
using Why = ConfigFlaw::Why;

std::vector<std::string> settings() { return {setting_keys.begin(), setting_keys.end()}; }

[[noreturn]] void fail_at(const std::filesystem::path& path, std::uint32_t line, ConfigFlaw flaw) {
    throw InvalidConfig(config_fault::BadConfigLine{path.string(), line, std::move(flaw), settings()});
}

std::string read_file(const std::filesystem::path& path) {
    using config_fault::UnreadableConfig;
    const auto fail = [&path](UnreadableConfig::Why why, int error) {
        throw InvalidConfig(UnreadableConfig{why, path.string(), error, max_config_bytes});
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) fail(UnreadableConfig::Why::is_directory, 0);
    if (!std::filesystem::is_regular_file(path, ignored)) fail(UnreadableConfig::Why::no_regular_file, 0);
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string bytes(max_config_bytes + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in.is_open() || in.bad()) fail(UnreadableConfig::Why::cannot_be_read, errno);
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > max_config_bytes) fail(UnreadableConfig::Why::too_long, 0);
    return bytes;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_quote(char c) { return c == '"' || c == '\''; }

/// Without the blanks that toml++ skips, and the end of a line on Windows. toml++ 3.3 crashes on any other blank after `[`.
std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

bool is_table_header(std::string_view line) {
    const auto comment = line.find('#');
    const std::string_view header = without_blanks(line.substr(0, comment));
    if (header.size() <= 2 || header.front() != '[' || header.back() != ']') return false;
    const std::string_view name = without_blanks(header.substr(1, header.size() - 2));
    return name == alias_table || name == sequence_table;
}

/// Why a line is not `key = "text"`, `[alias]` or `[sequence]`; none if toml++ may read it. toml++ 3.3 crashes on malformed
/// tables, on non-ASCII letters after a value, and on keys of ten thousand parts, so it only ever gets lines that passed this
/// check. Text that spans lines is rejected, so that each line can be checked by itself.
std::optional<ConfigFlaw> line_flaw(std::string_view line) {
    if (!is_utf8(line)) return ConfigFlaw{Why::not_utf8};
    if (is_table_header(line)) return {};
    char quote = '\0';
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const std::string_view rest = line.substr(i);
        if (quote != '\0') {
            if (c == quote) quote = '\0';
            if (c == '\\' && quote == '"') ++i;
        } else if (c == '#') {
            return {};
        } else if (is_quote(c)) {
            if (rest.substr(0, 3) == std::string(3, c)) return ConfigFlaw{Why::several_lines};
            quote = c;
        } else if (c == '=') {
            const auto value = rest.find_first_not_of(" \t", 1);
            if (value == std::string_view::npos || !is_quote(rest[value]))
                return ConfigFlaw{Why::no_text, std::string(trim(line.substr(0, i)))};
        } else if (c == '[' || c == '.' || !is_ascii(c)) {
            return ConfigFlaw{Why::outside_quotes, std::string(rest)};
        }
    }
    return {};
}

toml::table parse(const std::filesystem::path& path, std::string_view file) {
    const std::string_view text = without_utf8_mark(file);
    std::string_view rest = text;
    for (std::uint32_t line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (const auto flaw = line_flaw(rest.substr(0, end))) fail_at(path, line, *flaw);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        fail_at(path, error.source().begin.line, {Why::no_toml, std::string(error.description())});
    }
}

bool is_setting(std::string_view key) { return std::find(setting_keys.begin(), setting_keys.end(), key) != setting_keys.end(); }

/// Why an alias cannot have this name; none if it can. A setting's key after `[alias]` was meant as that setting.
std::optional<ConfigFlaw> alias_name_flaw(std::string_view name) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    if (name.empty() || name.front() == '-' || !std::all_of(name.begin(), name.end(), allowed))
        return ConfigFlaw{Why::alias_name, std::string(name)};
    if (is_setting(name)) return ConfigFlaw{Why::setting_below, std::string(name)};
    return {};
}

std::optional<ConfigFlaw> campaign_flaw(std::string_view name) {
    if (name.empty() || name.size() > max_name_bytes || !is_utf8(name) || has_control(name))
        return ConfigFlaw{Why::campaign_name, std::string(name)};
    return {};
}

Config::Setting entry_of(const std::filesystem::path& path, const toml::key& key, const toml::node& node) {
    const auto line = key.source().begin.line;
    const auto text = node.value_exact<std::string>();
    ensure(text.has_value(), "toml++ gets only text in quotes");
    if (text->empty() || has_control(*text)) fail_at(path, line, {Why::no_value, std::string(key.str())});
    return {*text, line};
}

void read_aliases(Config& config, const toml::table& table) {
    config.alias_table_line = table.source().begin.line;
    for (auto&& [key, node] : table) {
        const auto line = key.source().begin.line;
        if (const auto flaw = alias_name_flaw(key.str())) fail_at(config.path, line, *flaw);
        config.aliases[std::string(key.str())] = entry_of(config.path, key, node);
    }
}

void read_sequences(Config& config, const toml::table& table) {
    config.sequence_table_line = table.source().begin.line;
    for (auto&& [key, node] : table) {
        if (const auto flaw = campaign_flaw(key.str())) fail_at(config.path, key.source().begin.line, *flaw);
        config.sequences[std::string(key.str())] = entry_of(config.path, key, node);
    }
}

// Editing: lines are taken apart, since toml++ keeps no comments.

/// The lines with their ends.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto size = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.emplace_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

std::string in_toml_quotes(const std::string& value) {
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

/// The line `key = "old"  # why` with another value.
std::string with_value(const std::string& line, const std::string& value) {
    std::size_t i = 0;
    const auto skip_text = [&] {
        const char quote = line[i];
        for (++i; line[i] != quote; ++i) {
            if (line[i] == '\\' && quote == '"') ++i;
        }
        ++i;
    };
    while (line[i] != '=') {
        if (is_quote(line[i]))
            skip_text();
        else
            ++i;
    }
    const std::size_t begin = line.find_first_of("\"'", i);
    i = begin;
    skip_text();
    return line.substr(0, begin) + value + line.substr(i);
}

/// Where a key stands in the file.
struct KeyPlace {
    const Config::ByName& entries;  ///< of its table
    std::string_view table;         ///< empty: it stands before all tables
    std::uint32_t table_line;       ///< 0: there is no such table
    std::string_view name;          ///< in the table
};

bool has_prefix(std::string_view key, std::string_view prefix) { return key.substr(0, prefix.size()) == prefix; }

KeyPlace place_of_key(const Config& config, std::string_view key) {
    if (has_prefix(key, alias_prefix))
        return {config.aliases, alias_table, config.alias_table_line, key.substr(alias_prefix.size())};
    if (has_prefix(key, sequence_prefix))
        return {config.sequences, sequence_table, config.sequence_table_line, key.substr(sequence_prefix.size())};
    return {config.settings, {}, 0, key};
}

/// The line after which a new key belongs: the last of its kind, else the end of its table.
std::size_t line_for(const Config& config, const KeyPlace& place, std::size_t lines) {
    std::uint32_t last = place.table_line;
    for (const auto& [key, entry] : place.entries) last = std::max(last, entry.line);
    if (last != 0) return last;
    if (!place.table.empty()) return lines;
    // Before the tables, so that the key is not in one.
    for (const auto line : {config.alias_table_line, config.sequence_table_line}) {
        if (line != 0) lines = std::min<std::size_t>(lines, line - 1);
    }
    return lines;
}

std::string toml_key(std::string_view name) {
    const bool is_bare = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    return is_bare ? std::string(name) : in_toml_quotes(std::string(name));
}

}  // namespace

const Config::Setting* Config::find(std::string_view key) const {
    const KeyPlace place = place_of_key(*this, key);
    const auto found = place.entries.find(place.name);
    return found == place.entries.end() ? nullptr : &found->second;
}

std::string Config::place_of(const Setting& entry) const { return fmt::format("{}, line {}", path.string(), entry.line); }

Config read_config(const std::filesystem::path& path) {
    Config config;
    config.path = path;
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return config;

    config.text = read_file(path);
    for (auto&& [key, node] : parse(path, config.text)) {
        if (key.str() == alias_table && node.is_table()) {
            read_aliases(config, *node.as_table());
        } else if (key.str() == sequence_table && node.is_table()) {
            read_sequences(config, *node.as_table());
        } else if (is_setting(key.str())) {
            config.settings[std::string(key.str())] = entry_of(path, key, node);
        } else {
            fail_at(path, key.source().begin.line, {Why::unknown_key, std::string(key.str())});
        }
    }
    return config;
}

void check_key(std::string_view key) {
    std::optional<ConfigFlaw> flaw;
    if (has_prefix(key, sequence_prefix))
        flaw = campaign_flaw(key.substr(sequence_prefix.size()));
    else if (has_prefix(key, alias_prefix))
        flaw = alias_name_flaw(key.substr(alias_prefix.size()));
    else if (!is_setting(key))
        flaw = {Why::unknown_key, std::string(key)};
    if (flaw) throw InvalidConfig(config_fault::BadConfigKey{*flaw, settings()});
}

std::string with_setting(const Config& config, std::string_view key, const std::optional<std::string>& value) {
    std::vector<std::string> lines = lines_of(config.text);
    const std::string end = config.text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    const KeyPlace of_key = place_of_key(config, key);
    if (const auto* entry = config.find(key)) {
        std::string& line = lines[entry->line - 1];
        line = value ? with_value(line, in_toml_quotes(*value)) : "";
    } else if (value) {
        const auto place = static_cast<std::ptrdiff_t>(line_for(config, of_key, lines.size()));
        if (place > 0 && lines[static_cast<std::size_t>(place) - 1].back() != '\n')
            lines[static_cast<std::size_t>(place) - 1] += end;
        std::string added = fmt::format("{} = {}{}", toml_key(of_key.name), in_toml_quotes(*value), end);
        if (!of_key.table.empty() && of_key.table_line == 0)
            added.insert(0, fmt::format("{}[{}]{}", lines.empty() ? "" : end, of_key.table, end));
        lines.insert(lines.begin() + place, added);
    }
    std::string text;
    for (const auto& line : lines) text += line;
    return text;
}

}  // namespace inmail::io
