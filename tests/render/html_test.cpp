#include <algorithm>
#include <string>

#include "examples.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/render/audit_page.hpp"
#include "inmail/render/route_page.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

bool holds(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

/// The page of March for one team, with losses and with charts of two months.
struct Page {
    app::AuditReport report = march();
    app::AuditCharts charts;

    Page() {
        report.teams.clear();
        report.total.worth = {};
        for (auto& row : report.rows) {
            app::AuditTeam team;
            team.team = row.team;
            team.accounts = 1;
            team.losing = row.lost() > no_credits ? 1 : 0;
            row.worth = {};
            row.worth.bought.add("USD", row.lost().value * 1050);
            row.worth.plan.add("EUR", row.lost().value * 200);
            row.worth.unpriced_plan = Credits{row.lost().value / 10};
            team.sum = row;
            report.total.worth += row.worth;
            report.teams.push_back(team);

            app::AuditCharts::Account account;
            account.account = row.account;
            account.standings = {std::nullopt, app::AuditCharts::Standing{row.closing, Credits{50}, Credits{150}}};
            account.outflow.used = row.flow.consumed;
            account.outflow.forfeited = row.flow.forfeited;
            account.outflows = {{}, account.outflow};
            charts.accounts.push_back(account);
            app::AuditCharts::Team of_team;
            if (row.team) of_team.teams = {*row.team};
            of_team.accounts = {charts.accounts.size() - 1};
            of_team.outflow = account.outflow;
            of_team.worth = row.worth;
            of_team.losing = team.losing;
            charts.teams.push_back(of_team);
        }
        charts.months = {*parse_month("2026-02"), *parse_month("2026-03")};
        charts.sums = {{Credits{400}, {}, {}}, {report.total.opening, report.total.flow, report.total.responses}};
        charts.main_loser = 1;
        charts.coming.as_of = report.as_of;
        charts.coming.until = at("2026-07-01T23:59:59.999Z");
        app::ForecastReport::Row row;
        row.account = seat("ana");
        row.available = Credits{147};
        row.cap = Credits{150};
        row.next_refresh = at("2026-04-01T00:00:00Z");
        row.losing = {Credits{1287}, Credits{1291}, Credits{1289}};
        LotId held;
        held.granted_at = at("2026-02-01T00:00:00Z");
        const auto may = at("2026-05-02T00:00:00Z");
        row.losses = {{Posting::Kind::withheld, at("2026-04-01T00:00:00Z"), Credits{37}, std::nullopt},
                      {Posting::Kind::withheld, at("2026-05-01T00:00:00Z"), Credits{1234}, std::nullopt},
                      {Posting::Kind::expired, may, Credits{4}, held},
                      {Posting::Kind::zeroed, may, Credits{12}, held}};
        row.deadlines = app::deadlines_of(row.losses);
        row.plan_end = app::PlanEnd{may, EventKind::cancel, Credits{12}};
        charts.coming.rows = {row};
    }

    [[nodiscard]] std::string html() const { return to_html(report, charts, piped()); }
};

}  // namespace

TEST_CASE("stored text is harmless on the page, whatever it holds") {
    Page page;
    const std::string name = std::string(hostile) + "\"><img src=http://evil.example/x onerror=alert(1)>'{{{head}}}\x7f";
    for (auto& row : page.report.rows) {
        row.account.name = row.team.emplace(name);
        row.plan = name;
        row.by_seat = {{name, {}, {}}};
    }
    for (auto& team : page.report.teams) team.team = name;
    for (auto& team : page.charts.teams) team.teams = {name, name};
    for (auto& account : page.charts.accounts) account.serves = {name};
    for (auto& account : page.charts.accounts) account.account.name = name;
    page.charts.coming.rows[0].account.name = name;
    page.report.observations[0].account.name = name;
    page.report.drift.listed[0].account.name = name;
    page.report.drift.listed[0].key = name;

    const std::string html = page.html();
    CHECK(!holds(html, "<script"));
    CHECK(!holds(html, "<img"));
    CHECK(!holds(html, "\x1b"));
    CHECK(!holds(html, "\x7f"));
    CHECK(!holds(html, "\xe2\x80\xae"));
    CHECK(holds(html, "=1+1\\x1b[2J\\u{202e}&lt;script&gt;|`*&quot;&gt;&lt;img src=http:"));
    CHECK(count(html, "c0ffee") == 1);  // a name is not read as a template
}

