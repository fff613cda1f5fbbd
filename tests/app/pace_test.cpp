#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "app/planned_ledger.hpp"
#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/report_query.hpp"
#include "support/catch.hpp"

namespace inmail::app {

namespace {

using test::at;

std::string text_of(const std::optional<double>& number) { return number ? fmt::format("{:.2f}", *number) : "none"; }

/// Sends a day, answered of sent, the instant of running dry, capacity, simple capacity.
std::string pace(const ForecastReport::Row& r) {
    return fmt::format("{:.2f} a day, {} of {}, dry {}, {} {}", r.sends_per_day, r.responses.answered, r.responses.sent,
                       r.dry_at ? moment(*r.dry_at) : "never", text_of(r.capacity), text_of(r.simple_capacity));
}

}  // namespace

TEST_CASE("an account runs dry at the first send without a credit, at the pace and reply rate so far") {
    const std::string pool =
        "2026-01-01,subscribe,,acme,pool,,\n2026-01-01,subscribe,ben,acme,,,\n2026-01-01,subscribe,cleo,acme,,,\n";
    struct {
        const char* what;
        std::string rows;
        const char* as_of;
        const char* pace;
    } const cases[] = {
        {"no send, no pace", ana_stops, "2026-01-05", "0.00 a day, 0 of 0, dry never, none none"},
        {"2 left at 2 a day, nobody replies: the third send", ana_stops + sends("ana", 8, "2026-01-02"), "2026-01-05",
         "2.00 a day, 0 of 8, dry 2026-01-06T12:00, 10.00 10.00"},
        {"6 left, every second one replies: the twelfth send",
         ana_stops + sends("ana", 8, "2026-01-02") + replies("ana", 4, "2026-01-04"), "2026-01-05",
         "2.00 a day, 4 of 8, dry 2026-01-11T00:00, 20.00 15.00"},
        {"everyone replies: never, and no end to what the allowance carries",
         ana_stops + sends("ana", 8, "2026-01-02") + replies("ana", 8, "2026-01-04"), "2026-01-05",
         "2.00 a day, 8 of 8, dry never, none 20.00"},
        {"nothing left is dry now, also where the refresh comes before the next send", ana_stops + sends("ana", 10, "2026-01-21"),
         "2026-01-31", "0.33 a day, 0 of 10, dry 2026-01-31T00:00, 10.00 10.00"},
        {"of the last 30 days alone; the rate is that of 90",
         ana_stops + sends("ana", 5, "2026-01-02") + sends("ana", 3, "2026-02-20", 5), "2026-03-02",
         "0.10 a day, 0 of 8, dry never, 10.00 10.00"},
        {"a stint of half a day counts as a day", ana_stops + sends("ana", 10, "2026-01-01T06:00:00Z"), "2026-01-01T12:00:00Z",
         "10.00 a day, 0 of 10, dry 2026-01-01T12:00, 10.00 10.00"},
        {"a pool: 10 left at the pace of all members", pool + sends("ben", 6, "2026-01-02") + sends("cleo", 4, "2026-01-02"),
         "2026-01-03", "5.00 a day, 0 of 10, dry 2026-01-05T04:48, 20.00 20.00"},
        {"a pool: whoever is left sends on", pool + sends("ben", 10, "2026-01-02") + "2026-01-02T12:00:00Z,cancel,ben,,,,\n",
         "2026-01-03", "5.00 a day, 0 of 10, dry 2026-01-05T04:48, 10.00 10.00"},
        {"a pool without members sends nothing",
         pool + sends("ben", 10, "2026-01-02") + "2026-01-02T12:00:00Z,cancel,ben,,,,\n2026-01-02T12:00:00Z,cancel,cleo,,,,\n",
         "2026-01-03", "0.00 a day, 0 of 10, dry never, 0.00 0.00"},
        {"who is cancelled before does not run dry", ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-06,cancel,ana,,,,\n",
         "2026-01-05", "2.00 a day, 0 of 8, dry never, 10.00 10.00"},
        {"a switch that is recorded for later brings credits: 2 sends, 10 from the 6th on, then dry on the 11th",
         ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-06,switch,ana,,trim,,\n", "2026-01-05",
         "2.00 a day, 0 of 8, dry 2026-01-11T00:00, 10.00 10.00"},
        {"a pool: when the sender leaves, another sends on",
         pool + sends("ben", 6, "2026-01-02") + sends("cleo", 4, "2026-01-02") + "2026-01-04,cancel,ben,,,,\n", "2026-01-03",
         "5.00 a day, 0 of 10, dry 2026-01-05T04:48, 10.00 10.00"},
        {"a pool: when all leave, nobody sends",
         pool + sends("ben", 6, "2026-01-02") + sends("cleo", 4, "2026-01-02") +
             "2026-01-04,cancel,ben,,,,\n2026-01-04,cancel,cleo,,,,\n",
         "2026-01-03", "5.00 a day, 0 of 10, dry never, 0.00 0.00"},
        {"a seat that joins a pool sends no more on its own",
         pool + ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-06,subscribe,ana,acme,,,\n", "2026-01-05",
         "2.00 a day, 0 of 8, dry never, 10.00 10.00"},
        {"a new stint has a pace of its own", ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-03,switch,ana,,trim,,\n",
         "2026-01-05", "0.00 a day, 0 of 8, dry never, 10.00 10.00"},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        PlannedLedger ledger(c.rows);
        const auto report = forecast(ledger.store(), ReportQuery{at(c.as_of), {}, {}}, days(1));
        const auto sender =
            std::find_if(report.rows.begin(), report.rows.end(), [](const auto& r) { return r.responses.sent > 0; });
        CHECK(pace(sender == report.rows.end() ? report.rows.at(0) : *sender) == c.pace);
        for (const auto& row : report.rows) CHECK((row.sends_per_day > 0 || !row.dry_at));
    }
}

}  // namespace inmail::app
