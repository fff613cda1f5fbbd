#include "postgres/lookups.hpp"

namespace inmail::store::postgres {

const char* table_of(NameKind kind) {
    switch (kind) {
        case NameKind::seat:
            return "seat";
        case NameKind::pool:
            return "pool";
        case NameKind::plan:
            return "plan";
        case NameKind::rulebook:
            return "rulebook";
        case NameKind::prospect:
            break;
    }
    return "prospect";
}

Question names_question(NameKind kind, const std::optional<std::vector<std::uint32_t>>& ids) {
    std::string table = table_of(kind);
    if (kind == NameKind::prospect) table = "(SELECT id, name FROM prospect UNION ALL SELECT id, stand_in FROM erased_prospect)";
    if (!ids) return {"SELECT t.id, t.name FROM " + table + " AS t"};
    return {"SELECT t.id, t.name FROM unnest($1::bigint[]) AS n (id) JOIN " + table + " AS t ON t.id = n.id",
            {std::vector<std::int64_t>(ids->begin(), ids->end())}};
}

NamesById names_by_id(const Answer& answer) {
    NamesById names;
    for (int row = 0; row < answer.rows(); ++row) names[answer.id(row, 0)] = answer.text(row, 1);
    return names;
}

std::string is_subscribed(const std::string& table, const std::string& in_force) {
    std::string condition = "(EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e." + table + " = t.id" + in_force + ")";
    if (table == "seat") condition += " OR EXISTS (SELECT 1 FROM event AS e WHERE e.to_seat = t.id" + in_force + ")";
    return condition + ")";
}

Question subscribed_question(AccountId::Kind kind) {
    const std::string table = kind == AccountId::Kind::pool ? "pool" : "seat";
    // A rep sees stand-ins in brackets for the names of others.
    return {"SELECT t.name FROM " + table + " AS t WHERE left(t.name, 1) <> '(' AND " +
            is_subscribed(table, " AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)") + " ORDER BY t.name"};
}

std::vector<std::string> texts_of(const Answer& answer) {
    std::vector<std::string> all;
    for (int row = 0; row < answer.rows(); ++row) all.push_back(answer.string(row, 0));
    return all;
}

Question links_question() {
    return {
        "SELECT DISTINCT seat, pool, NULL::integer FROM event WHERE seat IS NOT NULL AND pool IS NOT NULL "
        "UNION ALL SELECT DISTINCT seat, NULL::integer, to_seat FROM event WHERE to_seat IS NOT NULL"};
}

std::vector<AccountLink> links_of(const Answer& answer) {
    std::vector<AccountLink> all;
    for (int row = 0; row < answer.rows(); ++row) {
        const AccountId other =
            answer.is_null(row, 1) ? AccountId::of(SeatId{answer.id(row, 2)}) : AccountId::of(PoolId{answer.id(row, 1)});
        all.push_back({AccountId::of(SeatId{answer.id(row, 0)}), other});
    }
    return all;
}

Question spellings_question(const std::vector<std::string>& keys) {
    return {
        "SELECT s.key, p.name FROM earlier_spelling AS s JOIN prospect AS p ON p.id = s.prospect WHERE s.key = ANY ($1::text[]) "
        "ORDER BY p.id",
        {keys}};
}

std::map<std::string, std::vector<std::string>> spellings_of(const Answer& answer) {
    std::map<std::string, std::vector<std::string>> by_key;
    for (int row = 0; row < answer.rows(); ++row) by_key[answer.string(row, 0)].push_back(answer.string(row, 1));
    return by_key;
}

Question pending_question(const std::vector<std::string>& prospects) {
    return {
        "SELECT n.name, p.seat, min(p.sent_at) FROM unnest($1::text[]) AS n (name) CROSS JOIN LATERAL pending_with(n.name) AS p "
        "WHERE my_role() = 'rep' AND NOT EXISTS (SELECT 1 FROM event AS e JOIN seat AS s ON s.id = e.seat WHERE s.name = p.seat "
        "AND e.occurred_at = p.sent_at) GROUP BY n.name, p.seat ORDER BY 3",
        {prospects}};
}

std::map<std::string, std::vector<PendingWith>> pending_of(const Answer& answer) {
    std::map<std::string, std::vector<PendingWith>> by_prospect;
    for (int row = 0; row < answer.rows(); ++row)
        by_prospect[answer.string(row, 0)].push_back({answer.string(row, 1), Instant{answer.integer(row, 2)}});
    return by_prospect;
}

}  // namespace inmail::store::postgres
