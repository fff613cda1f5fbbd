#include <algorithm>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "browser.hpp"
#include "cli/transcript.hpp"
#include "page_figures.hpp"
#include "png.hpp"
#include "sample_pages.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {
namespace {

using Json = nlohmann::json;

/// Figures of an account that are both on the page and in the JSON's `flow`.
const std::vector<std::string> flow_figures{"allotted", "refunded", "purchased", "adjusted",
                                            "consumed", "expired",  "forfeited", "zeroed"};

std::int64_t left(const std::string& row) { return figure(row, "used") + figure(row, "back"); }

bool left_nothing(const Json& flow) {
    return std::all_of(flow.begin(), flow.end(), [](const Json& figure) { return figure == 0; });
}

/// The credits that left the account in a month as `explain` says, under the names of the audit's figures.
std::map<std::string, std::int64_t> explained(const TempDir& folder, const std::string& account, const std::string& month) {
    static const std::map<std::string, std::string> figures{{"consumed", "consumed"},
                                                            {"expired", "expired"},
                                                            {"withheld", "forfeited"},
                                                            {"trimmed", "forfeited"},
                                                            {"zeroed", "zeroed"}};
    std::map<std::string, std::int64_t> sums;
    const Json report = json_of(folder, "inmail explain " + account + " --as-of 2026-09-30");
    for (const auto& entry : report["entries"]) {
        if (entry["at"].get<std::string>().compare(0, month.size(), month) != 0) continue;
        for (const auto& posting : entry["postings"]) {
            const auto name = figures.find(posting["posting"]);
            if (name != figures.end()) sums[name->second] += posting["amount"].get<std::int64_t>();
        }
    }
    return sums;
}

}  // namespace

TEST_CASE("Chromium shows the sample team's page with the JSON's numbers, and without a request or an error") {
    if (is_missing()) return;
    const TempDir folder;
    make_audit(folder);
    const Visit page = visit(folder / "page.html", folder.path());
    CHECK(page.console == std::vector<std::string>{});
    CHECK(page.requests == 0);

    const Json audit = json_of(folder, "inmail audit --month 2026-09");
    REQUIRE(audit["accounts"].size() == 13);
    for (const auto& account : audit["accounts"]) {
        const std::string name = account["account"];
        const std::string kind = account["kind"];
        CAPTURE(name);
        const std::string row = row_of(page.dom, "data-account=\"" + name + "\" data-kind=\"" + kind + "\"");
        for (const char* key : {"opening", "closing", "pending"}) CHECK(figure(row, key) == account[key]);
        for (const auto& key : flow_figures) CHECK(figure(row, key) == account["flow"][key]);
        if (!account["cap"].is_null()) CHECK(figure(row, "cap") == account["cap_total"]);
        if (kind == "pool") {
            CHECK(figure(row, "seat_cap") == account["cap"]);
            CHECK(figure(row, "members") == account["members"]);
        }
        const std::string typed = kind == "pool" ? "pool:" + name : name;
        auto by_explain = explained(folder, typed, "2026-09");
        for (const char* key : {"consumed", "expired", "forfeited", "zeroed"}) CHECK(figure(row, key) == by_explain[key]);
        // Teams leave out who was cancelled before the month.
        if (account["opening"] == 0 && left_nothing(account["flow"])) continue;
        const std::string outflow = row_of(page.dom, "data-outflow=\"" + typed + "\"");
        CHECK(left(outflow) == account["flow"]["consumed"]);
        for (const char* key : {"expired", "forfeited", "zeroed"}) CHECK(figure(outflow, key) == account["flow"][key]);
    }
    const std::string total = row_of(page.dom, "data-account=\"\" data-kind=\"total\"");
    for (const auto& key : flow_figures) CHECK(figure(total, key) == audit["totals"][key]);

    for (int number = 1; number <= 9; ++number) {
        const std::string month = "2026-0" + std::to_string(number);
        const std::string row = row_of(page.dom, "data-month=\"" + month + "\"");
        const Json totals = json_of(folder, "inmail audit --month " + month)["totals"];
        CAPTURE(month);
        CHECK(left(row) == totals["consumed"]);
        for (const char* key : {"expired", "forfeited", "zeroed"}) CHECK(figure(row, key) == totals[key]);
    }
    // The page was made on 1 October at 8: what the refreshes of that day took is not at risk any more.
    const Json forfeits = json_of(folder, "inmail forfeits");
    for (const auto& row : forfeits["accounts"]) {
        if (row["losing"] == 0) continue;
        const std::string name = row["account"];
        const std::string typed = (row["kind"] == "pool" ? "pool:" : "") + name;
        CHECK(figure(row_of(page.dom, "data-advice=\"" + typed + "\""), "none_reply") == row["losing"]);
    }
    const std::string coming = row_of(page.dom, "data-coming=\"total\"");
    const Json expiring = json_of(folder, "inmail expiring");
    CHECK(figure(coming, "coming_expired") + figure(coming, "coming_forfeited") == expiring["total"].get<long long>());
    CHECK(figure(coming, "coming_lost") == expiring["total"]);
    CHECK(expiring["total"] == forfeits["losing"]);
    CHECK(expiring["total"] > 0);
    std::int64_t on_calendars = 0;
    for (std::size_t day = page.dom.find("class=\"amount\""); day != std::string::npos;
         day = page.dom.find("class=\"amount\"", day + 1))
        on_calendars += std::stoll(between(page.dom.substr(day), ">", "<"));
    CHECK(on_calendars == expiring["total"]);

    const Glance light = glance_at(page.screenshot);
    CHECK(light.colours > 50);
    CHECK(light.brightness > 0.8);
    CHECK(read_file(page.pdf).substr(0, 5) == "%PDF-");

    const Visit at_night = visit(folder / "page.html", folder.path(), Scheme::dark);
    const Glance dark = glance_at(at_night.screenshot);
    CHECK(dark.colours > 50);
    CHECK(dark.brightness < 0.25);
}

