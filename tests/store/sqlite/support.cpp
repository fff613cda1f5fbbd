#include "store/sqlite/support.hpp"

#include <stdexcept>

#include "inmail/render/errors.hpp"
#include "messages/problem_words.hpp"

namespace inmail::test {

TestLedger::TestLedger() { store::create(path(), "linkedin", "Europe/Madrid", new_year); }

TestLedger::TestLedger(const TestLedger& original) {
    if (!original.sql("PRAGMA wal_checkpoint(TRUNCATE)").empty()) throw std::runtime_error("the ledger is in use");
    std::filesystem::copy_file(original.path(), path());
    // The first to open a copy proves it. So what a test does to this one later must be found by whoever it asks.
    try {
        static_cast<void>(open());
    } catch (const DamagedLedger&) {
        // The original was changed, too.
    }
}

std::unique_ptr<Store> TestLedger::open(store::Access access) const { return store::open(path(), access); }

std::string TestLedger::sql(const std::string& statements) const {
    SQLite::Database database(path().string(), SQLite::OPEN_READWRITE);
    return database.tryExec(statements) == SQLite::OK ? "" : database.getErrorMsg();
}

void TestLedger::tamper(const std::string& statements) const {
    SQLite::Database database(path().string(), SQLite::OPEN_READWRITE);
    std::vector<std::string> triggers;
    std::string drops;
    SQLite::Statement query(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
    while (query.executeStep()) {
        drops += "DROP TRIGGER " + query.getColumn(0).getString() + ";";
        triggers.push_back(query.getColumn(1).getString());
    }
    query.reset();
    database.exec("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;" + drops +
                  statements);
    for (const std::string& trigger : triggers) database.exec(trigger);
}

std::string TestLedger::value(const std::string& query) const {
    SQLite::Database database(path().string(), SQLite::OPEN_READONLY);
    return database.execAndGet(query).getString();
}

std::string problems_of(const TestLedger& ledger) {
    try {
        std::string text;
        const auto store =
            store::open(ledger.path(), store::Access::read, store::Caching::used, {{}, store::Copies::taken_as_they_are});
        for (const std::string& problem : verified(*store)) text += problem + "\n";
        return text;
    } catch (const DamagedLedger& e) { return render::words_of(e).what; }
}

std::vector<std::string> verified(Store& store, const std::string& known_head) {
    std::vector<std::string> problems;
    for (const Damage& damage : store.maintenance()->verify(known_head)) problems.push_back(render::problem_words(damage));
    return problems;
}

}  // namespace inmail::test
