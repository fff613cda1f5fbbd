#include <algorithm>
#include <string>

#include "examples.hpp"
#include "inmail/app/reports/stats.hpp"
#include "inmail/render/stats_page.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

using app::Dimension;
using app::StatsReport;

StatsReport::Row row_of(const std::string& value, std::int64_t sent, std::int64_t answered) {
    StatsReport::Row row;
    row.value = value;
    row.responses = {sent, answered};
    return row;
}

/// March's InMails: 100 of 400 were answered.
StatsReport rates(Dimension by, std::vector<StatsReport::Row> rows) {
    StatsReport report;
    report.from = report.to = *parse_month("2026-03");
    report.as_of = at("2026-03-31T23:59:59.999Z");
    report.total = row_of("", 400, 100);
    report.inmails = report.total.responses;
    report.groups = {{by, std::move(rows)}};
    return report;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    REQUIRE(begin != std::string::npos);
    return text.substr(begin + from.size(), text.find(to, begin) - begin - from.size());
}

std::string verdict_of(const StatsReport& report) { return between(to_html(report, piped()), "<p class=\"verdict\">", "</p>"); }

}  // namespace

TEST_CASE("the page of rates begins with the rate of all and with what stands clearly apart from it") {
    const auto spring = row_of("spring", 60, 30);
    const auto autumn = row_of("autumn", 60, 5);
    const auto usual = row_of("usual", 100, 25);
    const auto few = row_of("few", 10, 9);
    struct {
        const char* what;
        StatsReport report;
        const char* news;
    } const cases[] = {
        {"better and worse", rates(Dimension::campaign, {spring, autumn, usual}),
         "25% of 400 InMails sent in March 2026 were answered; campaign &quot;spring&quot; (50% of 60) does clearly better, and "
         "campaign "
         "&quot;autumn&quot; (8% of 60) clearly worse."},
        {"better", rates(Dimension::team, {spring, usual}),
         "25% of 400 InMails sent in March 2026 were answered; team spring (50% of 60) does clearly better."},
        {"worse", rates(Dimension::team, {autumn, usual}),
         "25% of 400 InMails sent in March 2026 were answered; team autumn (8% of 60) does clearly worse."},
        {"neither", rates(Dimension::team, {usual, usual}),
         "25% of 400 InMails sent in March 2026 were answered; nothing below is clearly better or worse."},
        {"a high rate of few tells nothing", rates(Dimension::team, {few, few}),
         "25% of 400 InMails sent in March 2026 were answered; the groups below are too small to tell what works."},
        {"a row without a value is nothing to choose", rates(Dimension::campaign, {row_of("", 60, 30), usual}),
         "25% of 400 InMails sent in March 2026 were answered; nothing below is clearly better or worse."},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        CHECK(verdict_of(c.report) == c.news);
    }
    StatsReport few_in_all = rates(Dimension::team, {few});
    few_in_all.total.responses = few_in_all.inmails = {10, 9};
    CHECK(verdict_of(few_in_all) == "90% of 10 InMails sent in March 2026 were answered: too few to tell what works.");
    StatsReport none = rates(Dimension::team, {});
    none.total.responses = none.inmails = {};
    CHECK(verdict_of(none) == "No InMail was sent in March 2026.");
}

TEST_CASE("a group of more rows than the page shows has those with the most messages, and says how many are left out") {
    std::vector<StatsReport::Row> rows;
    for (int i = 0; i < 70; ++i) rows.push_back(row_of("seat" + std::to_string(i), i, 0));
    const std::string html = to_html(rates(Dimension::seat, rows), piped());
    CHECK(html.find("data-value=\"seat9\"") == std::string::npos);
    CHECK(html.find("data-value=\"seat10\"") < html.find("data-value=\"seat69\""));
    CHECK(html.find("10 more with fewer messages") != std::string::npos);
}

TEST_CASE("stored text is harmless on the page of rates, and the page loads nothing") {
    const std::string name = std::string(hostile) + "\"><img src=http://evil.example/x onerror=alert(1)>'{{{headline}}}\x7f";
    StatsReport report = rates(Dimension::campaign, {row_of(name, 60, 30), row_of("usual", 60, 15)});
    report.groups.push_back({Dimension::seat, {row_of(name, 60, 30)}});
    report.groups.back().rows.front().person = name;
    report.silent = {name};
    const std::string html = to_html(report, piped());
    for (const char* never : {"<script", "<img", "\x1b", "\x7f", "\xe2\x80\xae", " src=\"", "<a ", "style=\"", "@import"}) {
        INFO(never);
        CHECK(html.find(never) == std::string::npos);
    }
    CHECK(html.find("Content-Security-Policy") != std::string::npos);
}
