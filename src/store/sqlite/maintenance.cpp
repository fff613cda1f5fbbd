#include "sqlite/maintenance.hpp"

#include "inmail/core/machine_faults.hpp"
#include "inmail/files/durable_file.hpp"
#include "inmail/files/temp_files.hpp"
#include "sqlite/copy.hpp"
#include "sqlite/transaction.hpp"
#include "sqlite/verify.hpp"

namespace inmail::store {

namespace {

std::vector<std::string> texts_of(Query query) {
    std::vector<std::string> texts;
    while (query.step()) texts.push_back(query.string(0));
    return texts;
}

}  // namespace

std::vector<Damage> FileMaintenance::verify(const std::string& known_head) { return problems_of(ledger_, known_head); }

void FileMaintenance::erase(const std::vector<std::string>& prospects, Instant now) {
    ensure(access_ == Access::write, "a ledger that is opened for reading is not written");
    if (!prospects.empty()) {
        WriteTransaction transaction(ledger_, now, "forget");
        for (const std::string& prospect : prospects) transaction.erase(prospect);
        transaction.commit();
    }
    scrub();
}

Maintenance::Traces FileMaintenance::traces() {
    Connection& connection = *ledger_.connection;
    Traces traces;
    traces.copies = copies_beside(connection.path());
    for (std::string& path : texts_of(connection.query("SELECT DISTINCT path FROM backup ORDER BY path"))) {
        for (const auto& unfinished : unfinished_beside(path, Unfinished::database)) traces.copies.push_back(unfinished.string());
        if (is_there(path)) traces.copies.push_back(std::move(path));
    }
    traces.texts = texts_of(connection.query(
        "SELECT command FROM batch UNION SELECT name FROM batch WHERE name IS NOT NULL UNION SELECT path FROM backup "
        "UNION SELECT command FROM told_again UNION SELECT command FROM import_zone "
        "UNION SELECT name FROM team UNION SELECT title FROM rulebook "
        "UNION SELECT source FROM terms WHERE hash IS NOT NULL AND source IS NOT NULL"));
    return traces;
}

void FileMaintenance::scrub() {
    Connection& connection = *ledger_.connection;
    const auto empty_log = [&connection] {
        Query checkpoint = connection.query("PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.step() && checkpoint.integer(0) == 0;
    };
    try {
        // VACUUM changes no row, so it makes no new revision.
        connection.exec("BEGIN IMMEDIATE");
        connection.commit();
        // On a full disk, the log may hold the only free space.
        static_cast<void>(empty_log());
        connection.exec("VACUUM");
        if (empty_log()) return;
    } catch (const FailedMachine& failure) {
        const auto* why = std::get_if<machine_fault::LedgerUnusable>(&failure.reason());
        if (why == nullptr) throw;
        throw FailedMachine(machine_fault::TracesLeft{connection.path(), *why});
    }
    throw FailedMachine(machine_fault::TracesLeft{connection.path(), std::nullopt});
}

}  // namespace inmail::store
