#include "postgres/verify.hpp"

#include <algorithm>
#include <exception>
#include <optional>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "numbering.hpp"
#include "postgres/catalog.hpp"
#include "postgres/chain_parts.hpp"
#include "postgres/migrations.hpp"
#include "postgres/terms_rows.hpp"
#include "sqlite/schema_check.hpp"

namespace inmail::store::postgres {

namespace {

using Problems = std::vector<Damage>;

std::vector<MigrationRecord> migration_records(Connection& connection) {
    const Answer answer =
        connection.ask({"SELECT m.version, m.name, m.checksum, m.applied_at, s.hash FROM migration AS m "
                        "LEFT JOIN migration_seal AS s ON s.version = m.version"});
    std::vector<MigrationRecord> records;
    for (int row = 0; row < answer.rows(); ++row) {
        records.push_back({answer.integer(row, 0), answer.string(row, 1), answer.string(row, 2), Instant{answer.integer(row, 3)},
                           answer.is_null(row, 4) ? std::nullopt : std::optional{answer.digest(row, 4)}});
    }
    return records;
}

/// The comparison of rights asks these.
bool tells_rights(const Problems& changes) {
    return std::none_of(changes.begin(), changes.end(), [](const Damage& change) {
        const auto* schema = std::get_if<damage::SchemaChange>(&change.what);
        return schema != nullptr && (schema->name == "inmail.rights_of(text)" || schema->name == "inmail.member");
    });
}

/// Checks that each prospect is found by its key of today. A reply to another's message would match nothing, though all hashes
/// are right.
std::optional<Damage> misfiled_prospect(Connection& connection) {
    std::optional<Damage> found;
    connection.read({"SELECT p.id, p.name, s.key FROM prospect AS p LEFT JOIN earlier_spelling AS s ON s.prospect = p.id"},
                    [&](const Answer& answer, int row) {
                        const std::string name = answer.string(row, 1);
                        const std::string key = answer.is_null(row, 2) ? name : answer.string(row, 2);
                        if (key_today(name) == key) return true;
                        using damage::BadProspect;
                        found = Damage{BadProspect{BadProspect::What::not_found_by_name, answer.integer(row, 0)}};
                        return false;
                    });
    return found;
}

void check_chain(Connection& connection, const LedgerInfo& info, const std::string& known_head, Problems& problems) {
    Chain chain;
    const ChainWalked walked = walk_chain(chain, chain_parts(connection, info, known_head));
    problems.insert(problems.end(), walked.flaws.begin(), walked.flaws.end());
    if (!walked.flaws.empty()) return;
    // Its times count, too: nothing is recorded before them.
    const Answer head = connection.ask(
        {"SELECT h.seq, h.hash, h.event_recorded_at IS NOT DISTINCT FROM e.recorded_at AND CASE "
         "WHEN h.recorded_at IS NULL THEN e.seq IS NULL AND t.id IS NULL "
         "ELSE h.recorded_at IN (coalesce(e.recorded_at, t.recorded_at), coalesce(t.recorded_at, e.recorded_at)) END "
         "FROM head AS h LEFT JOIN event AS e ON e.seq = h.seq "
         "LEFT JOIN terms AS t ON t.id = (SELECT max(id) FROM terms WHERE hash IS NOT NULL)"});
    if (head.rows() != 1) {
        problems.push_back({damage::MissingRow{"head", 1}});
    } else if (head.integer(0, 0) != walked.last_seq || head.digest(0, 1) != walked.last_hash || !head.flag(0, 2)) {
        problems.push_back({damage::WrongHead{}});
    }
}

}  // namespace

std::vector<Damage> problems_of(Connection& connection, const LedgerInfo& info, const std::string& known_head) {
    Problems problems;
    const auto add = [&problems](const Problems& found) { problems.insert(problems.end(), found.begin(), found.end()); };
    try {
        add(schema_changes(expected_catalog(), catalog_of(connection)));
        if (tells_rights(problems)) add(changes_of_rights(connection));
        add(migration_changes(migrations(), migration_records(connection)));
        if (auto change = change_of_shipped_terms(shipped_terms(), terms_from(connection, TermsOrigin::shipped)))
            problems.push_back(*std::move(change));
        add(numbering_flaws([&](const std::string& sql) { return connection.ask({sql}).integer(0, 0); }));
        if (auto misfiled = misfiled_prospect(connection)) problems.push_back(*std::move(misfiled));
        check_chain(connection, info, known_head, problems);
    } catch (const DamagedLedger& damaged) { problems.push_back(damaged.damage()); } catch (const std::exception&) {
        // A question may fail on tables that the program would never make. On a sound ledger the failure is a defect.
        if (problems.empty()) throw;
    }
    return problems;
}

bool can_check_indexes(Connection& connection) {
    return connection
               .ask({"SELECT 1 FROM pg_extension AS x JOIN pg_depend AS d ON d.refclassid = 'pg_extension'::regclass AND "
                     "d.refobjid = x.oid JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid "
                     "WHERE x.extname = 'amcheck' AND p.proname = 'bt_index_check' AND pg_get_function_identity_arguments(p.oid) "
                     "= 'index regclass, heapallindexed boolean' AND has_function_privilege(p.oid, 'EXECUTE') "
                     "AND has_schema_privilege(p.pronamespace, 'USAGE')"})
               .rows() == 1;
}

std::vector<Damage> bad_indexes(Connection& connection) {
    const Answer indexes = connection.ask(
        {"SELECT format('SELECT %I.bt_index_check(%s::oid::regclass, true)', a.nspname, i.oid), i.relname, t.relname "
         "FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS t ON t.oid = x.indrelid "
         "JOIN pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname = 'inmail' JOIN pg_am AS m ON m.oid = i.relam "
         "AND m.amname = 'btree', pg_extension AS e JOIN pg_namespace AS a ON a.oid = e.extnamespace "
         "WHERE e.extname = 'amcheck' ORDER BY i.relname"});
    Problems problems;
    for (int row = 0; row < indexes.rows(); ++row) {
        try {
            connection.ask({indexes.string(row, 0)});
        } catch (const ServerFailure& failure) {
            if (!begins_with(failure.state(), internal_error_class)) throw;
            using damage::BadIndex;
            problems.push_back({BadIndex{BadIndex::What::differs_from_table, indexes.string(row, 1), indexes.string(row, 2)}});
        }
    }
    return problems;
}

}  // namespace inmail::store::postgres
