#include "settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "aliases.hpp"
#include "environment.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "path_expansion.hpp"
#include "sequences.hpp"

namespace inmail::cli {
namespace {

using app::SettingSource;

/// A directory of the XDG base directory specification: its variable, else a place in the home directory.
std::filesystem::path base_directory(const char* variable, const char* in_home) {
    const auto set = environment(variable);
    // The specification says to ignore a path that is not absolute.
    if (set && std::filesystem::path(*set).is_absolute()) return *set;
    const auto home = environment("HOME");
    return home ? std::filesystem::path(*home) / in_home : std::filesystem::path();
}

std::filesystem::path standard_ledger() {
    const auto data = base_directory("XDG_DATA_HOME", ".local/share");
    return data.empty() ? data : data / "inmail-ledger" / "ledger.db";
}

void check_one_of(const std::string& key, const std::string& value, const std::string& where,
                  const std::vector<std::string>& allowed) {
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
    std::string list;
    for (const auto& name : allowed) list += (list.empty() ? "" : ", ") + name;
    throw InputError(fmt::format("{}: {} cannot be '{}'{}", where, key, for_terminal(value), did_you_mean(value, allowed)),
                     fmt::format("It may be {}.", list));
}

/// A setting's value without the file: an environment variable, or the standard value.
struct Fallback {
    std::string_view key;
    const char* variable;
    const char* standard;
    const char* meaning;  ///< of the standard value
};
constexpr std::array<Fallback, io::setting_keys.size()> fallbacks{{
    {"ledger", "INMAIL_LEDGER", "", "the standard place"},
    {"seat", "INMAIL_SEAT", "", "the ledger's only seat"},
    {"format", nullptr, "table", ""},
    {"zone", nullptr, "", "the ledger's zone"},
    {"color", "NO_COLOR", "auto", "colours on a terminal"},
    {"pager", nullptr, "", "no pager"},
    {"company", nullptr, "", "pages name no company"},
}};

const Fallback& fallback_of(std::string_view key) {
    const auto* found = std::find_if(fallbacks.begin(), fallbacks.end(), [&](const Fallback& f) { return f.key == key; });
    ensure(found != fallbacks.end(), "every setting has a fallback");
    return *found;
}

}  // namespace

std::filesystem::path config_path() {
    const auto directory = base_directory("XDG_CONFIG_HOME", ".config");
    return directory.empty() ? directory : directory / "inmail-ledger" / "config.toml";
}

std::filesystem::path cache_folder() {
    const auto directory = base_directory("XDG_CACHE_HOME", ".cache");
    return directory.empty() ? directory : directory / "inmail-ledger";
}

io::Config user_config() {
    const auto path = config_path();
    return path.empty() ? io::Config{} : io::read_config(path);
}

/// A ledger's location as it was typed: the path of a file is expanded.
std::string expanded_location(const std::string& typed, const std::string& where) {
    return store::names_server(typed) ? typed : expanded_path(typed, where);
}

const std::vector<std::string>& choices_of_setting(std::string_view key) {
    static const std::vector<std::string> formats{"table", "json", "csv", "markdown"};
    static const std::vector<std::string> colors{"auto", "always", "never"};
    static const std::vector<std::string> any;
    if (key == "format") return formats;
    return key == "color" ? colors : any;
}

void naming_setting(const std::string& where, const std::string& key, const std::function<void()>& use) {
    try {
        use();
    } catch (const InputError& wrong) {
        const auto words = render::words_of(wrong);
        throw InputError(fmt::format("{}: {}: {}", where, key, words.what), words.next_step);
    }
}

void check_setting(const std::string& key, const std::string& value, const std::string& where) {
    if (value.empty() || has_control(value) || !is_utf8(value))
        throw InputError(fmt::format("{}: {} is empty, holds a control character, or is not UTF-8", where, key));
    check_one_of(key, value, where, choices_of_setting(key));
    if (store::holds_password(value)) throw InvalidLedgerRequest(ledger_fault::PasswordInLocation{where});
    if (key == "ledger") static_cast<void>(expanded_location(value, where));
    if (key == "seat") {
        const auto handle = parse_handle(value);
        if (!handle) throw InputError(fmt::format("{}: seat: {}", where, render::flaw_words(handle.flaw())));
    }
    if (key == "zone") naming_setting(where, key, [&] { static_cast<void>(io::Zone::named(value)); });
    if (begins_with(key, io::sequence_prefix)) static_cast<void>(sequence_of_setting(key, value, where));
    if (begins_with(key, io::alias_prefix)) check_alias(user_config(), key.substr(io::alias_prefix.size()), value, where);
}

Settings::Settings(std::optional<std::string> ledger, std::optional<std::string> color)
    : config_(user_config()), ledger_(std::move(ledger)), color_(std::move(color)) {
    // A wrong ledger in the file does not matter if another is named elsewhere.
    for (const auto& [key, entry] : config_.settings) {
        if (key != "ledger") check_setting(key, entry.value, config_.place_of(entry));
    }
    if (const auto* entry = config_.find("zone")) zone_ = io::Zone::named(entry->value);
    if (!color_) return;
    const auto& choices = choices_of_setting("color");
    if (std::find(choices.begin(), choices.end(), *color_) == choices.end())
        throw UsageError(fmt::format("--color cannot be '{}'{}", for_terminal(*color_), did_you_mean(*color_, choices)),
                         "it may be auto, always or never");
}

app::Setting Settings::find(std::string_view key) const {
    const bool is_ledger = key == "ledger";
    const auto path = [&](const std::string& typed, const std::string& where) {
        return is_ledger ? expanded_location(typed, where) : typed;
    };
    if (is_ledger && ledger_ && ledger_->empty()) throw UsageError("--ledger names no ledger", "leave it out to use the default");
    if (is_ledger && ledger_) return {path(*ledger_, "--ledger"), SettingSource::flag, "--ledger"};
    if (key == "color" && color_) return {*color_, SettingSource::flag, "--color"};
    // An empty one turns the pager off.
    const char* own_pager = key == "pager" ? std::getenv("INMAIL_PAGER") : nullptr;
    if (own_pager != nullptr) return {own_pager, SettingSource::environment, "INMAIL_PAGER"};
    const Fallback& fallback = fallback_of(key);
    if (const auto value = fallback.variable == nullptr ? std::nullopt : environment(fallback.variable)) {
        // NO_COLOR means no colour, whatever its value.
        if (key == "color") return {"never", SettingSource::environment, fallback.variable};
        return {path(*value, fallback.variable), SettingSource::environment, fallback.variable};
    }
    if (const auto* entry = config_.find(key)) {
        const std::string where = config_.place_of(*entry);
        return {path(entry->value, where), SettingSource::file, where};
    }
    if (const auto everywhere = key == "pager" ? environment("PAGER") : std::nullopt)
        return {*everywhere, SettingSource::environment, "PAGER"};
    return {is_ledger ? standard_ledger().string() : fallback.standard, SettingSource::standard, fallback.meaning};
}

}  // namespace inmail::cli
