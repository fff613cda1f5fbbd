// What the audit's page recommends, in words.

#include <string>

#include "audit_page_example.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

app::AccountUse use_of(app::AccountName account, std::initializer_list<std::int64_t> sent) {
    app::AccountUse use;
    use.account = std::move(account);
    use.team = "emea";
    use.plan = "recruiter-corporate";
    use.allowance = Credits{150};
    for (const std::int64_t n : sent) use.months.push_back({n, Credits{20}, false});
    return use;
}

std::string section_of(const app::Recommendation& one) {
    Page page;
    page.charts.recommendations = {*parse_month("2026-01"), *parse_month("2026-03"), {}, {one}};
    page.charts.recommendations.rules.months = 3;
    const std::string html = page.html();
    const std::size_t from = html.find("<section aria-labelledby=\"recommended\">");
    return html.substr(from, html.find("</section>", from) - from);
}

}  // namespace

TEST_CASE("licences to give back come with the month with most InMails, the price, and what is not looked at") {
    app::AccountUse acme = use_of(pool("acme"), {40, 160, 1});
    acme.licences = 4;
    acme.senders = 3;
    acme.price = Money{90'000, "USD"};
    const std::string html = section_of({Credits{300}, app::GiveBackLicences{acme, 2}});
    CHECK(holds(
        html,
        "Give back 2 of the 4 licences of the pool acme: 2 would have covered the last 3 months&apos; most. But 3 seats sent "
        "InMails from it. <span class=\"saved\">saves 300 credits, about USD 1,800 a month</span>"));
    CHECK(holds(html, "The most InMails in one of the months January to March: 160, in February."));
    CHECK(holds(html, "2 licences bring 2 \xc3\x97 150 = 300 credits a month; all 4 bring 600."));
    CHECK(holds(html, "A licence costs USD 900.00 a month at the plan&apos;s price."));
    CHECK(holds(
        html,
        "3 seats sent InMails from it in these months; without a licence none can. What else the plan offers is not looked at."));
    CHECK(holds(html, "<code>inmail audit --from 2026-01 --to 2026-03 --by-seat pool:acme</code>"));
}

TEST_CASE("a licence without a price and without an InMail is told as such") {
    app::AccountUse ana = use_of(seat("ana"), {0, 0, 0});
    ana.account.person = "Ana <Ruiz>";
    const std::string html = section_of({Credits{150}, app::GiveBackLicences{ana, 0}});
    CHECK(holds(html,
                "Give back the licence of Ana &lt;Ruiz&gt;: no InMail was sent in the last 3 months. <span "
                "class=\"saved\">saves 150 credits a month</span>"));
    CHECK(holds(html, "January to March: 0."));
    CHECK(!holds(html, "costs"));
}

TEST_CASE("a smaller plan comes with both plans' credits and prices") {
    app::AccountUse ana = use_of(seat("ana"), {4, 9, 9});
    ana.price = Money{90'000, "USD"};
    ana.smaller = app::SmallerPlan{"recruiter-lite", Credits{30}, Money{17'000, "USD"}};
    const std::string html = section_of({Credits{120}, app::TakeSmallerPlan{ana}});
    CHECK(holds(html,
                "Move ana from recruiter-corporate to recruiter-lite: its 30 credits would have covered the last 3 months&apos; "
                "most. <span class=\"saved\">saves 120 credits, about USD 730 a month</span>"));
    CHECK(holds(html, "9, in March."));
    CHECK(holds(html, "recruiter-corporate brings 150 credits a month, recruiter-lite brings 30."));
    CHECK(holds(html, "A licence costs USD 900.00 a month, and USD 170.00 on the smaller plan."));
    CHECK(holds(html, "What else differs between the plans is not looked at."));
}

TEST_CASE("work to share names who loses and who runs dry") {
    app::AccountUse ana = use_of(seat("ana"), {150, 150, 150});
    ana.months[0].ran_dry = ana.months[2].ran_dry = true;
    app::ShareWork share{"e mea", {use_of(seat("ben"), {1, 1, 1}), use_of(seat("cleo"), {1, 1, 1})}, {ana}};
    const std::string html = section_of({Credits{40}, share});
    CHECK(holds(html, "In e mea, let ben and cleo write for ana, who keeps running dry while they lose credits."));
    CHECK(holds(html, "ben lost 60 credits in the 3 months, and never ran dry."));
    CHECK(holds(html, "ana ran dry in January and March."));
    CHECK(holds(html, "--team &apos;e mea&apos;</code>"));
}

TEST_CASE("InMails to send in time are those that the best month reached") {
    app::AccountUse ana = use_of(seat("ana"), {4, 25, 9});
    const auto until = at("2026-04-16T00:00:00Z");
    ana.ahead.losses = {{Posting::Kind::withheld, until, Credits{20}, std::nullopt}};
    ana.ahead.deadlines = {{until, Credits{20}, Credits{20}}};
    const std::string all = section_of({Credits{20}, app::SendInTime{ana, until, Credits{20}, Credits{20}, Credits{20}}});
    CHECK(holds(all, "ana: send 20 by 15 April or lose 20. <span class=\"saved\">saves 20 credits</span>"));
    CHECK(holds(all, "25, in February."));
    CHECK(holds(all, "<code>inmail expiring ana</code>"));
    const std::string part = section_of({Credits{25}, app::SendInTime{ana, until, Credits{40}, Credits{40}, Credits{25}}});
    CHECK(holds(part, "ana: send 25 by 15 April, as many as in the best month, and lose 15 instead of 40."));
    CHECK(holds(part, "All 40 credits are kept if 40 are sent."));
}

TEST_CASE("a page without a recommendation has no section for them") { CHECK(!holds(Page().html(), "recommended\"")); }
