#include "inmail/render/forecast_page.hpp"

#include <fmt/format.h>

#include <string>

#include "examples.hpp"
#include "inmail/app/forecast/burn_down.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

/// Accounts with 10 credits until a refresh on 1 July. Each of the first `dry` runs out on 5 June, or a day after the one before.
app::ChartedForecast accounts(int count, int dry, int losing = 0) {
    app::ChartedForecast charted;
    charted.report.as_of = at("2026-06-01T12:00:00Z");
    charted.report.until = at("2026-07-01T23:59:59.999Z");
    charted.report.losing = Credits{losing};
    for (int i = 0; i < count; ++i) {
        app::ForecastReport::Row row;
        row.account = seat(fmt::format("seat{}", i).c_str());
        row.available = Credits{10};
        row.allowance = Credits{50};
        row.cap = Credits{150};
        row.next_refresh = at("2026-07-01T00:00:00Z");
        if (i < dry) row.dry_at = at("2026-06-05T09:00:00Z") + days(i);
        const bool is_dry = row.dry_at.has_value();
        const Credits left = is_dry ? no_credits : Credits{8};
        charted.burn_downs.push_back({{{charted.report.as_of, Credits{10}, Credits{10}, Credits{10}},
                                       {at("2026-06-30T23:59:59.999Z"), left, left, left + Credits{2}}},
                                      true});
        charted.report.rows.push_back(row);
    }
    return charted;
}

std::string page_of(const app::ChartedForecast& charted) { return to_html(charted, piped()); }

std::string verdict_of(const app::ChartedForecast& charted) {
    const std::string html = page_of(charted);
    const std::string from = "<p class=\"verdict\">";
    const std::size_t begin = html.find(from) + from.size();
    return html.substr(begin, html.find("</p>", begin) - begin);
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t found = text.find(what); found != std::string::npos; found = text.find(what, found + 1)) ++n;
    return n;
}

}  // namespace

TEST_CASE("the page of the forecast begins with who runs dry before the refresh, and with what is lost otherwise") {
    struct {
        const char* what;
        app::ChartedForecast charted;
        const char* news;
    } const cases[] = {
        {"nobody, nothing", accounts(2, 0), "No account runs dry before its next refresh; nothing is lost by 1 July."},
        {"one account", accounts(1, 0, 1),
         "The account does not run dry before its next refresh; 1 credit will be lost by 1 July if "
         "nothing is sent."},
        {"one", accounts(3, 1, 40),
         "seat0 (5 June) runs dry before the next refresh; 40 credits will be lost by 1 July if nothing is sent."},
        {"two", accounts(3, 2),
         "seat0 (5 June) and seat1 (6 June) run dry before their next refresh; nothing is lost by 1 July."},
        {"many", accounts(9, 5),
         "5 of 9 accounts run dry before their next refresh, first seat0 (5 June), seat1 (6 June), seat2 (7 June) and 2 more; "
         "nothing is lost by 1 July."},
        {"none active", accounts(0, 0), "No account is active: there is nothing to forecast."},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        CHECK(verdict_of(c.charted) == c.news);
    }
    app::ChartedForecast already = accounts(2, 1);
    already.report.rows[0].dry_at = already.report.as_of;
    CHECK(verdict_of(already) == "seat0 (already) runs dry before the next refresh; nothing is lost by 1 July.");
}

TEST_CASE("of many accounts the page shows the first charts and rows, and says how many are left out") {
    const std::string html = page_of(accounts(620, 3));
    CHECK(count(html, "<svg class=\"balance\"") == 200);
    CHECK(count(html, "<tr data-account=") == 500);
    CHECK(count(html, "176 accounts more") == 1);
    CHECK(count(html, "420 accounts more have no chart here") == 1);
    CHECK(count(html, "120 accounts more that neither run out first nor lose most") == 1);
    CHECK(html.find("data-account=\"seat0\"") < html.find("data-account=\"seat499\""));
}

TEST_CASE("stored text is harmless on the page of the forecast") {
    app::ChartedForecast charted = accounts(1, 1);
    const std::string name = std::string(hostile) + "\"><img src=http://evil.example/x>'{{{headline}}}\x7f";
    charted.report.rows[0].account.name = charted.report.rows[0].account.person = name;
    charted.report.rows[0].plan = name;
    charted.report.rows[0].team = name;
    const std::string html = page_of(charted);
    for (const char* never : {"<script", "<img", "\x1b", "\x7f", "\xe2\x80\xae", "<a ", "style=\""}) {
        INFO(never);
        CHECK(html.find(never) == std::string::npos);
    }
}
