#include "inmail/io/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "in_quotes.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

struct Setting {
    const char* key;
    std::string Config::*value;
};
constexpr Setting settings[] = {{"ledger", &Config::ledger}, {"seat", &Config::seat}, {"format", &Config::format}};

constexpr std::size_t max_config_bytes = std::size_t{64} * 1024;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& why) {
    throw InputError(for_terminal(path.string()) + why, "It may set ledger, seat and format, each as key = \"value\".");
}

[[noreturn]] void fail_at(const std::filesystem::path& path, std::uint32_t line, const std::string& why) {
    fail(path, fmt::format(", line {}: {}", line, why));
}

std::string read_file(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) fail(path, " is a directory");
    if (!std::filesystem::is_regular_file(path, error)) fail(path, " is not a regular file");
    std::ifstream in(path, std::ios::binary);
    std::string bytes(max_config_bytes + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in.is_open() || in.bad()) fail(path, " cannot be read");
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > max_config_bytes) fail(path, fmt::format(" is longer than {} bytes", max_config_bytes));
    return bytes;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_quote(char c) { return c == '"' || c == '\''; }

/// The reason why a line is not `key = "text"`; empty if toml++ may read it. toml++ 3.3 crashes on malformed tables, on
/// non-ASCII letters after a value, and on keys of ten thousand parts, so it only ever gets lines that passed this check.
/// Text that spans lines is rejected, so that each line can be checked by itself.
std::string line_error(std::string_view line) {
    if (!is_utf8(line)) return "this is not UTF-8";
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
            if (rest.substr(0, 3) == std::string(3, c)) return "text must be on one line, in single or double quotes";
            quote = c;
        } else if (c == '=') {
            const auto value = rest.find_first_not_of(" \t", 1);
            if (value == std::string_view::npos || !is_quote(rest[value]))
                return in_quotes(trim(line.substr(0, i))) + " must be text in quotes";
        } else if (c == '[' || c == '.' || !is_ascii(c)) {
            return in_quotes(rest) + " is not allowed outside quotes";
        }
    }
    return {};
}

toml::table parse(const std::filesystem::path& path, std::string_view file) {
    const std::string_view text = without_utf8_mark(file);
    std::string_view rest = text;
    for (std::uint32_t line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const std::string why = line_error(rest.substr(0, end));
        if (!why.empty()) fail_at(path, line, why);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) { fail_at(path, error.source().begin.line, for_terminal(error.description())); }
}

const Setting* find_setting(std::string_view key) {
    for (const auto& setting : settings) {
        if (key == setting.key) return &setting;
    }
    return nullptr;
}

}  // namespace

Config read_config(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return {};

    Config config;
    for (auto&& [key, node] : parse(path, read_file(path))) {
        const auto line = key.source().begin.line;
        const Setting* setting = find_setting(key.str());
        if (setting == nullptr) {
            std::vector<std::string> known;
            for (const auto& s : settings) known.emplace_back(s.key);
            fail_at(path, line, fmt::format("unknown key {}{}", in_quotes(key.str()), did_you_mean(key.str(), known)));
        }
        const auto text = node.value_exact<std::string>();
        ensure(text.has_value(), "toml++ gets only text in quotes");
        if (text->empty() || has_control(*text)) {
            fail_at(path, line, fmt::format("{} is empty or holds a control character", key.str()));
        }
        config.*(setting->value) = *text;
    }
    return config;
}

}  // namespace inmail::io
