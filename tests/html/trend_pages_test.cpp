// The pages of stats, of the forecast and of an audit of several months, as Chromium shows them.

#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "browser.hpp"
#include "page_figures.hpp"
#include "png.hpp"
#include "sample_pages.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {
namespace {

using Json = nlohmann::json;

/// The commands whose pages these are.
constexpr std::array<const char*, 3> commands{"inmail stats", "inmail forecast", "inmail audit --month 2026-01..2026-09"};

std::string text_of(const Json& value) { return value.is_null() ? std::string() : value.get<std::string>(); }

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

void check_figures(const std::string& row, const Json& outreach) {
    CHECK(figure(row, "sent") == outreach["sent"]);
    CHECK(figure(row, "answered") == outreach["answered"]);
}

}  // namespace

TEST_CASE("Chromium shows the trend pages in light and dark, without a request or an error") {
    if (is_missing()) return;
    const TempDir folder;
    run(folder, sample_team);
    for (const std::string command : commands) {
        CAPTURE(command);
        run(folder, command + " --output page.html --force");
        const Visit page = visit(folder / "page.html", folder.path());
        CHECK(page.console == std::vector<std::string>{});
        CHECK(page.requests == 0);
        CHECK(glance_at(page.screenshot).brightness > 0.8);
        CHECK(glance_at(visit(folder / "page.html", folder.path(), Scheme::dark).screenshot).brightness < 0.25);
    }
}

TEST_CASE("the trend pages fit a phone, a tablet, a laptop and a large screen") {
    if (is_missing()) return;
    const TempDir folder;
    run(folder, sample_team);
    for (const std::string command : commands) {
        run(folder, command + " --output page.html --force");
        CAPTURE(command);
        for (const int width : {390, 768, 1200, 1600}) check_fits(folder, "page.html", width);
    }
}

TEST_CASE("the page of rates has the JSON's numbers") {
    if (is_missing()) return;
    const TempDir folder;
    run(folder, std::string(sample_team) + " && inmail stats --output page.html && inmail stats --by weekday --output by.html");
    const std::string page = visit(folder / "page.html", folder.path()).dom;
    const Json stats = json_of(folder, "inmail stats");
    REQUIRE(stats["groups"].size() >= 5);
    for (const auto& group : stats["groups"]) {
        for (const auto& row : group["rows"]) {
            const std::string value = text_of(row["value"]);
            CAPTURE(group["by"], value);
            const std::string shown =
                row_of(page, "data-by=\"" + group["by"].get<std::string>() + "\" data-value=\"" + value + "\"");
            check_figures(shown, row["outreach"]);
            CHECK(figure(shown, "pending") == row["pending"]);
            const auto sent = row["outreach"]["sent"].get<std::int64_t>();
            const bool is_small = sent > 0 && sent < 30;
            CHECK((shown.find("too few to tell") != std::string::npos) == is_small);
        }
    }
    const std::string total = row_of(page, "data-by=\"total\" data-value=\"\"");
    check_figures(total, stats["total"]["outreach"]);
    std::size_t published = 0;
    for (const auto& benchmark : stats["benchmarks"]) {
        if (benchmark["own"]["sent"] == 0) continue;
        ++published;
        check_figures(row_of(page, "data-benchmark=\"" + benchmark["of"].get<std::string>() + "\""), benchmark["own"]);
    }
    CHECK(count(page, "data-benchmark=") == published);

    const std::string by = visit(folder / "by.html", folder.path()).dom;
    CHECK(count(by, "<section aria-labelledby=\"by-") == 1);
    const Json by_weekday = json_of(folder, "inmail stats --by weekday");
    for (const auto& row : by_weekday["groups"][0]["rows"])
        check_figures(row_of(by, "data-by=\"weekday\" data-value=\"" + text_of(row["value"]) + "\""), row["outreach"]);
}

