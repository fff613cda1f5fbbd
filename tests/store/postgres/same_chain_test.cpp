// A ledger on a server has the chain of a ledger in a file: the server computes each link itself.

#include <SQLiteCpp/SQLiteCpp.h>

#include <random>

#include "inmail/chain/digest.hpp"
#include "store/postgres/server_ledger.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::test;
using store::Access;

namespace {

/// Sound records with everything that a record may hold. The same seed gives the same ones.
class RandomRecords {
  public:
    explicit RandomRecords(unsigned seed) : random_(seed) {}

    EventRecord next() {
        EventRecord record;
        record.at = day(number(0, 400)) + Duration{number(0, 86'399'999)};
        record.kind = static_cast<EventKind>(number(0, event_kind_count - 1));
        if (record.kind == EventKind::void_event && keys_.empty()) record.kind = EventKind::send;
        record.key = one_in(4) ? "" : "key \"" + std::to_string(++made_) + "\\\u00E9";
        if (one_in(2))
            record.note = "note, \u4F60\u597D \U0001F600 'quoted' " + std::string(static_cast<std::size_t>(number(0, 300)), 'x');
        if (one_in(2)) record.line = number(1, 1'000'000);
        fill(record);
        const bool may_be_voided = record.kind != EventKind::void_event && !record.key.empty();
        if (may_be_voided) keys_.push_back(record.key);
        return record;
    }
    std::int64_t number(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
    }
    bool one_in(std::int64_t n) { return number(1, n) == 1; }

  private:
    std::string seat() { return "seat-" + std::to_string(number(1, 9)); }

    void fill(EventRecord& record) {
        const bool of_pool = one_in(5);
        switch (record.kind) {
            case EventKind::subscribe:
            case EventKind::switch_plan:
                (of_pool ? record.pool : record.seat) = of_pool ? "acme" : seat();
                record.plan = one_in(2) ? "recruiter-corporate" : "sales-navigator-core";
                if (one_in(2)) record.rulebook = "quicklead";
                if (one_in(2)) record.team = "\u00E9quipe";
                if (one_in(2)) record.name = "Ana Ruiz";
                if (one_in(2)) record.price = Money{number(0, 99'999), "EUR"};
                if (record.price && one_in(2)) record.billed = Billing::annual;
                return;
            case EventKind::void_event:
                record.ref = keys_[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(keys_.size()) - 1))];
                return;
            case EventKind::send:
                record.channel = static_cast<Channel>(number(0, channel_count - 1));
                if (one_in(3)) record.campaign = "spring";
                if (one_in(3)) record.chars = number(0, 2'000);
                break;
            case EventKind::reply:
                if (one_in(2)) record.outcome = static_cast<Outcome>(number(0, outcome_count - 1));
                break;
            case EventKind::bounce:
                break;
            case EventKind::reassign:
                record.to = "taker-" + seat();
                break;
            case EventKind::rollover:
                record.figures = CloseFigures{Credits{50}, Credits{40}, Credits{10}, Credits{0}, Credits{3}};
                break;
            case EventKind::assign:
                record.team = "south";
                break;
            case EventKind::purchase:
            case EventKind::adjust:
            case EventKind::observe:
                record.amount = Credits{record.kind == EventKind::adjust ? -number(1, 50) : number(1, 50)};
                break;
            case EventKind::limit:
                if (one_in(2)) record.amount = Credits{number(0, 9)};
                break;
            case EventKind::cancel:
                break;
        }
        record.seat = seat();
        const bool is_message =
            record.kind == EventKind::send || record.kind == EventKind::reply || record.kind == EventKind::bounce;
        if (!is_message) return;
        record.prospect = "prospect \u00FC " + std::to_string(number(1, 40));
        if (one_in(3)) record.thread = "2-thread";
    }

    std::mt19937 random_;
    int made_{0};
    std::vector<std::string> keys_;
};

/// The salts of the file's prospects: a digest is the same in both ledgers with the same salt alone.
void bring_prospects(const TestLedger& from, const OnServer& to) {
    SQLite::Database database(from.path().string(), SQLite::OPEN_READONLY);
    SQLite::Statement rows(database, "SELECT id, name, hex(salt) FROM prospect ORDER BY id");
    while (rows.executeStep()) {
        to.database.run("INSERT INTO inmail.prospect (id, name, salt) VALUES (" + rows.getColumn(0).getString() + ", '" +
                        rows.getColumn(1).getString() + "', decode('" + rows.getColumn(2).getString() + "', 'hex'))");
    }
}

std::vector<RecordedEvent> records_of(Store& store) {
    std::vector<RecordedEvent> all;
    store.read_records({}, [&](const RecordedEvent& event) { all.push_back(event); });
    return all;
}

}  // namespace

TEST_CASE("random events have the same links in a file and on a server, event by event") {
    const unsigned seed = 20'261'127;
    INFO("seed " << seed);
    RandomRecords random(seed);
    struct Write {
        Instant now;
        std::vector<EventRecord> records;
    };
    std::vector<Write> writes;
    for (int i = 0; i < 40; ++i) {
        writes.push_back({day(400 + i), {}});
        for (std::int64_t left = random.number(1, 14); left > 0; --left) writes.back().records.push_back(random.next());
    }

    const TestLedger file;
    const OnServer server(file.open()->info());
    int rows_of_terms = 0;
    // A key that the file generates is given to the server.
    for (Write& write : writes) {
        const auto store = file.open(Access::write);
        const auto transaction = store->begin(write.now, "import events team \u00E9.csv");
        for (EventRecord& record : write.records) {
            const EventId id = transaction->append(record);
            if (record.key.empty()) record.key = store->find_event(id)->key;
        }
        transaction->commit();
        if (++rows_of_terms % 8 == 0) file.import_own_terms("plan-" + std::to_string(rows_of_terms), write.now);
    }
    bring_prospects(file, server);
    rows_of_terms = 0;
    for (const Write& write : writes) {
        CHECK(server.record(write.records, write.now, "import events team \u00E9.csv").front() == 'b');
        if (++rows_of_terms % 8 == 0) server.import_own_terms("plan-" + std::to_string(rows_of_terms), write.now);
    }

    const auto in_file = file.open();
    const auto on_server = server.open();
    const auto expected = records_of(*in_file);
    const auto found = records_of(*on_server);
    REQUIRE(expected.size() > 200);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        INFO("event " << expected[i].id.value << ", " << to_string(expected[i].kind));
        REQUIRE(to_hex(found[i].hash) == to_hex(expected[i].hash));
        CHECK(found[i].id == expected[i].id);
        CHECK(found[i].key == expected[i].key);
        CHECK(same_but_for_notes(found[i], expected[i]));
        CHECK(found[i].note == expected[i].note);
        CHECK(found[i].line == expected[i].line);
        CHECK(found[i].voided_by == expected[i].voided_by);
        CHECK(std::tie(found[i].recorded_at, found[i].recorded_by, found[i].batch) ==
              std::tie(expected[i].recorded_at, expected[i].recorded_by, expected[i].batch));
    }
    CHECK(on_server->extent().head == in_file->extent().head);
    CHECK(folded_keys(*on_server) == folded_keys(*in_file));
}

