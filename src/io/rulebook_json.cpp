#include "inmail/io/rulebook_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/io/money.hpp"
#include "inmail/io/when.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

using file_fault::BadRulebooks;
using file_fault::RulebookPlace;

/// The file's errors, each with its place.
class Flaws {
  public:
    void add(const RulebookPlace& place, ValueFlaw flaw) { all_.push_back({place, std::move(flaw)}); }
    void add(const RulebookPlace& place, FlawKind kind, std::string_view given = {}) { add(place, {kind, std::string(given)}); }
    [[nodiscard]] std::size_t count() const { return all_.size(); }
    [[nodiscard]] std::vector<BadRulebooks::Flaw>& all() { return all_; }

  private:
    std::vector<BadRulebooks::Flaw> all_;
};

RulebookPlace at_key(RulebookPlace place, std::string_view key) {
    place.key = key;
    return place;
}

/// Reads one JSON object key by key. finish() reports every key that was not read as unknown.
class ObjectReader {
  public:
    ObjectReader(const Json& json, RulebookPlace place, Flaws& flaws) : json_(json), place_(std::move(place)), flaws_(flaws) {
        if (!json.is_object()) flaws_.add(place_, FlawKind::not_an_object);
    }

    /// The key's value, which may be null. If the key is missing, adds a flaw and returns nullptr.
    const Json* find(const char* key) {
        known_.emplace_back(key);
        if (!json_.is_object()) return nullptr;
        const auto it = json_.find(key);
        if (it == json_.end()) return add(key, FlawKind::missing), nullptr;
        const auto* text = it->get_ptr<const std::string*>();
        if (text == nullptr || !begins_with(*text, to_fill_in)) return &*it;
        return add(key, {FlawKind::unfilled, text->substr(to_fill_in.size())}), nullptr;
    }
    [[nodiscard]] bool has(const char* key) const { return json_.is_object() && json_.contains(key); }
    void ignore(const char* key) { known_.emplace_back(key); }

    std::string text(const char* key, std::size_t max_bytes) {
        const Json* value = find(key);
        if (value == nullptr) return {};
        const auto* text = value->get_ptr<const std::string*>();
        if (text == nullptr || trim(*text).empty()) return add(key, FlawKind::not_text), "";
        if (text->size() > max_bytes) {
            ValueFlaw flaw{FlawKind::too_long};
            flaw.most = static_cast<std::int64_t>(max_bytes);
            return add(key, std::move(flaw)), "";
        }
        if (has_control(*text)) return add(key, FlawKind::control_character), "";
        return *text;
    }

    template <class T>
    T parsed(const char* key, Checked<T> (*parse)(std::string_view)) {
        const std::string given = text(key, max_name_bytes);
        if (given.empty()) return T{};
        const auto value = parse(given);
        if (value) return *value;
        return add(key, value.flaw()), T{};
    }

    template <class Rule>
    Rule rule(const char* key) {
        const std::string given = text(key, max_name_bytes);
        if (given.empty()) return Rule{};
        if (const auto value = parse_rule<Rule>(given)) return *value;
        ValueFlaw flaw{FlawKind::not_one_of, given};
        flaw.choices.assign(rule_names<Rule>.begin(), rule_names<Rule>.end());
        return add(key, std::move(flaw)), Rule{};
    }

    bool boolean(const char* key) {
        const Json* value = find(key);
        if (value == nullptr || value->is_boolean()) return value != nullptr && value->get<bool>();
        return add(key, FlawKind::not_a_boolean), false;
    }

    std::int64_t number(const char* key) {
        const Json* value = find(key);
        return value == nullptr ? 0 : whole(key, *value);
    }
    std::optional<std::int64_t> number_or_null(const char* key) {
        const Json* value = find(key);
        if (value == nullptr || value->is_null()) return std::nullopt;
        return whole(key, *value);
    }

    std::vector<Channel> channels(const char* key) {
        const Json* value = find(key);
        if (value == nullptr) return {};
        std::vector<Channel> channels;
        for (const auto& item : value->is_array() ? *value : Json::array({nullptr})) {
            const auto channel = item.is_string() ? parse_channel(item.get<std::string>()) : std::nullopt;
            if (!channel) return add(key, FlawKind::no_channels), channels;
            if (std::find(channels.begin(), channels.end(), *channel) == channels.end()) channels.push_back(*channel);
        }
        return channels;
    }

