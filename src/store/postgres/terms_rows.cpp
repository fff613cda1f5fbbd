#include "postgres/terms_rows.hpp"

#include <nlohmann/json.hpp>
#include <type_traits>

#include "inmail/core/damage.hpp"

namespace inmail::store::postgres {

namespace {

using damage::BadValue;

[[noreturn]] void fail_in_terms(const BadValue& value, const NamedTerms& row) {
    throw DamagedLedger({value, Damage::OfTerms{row.rulebook, row.plan, row.terms.effective_from}});
}

/// A term's column bears its name.
std::string select_terms() {
    std::string sql = "SELECT t.rulebook, r.name, r.title, t.plan, p.name, t.edition, t.recorded_at, t.hash_version";
    for_each_term([&sql](const auto& term) { sql += std::string(", t.") + term.name; });
    return sql +
           " FROM terms AS t JOIN rulebook AS r ON r.id = t.rulebook JOIN plan AS p ON p.id = t.plan "
           "WHERE $1::bigint IS NULL OR t.recorded_at IS NULL OR t.recorded_at <= $1 "
           "ORDER BY t.rulebook, t.plan, t.effective_from, t.edition";
}

/// One term of `row_number`. `whole`: the row of terms that it belongs to.
class TermReader {
  public:
    TermReader(const Answer& answer, int row_number, int column, const NamedTerms& whole)
        : answer_(answer), row_(row_number), column_(column), whole_(whole) {}

    void read(Day& value) const { value = Day{static_cast<std::int32_t>(integer())}; }
    void read(Credits& value) const { value = Credits{integer()}; }
    void read(int& value) const { value = static_cast<int>(integer()); }
    void read(bool& value) const { value = integer() != 0; }
    void read(std::optional<int>& value) const {
        if (!answer_.is_null(row_, column_)) value = static_cast<int>(integer());
    }
    void read(std::optional<std::int64_t>& value) const { value = answer_.integer_if_any(row_, column_); }
    void read(std::string& value) const { value = answer_.text(row_, column_); }
    void read(std::vector<Channel>& value) const {
        const auto channels = parse_channels(answer_.text(row_, column_));
        if (!channels) fail_in_terms({BadValue::What::unknown_choice, "channel"}, whole_);
        value = *channels;
    }
    void read(std::optional<ResponsePolicy>& value) const {
        if (answer_.is_null(row_, column_)) return;
        value = parse_response_policy(answer_.text(row_, column_));
        if (!value) fail_in_terms({BadValue::What::unknown_choice, "policy"}, whole_);
    }
    template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
    void read(Rule& value) const {
        if (integer() < 0 || integer() >= static_cast<std::int64_t>(rule_names<Rule>.size()))
            fail_in_terms({BadValue::What::unknown_choice, "rule"}, whole_);
        value = static_cast<Rule>(integer());
    }

  private:
    [[nodiscard]] std::int64_t integer() const { return answer_.integer(row_, column_); }

    const Answer& answer_;
    int row_;
    int column_;
    const NamedTerms& whole_;
};

// Terms as JSON: one function for each type of a term. What is not given is left out.

using Json = nlohmann::json;

void write_term(Json& to, Day value) { to = value.value; }
void write_term(Json& to, Credits value) { to = value.value; }
void write_term(Json& to, int value) { to = value; }
void write_term(Json& to, bool value) { to = static_cast<int>(value); }
template <class Number>
void write_term(Json& to, const std::optional<Number>& value) {
    if (value) to = *value;
}
void write_term(Json& to, const std::string& value) {
    if (!value.empty()) to = value;
}
void write_term(Json& to, const std::vector<Channel>& value) { to = to_string(value); }
void write_term(Json& to, const std::optional<ResponsePolicy>& value) {
    if (value) to = to_string(*value);
}
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
void write_term(Json& to, Rule value) {
    to = static_cast<int>(value);
}

}  // namespace

std::vector<StoredTerms> read_terms(Connection& connection, std::optional<Instant> known_at) {
    enum { rulebook, rulebook_name, title, plan, plan_name, edition, recorded_at, version, first_term };
    static const std::string sql = select_terms();
    const Answer answer = connection.ask({sql, {known_at ? Parameter(*known_at) : Parameter(std::nullopt)}});
    std::vector<StoredTerms> rows;
    for (int row = 0; row < answer.rows(); ++row) {
        StoredTerms& stored = rows.emplace_back();
        stored.rulebook = RulebookId{answer.id(row, rulebook)};
        stored.plan = PlanId{answer.id(row, plan)};
        stored.title = answer.text(row, title);
        stored.edition = static_cast<int>(answer.integer(row, edition));
        stored.row.rulebook = answer.text(row, rulebook_name);
        stored.row.plan = answer.text(row, plan_name);
        stored.row.recorded_at = answer.instant_if_any(row, recorded_at);
        int column = first_term;
        for_each_term(
            [&](const auto& term) { TermReader(answer, row, column++, stored.row).read(stored.row.terms.*term.member); });
        if (const auto flaw = flaw_of(stored.row.terms))
            fail_in_terms({BadValue::What::flawed_column, "terms", 0, *flaw}, stored.row);
    }
    return rows;
}

std::string json_of(const std::vector<NamedTerms>& rows) {
    Json all = Json::array();
    for (const NamedTerms& row : rows) {
        Json object{{"rulebook", row.rulebook}, {"plan", row.plan}};
        if (row.recorded_at) object["recorded_at"] = row.recorded_at->value;
        for_each_term([&](const auto& term) {
            Json value;
            write_term(value, row.terms.*term.member);
            if (!value.is_null()) object[term.name] = std::move(value);
        });
        all.push_back(std::move(object));
    }
    return all.dump();
}

}  // namespace inmail::store::postgres
