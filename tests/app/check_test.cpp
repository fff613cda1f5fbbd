#include "inmail/app/forecast/check.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "app/planned_ledger.hpp"
#include "inmail/app/report_query.hpp"
#include "support/catch.hpp"

namespace inmail::app {

using test::at;

TEST_CASE("check finds every account that passes a threshold, soonest first") {
    // ana loses 10 on 15 February. ben has 2 left, sends 2 a day, and runs dry on 12 February at noon.
    PlannedLedger ledger(ana_stops + "2026-02-07,subscribe,ben,,stop,,\n" + sends("ben", 8, "2026-02-08"));
    struct {
        const char* what;
        std::optional<int> losing_within;
        std::int64_t min;
        std::optional<int> dry_within;
        const char* found;
    } const cases[] = {
        {"both", 7, 10, 5, "ben dry 2026-02-12T12:00; ana losing 2026-02-15T00:00; "},
        {"only losing", 7, 10, {}, "ana losing 2026-02-15T00:00; "},
        {"only dry", {}, 10, 5, "ben dry 2026-02-12T12:00; "},
        {"too few", 7, 11, {}, ""},
        {"too far", 3, 1, {}, ""},
        {"just in time", 4, 1, {}, "ana losing 2026-02-15T00:00; "},
        {"not dry so soon", {}, 1, 1, ""},
        {"nothing asked", {}, 1, {}, ""},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        CheckRequest request;
        if (c.losing_within) request.losing_within = days(*c.losing_within);
        if (c.dry_within) request.dry_within = days(*c.dry_within);
        request.min = Credits{c.min};
        std::string found;
        for (const auto& f : check(ledger.store(), ReportQuery{at("2026-02-11"), {}, {}}, request).findings) {
            found += fmt::format("{} {} {}; ", f.row.account.name, f.kind == CheckReport::Finding::Kind::dry ? "dry" : "losing",
                                 moment(f.at));
        }
        CHECK(found == c.found);
    }
}

}  // namespace inmail::app