    std::optional<ResponsePolicy> policy(const char* key) {
        const Json* value = find(key);
        if (value == nullptr || value->is_null()) return std::nullopt;
        ObjectReader object(*value, at_key(place_, key), flaws_);
        ResponsePolicy policy;
        policy.min_response_per_mille = object.per_mille("min_response_rate");
        policy.min_sends = object.number("min_sends");
        policy.days = static_cast<int>(std::clamp<std::int64_t>(object.number("days"), 0, std::numeric_limits<int>::max()));
        policy.source = object.text("source", max_note_bytes);
        object.finish();
        return policy;
    }

    /// A share such as 0.13, in thousandths.
    int per_mille(const char* key) {
        constexpr double all = 1000;
        constexpr double smallest = 1e-6;
        const Json* value = find(key);
        if (value == nullptr) return 0;
        const double thousandths = value->is_number() ? value->get<double>() * all : -1;
        const double rounded = std::round(thousandths);
        if (rounded < 0 || rounded > all || std::abs(thousandths - rounded) > smallest)
            return add(key, FlawKind::no_response_rate), 0;
        return static_cast<int>(rounded);
    }

    void add(std::string_view key, ValueFlaw flaw) { flaws_.add(at_key(place_, key), std::move(flaw)); }
    void add(std::string_view key, FlawKind kind) { add(key, ValueFlaw{kind}); }

    void finish() {
        if (!json_.is_object()) return;
        for (const auto& [key, value] : json_.items()) {
            if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
            ValueFlaw flaw{FlawKind::unknown_field, key};
            flaw.choices = known_;
            flaws_.add(place_, std::move(flaw));
        }
    }

  private:
    std::int64_t whole(const char* key, const Json& value) {
        // Wider than any figure of the terms; flaw_of checks each figure's own range.
        constexpr std::int64_t widest = 1'000'000'000'000'000;
        const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(widest)
                                                     : value.is_number_integer() && value.get<std::int64_t>() >= -widest;
        if (fits) return value.get<std::int64_t>();
        return add(key, FlawKind::not_whole), 0;
    }

    const Json& json_;
    RulebookPlace place_;
    Flaws& flaws_;
    std::vector<std::string> known_;
};

Checked<std::string> read_currency(std::string_view text) { return parse_currency(text); }

Checked<Day> read_date(std::string_view text) {
    if (const auto day = parse_day(text)) return *day;
    return Checked<Day>::bad(FlawKind::no_date, text);
}

/// A number that does not fit becomes -1, which flaw_of rejects.
int as_int(std::int64_t n) { return n >= 0 && n <= std::numeric_limits<int>::max() ? static_cast<int>(n) : -1; }

// Reads the term into `value`: one function for each type of a term.

void read_term(ObjectReader& row, const Term<Terms, Day>& term, Day& value) { value = row.parsed(term.name, read_date); }
void read_term(ObjectReader& row, const Term<Terms, Credits>& term, Credits& value) { value = Credits{row.number(term.name)}; }
void read_term(ObjectReader& row, const Term<Terms, int>& term, int& value) { value = as_int(row.number(term.name)); }
void read_term(ObjectReader& row, const Term<Terms, std::optional<int>>& term, std::optional<int>& value) {
    const auto number = row.number_or_null(term.name);
    value = number ? std::optional(as_int(*number)) : std::nullopt;
}
void read_term(ObjectReader& row, const Term<Terms, std::optional<std::int64_t>>& term, std::optional<std::int64_t>& value) {
    value = row.number_or_null(term.name);
}
void read_term(ObjectReader& row, const Term<Terms, bool>& term, bool& value) { value = row.boolean(term.name); }
void read_term(ObjectReader& row, const Term<Terms, std::string>& term, std::string& value) {
    value = term.is(&Terms::currency) ? row.parsed(term.name, read_currency) : row.text(term.name, max_note_bytes);
}
void read_term(ObjectReader& row, const Term<Terms, std::vector<Channel>>& term, std::vector<Channel>& value) {
    value = row.channels(term.name);
}
void read_term(ObjectReader& row, const Term<Terms, std::optional<ResponsePolicy>>& term, std::optional<ResponsePolicy>& value) {
    value = row.policy(term.name);
}
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
void read_term(ObjectReader& row, const Term<Terms, Rule>& term, Rule& value) {
    value = row.rule<Rule>(term.name);
}

