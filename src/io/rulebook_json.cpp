#include "inmail/io/rulebook_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "in_quotes.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/money.hpp"
#include "inmail/io/when.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

/// The file's errors, each with its path such as "rulebook 'ours', row 2 of its terms".
class Flaws {
  public:
    void add(const std::string& path, const std::string& what) { all_.push_back(path + ": " + what); }
    [[nodiscard]] std::size_t count() const { return all_.size(); }
    [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

  private:
    std::vector<std::string> all_;
};

/// Reads one JSON object key by key. finish() reports every key that was not read as unknown.
class ObjectReader {
  public:
    ObjectReader(const Json& json, std::string path, Flaws& flaws) : json_(json), path_(std::move(path)), flaws_(flaws) {
        if (!json.is_object()) flaws_.add(path_, "must be an object { ... }");
    }

    /// The key's value, which may be null. If the key is missing, adds a flaw and returns nullptr.
    const Json* find(const char* key) {
        known_.emplace_back(key);
        if (!json_.is_object()) return nullptr;
        const auto it = json_.find(key);
        if (it != json_.end()) return &*it;
        add(key, "is missing");
        return nullptr;
    }
    [[nodiscard]] bool has(const char* key) const { return json_.is_object() && json_.contains(key); }
    void ignore(const char* key) { known_.emplace_back(key); }

    std::string text(const char* key, std::size_t max_bytes) {
        const Json* value = find(key);
        if (value == nullptr) return {};
        const auto* text = value->get_ptr<const std::string*>();
        if (text == nullptr || trim(*text).empty()) return add(key, "must be text"), "";
        if (text->size() > max_bytes) return add(key, fmt::format("is longer than {} bytes", max_bytes)), "";
        if (has_control(*text)) return add(key, "holds a control character or a line break"), "";
        return *text;
    }

    template <class T>
    T parsed(const char* key, Checked<T> (*parse)(std::string_view)) {
        const std::string given = text(key, max_name_bytes);
        if (given.empty()) return T{};
        const auto value = parse(given);
        if (value) return *value;
        return add(key, value.reason()), T{};
    }

    template <class Enum>
    Enum choice(const char* key, std::optional<Enum> (*parse)(std::string_view)) {
        const std::string given = text(key, max_name_bytes);
        if (given.empty()) return Enum{};
        if (const auto value = parse(given)) return *value;
        return add(key, fmt::format("must be {} or {}, not {}", to_string(Enum{0}), to_string(Enum{1}), in_quotes(given))),
               Enum{};
    }

