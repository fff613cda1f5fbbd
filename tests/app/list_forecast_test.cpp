// How far a list takes the credits, worked out by hand (docs/outreach.md, "How far a list takes the credits").

#include "inmail/app/forecast/list_forecast.hpp"

#include <fmt/format.h>

#include <string>

#include "app/planned_ledger.hpp"
#include "inmail/app/report_query.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

std::string day_words(const std::optional<Instant>& t) { return t ? to_string(day_of(*t)).substr(5) : "never"; }

/// Of whom are free, notes, accepted; credits needed and back; when it runs out, the last InMail, what is unsent; the balance:
/// held, allotted, back, lost, sent, left.
std::string text_of(const ListForecastReport::Way& w) {
    const auto& b = w.balance;
    return fmt::format("{} of {} free, {} notes {} accepted, {} needed {} back, dry {}, last {}, {} unsent; {}+{}+{}-{}-{}={}",
                       w.free, w.people, w.notes, w.accepted, w.inmails, w.back.value, day_words(w.dry_at),
                       day_words(w.last_sent_at), w.unsent, b.held.value, b.allotted.value, b.back.value, b.lost.value,
                       b.sent.value, b.left.value);
}

ListForecastRequest people(std::int64_t count, int acceptance, int replies) {
    ListForecastRequest request;
    request.count = count;
    request.acceptance = acceptance;
    request.replies = replies;
    return request;
}

}  // namespace

// On `stop`: 10 credits on 1 January until 15 February, 10 at each refresh under a cap of 15. As of 5 January.
TEST_CASE("the forecast of a list is that worked out by hand") {
    const struct {
        const char* what;
        std::string rows;
        ListForecastRequest request;
        const char* each;
        const char* router;
    } cases[] = {
        {"it lasts: half of 8 accept, a quarter of 8 and of 4 answer", ana_stops, people(8, 500, 250),
         "0 of 8 free, 0 notes 0 accepted, 8 needed 2 back, dry never, last 01-05, 0 unsent; 10+0+2-0-8=4",
         "0 of 8 free, 8 notes 4 accepted, 4 needed 1 back, dry never, last 01-12, 0 unsent; 10+0+1-0-4=7"},
        {"shares are rounded down: 3.9 accept, 2.9 and 2.03 answer", ana_stops, people(10, 390, 290),
         "0 of 10 free, 0 notes 0 accepted, 10 needed 2 back, dry never, last 01-05, 0 unsent; 10+0+2-0-10=2",
         "0 of 10 free, 10 notes 3 accepted, 7 needed 2 back, dry never, last 01-12, 0 unsent; 10+0+2-0-7=5"},
        {"10 of 20 find no credit until the refresh of February", ana_stops, people(20, 0, 0),
         "0 of 20 free, 0 notes 0 accepted, 20 needed 0 back, dry 01-05, last 02-01, 0 unsent; 10+0+0-0-10=0",
         "0 of 20 free, 20 notes 0 accepted, 20 needed 0 back, dry 01-12, last 02-01, 0 unsent; 10+0+0-0-10=0"},
        {"all answer, seven days later: the credits go round", ana_stops, people(20, 500, 1000),
         "0 of 20 free, 0 notes 0 accepted, 20 needed 20 back, dry 01-05, last 01-12, 0 unsent; 10+0+0-0-10=0",
         "0 of 20 free, 20 notes 10 accepted, 10 needed 10 back, dry never, last 01-12, 0 unsent; 10+0+10-0-10=10"},
        {"bought credits are used, too; if all accept, none is needed", ana_stops + "2026-01-02,purchase,ana,,,,20\n",
         people(25, 1000, 0),
         "0 of 25 free, 0 notes 0 accepted, 25 needed 0 back, dry never, last 01-05, 0 unsent; 30+0+0-0-25=5",
         "0 of 25 free, 25 notes 25 accepted, 0 needed 0 back, dry never, last never, 0 unsent; 30+0+0-0-0=30"},
        {"a plan that ends on 20 January sends no more", ana_stops + "2026-01-20,cancel,ana,,,,\n", people(30, 0, 0),
         "0 of 30 free, 0 notes 0 accepted, 30 needed 0 back, dry 01-05, last 01-05, 20 unsent; 10+0+0-0-10=0",
         "0 of 30 free, 30 notes 0 accepted, 30 needed 0 back, dry 01-12, last 01-12, 20 unsent; 10+0+0-0-10=0"},
        {"credits that a plan's end on 8 January would take go to 10 of 15 people at once",
         ana_stops + "2026-01-08,cancel,ana,,,,\n", people(15, 200, 0),
         "0 of 15 free, 0 notes 0 accepted, 15 needed 0 back, dry 01-05, last 01-05, 5 unsent; 10+0+0-0-10=0",
         "0 of 15 free, 5 notes 1 accepted, 14 needed 0 back, dry 01-12, last 01-05, 4 unsent; 10+0+0-0-10=0"},
        {"a switch that is recorded for later brings credits", ana_stops + "2026-01-20,switch,ana,,trim,,\n", people(15, 0, 0),
         "0 of 15 free, 0 notes 0 accepted, 15 needed 0 back, dry 01-05, last 01-20, 0 unsent; 10+0+0-0-10=0",
         "0 of 15 free, 15 notes 0 accepted, 15 needed 0 back, dry 01-12, last 01-20, 0 unsent; 10+0+0-0-10=0"},
        {"100 requests a week: of 120, 20 get their note on 12 January", ana_stops, people(120, 1000, 0),
         "0 of 120 free, 0 notes 0 accepted, 120 needed 0 back, dry 01-05, last 12-01, 0 unsent; 10+0+0-0-10=0",
         "0 of 120 free, 120 notes 120 accepted, 0 needed 0 back, dry never, last never, 0 unsent; 10+0+0-0-0=10"},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        PlannedLedger ledger(c.rows);
        const auto report = forecast_list(ledger.store(), ReportQuery{at("2026-01-05"), {}, {}}, c.request);
        REQUIRE(report.rows.size() == 1);
        CHECK(text_of(report.rows.front().each) == c.each);
        CHECK(text_of(report.rows.front().router) == c.router);
    }
}

