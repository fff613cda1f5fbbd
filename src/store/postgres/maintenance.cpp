#include "postgres/maintenance.hpp"

#include "inmail/core/ledger_faults.hpp"
#include "postgres/verify.hpp"

namespace inmail::store::postgres {

namespace {

/// owner, manager, auditor, rep; empty: none.
std::string role_of(Connection& connection) { return connection.ask({"SELECT my_role()"}).string(0, 0); }

void require_manager(const std::string& role) {
    using ledger_refusal::NotAllowed;
    if (role != "owner" && role != "manager") throw RefusedByLedger(NotAllowed{NotAllowed::Why::role});
}

}  // namespace

void require_whole_view(Connection& connection) {
    using ledger_refusal::NotAllowed;
    // The catalog says it, whatever became of the ledger's own functions. A rep has no right to this schema.
    if (!connection.ask({"SELECT has_schema_privilege('inmail', 'USAGE')"}).flag(0, 0))
        throw RefusedByLedger(NotAllowed{NotAllowed::Why::part_of_ledger});
}

std::vector<Damage> ServerMaintenance::verify(const std::string& known_head) {
    require_whole_view(connection_);
    std::vector<Damage> problems = problems_of(connection_, info_, known_head);
    // A question that finds damage would end the transaction of the others.
    Connection apart(location_);
    checked_indexes_ = can_check_indexes(apart);
    if (!checked_indexes_) return problems;
    for (Damage& damage : bad_indexes(apart)) problems.push_back(std::move(damage));
    return problems;
}

void ServerMaintenance::erase(const std::vector<std::string>& prospects, Instant now) {
    const std::string role = role_of(connection_);
    require_manager(role);
    constexpr bool commits = true;
    if (!prospects.empty()) connection_.ask({"SELECT erase_prospects($1::text[], $2::bigint)", {prospects, now}, commits});
    // Only who owns a table may write it anew, without the rows that are gone.
    if (role == "owner") connection_.run_script("VACUUM (FULL) inmail.prospect, inmail.earlier_spelling");
}

Maintenance::Traces ServerMaintenance::traces() {
    const std::string role = role_of(connection_);
    require_manager(role);
    Traces traces;
    traces.on_server = true;
    traces.in_pages = role != "owner";
    const Answer texts = connection_.ask(
        {"SELECT command FROM batch UNION SELECT name FROM batch WHERE name IS NOT NULL UNION SELECT command FROM told_again "
         "UNION SELECT command FROM import_zone UNION SELECT name FROM team UNION SELECT title FROM rulebook "
         "UNION SELECT source FROM terms WHERE hash IS NOT NULL AND source IS NOT NULL"});
    for (int row = 0; row < texts.rows(); ++row) traces.texts.push_back(texts.string(row, 0));
    return traces;
}

}  // namespace inmail::store::postgres
