// The first sentence of the audit's page, and its tiles.

#include <algorithm>
#include <string>

#include "audit_page_example.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

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

TEST_CASE("an adjustment that took credits stands in the sum with a minus") {
    Page page;
    page.report.total.flow.adjusted = Credits{-6};
    const std::string html = page.html();
    CHECK(holds(html, "<dt>adjusted</dt><dd><span class=\"sign\">\xe2\x88\x92</span>6</dd>"));
}

TEST_CASE("the page's head has the company and the title that were given, and says who made it, when and from what") {
    Page page;
    CHECK(holds(page.html(), "<p class=\"kicker\">InMail credits</p>\n<h1>Audit of March 2026</h1>\n<p class=\"verdict\">"));
    CHECK(holds(page.html(), "<p>Made on 1 June 12:00, from what was recorded by then.</p>"));
    page.facts = {"Credits & <March>", "Acme & <Sons>", "ana <b>"};
    page.report.known_at = at("2026-04-30T23:59:59.999Z");
    const std::string html = page.html();
    CHECK(holds(html, "<title>Credits &amp; &lt;March&gt;</title>"));
    CHECK(holds(html,
                "<p class=\"kicker\">Acme &amp; &lt;Sons&gt; \xc2\xb7 InMail credits</p>\n<h1>Credits &amp; "
                "&lt;March&gt;</h1>\n<p class=\"aside\">Audit of March 2026</p>\n<p class=\"verdict\">"));
    CHECK(holds(html, "<p>Made by ana &lt;b&gt; on 1 June 12:00, from what was recorded by 30 April.</p>"));
    CHECK(holds(html, "<p>Head of the ledger <code class=\"head\">c0ffee</code></p>"));
}

TEST_CASE("the page names the accounts whose losses changed most by their persons") {
    Page page;
    page.report.before = app::Months{*parse_month("2026-02"), *parse_month("2026-02")};
    page.report.rows[1].account.person = "Ana Ruiz";
    CHECK(holds(page.html(), "Losses that changed most: Ana Ruiz 40 (was 0)."));
}

TEST_CASE("times on the page have no seconds, and no deadline is told late") {
    struct Case {
        const char* too_late;
        const char* words;
    };
    for (const Case& c : {Case{"2026-04-16T15:46:12Z", "send 7 before 16 April 15:46 or lose 7"},
                          Case{"2026-04-16T00:00:12Z", "send 7 by 15 April or lose 7"},
                          Case{"2026-04-16T00:01:59Z", "send 7 before 16 April 00:01 or lose 7"},
                          Case{"2026-04-16T00:00:00Z", "send 7 by 15 April or lose 7"}}) {
        Page page;
        auto& row = page.charts.coming.rows.at(0);
        row.plan_end.reset();
        row.losses = {{Posting::Kind::expired, at(c.too_late), Credits{7}, std::nullopt}};
        row.deadlines = app::deadlines_of(row.losses);
        CAPTURE(c.too_late);
        CHECK(holds(page.html(), c.words));
    }
}
