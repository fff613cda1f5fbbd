#include "inmail/app/forecast/burn_down.hpp"

#include <fmt/format.h>

#include <string>

#include "app/planned_ledger.hpp"
#include "support/catch.hpp"

namespace inmail::app {

namespace {

using test::at;

std::string text_of(const BurnDown::Point& point) {
    const std::string day = to_string(day_of(point.at)).substr(5);
    if (point.low == point.high) return fmt::format("{} {}", day, point.expected.value);
    return fmt::format("{} {} ({}-{})", day, point.expected.value, point.low.value, point.high.value);
}

/// The first points and the last one.
std::string text_of(const BurnDown& burn_down) {
    constexpr std::size_t first = 4;
    std::string text;
    for (std::size_t i = 0; i < burn_down.points.size(); ++i) {
        if (i < first || i + 1 == burn_down.points.size()) text += (i == 0 ? "" : ", ") + text_of(burn_down.points[i]);
    }
    return text + (burn_down.reaches_refresh ? ", refresh" : "");
}

}  // namespace

TEST_CASE("an account's balance falls at its pace until the next refresh, and answers hold it up") {
    struct {
        const char* what;
        std::string rows;
        const char* as_of;
        const char* burn_down;
    } const cases[] = {
        {"without a send it stays", ana_stops, "2026-01-05", "01-05 10, 01-05 10, 01-06 10, 01-07 10, 01-31 10, refresh"},
        {"2 left at 2 a day, nobody replies: none after a day and a half, whatever the answers",
         ana_stops + sends("ana", 8, "2026-01-02"), "2026-01-05", "01-05 2, 01-05 1, 01-06 0, 01-07 0, 01-31 0, refresh"},
        {"6 left at 2 a day: a credit a day if every second one replies; the interval of 4 in 8 is 22 % to 78 %",
         ana_stops + sends("ana", 8, "2026-01-02") + replies("ana", 4, "2026-01-04"), "2026-01-05",
         "01-05 6, 01-05 5, 01-06 4 (3-5), 01-07 3 (2-4), 01-31 0, refresh"},
        {"up to the plan's end, if that comes first", ana_stops + "2026-01-07,cancel,ana,,,,\n", "2026-01-05",
         "01-05 10, 01-05 10, 01-06 10"},
        {"what expires on the way is gone", ana_stops, "2026-02-10", "02-10 15, 02-10 15, 02-11 15, 02-12 15, 02-28 5, refresh"},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        PlannedLedger ledger(c.rows);
        const auto charted = charted_forecast(ledger.store(), ReportQuery{at(c.as_of), {}, {}}, days(1));
        REQUIRE(charted.burn_downs.size() == charted.report.rows.size());
        CHECK(text_of(charted.burn_downs.at(0)) == c.burn_down);
    }
}

TEST_CASE("a burn-down reaches 0 on the day on which the forecast says that the account runs dry") {
    PlannedLedger ledger(ana_stops + sends("ana", 8, "2026-01-02"));
    const ReportQuery query{at("2026-01-05"), {}, {}};
    const auto charted = charted_forecast(ledger.store(), query, days(1));
    const auto& row = charted.report.rows.at(0);
    REQUIRE(row.dry_at);
    CHECK(row.dry_at == forecast(ledger.store(), query, days(1)).rows.at(0).dry_at);
    for (const auto& point : charted.burn_downs.at(0).points) CHECK((point.at < *row.dry_at || point.expected == no_credits));
}

}  // namespace inmail::app
