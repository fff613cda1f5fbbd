#include "inmail/render/audit_page.hpp"

#include "page_words.hpp"
#include "sections.hpp"

namespace inmail::render {

std::string to_html(const app::AuditReport& report, const app::AuditCharts& charts, const PageFacts& facts,
                    const Display& display) {
    const Display to_the_minute = html::page_display(display);
    const html::AuditSource source{report, charts, facts, to_the_minute};
    html::Values page;
    html::add_headline(page, source);
    html::add_range(page, source);
    html::add_teams(page, source);
    html::add_months(page, source);
    html::add_losers(page, source);
    html::add_coming(page, charts.coming, to_the_minute);
    html::add_balances(page, source);
    html::add_accounts(page, source);
    html::add_findings(page, source);
    html::add_recommendations(page, source);
    return html::fill("audit", page);
}

}  // namespace inmail::render