TEST_CASE("the page of the forecast has the JSON's numbers") {
    if (is_missing()) return;
    const TempDir folder;
    run(folder, std::string(sample_team) + " && inmail forecast --output page.html");
    const std::string page = visit(folder / "page.html", folder.path()).dom;
    const Json forecast = json_of(folder, "inmail forecast");
    REQUIRE(forecast["accounts"].size() > 8);
    for (const auto& account : forecast["accounts"]) {
        const std::string name = (account["kind"] == "pool" ? "pool:" : "") + account["account"].get<std::string>();
        CAPTURE(name);
        const std::string row = row_of(page, "data-account=\"" + name + "\"");
        for (const char* key : {"available", "cap", "pending"}) CHECK(figure(row, key) == account[key]);
        CHECK(between(row, "data-figure=\"dry\">", "<").empty() == account["dry_at"].is_null());
        if (account["losing"] == 0) continue;
        CHECK(figure(row_of(page, "data-advice=\"" + name + "\""), "none_reply") == account["losing"]);
    }
    CHECK(figure(row_of(page, "data-coming=\"total\""), "coming_lost") == forecast["losing"]);
}

TEST_CASE("the page of several months has the JSON's numbers") {
    if (is_missing()) return;
    const TempDir folder;
    run(folder, std::string(sample_team) + " && inmail audit --month 2026-04..2026-09 --output page.html");
    const std::string page = visit(folder / "page.html", folder.path()).dom;
    const std::vector<std::string> figures{"allotted", "refunded", "purchased", "adjusted",
                                           "consumed", "expired",  "forfeited", "zeroed"};
    std::map<std::string, std::int64_t> lost_by_month;
    for (const std::string month : {"2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"}) {
        CAPTURE(month);
        const std::string row = row_of(page, "data-range-month=\"" + month + "\"");
        const Json audit = json_of(folder, "inmail audit --month " + month);
        for (const auto& key : figures) CHECK(figure(row, key) == audit["totals"][key]);
        std::int64_t opening = 0;
        std::int64_t closing = 0;
        for (const auto& account : audit["accounts"]) {
            opening += account["opening"].get<std::int64_t>();
            closing += account["closing"].get<std::int64_t>();
        }
        CHECK(figure(row, "opening") == opening);
        CHECK(figure(row, "closing") == closing);
        lost_by_month[month] = figure(row, "lost");
    }
    const std::string total = row_of(page, "data-range-month=\"total\"");
    const Json range = json_of(folder, "inmail audit --month 2026-04..2026-09");
    for (const auto& key : figures) CHECK(figure(total, key) == range["totals"][key]);

    // The teams' cells add up to the months.
    for (const auto& [month, lost] : lost_by_month) {
        CAPTURE(month);
        std::int64_t sum = 0;
        const std::string cell = "data-month=\"" + month + "\">";
        const std::string teams = between(page, "class=\"team-months\"", "</table>");
        for (std::size_t at = teams.find(cell); at != std::string::npos; at = teams.find(cell, at + cell.size())) {
            const std::string shown = teams.substr(at + cell.size(), teams.find("<small>", at) - at - cell.size());
            if (shown.find('<') == std::string::npos) sum += std::stoll(shown);
        }
        CHECK(sum == lost);
    }
    run(folder, "inmail audit --month 2026-09 --output one.html");
    CHECK(count(visit(folder / "one.html", folder.path()).dom, "side-by-side\"") == 0);
}

TEST_CASE("Chromium shows hostile names on the trend pages as text, runs nothing and requests nothing") {
    if (is_missing()) return;
    const TempDir folder;
    const std::string hostile =
        "</title></style><script>console.error(1)</script>\"><img src=http://canary.invalid/x onerror=alert(1)>";
    run(folder, "inmail init && inmail subscribe ana --plan sales-navigator-core --at 2026-08-01 --name '<b>Ana</b>' --team '" +
                    hostile + "' && inmail send ana --at 2026-09-01 --campaign '" + hostile + "' jo-doe" +
                    " && inmail send ana --at 2026-09-02 jane-doe");
    for (const std::string command :
         {"inmail stats --by campaign", "inmail stats --by team", "inmail forecast", "inmail audit --month 2026-08..2026-09"}) {
        CAPTURE(command);
        run(folder, command + " --output page.html --force");
        const Visit page = visit(folder / "page.html", folder.path());
        CHECK(page.console == std::vector<std::string>{});
        CHECK(page.requests == 0);
        CHECK(page.dom.find("<script") == std::string::npos);
        CHECK(page.dom.find("<img") == std::string::npos);
        CHECK(page.dom.find("&lt;img src=http://canary.invalid/x onerror=alert(1)&gt;") != std::string::npos);
    }
}

}  // namespace inmail::test
