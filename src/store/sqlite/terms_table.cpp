#include "sqlite/terms_table.hpp"

#include "inmail/core/damage.hpp"

namespace inmail::store {

namespace {

// A term's column bears its name.

/// "t.effective_from, t.allowance, ..."
std::string columns_of_terms(const std::string& prefix) {
    std::string columns;
    for_each_term([&](const auto& term) { columns += (columns.empty() ? "" : ", ") + prefix + term.name; });
    return columns;
}

const std::string select_terms =
    "SELECT t.rulebook, r.name, r.title, t.plan, p.name, t.recorded_at, w.name, t.after_seq, t.hash, t.hash_version, "
    "t.edition, " +
    columns_of_terms("t.") +
    " FROM terms AS t JOIN rulebook AS r ON r.id = t.rulebook JOIN plan AS p ON p.id = t.plan "
    "LEFT JOIN recorder AS w ON w.id = t.recorded_by ";

using damage::BadValue;

// Terms in columns: two functions for each type of a term.

void read_term(const Query& query, int column, Day& value) { value = Day{query.integer_as<std::int32_t>(column)}; }
void read_term(const Query& query, int column, Credits& value) { value = Credits{query.integer(column)}; }
void read_term(const Query& query, int column, int& value) { value = query.integer_as<int>(column); }
void read_term(const Query& query, int column, bool& value) { value = query.integer(column) != 0; }
void read_term(const Query& query, int column, std::optional<int>& value) {
    if (!query.is_null(column)) value = query.integer_as<int>(column);
}
void read_term(const Query& query, int column, std::optional<std::int64_t>& value) { value = query.integer_if_any(column); }
void read_term(const Query& query, int column, std::string& value) {
    value = query.text(column);
    // NULL belongs there; their hashes are the same.
    if (value.empty() && !query.is_null(column)) query.fail_damaged({BadValue::What::empty_text});
}
void read_term(const Query& query, int column, std::vector<Channel>& value) {
    const auto channels = parse_channels(query.text(column));
    if (!channels) query.fail_damaged({BadValue::What::unknown_choice, "channel"});
    value = *channels;
}
void read_term(const Query& query, int column, std::optional<ResponsePolicy>& value) {
    value.reset();
    if (query.is_null(column)) return;
    value = parse_response_policy(query.text(column));
    if (!value) query.fail_damaged({BadValue::What::unknown_choice, "policy"});
}
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
void read_term(const Query& query, int column, Rule& value) {
    value = query.enum_as<Rule>(column);
    if (static_cast<std::size_t>(value) >= rule_names<Rule>.size()) query.fail_damaged({BadValue::What::unknown_choice, "rule"});
}

void bind_term(Query& query, int index, Day value) { query.bind(index, value.value); }
void bind_term(Query& query, int index, Credits value) { query.bind(index, value.value); }
void bind_term(Query& query, int index, int value) { query.bind(index, value); }
void bind_term(Query& query, int index, bool value) { query.bind(index, static_cast<int>(value)); }
void bind_term(Query& query, int index, std::optional<int> value) { query.bind(index, value); }
void bind_term(Query& query, int index, std::optional<std::int64_t> value) { query.bind(index, value); }
void bind_term(Query& query, int index, const std::string& value) { query.bind_given(index, value); }
void bind_term(Query& query, int index, const std::vector<Channel>& value) { query.bind(index, to_string(value)); }
void bind_term(Query& query, int index, const std::optional<ResponsePolicy>& value) {
    value ? query.bind(index, to_string(*value)) : query.bind_null(index);
}
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
void bind_term(Query& query, int index, Rule value) {
    query.bind(index, static_cast<int>(value));
}

Terms terms_at(const Query& query, int column) {
    Terms terms;
    for_each_term([&](const auto& term) { read_term(query, column++, terms.*term.member); });
    if (const auto flaw = flaw_of(terms)) query.fail_damaged({BadValue::What::flawed_column, "terms", 0, *flaw});
    return terms;
}

/// What ships was always known. The rows are few: SQLite would take longer to leave some out than to read them all.
bool is_known(const Query& query, int recorded_at, std::optional<Instant> known_at) {
    return !known_at || query.is_null(recorded_at) || query.integer(recorded_at) <= known_at->value;
}

TermsRow row_of(const Query& query) {
    enum {
        rulebook,
        rulebook_name,
        title,
        plan,
        plan_name,
        recorded_at,
        recorded_by,
        after_seq,
        hash,
        version,
        edition,
        first_term
    };
    TermsRow row;
    row.rulebook_id = RulebookId{query.id(rulebook)};
    row.link.rulebook = query.text(rulebook_name);
    row.link.title = query.text(title);
    row.plan_id = PlanId{query.id(plan)};
    row.link.plan = query.text(plan_name);
    row.link.terms = terms_at(query, first_term);
    row.edition = query.integer_as<int>(edition);
    if (row.ships()) return row;
    row.link.recorded_at = query.instant(recorded_at);
    row.link.recorded_by = query.text(recorded_by);
    row.link.after_seq = query.integer(after_seq);
    row.hash = query.digest(hash);
    row.hash_version = query.integer(version);
    return row;
}

}  // namespace

void read_terms(Connection& connection, const Chain& chain, std::optional<Instant> known_at,
                const std::function<void(const TermsRow&)>& each) {
    constexpr int recorded_at = 5;
    Query query = connection.prepare(select_terms + "ORDER BY t.rulebook, t.plan, t.effective_from, t.edition");
    while (query.step()) {
        if (!is_known(query, recorded_at, known_at)) continue;
        const TermsRow row = row_of(query);
        if (!row.ships() && !chain.knows(row.hash_version))
            query.fail_damaged({BadValue::What::hash_version, {}, row.hash_version}, damage_place(row.link));
        if (!row.ships() && !chain.guards(row.hash_version, row.link))
            query.fail_damaged({BadValue::What::unguarded, {}, row.hash_version}, damage_place(row.link));
        each(row);
    }
}

std::vector<TermsRow> terms_from(Connection& connection, TermsOrigin origin) {
    std::vector<TermsRow> rows;
    const char* which =
        origin == TermsOrigin::imported ? "WHERE t.hash IS NOT NULL ORDER BY t.id" : "WHERE t.hash IS NULL ORDER BY t.id";
    Query query = connection.prepare(select_terms + which);
    while (query.step()) rows.push_back(row_of(query));
    return rows;
}

void insert_terms(Connection& connection, const TermsIds& ids, const TermsLink& link, std::int64_t hash_version,
                  const Digest& hash) {
    Query same = connection.query("SELECT 1 FROM terms WHERE rulebook = ?1 AND plan = ?2 AND effective_from = ?3")
                     .with(ids.rulebook, ids.plan, link.terms.effective_from.value);
    ensure(!same.step(), "a plan has one row of terms from a date on (RULES section 8)");
    constexpr int first_term = 8;
    static const std::string sql = [] {
        int columns = first_term - 1;
        for_each_term([&columns](const auto&) { ++columns; });
        std::string parameters;
        for (int i = 1; i <= columns; ++i) parameters += ", ?" + std::to_string(i);
        return "INSERT INTO terms (id, edition, rulebook, plan, recorded_at, recorded_by, after_seq, hash_version, hash, " +
               columns_of_terms("") + ") SELECT coalesce(max(id), 0) + 1, 0" + parameters + " FROM terms";
    }();
    Query insert = connection.query(sql.c_str());
    insert.with(ids.rulebook, ids.plan, link.recorded_at, ids.recorder, link.after_seq, hash_version, hash);
    int index = first_term;
    for_each_term([&](const auto& term) { bind_term(insert, index++, link.terms.*term.member); });
    insert.run();
}

}  // namespace inmail::store
