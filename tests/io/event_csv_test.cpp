#include <algorithm>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/row_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "io/read_csv.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace std::string_literals;

namespace {

std::string keys_of(const std::string& csv, const Zone& zone = Zone()) {
    std::string keys;
    for (const auto& row : read_csv(csv, zone).rows) keys += RowKey(row.record).of_ordinal(1) + "\n";
    return keys;
}

}  // namespace

TEST_CASE("each column of a row is read into its field") {
    const auto reading = read_csv(
        "event,at,seat,pool,team,name,plan,rulebook,prospect,channel,outcome,thread,campaign,amount,price,currency,note,key,ref,"
        "batch,recorded_at,figures\n"
        "subscribe,2026-01-01,Ana,,emea,Ana Ruiz,Sales-Navigator-Core, linkedin ,,,,,,,,,first,k1,,b1,2026-01-02T00:00:00Z,\n"
        "send,2026-01-02 09:30,ana,,,,,,https://www.linkedin.com/in/Bob/,,,t1,spring,,,,,,,,,\n"
        "reply,2026-01-03T09:30:00+01:00,ana,,,,,,Bob,,auto,,,,,,,,,,,\n"
        "purchase,2026-01-04,,acme,,,,,,,,,,+5,10.5,usd,,,,,,\n"
        "limit,2026-01-04,ana,,,,,,,,,,,,,,,,,,,\n"
        "void,2026-01-05,,,,,,,,,,,,,,,,,k1,,,\n"
        "rollover,2026-02-01,ana,,,,,,,,,,,,,,,,,,,allotted=50;granted=10;forfeited=40;expired=0;available=150\n");
    REQUIRE(reading.rejected.empty());
    CHECK(reading.warnings.empty());
    CHECK(reading.row_count == 7);
    REQUIRE(reading.rows.size() == 7);

    const EventRow& first = reading.rows[0];
    CHECK(first.record.kind == EventKind::subscribe);
    CHECK(to_rfc3339(first.record.at) == "2026-01-01T00:00:00Z");
    CHECK(first.record.seat == "ana");
    CHECK(first.record.team == "emea");
    CHECK(first.record.name == "Ana Ruiz");
    CHECK(first.record.plan == "sales-navigator-core");
    CHECK(first.record.rulebook == "linkedin");
    CHECK(first.record.note == "first");
    CHECK(first.record.key == "k1");
    CHECK_FALSE(first.record.key_is_derived);
    CHECK(first.record.line == 2);
    CHECK(first.batch == "b1");
    CHECK(first.recorded_at == parse_rfc3339("2026-01-02T00:00:00Z"));

    const EventRecord& send = reading.rows[1].record;
    CHECK(send.prospect == "bob");
    CHECK(send.channel == Channel::inmail);
    CHECK(send.thread == "t1");
    CHECK(send.campaign == "spring");
    CHECK(send.key_is_derived);
    CHECK_FALSE(reading.rows[1].recorded_at);

    CHECK(reading.rows[2].record.outcome == Outcome::auto_reply);
    CHECK(to_rfc3339(reading.rows[2].record.at) == "2026-01-03T08:30:00Z");
    CHECK(reading.rows[3].record.pool == "acme");
    CHECK(reading.rows[3].record.amount == Credits{5});
    CHECK(reading.rows[3].record.price == Money{1050, "USD"});
    CHECK_FALSE(reading.rows[4].record.amount);
    CHECK(reading.rows[5].record.ref == "k1");
    CHECK(reading.rows[6].record.figures == CloseFigures{Credits{50}, Credits{10}, Credits{40}, Credits{0}, Credits{150}});
}

TEST_CASE("white space of any kind in a prospect's name is one space (RULES section 9)") {
    const auto reading = read_csv("at,event,seat,prospect\n2026-07-01,send,ana,Jane\tDoe\n2026-07-01,send,ana,\"Jane\r\nDoe\"\n");
    REQUIRE(reading.rows.size() == 2);
    for (const auto& row : reading.rows) CHECK(row.record.prospect == "jane doe");
}