NamedTerms read_terms(const Json& json, const std::string& rulebook, RulebookPlace place, Flaws& flaws) {
    const std::size_t flaws_before = flaws.count();
    ObjectReader row(json, place, flaws);
    NamedTerms named{rulebook, row.parsed("plan", parse_handle), {}};
    Terms& t = named.terms;
    for_each_term([&](const auto& term) {
        // Files from before the term existed lack it.
        if (term.since == 1 || row.has(term.name)) read_term(row, term, t.*term.member);
    });
    if (row.has("recorded_at")) named.recorded_at = row.parsed("recorded_at", parse_instant);
    row.finish();
    if (flaws.count() > flaws_before) return named;
    place.plan = named.plan;
    if (const auto flaw = flaw_of(t)) flaws.add(place, *flaw);
    return named;
}

RulebookFile read_rulebook(const std::string& name, const Json& json, Flaws& flaws) {
    const RulebookPlace place{name};
    RulebookFile book;
    const auto handle = parse_handle(name);
    if (handle)
        book.name = *handle;
    else
        flaws.add(place, handle.flaw());

    ObjectReader object(json, place, flaws);
    book.title = object.text("title", max_name_bytes);
    object.ignore("edition");  // `plans` shows it; rows of a file are the user's own
    const Json* terms = object.find("terms");
    object.finish();
    if (terms == nullptr) return book;
    if (!terms->is_array() || terms->empty()) return object.add("terms", FlawKind::not_a_list), book;

    std::set<std::tuple<std::string, Day>> seen;
    for (const auto& row : *terms) {
        const RulebookPlace row_place{name, static_cast<int>(book.terms.size()) + 1};
        const auto& named = book.terms.emplace_back(read_terms(row, book.name, row_place, flaws));
        if (named.plan.empty() || seen.emplace(named.plan, named.terms.effective_from).second) continue;
        flaws.add(row_place, {FlawKind::plan_twice, named.plan, to_string(named.terms.effective_from)});
    }
    return book;
}

std::vector<RulebookFile> read_file(const Json& json, Flaws& flaws) {
    ObjectReader file(json, {}, flaws);
    const Json* schema = file.find("schema");
    if (schema != nullptr && *schema != schema_version) {
        ValueFlaw flaw{FlawKind::not_the_schema};
        flaw.number = schema_version;
        file.add("schema", std::move(flaw));
    }
    file.ignore("default");
    const Json* rulebooks = file.find("rulebooks");
    file.finish();
    if (rulebooks == nullptr) return {};
    if (!rulebooks->is_object() || rulebooks->empty())
        return file.add("rulebooks", FlawKind::not_objects), std::vector<RulebookFile>{};

    std::vector<RulebookFile> books;
    std::set<std::string> names;
    for (const auto& [name, book] : rulebooks->items()) {
        books.push_back(read_rulebook(name, book, flaws));
        const bool again = !books.back().name.empty() && !names.insert(books.back().name).second;
        if (again) flaws.add(RulebookPlace{name}, FlawKind::rulebook_twice);
    }
    return books;
}

/// Parses JSON and reports keys that appear twice in one object. The library would silently keep the last one.
Json parse(std::string_view text, Flaws& flaws) {
    std::vector<std::set<std::string>> open_objects;
    const auto check_keys = [&](int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) open_objects.emplace_back();
        if (event == Json::parse_event_t::object_end) open_objects.pop_back();
        if (event == Json::parse_event_t::key && !open_objects.back().insert(parsed.get<std::string>()).second) {
            flaws.add({}, FlawKind::field_twice, parsed.get<std::string>());
        }
        return true;
    };
    return Json::parse(text.begin(), text.end(), check_keys);
}

}  // namespace

std::vector<RulebookFile> parse_rulebooks(std::string_view json, const std::string& file_name) {
    Flaws flaws;
    std::vector<RulebookFile> books;
    try {
        books = read_file(parse(json, flaws), flaws);
    } catch (const Json::parse_error& error) {
        const auto line =
            1 + std::count(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, json.size())), '\n');
        throw InvalidFile(file_fault::NoJson{file_name, line});
    } catch (const Json::out_of_range&) { throw InvalidFile(file_fault::NoJson{file_name}); }
    if (flaws.count() == 0) return books;
    throw InvalidFile(BadRulebooks{file_name, std::move(flaws.all())});
}

}  // namespace inmail::io
