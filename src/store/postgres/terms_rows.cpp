#include "postgres/terms_rows.hpp"

#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "inmail/core/damage.hpp"

namespace inmail::store::postgres {

namespace {

using damage::BadValue;

[[noreturn]] void fail_in_terms(const BadValue& value, const NamedTerms& row) {
    throw DamagedLedger({value, Damage::OfTerms{row.rulebook, row.plan, row.terms.effective_from}});
}

enum {
    t_rulebook,
    t_rulebook_name,
    t_title,
    t_plan,
    t_plan_name,
    t_edition,
    t_recorded_at,
    t_hash_version,
    t_hash,
    t_after_seq,
    t_recorder,
    t_first_term
};

/// A term's column bears its name.
std::string select_terms(const std::string& which) {
    std::string sql =
        "SELECT t.rulebook, r.name, r.title, t.plan, p.name, t.edition, t.recorded_at, t.hash_version, t.hash, t.after_seq, "
        "(SELECT w.name FROM recorder AS w WHERE w.id = t.recorded_by)";
    for_each_term([&sql](const auto& term) { sql += std::string(", t.") + term.name; });
    return sql + " FROM terms AS t JOIN rulebook AS r ON r.id = t.rulebook JOIN plan AS p ON p.id = t.plan " + which;
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

StoredTerms stored_terms(const Answer& answer, int row) {
    StoredTerms stored;
    stored.rulebook = RulebookId{answer.id(row, t_rulebook)};
    stored.plan = PlanId{answer.id(row, t_plan)};
    stored.title = answer.text(row, t_title);
    stored.edition = static_cast<int>(answer.integer(row, t_edition));
    stored.row.rulebook = answer.text(row, t_rulebook_name);
    stored.row.plan = answer.text(row, t_plan_name);
    stored.row.recorded_at = answer.instant_if_any(row, t_recorded_at);
    int column = t_first_term;
    for_each_term([&](const auto& term) { TermReader(answer, row, column++, stored.row).read(stored.row.terms.*term.member); });
    if (const auto flaw = flaw_of(stored.row.terms))
        fail_in_terms({BadValue::What::flawed_column, "terms", 0, *flaw}, stored.row);
    return stored;
}

}  // namespace

Question terms_question(std::optional<Instant> known_at, const std::optional<std::string>& other_writer) {
    return {select_terms("WHERE ($1::bigint IS NULL OR t.recorded_at IS NULL OR t.recorded_at <= $1) "
                         "AND ($2::xid8 IS NULL OR (SELECT other_writer <> $2::xid8 FROM head)) "
                         "ORDER BY t.rulebook, t.plan, t.effective_from, t.edition"),
            {known_at ? Parameter(*known_at) : Parameter(std::nullopt),
             other_writer ? Parameter(*other_writer) : Parameter(std::nullopt)}};
}

std::vector<StoredTerms> terms_of(const Answer& answer) {
    std::vector<StoredTerms> rows;
    for (int row = 0; row < answer.rows(); ++row) rows.push_back(stored_terms(answer, row));
    return rows;
}

std::vector<TermsRow> terms_from(Connection& connection, TermsOrigin origin) {
    const Answer answer = connection.ask({select_terms(origin == TermsOrigin::imported ? "WHERE t.hash IS NOT NULL ORDER BY t.id"
                                                                                       : "WHERE t.hash IS NULL ORDER BY t.id")});
    std::vector<TermsRow> rows;
    for (int row = 0; row < answer.rows(); ++row) {
        StoredTerms stored = stored_terms(answer, row);
        TermsRow& terms = rows.emplace_back();
        terms.rulebook_id = stored.rulebook;
        terms.plan_id = stored.plan;
        terms.edition = stored.edition;
        terms.link.rulebook = std::move(stored.row.rulebook);
        terms.link.title = std::move(stored.title);
        terms.link.plan = std::move(stored.row.plan);
        terms.link.terms = std::move(stored.row.terms);
        if (terms.ships()) continue;
        terms.link.recorded_at = stored.row.recorded_at.value_or(Instant{});
        terms.link.recorded_by = answer.text(row, t_recorder);
        terms.link.after_seq = answer.integer(row, t_after_seq);
        terms.hash = answer.digest(row, t_hash);
        terms.hash_version = answer.integer(row, t_hash_version);
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