TEST_CASE("the page fits a phone, a tablet, a laptop and a large screen") {
    if (is_missing()) return;
    const TempDir folder;
    make_audit(folder);
    for (const int width : {390, 768, 1200, 1600}) check_fits(folder, "page.html", width);
}

TEST_CASE("the page fits in the fonts of other systems") {
    if (is_missing()) return;
    const TempDir folder;
    make_audit(folder);
    // Inter is as wide as Apple's San Francisco, Liberation Sans as Arial, and DejaVu Sans is wider than Segoe UI.
    for (const std::string font : {"DejaVu Sans", "Roboto", "Inter", "Liberation Sans"}) {
        CAPTURE(font);
        run(folder, "fc-list : family | grep -qx '" + font + ".*'");
        splice(folder / "page.html", folder / "other.html", "</style>", "html { font-family: '" + font + "'; }");
        for (const int width : {390, 1200}) check_fits(folder, "other.html", width);
    }
}

TEST_CASE("the test browser notices a page that is too wide, a cut table and a number out of sight") {
    if (is_missing()) return;
    const TempDir folder;
    make_audit(folder);
    splice(folder / "page.html", folder / "wide.html", "<h1>", "<p style=\"width:500px\">wide</p>");
    CHECK(!layout_of(folder / "wide.html", folder.path(), 390).fits);
    splice(folder / "page.html", folder / "cut.html", "</style>",
           ".losers { min-width: 1400px; } .losers .rank { min-width: 1300px; }");
    const Layout cut = layout_of(folder / "cut.html", folder.path(), 1200);
    CHECK(cut.fits);
    CHECK(cut.cut == std::vector<std::string>{"Who lost most"});
    CHECK(cut.unseen == std::vector<std::string>{"Who lost most"});
}

TEST_CASE("Chromium shows a hostile name as text, runs nothing and requests nothing") {
    if (is_missing()) return;
    const TempDir folder;
    run(folder,
        "inmail init && inmail subscribe ana --plan sales-navigator-core --at 2026-08-01 --name '<b>Ana</b>'"
        " --team '</title></style><script>console.error(1)</script>\"><img src=http://canary.invalid/x onerror=alert(1)>'"
        " && inmail audit --month 2026-09 --format html --output page.html");
    const Visit page = visit(folder / "page.html", folder.path());
    CHECK(page.console == std::vector<std::string>{});
    CHECK(page.requests == 0);
    CHECK(page.dom.find("<script") == std::string::npos);
    CHECK(page.dom.find("<img") == std::string::npos);
    CHECK(page.dom.find("&lt;img src=http://canary.invalid/x onerror=alert(1)&gt;</h3>") != std::string::npos);
}

TEST_CASE("Chromium shows a plan of the sample list in light and dark, each person once, without a request or an error") {
    if (is_missing()) return;
    const TempDir folder;
    make_plan(folder);
    const Visit page = visit(folder / "plan.html", folder.path());
    CHECK(page.console == std::vector<std::string>{});
    CHECK(page.requests == 0);
    const Json plan = json_of(folder, "inmail route \"$SAMPLES/prospects.csv\" --seat cleo");
    std::map<std::string, std::map<std::string, std::int64_t>> days;
    for (const auto& route : plan["routes"]) {
        const std::string person = "data-prospect=\"" + route["prospect"].get<std::string>() + "\"";
        CAPTURE(person);
        CHECK(between(page.dom, person, "</li>").find("checkbox") != std::string::npos);
        const bool is_note = route["channel"] == "connection-note";
        ++days[route["not_before"].get<std::string>().substr(0, 10)][route["cost"] == 1 ? "inmails" : is_note ? "notes" : "free"];
    }
    REQUIRE(days.size() == 2);
    for (auto& [day, counts] : days) {
        const std::string row = row_of(page.dom, "data-day=\"" + day + "\"");
        for (const char* key : {"inmails", "notes", "free"}) CHECK(figure(row, key) == counts[key]);
    }
    CHECK(glance_at(page.screenshot).brightness > 0.8);
    CHECK(glance_at(visit(folder / "plan.html", folder.path(), Scheme::dark).screenshot).brightness < 0.25);
}

TEST_CASE("the test browser notices a request and a forbidden script") {
    if (is_missing()) return;
    const TempDir folder;
    run(folder,
        "inmail init && inmail subscribe ana --plan sales-navigator-core --at 2026-08-01"
        " && inmail audit --month 2026-09 --format html --output page.html");
    const char* const image = "<img src=\"http://canary.invalid/x.png\">";
    splice(folder / "page.html", folder / "forbidden.html", "<main>", std::string(image) + "<script>console.error(1)</script>");
    const Visit forbidden = visit(folder / "forbidden.html", folder.path());
    CHECK(forbidden.console.size() == 2);
    CHECK(forbidden.requests == 0);

    splice(folder / "page.html", folder / "asking.html", "<meta http-equiv", "<!--");
    splice(folder / "asking.html", folder / "asking.html", "<meta name=\"viewport\"", "-->");
    splice(folder / "asking.html", folder / "asking.html", "<main>", image);
    CHECK(visit(folder / "asking.html", folder.path()).requests > 0);
}

}  // namespace inmail::test
