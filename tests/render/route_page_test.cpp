#include "inmail/render/route_page.hpp"

#include <string>

#include "audit_page_example.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

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