TEST_CASE("the hash of a user's terms holds every term, as in a file") {
    const TestLedger file;
    const OnServer server(file.open()->info());
    NamedTerms full = own_terms("ours", "gold", Day{20'000}, 10);
    full.terms.cap_rule = CapRule::trim;
    full.terms.refresh = RefreshRule::anniversary;
    full.terms.expiry_days = 30;
    full.terms.window_rule = WindowRule::calendar_day;
    full.terms.refund_expiry = RefundExpiry::original;
    full.terms.purchasable = true;
    full.terms.purchase_expiry_days = 365;
    full.terms.pooled = true;
    full.terms.repeat = RepeatRule::refuse;
    full.terms.price_minor = 9900;
    full.terms.credit_price_minor = 500;
    full.terms.expiry_refreshes = 3;
    full.terms.repeat_refund = RepeatRefund::latest;
    full.terms.free_channels = {Channel::group, Channel::coworker};
    full.terms.policy = ResponsePolicy{130, 100, 14, "LinkedIn Help"};
    const NamedTerms least = own_terms("ours", "silver", Day{20'001}, 0);
    for (const AnyLedger* ledger : std::initializer_list<const AnyLedger*>{&file, &server}) {
        const auto store = ledger->open(Access::write);
        const auto transaction = store->begin(day(1), "plans import");
        transaction->append_terms({full, least}, "Our contract");
        transaction->commit();
    }
    CHECK(server.open()->extent().head == file.open()->extent().head);
    const auto terms = server.open()->terms(std::nullopt);
    const auto expected = file.open()->terms(std::nullopt);
    REQUIRE(terms.size() == expected.size());
    for (std::size_t i = 0; i < terms.size(); ++i) {
        INFO(expected[i].row.rulebook << " " << expected[i].row.plan << ", edition " << expected[i].edition);
        CHECK(std::tie(terms[i].row.rulebook, terms[i].row.plan, terms[i].title, terms[i].edition) ==
              std::tie(expected[i].row.rulebook, expected[i].row.plan, expected[i].title, expected[i].edition));
        CHECK(terms[i].row.terms == expected[i].row.terms);
    }
}
