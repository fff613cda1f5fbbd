#include "prospect_row.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

/// One row, and what is wrong with it.
class ProspectRow {
  public:
    ProspectRow(std::int64_t line, const ProspectField& field, std::vector<RejectedRow>& rejected)
        : line_(line), field_(field), rejected_(rejected) {}

    /// None if the row has a flaw.
    std::optional<Prospect> read() {
        const std::size_t before = rejected_.size();
        Prospect p;
        p.line = line_;
        p.key = person();
        p.is_address = key_of_address(field("prospect")).has_value();
        p.name = name();
        p.degree = degree();
        p.open_profile = yes("open_profile");
        p.open_to_work = yes("open_to_work");
        p.applicant = yes("applicant");
        p.group = yes("group");
        p.coworker = yes("coworker");
        p.inmail_first = yes("inmail_first");
        p.is_high = choice("priority", {"high", "low"}).value_or(0) == 0;
        p.seat = seat();
        return rejected_.size() == before ? std::optional(std::move(p)) : std::nullopt;
    }

  private:
    [[nodiscard]] std::string_view field(const char* column) const { return field_(column); }
    void reject(const char* column, ValueFlaw flaw) { rejected_.push_back({line_, column, std::move(flaw)}); }

    std::string person() {
        const auto key = prospect_key(field("prospect"));
        if (key) return *key;
        reject("prospect", key.flaw());
        return {};
    }
    std::string name() {
        const std::string_view given = field("name");
        if (!is_utf8(given))
            reject("name", {FlawKind::not_utf8, std::string(given)});
        else if (has_control(given))
            reject("name", {FlawKind::control_character, std::string(given)});
        else if (given.size() > max_name_bytes)
            reject("name", {FlawKind::too_long, {}, {}, 0, 0, static_cast<std::int64_t>(max_name_bytes)});
        return std::string(given);
    }
    /// LinkedIn shows "2nd" and "3rd+", and people type "2".
    std::optional<int> degree() {
        constexpr std::array<std::pair<std::string_view, int>, 5> shown{
            {{"1st", 1}, {"2nd", 2}, {"3rd", 3}, {"3rd+", 3}, {"3+", 3}}};
        const std::string given = to_lower_latin1(field("degree"));
        for (const auto& [words, degree] : shown) {
            if (given == words) return degree;
        }
        const auto at = choice("degree", {"1", "2", "3"});
        return at ? std::optional(static_cast<int>(*at) + 1) : std::nullopt;
    }
    bool yes(const char* column) { return choice(column, {"no", "yes"}).value_or(0) == 1; }
    std::string seat() {
        if (field("seat").empty()) return {};
        const auto handle = parse_handle(field("seat"));
        if (handle) return *handle;
        reject("seat", handle.flaw());
        return {};
    }
    /// Which of the words it is, in any case; none if the field is empty or another.
    std::optional<std::size_t> choice(const char* column, const std::vector<std::string>& words) {
        const std::string given(field(column));
        if (given.empty()) return std::nullopt;
        const auto found = std::find(words.begin(), words.end(), to_lower_latin1(given));
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        ValueFlaw flaw{FlawKind::unknown_choice, given, column};
        flaw.choices = words;
        reject(column, std::move(flaw));
        return std::nullopt;
    }

    std::int64_t line_;
    const ProspectField& field_;
    std::vector<RejectedRow>& rejected_;
};

}  // namespace

std::optional<Prospect> read_prospect(std::int64_t line, const ProspectField& field, std::vector<RejectedRow>& rejected) {
    return ProspectRow(line, field, rejected).read();
}

}  // namespace inmail::io