TEST_CASE("the page loads nothing, runs nothing and links nowhere") {
    const std::string html = Page().html();
    CHECK(holds(
        html,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;"));
    for (const char* way_out :
         {"http:", "https:", "<script", "javascript:", " src=", "@import", "url(//", "<iframe", "<form", "<a "}) {
        CAPTURE(way_out);
        CHECK(!holds(html, way_out));
    }
    CHECK(count(html, "href=") == 1);
    CHECK(holds(html, "<link rel=\"icon\" href=\"data:,\">"));
    CHECK(count(html, "url(") == count(html, "url(#"));
    CHECK(!holds(html, "style=\""));
}

TEST_CASE("the page begins with one sentence: the loss, its change since the month before, and its cause") {
    struct Case {
        const char* what;
        int before;  ///< -1: the ledger began later
        bool so_far;
        bool has_cause;
        const char* news;
    };
    for (const Case& c : {
             Case{"more", 25, false, true,
                  "40 credits lost in March, 60% more than in February; all of them in one seat, ana, that used 3."},
             Case{"fewer", 50, false, false, "40 credits lost in March, 20% fewer than in February; spread over 1 account."},
             Case{"as many", 40, false, true,
                  "40 credits lost in March, as many as in February; all of them in one seat, ana, that used 3."},
             Case{"few", 3, false, true,
                  "40 credits lost in March, against 3 in February; all of them in one seat, ana, that used 3."},
             Case{"none", 0, false, true,
                  "40 credits lost in March, none in February; all of them in one seat, ana, that used 3."},
             Case{"not over", 25, true, true,
                  "40 credits lost in March so far, against 25 in the whole of February; all of them in one seat, ana, that used "
                  "3."},
             Case{"no month before", -1, false, true, "40 credits lost in March; all of them in one seat, ana, that used 3."},
         }) {
        CAPTURE(c.what);
        Page page;
        if (c.before >= 0) page.report.before = app::Months{*parse_month("2026-02"), *parse_month("2026-02")};
        page.report.total.before.flow.expired = Credits{std::max(0, c.before)};
        page.report.so_far = c.so_far;
        if (!c.has_cause) page.charts.main_loser.reset();
        CHECK(holds(page.html(), std::string("<p class=\"verdict\">") + c.news + "</p>"));
    }
    Page page;
    page.report.to = page.report.to + 2;
    page.report.before = app::Months{*parse_month("2025-12"), *parse_month("2026-02")};
    page.report.total.before.flow.expired = Credits{20};
    page.report.rows[1].account.person = "Ana Ruiz";
    page.charts.accounts[1].outflow = {};
    page.charts.accounts[1].outflow.zeroed = Credits{40};
    CHECK(
        holds(page.html(),
              "40 credits lost from March 2026 to May 2026, 100% more than in the 3 months before; all of them in one seat, Ana "
              "Ruiz, whose plan ended."));
}

TEST_CASE("money on the page is in whole units at the plan's price, and a note has what it leaves out") {
    Page page;
    const std::string html = page.html();
    CHECK(holds(html, "<p class=\"aside\">1 of 2 accounts lost credits. Worth about EUR 80 at the plan&apos;s price.</p>"));
    CHECK(
        holds(html, "<p class=\"aside\">Of these, 4 have no known price. Bought one by one they would cost about USD 420.</p>"));
    page.report.total.worth = {};
    page.report.total.worth.plan.add("EUR", 49);
    page.report.total.worth.plan.add("JPY", 1234);
    page.report.total.worth.plan.add("USD", 123'450);
    CHECK(holds(page.html(), "Worth about EUR 0.49, JPY 1,234, USD 1,235 at the plan&apos;s price."));
}

TEST_CASE("each figure of the sum has its change since the month before, and its last months as a line") {
    Page page;
    CHECK(!holds(page.html(), "the change since"));
    page.report.before = app::Months{*parse_month("2026-02"), *parse_month("2026-02")};
    page.report.total.before.flow.allotted = Credits{250};
    page.report.total.before.flow.forfeited = Credits{13};
    page.report.total.before.responses = {10, 1};
    const std::string html = page.html();
    CHECK(holds(html, "Below each number: the change since February. Lines: February to March."));
    CHECK(holds(html,
                "<dt>allotted</dt><dd><span class=\"sign\">+</span>200</dd><dd class=\"change\">\xe2\x88\x92"
                "50</dd>"));
    CHECK(holds(html, "<dt>lost</dt><dd><span class=\"sign\">\xe2\x88\x92</span>40</dd><dd class=\"change\">+27</dd>"));
    CHECK(holds(html,
                "<title id=\"spark-lost-title\">lost, month by month</title><desc id=\"spark-lost-desc\">February 2026: 0. March "
                "2026: 40. </desc>"));
    CHECK(holds(html, "<dt>answered</dt><dd>25% <small>5-70%</small></dd><dd class=\"change\">+15 points</dd>"));
    CHECK(holds(html, "<desc id=\"spark-rate-desc\">February 2026: none. March 2026: 25%. </desc>"));
}

TEST_CASE("the page has a sentence for each team that says what was lost, at which price") {
    const std::string html = Page().html();
    CHECK(holds(html, "<title>InMail credits: audit of March 2026</title>"));
    CHECK(holds(html, "1 of 1 seat lost 40 credits, about EUR 80 (4 of them without a known price)."));
    CHECK(holds(html, "<h3>Pools</h3>\n<p class=\"headline\">1 pool lost no credit.</p>"));
    CHECK(holds(html, "<td class=\"whole\">EUR 80</td>"));
}

TEST_CASE("the page's coming losses are those of the forecast, by what becomes of the credits") {
    const std::string html = Page().html();
    CHECK(holds(html, "About to be lost by 1 July: 1,287 credits (4 expired, 1,271 forfeited and 12 zeroed)."));
    CHECK(holds(html,
                "<td class=\"strong\" data-figure=\"none_reply\">1,287</td><td data-figure=\"expired\">4</td><td "
                "data-figure=\"forfeited\">1,271</td><td data-figure=\"zeroed\">12</td>"));
    CHECK(holds(html,
                "cancelled on 2 May: send 1271 by 30 April, the first by 31 March, and 16 more by 1 May or lose "
                "1287</td><td>147</td><td>150</td><td><i>\xe2\x80\x93</i></td><td>1,289</td><td>1,291</td>"));
    CHECK(holds(html, "1 April 2026: 37 forfeited. "));
    CHECK(holds(html, "1 May 2026: 1,234 forfeited. 2 May 2026: 4 expired and 12 zeroed. "));
    CHECK(holds(html,
                "<th scope=\"row\">2 May</th><td>4</td><td><i>\xe2\x80\x93</i></td><td>12</td><td class=\"name\">ana</td><td "
                "class=\"name\">2026-05-01</td>"));
    CHECK(holds(html, "<td data-figure=\"coming_zeroed\">12</td>"));
}

TEST_CASE("the accounts at risk stand soonest first, with those whose plans end later behind them, and add up") {
    Page page;
    auto& coming = page.charts.coming;
    coming.rows.clear();
    const auto add = [&coming](const char* name, const char* when, Posting::Kind kind, int amount) {
        app::ForecastReport::Row row;
        row.account = seat(name);
        row.losses = {{kind, at(when), Credits{amount}, std::nullopt}};
        row.deadlines = app::deadlines_of(row.losses);
        row.losing.none_reply = row.losing.expected = row.losing.all_reply = Credits{amount};
        coming.losing += Credits{amount};
        coming.rows.push_back(row);
    };
    app::ForecastReport::Row ends;
    ends.account = seat("ends");
    ends.plan_end = app::PlanEnd{at("2026-04-02T00:00:00Z"), EventKind::cancel, Credits{9}};
    coming.rows.push_back(ends);
    add("most", "2026-04-09T00:00:00Z", Posting::Kind::withheld, 70);
    add("few", "2026-04-05T00:00:00Z", Posting::Kind::expired, 3);
    add("more", "2026-04-05T00:00:00Z", Posting::Kind::expired, 5);
    const std::string html = page.html();
    std::string order;
    for (std::size_t row = html.find("data-advice="); row != std::string::npos; row = html.find("data-advice=", row + 1))
        order += html.substr(row + 13, html.find('"', row + 13) - row - 13) + " ";
    CHECK(order == "more few most ends ");
    CHECK(holds(html,
                "<td data-figure=\"coming_lost\">78</td><td data-figure=\"coming_expired\">8</td><td "
                "data-figure=\"coming_forfeited\">70</td><td></td>"));
    CHECK(holds(html, "5 April 2026: 8 expired. 9 April 2026: 70 forfeited. "));
}

TEST_CASE("every chart on the page is described in words and has an id of its own") {
    const std::string html = Page().html();
    const std::size_t pictures = count(html, "<svg class=\"");
    const std::size_t decoration = count(html, "aria-hidden=\"true\"");
    CHECK(count(html, "role=\"img\"") == pictures - decoration);
    CHECK(count(html, "<desc id=\"") == pictures - decoration);
    for (std::size_t id = html.find(" id=\""); id != std::string::npos; id = html.find(" id=\"", id + 1)) {
        const std::string attribute = html.substr(id, html.find('"', id + 5) + 1 - id);
        CAPTURE(attribute);
        CHECK(count(html, attribute) == 1);
    }
    CHECK(holds(html, "February 2026: not active. March 2026: 147 of 150. "));
    CHECK(holds(html, "3 used and 40 forfeited</desc>"));
}

TEST_CASE("all teams' bars have one scale, and so have all accounts' bars") {
    Page page;
    page.charts.accounts[0].outflow.used = Credits{86};
    page.charts.teams[0].outflow = page.charts.accounts[0].outflow;
    const std::string html = page.html();
    // 86 fill the width of 1,000 or 220; the other team's 43 fill half of it.
    CHECK(holds(html, "<rect class=\"used\" x=\"0\" y=\"0\" width=\"1000\" height=\"24\">"));
    CHECK(holds(html, "<rect class=\"forfeited\" x=\"34.9\" y=\"0\" width=\"465.1\" height=\"24\">"));
    CHECK(holds(html, "<rect class=\"used\" x=\"0\" y=\"0\" width=\"220\" height=\"12\">"));
    CHECK(holds(html, "<rect class=\"forfeited\" x=\"7.7\" y=\"0\" width=\"102.3\" height=\"12\">"));
}

TEST_CASE("a pool stands with the teams that it serves, and a cancelled seat's loss is told as such") {
    Page page;
    page.charts.accounts[0].serves = {"amer", "emea"};
    page.charts.teams[0].teams = {"amer", "emea"};
    auto& ana = page.report.rows[1];
    ana.account.person = "Ana Ruiz";
    ana.active = false;
    ana.flow.zeroed = Credits{14};
    const std::string html = page.html();
    CHECK(holds(html, "<h3>amer and emea</h3>\n<p class=\"headline\">1 pool lost no credit.</p>"));
    CHECK(holds(html, "without a known price); 14 of them because Ana Ruiz was cancelled.</p>"));
    CHECK(count(html, "Ana Ruiz <small>ana</small> <small>cancelled</small>") == 2);
    CHECK(count(html, "1 seat, one by one") == 1);
}

TEST_CASE("a zero in a table is a faint dash, and what was taken has a true minus sign") {
    Page page;
    page.report.rows[1].flow.adjusted = Credits{-5};
    const std::string html = page.html();
    CHECK(holds(html,
                "<td data-figure=\"purchased\"><i>\xe2\x80\x93</i></td><td data-figure=\"adjusted\">\xe2\x88\x92"
                "5</td>"));
    CHECK(holds(html, "<td data-figure=\"refunded\"><i>\xe2\x80\x93</i></td>"));
}

TEST_CASE("a step in the line of a cap is labelled with its cause") {
    using Standing = app::AuditCharts::Standing;
    struct Case {
        Standing before;
        Standing after;
        const char* words;
    };
    const PlanId other{2};
    for (const Case& c : {Case{{{}, {}, Credits{450}, 3, {}}, {{}, {}, Credits{600}, 4, {}}, ">3 to 4 seats</text>"},
                          Case{{{}, {}, Credits{300}, 2, {}}, {{}, {}, Credits{150}, 1, {}}, ">2 to 1 seat</text>"},
                          Case{{{}, {}, Credits{150}, 0, {}}, {{}, {}, Credits{120}, 0, other}, ">another plan</text>"},
                          Case{{{}, {}, Credits{150}, 0, {}}, {{}, {}, Credits{200}, 0, {}}, ">new terms</text>"}}) {
        Page page;
        page.charts.accounts[0].standings = {c.before, c.after};
        CHECK(holds(page.html(), c.words));
        page.charts.accounts[0].standings = {c.before, c.before};
        CHECK(!holds(page.html(), "class=\"step"));
    }
}

TEST_CASE("the page of a month without losses says so") {
    Page page;
    app::AuditReport& report = page.report;
    report.observations.clear();
    report.drift = {};
    report.rows.resize(1);
    report.teams.resize(1);
    report.total = report.rows.front();
    page.charts.accounts.resize(1);
    page.charts.teams.resize(1);
    page.charts.main_loser.reset();
    page.charts.coming.rows.clear();
    page.charts.coming.losing = no_credits;
    const std::string html = page.html();
    CHECK(holds(html, "1 account lost no credit."));
    CHECK(holds(html, "Nobody lost a credit."));
    CHECK(holds(html, "Nothing is about to be lost by 1 July."));
    CHECK(holds(html, "None: every event fits the rules"));
    CHECK(!holds(html, "<div class=\"calendars\">"));
}

TEST_CASE("an adjustment that took credits stands in the sum with a minus") {
    Page page;
    page.report.total.flow.adjusted = Credits{-6};
    const std::string html = page.html();
    CHECK(holds(html, "<dt>adjusted</dt><dd><span class=\"sign\">\xe2\x88\x92</span>6</dd>"));
}

TEST_CASE("the page shows the cap of a pool, of each member, and how many they are") {
    Page page;
    page.report.rows.front().cap = Credits{150};
    page.report.rows.front().members = 3;
    CHECK(holds(page.html(),
                "<small>cap <span data-figure=\"cap\">450</span>: <span data-figure=\"seat_cap\">150</span> for each "
                "of <span data-figure=\"members\">3 members</span></small>"));
}

TEST_CASE("the page ends with anomalies, observations and drift") {
    const std::string html = Page().html();
    CHECK(holds(html, "<td data-figure=\"unfunded\">1</td><td data-figure=\"repeat\">2</td>"));
    CHECK(holds(html, "ana, 10 March: LinkedIn showed 140, the ledger held 141."));
    CHECK(holds(html, "Drift of ana: its refresh of 1 March was closed with available 150, now 149"));
}

namespace {

/// A plan for two days: an InMail, a note and a connection today, a note next week, and one person to whom nobody writes.
app::RouteReport plan_of(const std::string& name) {
    app::RouteReport plan;
    plan.as_of = at("2026-03-20T09:00:00Z");
    const auto add = [&](std::optional<Channel> channel, int cost, const char* from, app::RouteReason reason) {
        Prospect prospect;
        prospect.key = name + std::to_string(plan.rows.size());
        prospect.name = name;
        plan.rows.push_back({prospect, name, channel, cost, at(from), reason, plan.as_of, name, name});
    };
    add(Channel::connection_note, 0, "2026-03-20T09:00:00Z", app::RouteReason::new_person);
    add(Channel::inmail, 1, "2026-03-20T09:00:00Z", app::RouteReason::inmail_first);
    add(Channel::first_degree, 0, "2026-03-20T09:00:00Z", app::RouteReason::listed_connection);
    add(Channel::connection_note, 0, "2026-03-27T09:00:00Z", app::RouteReason::new_person);
    add(std::nullopt, 0, "2026-04-01T00:00:00Z", app::RouteReason::colleague_wrote);
    plan.unrouted = 1;
    plan.held = Credits{50};
    plan.may_spend = plan.held;
    plan.needed = plan.spent = Credits{1};
    plan.merged = {{name, {2, 3}}};
    return plan;
}

}  // namespace

TEST_CASE("the page of a plan has each person once, under the day and channel, and sums by day") {
    const std::string html = to_html(plan_of("jane"), piped());
    CHECK(holds(html, "<title>InMail credits: who to write to</title>"));
    CHECK(holds(html, "4 of 5 people can be written to, for 1 credit."));
    CHECK(holds(html,
                "<td data-figure=\"inmails\">1</td><td data-figure=\"notes\">1</td><td data-figure=\"free\">1</td><td "
                "data-figure=\"all\">3</td>"));
    CHECK(holds(html,
                "<td data-figure=\"inmails\">0</td><td data-figure=\"notes\">1</td><td data-figure=\"free\">0</td><td "
                "data-figure=\"all\">1</td>"));
    CHECK(holds(html, "1 InMail, 1 note and 1 free message</desc>"));
    CHECK(count(html, "type=\"checkbox\"") == 4);
    CHECK(count(html, "data-prospect=") == 4);
    CHECK(holds(html, "<h3>20 March</h3>\n<p class=\"channel\">inmail <small>1</small></p>"));
    CHECK(holds(html, "<h3>27 March</h3>\n<p class=\"channel\">connection-note <small>1</small></p>"));
    CHECK(count(html, "data-not-now=\"jane4\"") == 1);
    CHECK(holds(html, "<p class=\"aside\">1 credit needed, 50 held.</p>"));
}

TEST_CASE("the page of a plan shows any name as text, loads nothing, runs nothing and links nowhere") {
    const std::string name = std::string(hostile) + "\"><img src=http://evil.example/x onerror=alert(1)>'{{{days}}}\x7f";
    const std::string html = to_html(plan_of(name), piped());
    for (const char* harmful : {"<script", "<img", "\x1b", "\x7f", "\xe2\x80\xae"}) {
        CAPTURE(harmful);
        CHECK(!holds(html, harmful));
    }
    CHECK(holds(html, "&lt;img src=http:"));
    const std::string plain = to_html(plan_of("jane"), piped());
    CHECK(holds(plain, "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"));
    for (const char* way_out :
         {"http:", "https:", "<script", "javascript:", " src=", "@import", "url(//", "<iframe", "<form", "<a ", "style=\""}) {
        CAPTURE(way_out);
        CHECK(!holds(plain, way_out));
    }
    CHECK(count(plain, "href=") == 1);
    CHECK(count(plain, "url(") == count(plain, "url(#"));
}