TEST_CASE("a time without an offset is in the display zone (RULES section 2)") {
    const auto reading =
        read_csv("at,event,seat,prospect\n2026-07-01 09:30,send,ana,bob\n2026-07-01,send,ana,bob\n", Zone::named("Europe/Paris"));
    REQUIRE(reading.rows.size() == 2);
    CHECK(to_rfc3339(reading.rows[0].record.at) == "2026-07-01T07:30:00Z");
    CHECK(to_rfc3339(reading.rows[1].record.at) == "2026-07-01T00:00:00Z");
}

TEST_CASE("a bad row is reported with its line, its column and the reason") {
    const std::string header =
        "at,event,seat,pool,plan,prospect,channel,outcome,amount,price,currency,note,key,ref,recorded_at,batch,figures\n";
    struct Row {
        std::string text;
        std::string column;
        std::string reason;
    };
    const Row rows[] = {
        {"2026-02-30,send,ana,,,bob,,,,,,,,,,,", "at", "'2026-02-30' is not a date in the calendar"},
        {",send,ana,,,bob,,,,,,,,,,,", "at", "a time is needed"},
        {"2026-01-01 25:00,send,ana,,,bob,,,,,,,,,,,", "at", "as a time"},
        {"14/03/2026,send,ana,,,bob,,,,,,,,,,,", "at", "cannot read '14/03/2026' as a time: write 2026-03-14"},
        {"2026-01-01,,ana,,,bob,,,,,,,,,,,", "event", "must name its event"},
        {"2026-01-01,snd,ana,,,bob,,,,,,,,,,,", "event", "unknown event 'snd'; did you mean 'send'?"},
        {"2026-01-01,Send,ana,,,bob,,,,,,,,,,,", "event", "did you mean 'send'?"},
        {"2026-01-01,frobnicate,ana,,,bob,,,,,,,,,,,", "event", "write one of subscribe, switch"},
        {"2026-01-01,send,,,,bob,,,,,,,,,,,", "seat", "a send needs a seat"},
        {"2026-01-01,send,ana ruiz,,,bob,,,,,,,,,,,", "seat", "'ana ruiz' is not a handle"},
        {"2026-01-01,send,ana,acme,,bob,,,,,,,,,,,", "pool", "names only a seat"},
        {"2026-01-01,send,ana,,,,,,,,,,,,,,", "prospect", "needs the prospect"},
        {"2026-01-01,send,ana,,,https://linkedin.com/in/,,,,,,,,,,,", "prospect", "has no name"},
        {"2026-01-01,send,ana,,,bob,,,,,,\"bob\nx\",,,,,", "note", "line break"},
        {"2026-01-01,send,ana,,,bob\x1bx,,,,,,,,,,,", "prospect", "control character"},
        {"2026-01-01,send,ana,,,in/bob\tBob,,,,,,,,,,,", "prospect", "control character"},
        {"2026-01-01,send,ana,,,bob,InMail,,,,,,,,,,", "channel", "unknown channel 'InMail'; did you mean 'inmail'?"},
        {"2026-01-01,send,ana,,,bob,carrier-pigeon,,,,,,,,,,", "channel", "write one of inmail, open-profile"},
        {"2026-01-01,reply,ana,,,bob,,acepted,,,,,,,,,", "outcome", "did you mean 'accepted'?"},
        {"2026-01-01,send,ana,,,bob,,,5,,,,,,,,", "amount", "cannot have an amount"},
        {"2026-01-01,purchase,ana,,,,,,0,,,,,,,,", "amount", "at least 1"},
        {"2026-01-01,adjust,ana,,,,,,0,,,,,,,,", "amount", "changes nothing"},
        {"2026-01-01,purchase,ana,,,,,,,,,,,,,,", "amount", "needs an amount"},
        {"2026-01-01,purchase,ana,,,,,,1000000000000,,,,,,,,", "amount",
         "'1000000000000' is out of range: at most 1000000 credits"},
        {"2026-01-01,purchase,ana,,,,,,1.5,,,,,,,,", "amount", "'1.5' is not a whole number"},
        {"2026-01-01,purchase,ana,,,,,, 5,,,,,,,,", "amount", "' 5' is not a whole number"},
        {"2026-01-01,purchase,ana,,,,,,5,10,,,,,,,", "currency", "a price needs a currency"},
        {"2026-01-01,purchase,ana,,,,,,5,,USD,,,,,,", "price", "a currency needs a price"},
        {"2026-01-01,purchase,ana,,,,,,5,1.234,USD,,,,,,", "price", "USD has 2"},
        {"2026-01-01,send,ana,,,bob,,,,,,Jos\xE9,,,,,", "note", "'Jos\\xe9' is not UTF-8"},
        {"2026-01-01,send,ana,,,bob,,,,,,a\0b,,,,,"s, "note", "'a\\x00b' holds a control character"},
        {"2026-01-01,send,ana,,,bob,,,,,," + std::string(max_note_bytes + 1, 'x') + ",,,,,", "note", "at most 2000"},
        {"2026-01-01,send,ana,,,bob,,,,,,,\x1bk,,,,", "key", "control character"},
        {"2026-01-01,void,,,,,,,,,,,,,,,", "ref", "a void needs the key"},
        {"2026-01-01,send,ana,,,bob,,,,,,,,,2026-01-01,,", "recorded_at", "as a time with an offset"},
        {"2026-01-01,send,ana,,,bob,,,,,,,,,," + std::string(max_key_bytes + 1, 'b') + ",", "batch", "at most 200"},
        {"2026-01-01,rollover,ana,,,,,,,,,,,,,,allotted=1", "figures", "as figures: write allotted=0;granted=0"},
        {"2026-01-01,send,ana,,,bob", "",
         "6 fields, but the header has 17: add the separators that are missing, or put a field that holds a line break in "
         "quotes"},
        {"2026-01-01,send,ana,,,bob,,,,,,,,,,,,x", "",
         "18 fields, but the header has 17: put a field that holds the separator in quotes"},
        {"x", "",
         "1 field, but the header has 17: add the separators that are missing, or put a field that holds a line break in quotes"},
        {"2026-01-01,send,ana,,,bo\"b,,,,,,,,,,,", "", "a quote inside text"},
        {"2026-01-01,send,ana,,,\"bo\"b,,,,,,,,,,,", "", "a quote inside text"},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        const auto reading = read_csv(header + row.text + "\n");
        CHECK(reading.rows.empty());
        CHECK(reading.row_count == 1);
        REQUIRE(reading.rejected.size() == 1);
        CHECK(reading.rejected[0].line == 2);
        CHECK(reading.rejected[0].column == row.column);
        const std::string words = render::flaw_words(reading.rejected[0].flaw);
        INFO(words);
        CHECK(words.find(row.reason) != std::string::npos);
    }
}

