#include "sqlite/copied_file.hpp"

#include "inmail/core/damage.hpp"
#include "sqlite/revision.hpp"
#include "sqlite/verify.hpp"

namespace inmail::store {

bool is_copy(const OpenLedger& ledger) {
    const Connection& connection = *ledger.connection;
    // A ledger that could not be migrated is read from a migrated copy in memory.
    if (!connection.is_file()) return true;
    if (!is_of_file(ledger.revision, connection.file())) return true;
    // While others write, the note may be newer than the file. A copy has no log.
    return is_other_noted(ledger.revision, connection.file()) && connection.has_empty_log();
}

void require_sound(OpenLedger& ledger) {
    Connection& connection = *ledger.connection;
    const bool shares_snapshot = ledger.stands_still();
    if (!shares_snapshot) connection.exec("BEGIN");
    const auto problems = problems_of(ledger, {});
    if (!shares_snapshot) connection.exec("ROLLBACK");
    ledger.names.forget();
    ledger.changed();
    if (!problems.empty()) throw DamagedLedger(problems.front(), connection.path());
}

void adopt_copy(OpenLedger& ledger) {
    Connection& connection = *ledger.connection;
    // A user who may not write must leave no side files.
    if (!connection.is_file() || connection.is_read_only()) return;
    // A reader's connection is in a snapshot, so another one writes.
    Connection writer(connection.file(), Connection::Mode::write);
    writer.exec("BEGIN IMMEDIATE; DELETE FROM checkpoint");
    writer.commit();
    connection.mark_written();
}

}  // namespace inmail::store
