#include "store/records.hpp"

#include <algorithm>

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

EventRecord cancel(const std::string& handle, const std::string& pool, Instant at) {
    EventRecord record = event(EventKind::cancel, handle, at);
    record.pool = pool;
    return record;
}

EventRecord reassign(const std::string& seat, const std::string& to, Instant at) {
    EventRecord record = event(EventKind::reassign, seat, at);
    record.to = to;
    return record;
}

EventRecord send(const std::string& seat, const std::string& prospect, Instant at, Channel channel) {
    EventRecord record = event(EventKind::send, seat, at);
    record.prospect = prospect;
    record.channel = channel;
    return record;
}

EventRecord adjust(const std::string& seat, std::int64_t amount, Instant at) {
    EventRecord record = send(seat, "", at);
    record.kind = EventKind::adjust;
    record.channel.reset();
    record.amount = Credits{amount};
    record.note = "why";
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

std::string AnyLedger::record(const std::vector<EventRecord>& records, Instant now, const std::string& command) const {
    const auto store = open(store::Access::write);
    const auto transaction = store->begin(now, command);
    for (const EventRecord& record : records) transaction->append(record);
    transaction->commit();
    return transaction->batch();
}

void AnyLedger::import_own_terms(const std::string& plan, Instant now) const {
    const auto store = open(store::Access::write);
    const auto transaction = store->begin(now, "plans import");
    transaction->append_terms({own_terms("ours", plan, Day{20'000}, 10)}, "Ours");
    transaction->commit();
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

bool is_sound(Store& store) {
    Maintenance* maintenance = store.maintenance();
    if (maintenance == nullptr) return true;
    const auto problems = maintenance->verify({});
    return std::all_of(problems.begin(), problems.end(), [](const Damage& damage) {
        // Tests have a server's clock believe them.
        const auto* change = std::get_if<damage::SchemaChange>(&damage.what);
        return change != nullptr && change->name == "inmail.clock(bigint)";
    });
}

AccountId seat_of(Store& store, const std::string& handle) { return AccountId::of(*store.find_seat(handle)); }
AccountId pool_of(Store& store, const std::string& name) { return AccountId::of(*store.find_pool(name)); }

void fill_every_field(const AnyLedger& ledger) {
    EventRecord start = with_key(subscribe("ana", day(0)), "start");
    start.rulebook = "quicklead";
    start.team = "emea";
    start.name = "Ana Ruiz";
    start.note = "from the contract";
    start.line = 2;
    start.price = Money{95'988, "EUR"};
    start.billed = Billing::annual;
    EventRecord mail = with_key(send("ana", "ben-doe", day(1)), "mail");
    mail.thread = "2-thread";
    mail.campaign = "spring";
    mail.chars = 320;
    EventRecord answer = with_key(reply("ana", "ben-doe", day(2)), "answer");
    answer.outcome = Outcome::declined;
    answer.channel = Channel::inmail;
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

}  // namespace inmail::test
