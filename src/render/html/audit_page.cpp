#include "inmail/render/audit_page.hpp"

#include <fmt/format.h>

#include "comparison_words.hpp"
#include "inmail/app/reports/audit.hpp"
#include "page_words.hpp"
#include "policy_words.hpp"
#include "pool_words.hpp"
#include "sections.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {
namespace html {
namespace {

std::string months_of(const app::AuditReport& report) {
    return report.from == report.to ? month_words(report.from)
                                    : fmt::format("{} to {}", month_words(report.from), month_words(report.to));
}

/// How the months add up (docs/rules.md, section 6), one item for each term of the sum.
Values::List sum_of(const app::AuditRow& total) {
    struct Summand {
        const char* sign;
        const char* figure;
        const char* name;
        Credits credits;
        bool always;
    };
    constexpr const char* minus = "\xe2\x88\x92";
    const Totals& f = total.flow;
    const Summand summands[]{
        {"", "opening", "held before", total.opening, true}, {"+", "allotted", "allotted", f.allotted, true},
        {"+", "refunded", "refunded", f.refunded, true},     {"+", "purchased", "bought", f.purchased, false},
        {"+", "adjusted", "adjusted", f.adjusted, false},    {minus, "consumed", "sent", f.consumed, true},
        {minus, "lost", "lost", total.lost(), true},         {"=", "closing", "held after", total.closing, true},
    };
    Values::List list;
    for (const Summand& summand : summands) {
        if (!summand.always && summand.credits == no_credits) continue;
        const bool is_taken = summand.credits < no_credits;  // adjustments can be either
        list.push_back(Values()
                           .set("sign", is_taken ? minus : summand.sign)
                           .set("figure", summand.figure)
                           .set("name", summand.name)
                           .set("credits", is_taken ? -summand.credits : summand.credits));
    }
    return list;
}

}  // namespace

void add_headline(Values& page, const AuditSource& source) {
    const app::AuditReport& report = source.report;
    int losing = 0;
    std::int64_t accounts = 0;
    for (const auto& team : report.teams) {
        losing += team.losing;
        accounts += team.accounts;
    }
    page.set("title", "InMail credits: audit of " + months_of(report));
    page.set("months", months_of(report));
    page.set("headline", losing == 0 ? fmt::format("{} lost no credit.", grouped(accounts, "account"))
                                     : fmt::format("{} of {} {}.", losing, grouped(accounts, "account"),
                                                   loss_words(report.total.lost(), report.total.worth)));
    page.set("so_far", report.so_far);
    page.set("up_to", end_words(report.as_of, source.display));
    page.set("is_known_at", report.known_at.has_value());
    page.set("known_at", report.known_at ? end_words(*report.known_at, source.display) : std::string());
    Values::List pools;
    for (const auto& pool : report.pools_left_out) pools.push_back(Values().set("words", pool_words(pool)));
    page.set("pools_left_out", std::move(pools));
    Values::List changes;
    for (auto& words : comparison_words(report)) changes.push_back(Values().set("words", words));
    page.set("changes", std::move(changes));
    page.set("sum", sum_of(report.total));
    page.set("rate", rate_words(report.total.responses, report.policy));
    page.set("messages", grouped(report.total.responses.sent, "paid InMail"));
    page.set("has_outreach", report.total.responses.sent > 0);
    const std::string reply_cost = reply_cost_words(report.total.cost, report.total.responses);
    page.set("has_reply_cost", !reply_cost.empty());
    page.set("reply_cost", reply_cost.empty() ? reply_cost : sentence_of("on average " + reply_cost));
}

}  // namespace html

std::string to_html(const app::AuditReport& report, const app::AuditCharts& charts, const Display& display) {
    const html::AuditSource source{report, charts, display};
    html::Values page;
    html::add_headline(page, source);
    html::add_teams(page, source);
    html::add_months(page, source);
    html::add_losers(page, source);
    html::add_coming(page, source);
    html::add_balances(page, source);
    html::add_accounts(page, source);
    html::add_findings(page, source);
    return html::fill("page", page);
}

}  // namespace inmail::render