    bool boolean(const char* key) {
        const Json* value = find(key);
        if (value == nullptr || value->is_boolean()) return value != nullptr && value->get<bool>();
        return add(key, "must be true or false"), false;
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

    void add(std::string_view key, const std::string& what) { flaws_.add(fmt::format("{}, {}", path_, key), what); }

    void finish() {
        if (!json_.is_object()) return;
        for (const auto& [key, value] : json_.items()) {
            if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
            flaws_.add(path_, fmt::format("unknown key {}{}", in_quotes(key), did_you_mean(key, known_)));
        }
    }

  private:
    std::int64_t whole(const char* key, const Json& value) {
        // Wider than any figure of the terms; defect_of checks each figure's own range.
        constexpr std::int64_t widest = 1'000'000'000'000'000;
        const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(widest)
                                                     : value.is_number_integer() && value.get<std::int64_t>() >= -widest;
        if (fits) return value.get<std::int64_t>();
        return add(key, "must be a whole number"), 0;
    }

    const Json& json_;
    std::string path_;
    Flaws& flaws_;
    std::vector<std::string> known_;
};

Checked<Day> read_date(std::string_view text) {
    if (const auto day = parse_day(text)) return *day;
    return Checked<Day>::bad(fmt::format("cannot read {} as a date such as 2026-01-31", in_quotes(text)));
}

/// A count of days as the terms hold it. A number that does not fit becomes 0, which defect_of rejects.
int day_count(std::int64_t n) { return n >= 0 && n <= std::numeric_limits<int>::max() ? static_cast<int>(n) : 0; }

std::optional<int> day_count(std::optional<std::int64_t> n) { return n ? std::optional(day_count(*n)) : std::nullopt; }

NamedTerms read_terms(const Json& json, const std::string& rulebook, const std::string& path, Flaws& flaws) {
    const std::size_t flaws_before = flaws.count();
    ObjectReader row(json, path, flaws);
    NamedTerms named{rulebook, row.parsed("plan", parse_handle), {}};
    Terms& t = named.terms;
    t.effective_from = row.parsed("effective_from", read_date);
    t.allowance = Credits{row.number("allowance")};
    t.cap = Credits{row.number("cap")};
    t.cap_rule = row.choice("cap_rule", parse_cap_rule);
    t.refresh = row.choice("refresh", parse_refresh_rule);
    t.expiry_days = day_count(row.number_or_null("expiry_days"));
    t.refund_window_days = day_count(row.number("refund_window_days"));
    t.window_rule = row.choice("window_rule", parse_window_rule);
    t.refund_expiry = row.choice("refund_expiry", parse_refund_expiry);
    t.purchasable = row.boolean("purchasable");
    t.purchase_expiry_days = day_count(row.number_or_null("purchase_expiry_days"));
    t.pooled = row.boolean("pooled");
    t.repeat = row.choice("repeat", parse_repeat_rule);
    t.price_minor = row.number_or_null("price_minor");
    t.credit_price_minor = row.number_or_null("credit_price_minor");
    t.currency = row.parsed("currency", parse_currency);
    t.source = row.text("source", max_note_bytes);
    if (row.has("recorded_at")) named.recorded_at = row.parsed("recorded_at", parse_instant);
    row.finish();
    if (flaws.count() > flaws_before) return named;
    if (const auto defect = defect_of(t)) flaws.add(fmt::format("{} ({})", path, named.plan), *defect);
    return named;
}

RulebookFile read_rulebook(const std::string& name, const Json& json, Flaws& flaws) {
    const std::string path = fmt::format("rulebook {}", in_quotes(name));
    RulebookFile book;
    const auto handle = parse_handle(name);
    if (handle)
        book.name = *handle;
    else
        flaws.add(path, handle.reason());

    ObjectReader object(json, path, flaws);
    book.title = object.text("title", max_name_bytes);
    const Json* terms = object.find("terms");
    object.finish();
    if (terms == nullptr) return book;
    if (!terms->is_array() || terms->empty()) return object.add("terms", "must be a list [ ... ] of at least one row"), book;

    std::set<std::tuple<std::string, Day>> seen;
    for (const auto& row : *terms) {
        const std::string row_path = fmt::format("{}, row {} of its terms", path, book.terms.size() + 1);
        const auto& named = book.terms.emplace_back(read_terms(row, book.name, row_path, flaws));
        if (named.plan.empty() || seen.emplace(named.plan, named.terms.effective_from).second) continue;
        flaws.add(row_path, fmt::format("a second row for {} from {}", named.plan, to_string(named.terms.effective_from)));
    }
    return book;
}

std::vector<RulebookFile> read_file(const Json& json, Flaws& flaws) {
    ObjectReader file(json, "the file", flaws);
    const Json* schema = file.find("schema");
    if (schema != nullptr && *schema != schema_version) file.add("schema", fmt::format("must be {}", schema_version));
    file.ignore("default");
    const Json* rulebooks = file.find("rulebooks");
    file.finish();
    if (rulebooks == nullptr) return {};
    if (!rulebooks->is_object() || rulebooks->empty())
        return file.add("rulebooks", "must be an object { ... } of at least one rulebook"), std::vector<RulebookFile>{};

    std::vector<RulebookFile> books;
    std::set<std::string> names;
    for (const auto& [name, book] : rulebooks->items()) {
        books.push_back(read_rulebook(name, book, flaws));
        const bool again = !books.back().name.empty() && !names.insert(books.back().name).second;
        if (again) flaws.add(fmt::format("rulebook {}", in_quotes(name)), "the name appears twice");
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
            flaws.add("the file", fmt::format("key {} appears twice in one object", in_quotes(parsed.get<std::string>())));
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
        throw InputError(fmt::format("{}, line {}: this is not JSON", file_name, line),
                         "`inmail plans --format json` shows the shape.");
    } catch (const Json::out_of_range&) {
        throw InputError(file_name + ": a number is too large", "`inmail plans --format json` shows the shape.");
    }
    if (flaws.count() == 0) return books;
    std::vector<std::string> lines;
    for (const auto& flaw : flaws.all()) lines.push_back(fmt::format("{}: {}", file_name, flaw));
    const std::string first = std::move(lines.front());
    lines.erase(lines.begin());
    throw InputError(first, "`inmail plans --format json` shows the shape; nothing was recorded.", std::move(lines));
}

}  // namespace inmail::io