TEST_CASE("a row is rejected once for each flaw, and the rows around it are read") {
    const auto reading = read_csv(
        "at,event,seat,prospect,amount,note\n"
        "2026-01-01,send,ana,bob,,\n"
        "2026-02-30,send,ana,,x,\xFF\n"
        "2026-01-01,se\"nd,ana,bob,,\n"
        "2026-01-02,send,ana,bob,,\n");
    CHECK(reading.row_count == 4);
    REQUIRE(reading.rows.size() == 2);
    CHECK(reading.rows[1].record.line == 5);
    std::string flaws;
    for (const auto& flaw : reading.rejected) flaws += std::to_string(flaw.line) + flaw.column + " ";
    CHECK(flaws == "3note 3at 3amount 3prospect 4 ");
}

TEST_CASE("a column that the event kind does not use is ignored with a warning") {
    const auto reading = read_csv("at,event,seat,plan,prospect\n2026-01-01,send,ana,free,bob\n");
    REQUIRE(reading.rows.size() == 1);
    CHECK(reading.rows[0].record.plan.empty());
    REQUIRE(reading.warnings.size() == 1);
    CHECK(reading.warnings[0].line == 2);
    CHECK(reading.warnings[0].kind == RowWarning::Kind::unused_column);
    CHECK(reading.warnings[0].column == "plan");
    CHECK(reading.warnings[0].detail == "send");
}

