#include "sqlite/terms_table.hpp"

namespace inmail::store {

namespace {

const std::string terms_columns =
    "t.effective_from, t.allowance, t.cap, t.cap_rule, t.refresh, t.expiry_days, t.refund_window_days, t.window_rule, "
    "t.refund_expiry, t.purchasable, t.purchase_expiry_days, t.pooled, t.repeat, t.price_minor, t.credit_price_minor, "
    "t.currency, t.source";
const std::string select_terms = "SELECT t.rulebook, r.name, r.title, t.plan, p.name, " + terms_columns +
                                 ", t.recorded_at, w.name, t.after_seq, t.hash, t.hash_version, t.currency = '' OR t.source = '' "
                                 "FROM terms AS t JOIN rulebook AS r ON r.id = t.rulebook JOIN plan AS p ON p.id = t.plan "
                                 "LEFT JOIN recorder AS w ON w.id = t.recorded_by ";

std::optional<int> days_if_any(const Query& query, int column) {
    if (query.is_null(column)) return std::nullopt;
    return query.integer_as<int>(column);
}

Terms terms_of(const Query& query, int column) {
    Terms terms;
    terms.effective_from = Day{query.integer_as<std::int32_t>(column++)};
    terms.allowance = Credits{query.integer(column++)};
    terms.cap = Credits{query.integer(column++)};
    terms.cap_rule = query.enum_as<CapRule>(column++);
    terms.refresh = query.enum_as<RefreshRule>(column++);
    terms.expiry_days = days_if_any(query, column++);
    terms.refund_window_days = query.integer_as<int>(column++);
    terms.window_rule = query.enum_as<WindowRule>(column++);
    terms.refund_expiry = query.enum_as<RefundExpiry>(column++);
    terms.purchasable = query.integer(column++) != 0;
    terms.purchase_expiry_days = days_if_any(query, column++);
    terms.pooled = query.integer(column++) != 0;
    terms.repeat = query.enum_as<RepeatRule>(column++);
    terms.price_minor = query.integer_if_any(column++);
    terms.credit_price_minor = query.integer_if_any(column++);
    terms.currency = query.text(column++);
    terms.source = query.text(column++);
    return terms;
}

constexpr int first_of_record = 22;

/// What ships was always known. There are few rows: to let SQLite leave some out would take longer than to read them.
bool is_known(const Query& query, int recorded_at, std::optional<Instant> known_at) {
    return !known_at || query.is_null(recorded_at) || query.integer(recorded_at) <= known_at->value;
}

TermsRow row_of(const Query& query) {
    constexpr int first_of_terms = 5;
    TermsRow row;
    row.rulebook_id = RulebookId{query.id(0)};
    row.link.rulebook = query.text(1);
    row.link.title = query.text(2);
    row.plan_id = PlanId{query.id(3)};
    row.link.plan = query.text(4);
    row.link.terms = terms_of(query, first_of_terms);
    row.shipped = query.is_null(first_of_record);
    if (row.shipped) return row;
    row.link.recorded_at = query.instant(first_of_record);
    row.link.recorded_by = query.text(first_of_record + 1);
    row.link.after_seq = query.integer(first_of_record + 2);
    row.hash = query.digest(first_of_record + 3);
    row.hash_version = query.integer(first_of_record + 4);
    row.holds_empty_text = query.integer(first_of_record + 5) != 0;
    return row;
}

}  // namespace

void read_terms(Connection& connection, std::optional<Instant> known_at, const std::function<void(const TermsRow&)>& each) {
    Query query = connection.prepare(select_terms + "ORDER BY t.rulebook, t.plan, t.effective_from");
    while (query.step()) {
        if (is_known(query, first_of_record, known_at)) each(row_of(query));
    }
}

Rulebooks read_rulebooks(Connection& connection, std::optional<Instant> known_at) {
    Rulebooks rulebooks;
    constexpr int recorded_at = 2;
    Query query = connection.prepare("SELECT t.rulebook, t.plan, t.recorded_at, " + terms_columns + " FROM terms AS t");
    while (query.step()) {
        if (is_known(query, recorded_at, known_at))
            rulebooks.add(RulebookId{query.id(0)}, PlanId{query.id(1)}, terms_of(query, recorded_at + 1));
    }
    return rulebooks;
}

std::vector<TermsRow> terms_from(Connection& connection, TermsOrigin origin) {
    std::vector<TermsRow> rows;
    const char* which =
        origin == TermsOrigin::imported ? "WHERE t.hash IS NOT NULL ORDER BY t.id" : "WHERE t.hash IS NULL ORDER BY t.id";
    Query query = connection.prepare(select_terms + which);
    while (query.step()) rows.push_back(row_of(query));
    return rows;
}

void insert_terms(Connection& connection, const TermsIds& ids, const TermsLink& link, const Digest& hash) {
    const Terms& terms = link.terms;
    Query insert = connection.query(
        "INSERT INTO terms (id, rulebook, plan, effective_from, allowance, cap, cap_rule, refresh, expiry_days, "
        "refund_window_days, "
        "window_rule, refund_expiry, purchasable, purchase_expiry_days, pooled, repeat, price_minor, credit_price_minor, "
        "currency, "
        "source, recorded_at, recorded_by, after_seq, hash_version, hash) "
        "SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
        "?20, "
        "?21, ?22, ?23, ?24 FROM terms");
    insert.with(ids.rulebook, ids.plan, terms.effective_from.value, terms.allowance.value, terms.cap.value,
                static_cast<int>(terms.cap_rule), static_cast<int>(terms.refresh), terms.expiry_days, terms.refund_window_days,
                static_cast<int>(terms.window_rule), static_cast<int>(terms.refund_expiry), static_cast<int>(terms.purchasable),
                terms.purchase_expiry_days, static_cast<int>(terms.pooled), static_cast<int>(terms.repeat), terms.price_minor,
                terms.credit_price_minor);
    constexpr int first_of_texts = 18;
    insert.bind_given(first_of_texts, terms.currency);
    insert.bind_given(first_of_texts + 1, terms.source);
    insert.bind(first_of_texts + 2, link.recorded_at);
    insert.bind(first_of_texts + 3, ids.recorder);
    insert.bind(first_of_texts + 4, link.after_seq);
    insert.bind(first_of_texts + 5, hash_version);
    insert.bind(first_of_texts + 6, hash);
    insert.run();
}

}  // namespace inmail::store
