#include "inmail/io/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"
#include "shown.hpp"

namespace inmail::io {
namespace {

struct Setting {
    const char* key;
    std::string Config::*value;
};
constexpr Setting settings[] = {{"ledger", &Config::ledger}, {"seat", &Config::seat}, {"format", &Config::format}};

constexpr std::size_t max_bytes = std::size_t{64} * 1024;
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& why) {
    throw InputError(for_terminal(path.string()) + why, "It may set ledger, seat and format, each as key = \"value\".");
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(max_bytes + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in.is_open() || in.bad()) fail(path, " cannot be read");
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > max_bytes) fail(path, fmt::format(" is longer than {} bytes", max_bytes));
    return bytes;
}

const Setting* find(std::string_view key) {
    for (const auto& setting : settings) {
        if (key == setting.key) return &setting;
    }
    return nullptr;
}

/// Takes the text in quotes off the front of `rest`; nothing where there is none. A backslash in "..." stands before a quote or
/// another backslash alone: TOML's other escapes make control characters, which no setting may hold, or what can be typed as it is.
std::optional<std::string> take_quoted(std::string_view& rest) {
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return std::nullopt;
    const char quote = rest.front();
    std::string text;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == quote) {
            rest.remove_prefix(i + 1);
            return text;
        }
        const bool escapes = quote == '"' && rest[i] == '\\';
        if (escapes && (++i == rest.size() || (rest[i] != '"' && rest[i] != '\\'))) return std::nullopt;
        text += rest[i];
    }
    return std::nullopt;
}

/// What is wrong with the line; empty: what it sets is set.
std::string read_line(std::string_view line, Config& config) {
    if (!is_utf8(line)) return "this is not UTF-8";
    if (line.empty() || line.front() == '#') return {};
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return fmt::format("{} sets nothing", shown(line));
    const std::string_view key = trim(line.substr(0, equals));
    const Setting* setting = find(key);
    if (setting == nullptr) {
        std::vector<std::string> known;
        for (const auto& s : settings) known.emplace_back(s.key);
        return fmt::format("unknown key {}{}", shown(key), did_you_mean(key, known));
    }
    std::string& value = config.*(setting->value);
    if (!value.empty()) return fmt::format("{} is set twice", key);

    std::string_view rest = trim(line.substr(equals + 1));
    const auto text = take_quoted(rest);
    if (!text) return fmt::format("{} must be text in quotes; in \"...\" a backslash is written \\\\", key);
    rest = trim(rest);
    if (!rest.empty() && rest.front() != '#') return fmt::format("{} is followed by {}", key, shown(rest));
    if (text->empty() || has_control(*text)) return fmt::format("{} is empty or holds a control character", key);
    value = *text;
    return {};
}

}  // namespace

Config read_config(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return {};
    if (std::filesystem::is_directory(path, error)) fail(path, " is a directory");

    const std::string bytes = bytes_of(path);
    std::string_view rest = bytes;
    if (rest.substr(0, utf8_mark.size()) == utf8_mark) rest.remove_prefix(utf8_mark.size());
    Config config;
    for (int line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const std::string why = read_line(trim(rest.substr(0, end)), config);
        if (!why.empty()) fail(path, fmt::format(", line {}: {}", line, why));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return config;
}

}  // namespace inmail::io