TEST_CASE("a rollover without figures is read, and left to the caller") {
    const auto reading = read_csv("at,event,seat\n2026-02-01,rollover,ana\n");
    CHECK(reading.rejected.empty());
    REQUIRE(reading.rows.size() == 1);
    CHECK_FALSE(reading.rows[0].record.figures);
}

TEST_CASE("a row without a key gets one derived from its content, the same in every import") {
    const std::string header = "at,event,seat,prospect,thread,note\n";
    const std::string row = "2026-01-02T09:30:00Z,send,ana,bob,t1,";
    const std::string keys = keys_of(header + row + "\n");
    CHECK(keys == "row:c548fc44bda84b4e77448dfd171be589\n");  // stored in ledgers, so it may never change
    SECTION("a row spelled differently has the same key") {
        CHECK(keys_of(header + row + "an edited note\n") == keys);
        CHECK(keys_of("note,thread,prospect,seat,event,at\n,t1,bob,ana,send,2026-01-02T09:30:00Z\n") == keys);
        CHECK(keys_of("at,event,seat,prospect,thread,channel\n2026-01-02T09:30:00Z,send,ana,bob,t1,inmail\n") == keys);
        CHECK(keys_of(header + "2026-01-02T10:30:00+01:00,send,ANA,https://linkedin.com/in/Bob,t1,\n") == keys);
        CHECK(keys_of(header + "2026-01-02 10:30,send,ana,bob,t1,\n", Zone::named("Europe/Paris")) == keys);
        CHECK(keys_of("at,event,seat,prospect,thread,team\n2026-01-02T09:30:00Z,send,ana,bob,t1,unused\n") == keys);
    }
    SECTION("a row with other content has another key") {
        const std::string others[] = {
            "at,event,seat,prospect,thread\n2026-01-02T09:30:00.001Z,send,ana,bob,t1\n",
            "at,event,seat,prospect,thread\n2026-01-02T09:30:00Z,reply,ana,bob,t1\n",
            "at,event,seat,prospect,thread\n2026-01-02T09:30:00Z,send,anab,ob,t1\n",
            "at,event,seat,prospect,thread\n2026-01-02T09:30:00Z,send,ana,bobt,1\n",
            "at,event,seat,prospect,thread,channel\n2026-01-02T09:30:00Z,send,ana,bob,t1,first-degree\n",
            "at,event,seat,pool,plan\n2026-01-02T09:30:00Z,subscribe,ana,,free\n",
            "at,event,seat,pool,plan\n2026-01-02T09:30:00Z,subscribe,,ana,free\n",
            "at,event,seat,pool,plan\n2026-01-02T09:30:00Z,subscribe,ana,,premium-career\n",
            "at,event,seat,amount\n2026-01-02T09:30:00Z,adjust,ana,1\n",
            "at,event,seat,amount\n2026-01-02T09:30:00Z,adjust,ana,-1\n",
            "at,event,ref\n2026-01-02T09:30:00Z,void,a\n",
            "at,event,ref\n2026-01-02T09:30:00Z,void,b\n",
        };
        std::vector<std::string> all{keys};
        for (const auto& csv : others) all.push_back(keys_of(csv));
        std::sort(all.begin(), all.end());
        CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
        CHECK(std::find(all.begin(), all.end(), "") == all.end());
    }
    SECTION("equal rows get different keys by their ordinals") {
        const auto reading = read_csv(header + row + "\n");
        REQUIRE(reading.rows.size() == 1);
        CHECK(reading.rows[0].record.key.empty());
        CHECK(RowKey(reading.rows[0].record).of_ordinal(2) == "row:72cd781d2c57dca5c46c13d28e449334");
        CHECK(RowKey(reading.rows[0].record).of_ordinal(3) != "row:c548fc44bda84b4e77448dfd171be589");
    }
}
