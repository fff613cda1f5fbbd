#include "sqlite/verify.hpp"

#include <exception>
#include <functional>
#include <future>
#include <memory>

#include "inmail/core/errors.hpp"
#include "numbering.hpp"
#include "sqlite/chain_check.hpp"
#include "sqlite/dictionary.hpp"
#include "sqlite/index_check.hpp"
#include "sqlite/revision.hpp"
#include "sqlite/schema_check.hpp"

namespace inmail::store {

namespace {

using damage::BadProspect;
using Problems = std::vector<Damage>;

void check_file(Connection& connection, Problems& problems) {
    if (const auto flaw = connection.header_flaw()) problems.push_back({*flaw});
    // `quick_check` is `integrity_check` without the comparison of indexes, which flaws_of_indexes does.
    Query integrity = connection.prepare("PRAGMA quick_check");
    while (integrity.step()) {
        if (integrity.text(0) != "ok") problems.push_back({damage::BadPages{integrity.string(0)}});
    }
    // chain_flaws() looks up the references of events.
    Query references = connection.prepare(
        "SELECT f.\"table\", f.rowid, f.parent FROM sqlite_schema AS s JOIN pragma_foreign_key_check(s.name) AS f "
        "WHERE s.type = 'table' AND s.name <> 'event'");
    while (references.step()) {
        problems.push_back({damage::LooseReference{references.string(0), references.integer(1), references.string(2)}});
    }
}

/// Checks that each prospect is found by its hash, and that no name appears twice. A reply to a duplicate's message would match
/// nothing, though all hashes are right.
void check_prospects(Connection& connection, Problems& problems) {
    Query prospects = connection.prepare(
        "SELECT p.name_hash, p.name, p.id, s.key_hash FROM prospect AS p NOT INDEXED "
        "LEFT JOIN earlier_spelling AS s ON s.prospect = p.id");
    while (prospects.step()) {
        const auto other_key = prospects.is_null(3) ? std::nullopt : std::optional{prospects.integer(3)};
        const bool is_found = prospects.integer(0) == Prospects::hash_of(prospects.text(1));
        if (is_found && other_key == Prospects::other_key_hash_of(prospects.string(1))) continue;
        problems.push_back({BadProspect{BadProspect::What::not_found_by_name, prospects.integer(2)}});
        break;
    }
    Query strays = connection.prepare("SELECT prospect FROM earlier_spelling WHERE prospect NOT IN (SELECT id FROM prospect)");
    if (strays.step()) problems.push_back({BadProspect{BadProspect::What::not_found_by_name, strays.integer(0)}});
    std::optional<std::int64_t> previous;
    Query hashes = connection.prepare("SELECT name_hash FROM prospect INDEXED BY prospect_by_name ORDER BY name_hash");
    while (hashes.step()) {
        const std::int64_t hash = hashes.integer(0);
        if (previous == hash) {
            // Compare all that share the hash, because another one may come between the two.
            Query twins =
                connection.query("SELECT max(id), count(*) - count(DISTINCT name) FROM prospect WHERE name_hash = ?1").with(hash);
            if (twins.step() && twins.integer(1) != 0) {
                problems.push_back({BadProspect{BadProspect::What::named_twice, twins.integer(0)}});
                return;
            }
        }
        previous = hash;
    }
}

/// Everything but the chain.
void check_all_tables(Connection& connection, Problems& problems) {
    const auto add = [&problems](const Problems& found) { problems.insert(problems.end(), found.begin(), found.end()); };
    check_file(connection, problems);
    const std::vector<Damage> changes = schema_changes(connection);
    add(changes);
    // The comparison relies on the ledger's schema.
    if (changes.empty()) add(flaws_of_indexes(connection));
    add(changes_of_shipped_rows(connection));
    add(numbering_flaws([&](const std::string& sql) {
        Query query = connection.prepare(sql);
        ensure(query.step(), "the statement gives a row");
        return query.integer(0);
    }));
    check_prospects(connection, problems);
    if (!has_revision(connection)) problems.push_back({damage::MissingRow{"revision", 1}});
}

struct Checked {
    Problems problems;
    std::exception_ptr failure;  ///< what kept the check from going on
};

Checked checked(const std::function<void(Problems&)>& check) {
    Checked result;
    try {
        check(result.problems);
    } catch (const DamagedLedger& damage) {
        result.problems.push_back(damage.damage());
        result.failure = std::current_exception();
    } catch (const std::exception&) { result.failure = std::current_exception(); }
    return result;
}

}  // namespace

std::vector<Damage> problems_of(OpenLedger& ledger, const std::string& known_head) {
    // The chain and the tables take about the same time, and neither needs the other, so each has a thread. A thread needs its
    // own connection. Each check is of one snapshot, which may lie a commit apart.
    const bool apart = ledger.connection->is_file();
    const std::unique_ptr<Connection> second = apart ? ledger.connection->second() : nullptr;
    // Where no thread is to be had, one check follows the other.
    constexpr auto if_possible = std::launch::async | std::launch::deferred;
    auto tables = std::async(apart ? if_possible : std::launch::deferred, [&] {
        return checked([&](Problems& problems) { check_all_tables(second ? *second : *ledger.connection, problems); });
    });
    Checked chain = checked([&](Problems& problems) { problems = chain_flaws(ledger, known_head); });
    Checked all = tables.get();
    // Nothing can be said about a chain in tables that cannot be read.
    if (all.failure == nullptr) {
        all.problems.insert(all.problems.end(), chain.problems.begin(), chain.problems.end());
        all.failure = chain.failure;
    }
    // A reader may fail on data that inmail would never write. On a sound ledger the failure is a defect.
    if (all.failure != nullptr && all.problems.empty()) std::rethrow_exception(all.failure);
    return std::move(all.problems);
}

}  // namespace inmail::store
