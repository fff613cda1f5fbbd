#include "store/sqlite/support.hpp"

#include <stdexcept>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::test {

namespace {

EventRecord event(EventKind kind, const std::string& seat, Instant at) {
    EventRecord record;
    record.kind = kind;
    record.seat = seat;
    record.at = at;
    return record;
}

}  // namespace

EventRecord subscribe(const std::string& seat, Instant at, const std::string& plan) {
    EventRecord record = event(EventKind::subscribe, seat, at);
    record.plan = plan;
    return record;
}

EventRecord open_pool(const std::string& pool, Instant at) {
    EventRecord record = subscribe("", at, "recruiter-corporate");
    record.pool = pool;
    return record;
}

EventRecord join(const std::string& seat, const std::string& pool, Instant at) {
    EventRecord record = event(EventKind::subscribe, seat, at);
    record.pool = pool;
    return record;
}

EventRecord send(const std::string& seat, const std::string& prospect, Instant at, Channel channel) {
    EventRecord record = event(EventKind::send, seat, at);
    record.prospect = prospect;
    record.channel = channel;
    return record;
}

EventRecord reply(const std::string& seat, const std::string& prospect, Instant at) {
    EventRecord record = event(EventKind::reply, seat, at);
    record.prospect = prospect;
    return record;
}

EventRecord void_of(const std::string& key, Instant at) {
    EventRecord record = event(EventKind::void_event, "", at);
    record.ref = key;
    return record;
}

EventRecord with_key(EventRecord record, const std::string& key) {
    record.key = key;
    return record;
}

TestLedger::TestLedger() { store::create(path(), "linkedin", "Europe/Madrid", new_year); }

TestLedger::TestLedger(const TestLedger& original) {
    if (!original.sql("PRAGMA wal_checkpoint(TRUNCATE)").empty()) throw std::runtime_error("the ledger is in use");
    std::filesystem::copy_file(original.path(), path());
}

std::unique_ptr<Store> TestLedger::open(store::Access access) const { return store::open(path(), access); }

std::string TestLedger::record(const std::vector<EventRecord>& records, Instant now, const std::string& command) const {
    const auto store = open(store::Access::write);
    const auto transaction = store->begin(now, command);
    for (const EventRecord& record : records) transaction->append(record);
    transaction->commit();
    return transaction->batch();
}

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

std::vector<std::string> folded_keys(Store& store, const Scope& scope) {
    std::vector<std::string> keys;
    store.read(scope, [&](const Event& e) { keys.push_back(e.key); });
    return keys;
}

std::vector<std::string> recorded_keys(Store& store, const Scope& scope) {
    std::vector<std::string> keys;
    store.read_records(scope, [&](const RecordedEvent& e) { keys.push_back(e.key); });
    return keys;
}

void fill_every_column(const TestLedger& ledger) {
    EventRecord start = with_key(subscribe("ana", day(0)), "start");
    start.rulebook = "quicklead";
    start.team = "emea";
    start.name = "Ana Ruiz";
    start.note = "from the contract";
    start.line = 2;
    EventRecord mail = with_key(send("ana", "ben-doe", day(1)), "mail");
    mail.thread = "2-thread";
    mail.campaign = "spring";
    EventRecord answer = with_key(reply("ana", "ben-doe", day(2)), "answer");
    answer.outcome = Outcome::declined;
    EventRecord bought = with_key(subscribe("ana", day(3)), "bought");
    bought.kind = EventKind::purchase;
    bought.plan.clear();
    bought.amount = Credits{10};
    bought.price = Money{1000, "USD"};
    EventRecord close = with_key(subscribe("ana", day(31)), "close");
    close.kind = EventKind::rollover;
    close.plan.clear();
    close.figures = CloseFigures{Credits{50}, Credits{40}, Credits{10}, Credits{0}, Credits{150}};
    ledger.record({start, mail, answer}, day(3), "import events a.csv");
    ledger.record({with_key(open_pool("acme", day(4)), "pool"), with_key(join("ben", "acme", day(5)), "join"), bought}, day(6));
    ledger.record({close, with_key(void_of("bought", day(32)), "void")}, day(32), "void");
}

std::string problems_of(const TestLedger& ledger) {
    try {
        std::string text;
        for (const std::string& problem : ledger.open()->verify("")) text += problem + "\n";
        return text;
    } catch (const DamagedLedger& e) { return e.what(); }
}

void import_own_terms(const TestLedger& ledger, const std::string& plan, Instant now) {
    const auto store = ledger.open(store::Access::write);
    const auto transaction = store->begin(now, "plans import");
    transaction->append_terms({own_terms("ours", plan, Day{20'000}, 10)}, "Ours");
    transaction->commit();
}

}  // namespace inmail::test
