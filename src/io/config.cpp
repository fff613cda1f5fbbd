#include "inmail/io/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

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

[[noreturn]] void fail(const std::filesystem::path& path, const toml::source_position& where, const std::string& why) {
    throw InputError(fmt::format("{}, line {}: {}", for_terminal(path.string()), where.line, why),
                     "It may set ledger, seat and format, each as key = \"value\".");
}

toml::table parse(const std::filesystem::path& path) {
    try {
        return toml::parse_file(path.string());
    } catch (const toml::parse_error& error) { fail(path, error.source().begin, for_terminal(error.description())); }
}

const Setting* find(std::string_view key) {
    for (const auto& setting : settings) {
        if (key == setting.key) return &setting;
    }
    return nullptr;
}

std::string read_text(const std::filesystem::path& path, std::string_view key, const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    if (!text) fail(path, node.source().begin, fmt::format("{} must be text in quotes", key));
    if (text->empty() || has_control(*text)) {
        fail(path, node.source().begin, fmt::format("{} is empty or holds a control character", key));
    }
    return *text;
}

}  // namespace

Config read_config(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return {};
    if (std::filesystem::is_directory(path, error)) {
        throw InputError(fmt::format("{} is a directory", for_terminal(path.string())), "A config is a file of TOML.");
    }
    Config config;
    for (auto&& [key, node] : parse(path)) {
        const Setting* setting = find(key.str());
        if (setting == nullptr) {
            std::vector<std::string> known;
            for (const auto& s : settings) known.emplace_back(s.key);
            fail(path, key.source().begin, fmt::format("unknown key {}{}", shown(key.str()), did_you_mean(key.str(), known)));
        }
        config.*(setting->value) = read_text(path, key.str(), node);
    }
    return config;
}

}  // namespace inmail::io
