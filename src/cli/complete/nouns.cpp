#include "complete/nouns.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <map>
#include <utility>

#include "inmail/render/rules.hpp"
#include "inmail/store/name_list.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "session.hpp"
#include "settings.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {
namespace {

using store::NameList;

constexpr std::size_t most_names = 200;  // more than people read
constexpr std::string_view pool_prefix = "pool:";

enum class Source {
    files,
    sections,
    settings,
    sequences,
    days,
    months,
    accounts,
    seats,
    pools,
    plans,
    rulebooks,
    teams,
    campaigns,
    prospects,
    nothing
};

const std::map<std::string, Source>& sources() {
    static const std::map<std::string, Source> all{
        {"FILE", Source::files},         {"PATH", Source::files},         {"FROM", Source::files},
        {"TO", Source::files},           {"OTHER", Source::files},        {"SECTION", Source::sections},
        {"SETTING", Source::settings},   {"WHEN", Source::days},          {"ACCOUNT", Source::accounts},
        {"SEAT", Source::seats},         {"SEQUENCE", Source::sequences}, {"POOL", Source::pools},
        {"PLAN", Source::plans},         {"RULEBOOK", Source::rulebooks}, {"TEAM", Source::teams},
        {"CAMPAIGN", Source::campaigns}, {"PROSPECT", Source::prospects}, {"BATCH", Source::nothing},
        {"CODE", Source::nothing},       {"DATE", Source::nothing},       {"DAYS", Source::nothing},
        {"HASH", Source::nothing},       {"ID", Source::nothing},         {"KEY", Source::nothing},
        {"N", Source::nothing},          {"NAME", Source::nothing},       {"NAME=FILE", Source::nothing},
        {"PRICE", Source::nothing},      {"TEXT", Source::nothing},       {"VALUE", Source::nothing},
        {"USER", Source::nothing},       {"WHY", Source::nothing},        {"MONTH", Source::months},
        {"ZONE", Source::nothing}};
    return all;
}

std::filesystem::path ledger_path(const std::optional<std::string>& ledger) {
    GlobalOptions global;
    global.ledger = ledger;
    return Session(std::move(global), store::Access::read).ledger_path();
}

class Values {
  public:
    Values(std::string prefix, const std::optional<std::string>& ledger) : prefix_(std::move(prefix)), ledger_(ledger) {}

    Completion of(Source source) {
        switch (source) {
            case Source::files:
                completion_.files = true;
                break;
            case Source::sections:
                for (const auto& section : render::rules_sections()) add(section.name, section.title);
                break;
            case Source::settings:
                for (const auto key : io::setting_keys) add(std::string(key));
                for (const auto& [name, alias] : user_config().aliases) add(std::string(io::alias_prefix) + name, alias.value);
                for (const auto& [name, sequence] : user_config().sequences)
                    add(std::string(io::sequence_prefix) + name, sequence.value);
                break;
            case Source::sequences:
                completion_.files = true;
                for (const auto& name : shipped_names(RulesKind::sequence)) add(name);
                break;
            case Source::days:
                for (const char* day : {"today", "yesterday"}) add(day);
                break;
            case Source::months:
                for (const char* month : {"this", "last"}) add(month);
                break;
            case Source::accounts:
                names(NameList::seats);
                names(NameList::pools, pool_prefix);
                break;
            case Source::seats:
                names(NameList::seats);
                break;
            case Source::pools:
                names(NameList::pools);
                break;
            case Source::plans:
                names(NameList::plans);
                break;
            case Source::rulebooks:
                names(NameList::rulebooks);
                break;
            case Source::teams:
                names(NameList::teams);
                break;
            case Source::campaigns:
                names(NameList::campaigns);
                break;
            case Source::prospects:
                names(NameList::prospects);
                break;
            case Source::nothing:
                break;
        }
        return completion_;
    }

  private:
    void add(const std::string& text, const std::string& description = {}) {
        if (begins_with(to_lower_latin1(text), to_lower_latin1(prefix_))) completion_.candidates.push_back({text, description});
    }

    /// The ledger's names, each after `kind`.
    void names(NameList list, std::string_view kind = {}) {
        const std::string typed = to_lower_latin1(prefix_);
        if (!begins_with(typed, kind) && !begins_with(kind, typed)) return;
        const std::string name = prefix_.substr(std::min(prefix_.size(), kind.size()));
        for (const auto& found : store::names_beginning(ledger_path(ledger_).string(), list, name, most_names))
            completion_.candidates.push_back({std::string(kind) + found, ""});
    }

    std::string prefix_;
    const std::optional<std::string>& ledger_;
    Completion completion_;
};

}  // namespace

std::string noun_of(const OptionInfo& option) {
    std::string name = upper_ascii(long_name(option).substr(2));
    return sources().count(name) == 1 ? name : option.placeholder;
}

std::string noun_of_setting(const std::string& key) {
    if (key == "ledger") return "PATH";
    return sources().count(upper_ascii(key)) == 1 ? upper_ascii(key) : "VALUE";
}

bool is_known_noun(const std::string& noun) { return sources().count(noun) == 1; }

Completion values_of(const std::string& noun, const std::string& prefix, const std::optional<std::string>& ledger) {
    const auto found = sources().find(noun);
    if (found == sources().end()) return {};
    try {
        return Values(prefix, ledger).of(found->second);
    } catch (const std::exception&) {
        return {};  // no ledger, or none that can be read
    }
}

}  // namespace inmail::cli
