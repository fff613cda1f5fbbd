#include "sqlite/damage_proof.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "inmail/core/machine_faults.hpp"
#include "inmail/text/strings.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/open_ledger.hpp"
#include "sqlite/schema_check.hpp"
#include "sqlite/verify.hpp"

namespace inmail::store {

namespace {

std::optional<Damage> first_of(const std::vector<Damage>& problems) {
    if (problems.empty()) return std::nullopt;
    return problems.front();
}

/// Reads through a connection of its own: the one that failed may be in the middle of a migration.
std::optional<Damage> damage_of(const std::string& path) {
    auto connection = std::make_unique<Connection>(path, Connection::Mode::read);
    if (auto change = first_of(schema_changes(*connection))) return change;
    // What follows relies on the newest schema.
    if (connection->integer("PRAGMA user_version") != newest_version()) return std::nullopt;
    OpenLedger ledger(std::move(connection));
    return first_of(problems_of(ledger, {}));
}

/// Nothing if the proof fails, too: what cannot be proved does not count as damage.
std::optional<Damage> proved_damage(const std::string& path) {
    static thread_local bool is_proving = false;
    if (is_proving) return std::nullopt;
    is_proving = true;
    std::optional<Damage> proved;
    try {
        proved = damage_of(path);
    } catch (const DamagedLedger& damage) { proved = damage.damage(); } catch (const std::exception&) {
        proved.reset();
    }
    is_proving = false;
    return proved;
}

}  // namespace

void fail_by_damage_or_defect(const std::string& file, const std::string& path, const std::string& message) {
    if (auto damage = proved_damage(file)) throw DamagedLedger(*std::move(damage), path);
    // A sound ledger has all tables, so the file held other bytes a moment ago.
    using machine_fault::LedgerUnusable;
    if (begins_with(message, "no such table")) throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::replaced, path});
    throw Defect("SQLite refuses a statement on the ledger " + path + ": " + message);
}

}  // namespace inmail::store