// 10 and 20 bought credits on 25 January. The answer comes on 1 February, behind a refresh above the cap of 15.
TEST_CASE("what a refresh forfeits meanwhile is part of the sum") {
    PlannedLedger ledger(ana_stops + "2026-01-02,purchase,ana,,,,20\n");
    const auto report = forecast_list(ledger.store(), ReportQuery{at("2026-01-25"), {}, {}}, people(1, 0, 1000));
    CHECK(text_of(report.rows.at(0).each) ==
          "0 of 1 free, 0 notes 0 accepted, 1 needed 1 back, dry never, last 01-25, 0 unsent; 30+10+1-10-1=30");
}

TEST_CASE("a list's people over free channels take no credit by the router, and whoever waits for an answer is left out") {
    PlannedLedger ledger(ana_stops + "2026-01-04,send,ana,,,p0,\n");
    ListForecastRequest request = people(0, 500, 0);
    for (const char* key : {"p0", "p1", "p2", "p3", "p4"}) {
        Prospect prospect;
        prospect.key = key;
        request.prospects.push_back(prospect);
    }
    request.prospects[1].open_profile = true;
    request.prospects[2].inmail_first = true;
    const auto report = forecast_list(ledger.store(), ReportQuery{at("2026-01-05"), {}, {}}, request);
    CHECK(report.prospects == 5);
    CHECK(report.left_out == 1);
    CHECK(text_of(report.rows.front().router) ==
          "1 of 4 free, 2 notes 1 accepted, 2 needed 0 back, dry never, last 01-12, 0 unsent; 9+0+0-0-2=7");
    CHECK(text_of(report.rows.front().each) ==
          "0 of 4 free, 0 notes 0 accepted, 4 needed 0 back, dry never, last 01-05, 0 unsent; 9+0+0-0-4=5");
}

TEST_CASE("a rate that is not given is the ledger's own from 30 messages on, else the lower end of what is published") {
    const auto rates = [](int sent, int answered) {
        PlannedLedger ledger("2026-01-01,subscribe,ana,,stop,,\n" + sends("ana", sent, "2026-01-02") +
                             replies("ana", answered, "2026-01-03"));
        ListForecastRequest request;
        request.count = 1;
        const auto report = forecast_list(ledger.store(), ReportQuery{at("2026-01-05"), {}, {}}, request);
        return fmt::format("{} {} of {}; {} {} of {}", rate_source_names.at(static_cast<std::size_t>(report.replies.from)),
                           report.replies.per_mille, report.replies.own.sent,
                           rate_source_names.at(static_cast<std::size_t>(report.acceptance.from)), report.acceptance.per_mille,
                           report.acceptance.own.sent);
    };
    // 10-25% of InMails, and 25-35% and 30-45% of requests are published. 11 of 30 are 36.6%.
    CHECK(rates(29, 11) == "published 100 of 29; published 250 of 0");
    CHECK(rates(30, 11) == "ledger 366 of 30; published 250 of 0");
}

}  // namespace inmail::app
