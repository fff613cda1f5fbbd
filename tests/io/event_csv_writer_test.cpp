#include <set>

#include "inmail/chain/event_record.hpp"
#include "io/read_csv.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

namespace {

RecordedEvent event(EventKind kind) {
    RecordedEvent e;
    e.at = Instant{1'773'480'600'120};
    e.kind = kind;
    e.seat = "ana";
    e.note = "a note, with \"quotes\", = and ; and €";
    e.key = std::string("k:") + std::string(to_string(kind));
    e.recorded_at = Instant{1'773'480'700'000};
    e.batch = "b-1";
    return e;
}

std::vector<RecordedEvent> one_of_each_kind() {
    std::vector<RecordedEvent> all;
    const auto add = [&all](EventKind kind, auto fill) { fill(all.emplace_back(event(kind))); };
    const auto names = [](RecordedEvent& e) {
        e.plan = "sales-navigator-core";
        e.rulebook = "linkedin";
        e.team = " emea, \"north\" ";
        e.name = "Ana Ruiz";
        e.price = Money{95'988, "EUR"};
        e.billed = Billing::annual;
    };
    add(EventKind::subscribe, names);
    add(EventKind::switch_plan, names);
    add(EventKind::cancel, [](RecordedEvent& e) { e.seat.clear(), e.pool = "acme"; });
    add(EventKind::assign, [](RecordedEvent& e) { e.team = "=1+1"; });
    add(EventKind::limit, [](RecordedEvent& e) { e.amount = Credits{0}; });
    add(EventKind::send, [](RecordedEvent& e) {
        e.prospect = "lead:ACwAAB";
        e.channel = Channel::open_to_work;
        e.thread = "2-abc==";
        e.campaign = "spring, 2026";
        e.chars = 320;
    });
    add(EventKind::reply, [](RecordedEvent& e) {
        e.prospect = "josé pérez", e.outcome = Outcome::auto_reply, e.channel = Channel::email, e.thread = "2-abc==";
    });
    add(EventKind::bounce, [](RecordedEvent& e) { e.prospect = "ACoAABcD"; });
    add(EventKind::purchase, [](RecordedEvent& e) { e.amount = Credits{10}, e.price = Money{1005, "USD"}; });
    add(EventKind::adjust, [](RecordedEvent& e) { e.amount = Credits{-3}; });
    add(EventKind::observe, [](RecordedEvent& e) { e.amount = Credits{41}; });
    add(EventKind::rollover, [](RecordedEvent& e) {
        e.figures = CloseFigures{Credits{50}, Credits{10}, Credits{40}, Credits{0}, Credits{150}};
    });
    add(EventKind::reassign, [](RecordedEvent& e) { e.to = "bea", e.name = "Bea Roe"; });
    add(EventKind::void_event, [](RecordedEvent& e) { e.seat.clear(), e.ref = "k:send"; });
    return all;
}

}  // namespace

TEST_CASE("an event of any kind is written and read back unchanged") {
    const auto events = one_of_each_kind();
    std::set<EventKind> kinds;
    for (const auto& e : events) kinds.insert(e.kind);
    REQUIRE(kinds.size() == event_kind_count);

    std::ostringstream out;
    EventCsvWriter writer(out);
    for (const auto& e : events) writer.write(e);
    const auto reading = read_csv(out.str(), Zone::named("America/New_York"));

    CHECK(reading.rejected.empty());
    CHECK(reading.warnings.empty());
    REQUIRE(reading.rows.size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        const EventRow& row = reading.rows[i];
        INFO(to_string(events[i].kind));
        CHECK(same_content(row.record, events[i]));
        CHECK(row.record.key == events[i].key);
        CHECK_FALSE(row.record.key_is_derived);
        CHECK(row.recorded_at == events[i].recorded_at);
        CHECK(row.batch == events[i].batch);
    }
}

TEST_CASE("an exported file has exactly these bytes") {
    std::ostringstream out;
    EventCsvWriter writer(out);
    auto send = event(EventKind::send);
    send.prospect = "bob";
    send.channel = Channel::inmail;
    writer.write(send);
    CHECK(out.str() ==
          "at,event,seat,pool,team,name,plan,rulebook,prospect,channel,outcome,thread,campaign,amount,price,currency,note,key,"
          "ref,to,chars,billed,recorded_at,"
          "batch,figures\n"
          "2026-03-14T09:30:00.120Z,send,ana,,,,,,bob,inmail,,,,,,,\"a note, with \"\"quotes\"\", = and ; and "
          "€\",k:send,,,,,2026-03-14T09:31:40Z,"
          "b-1,\n");
}
