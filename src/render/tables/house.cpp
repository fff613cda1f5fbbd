// What the ledger says of itself: the plans it knows, and what it can prove.

#include <fmt/format.h>

#include "columns.hpp"
#include "drift_words.hpp"
#include "inmail/render/reports.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string days_or_never(const std::optional<int>& n) { return n ? fmt::format("{} d", *n) : "never"; }
std::string yes_or_no(bool v) { return v ? "yes" : "no"; }

Table::Row row_of(const NamedTerms& named) {
    const Terms& t = named.terms;
    return {named.rulebook,
            named.plan,
            to_string(t.effective_from),
            t.allowance,
            t.cap,
            to_string(t.cap_rule),
            to_string(t.refresh),
            days_or_never(t.expiry_days),
            fmt::format("{} d {}", t.refund_window_days, to_string(t.window_rule)),
            to_string(t.refund_expiry),
            yes_or_no(t.purchasable),
            t.purchasable ? Cell(days_or_never(t.purchase_expiry_days)) : Cell(),
            yes_or_no(t.pooled),
            to_string(t.repeat),
            t.price_minor,
            t.credit_price_minor,
            t.currency,
            t.source};
}

}  // namespace

Table table_of(const app::PlansReport& report, const Display&) {
    Table table;
    table.columns = {name("rulebook"),
                     name("plan"),
                     name("from", "effective_from"),
                     number("allowance"),
                     number("cap"),
                     spare(name("cap rule")),
                     spare(name("refresh")),
                     spare(name("expiry")),
                     spare(name("refund window")),
                     spare(name("refund expiry")),
                     spare(name("buys", "purchasable")),
                     detail(text("purchase expiry")),
                     spare(name("pool", "pooled")),
                     spare(name("repeat")),
                     detail(number("price_minor")),
                     detail(number("credit_price_minor")),
                     detail(text("currency")),
                     detail(text("source"))};
    for (const auto& rulebook : report.rulebooks) {
        for (const auto& terms : rulebook.terms) table.rows.push_back(row_of(terms));
        table.notes.push_back(fmt::format("{}: {}{}{}", rulebook.name, rulebook.title,
                                          rulebook.shipped ? "" : " (with rows of your own)",
                                          rulebook.name == report.default_rulebook ? " (this ledger's default)" : ""));
    }
    table.empty = "The ledger knows no plans.";
    return table;
}

Table table_of(const app::VerifyReport& report, const Display& display) {
    Table table;
    table.columns = {name("finding"), text("what")};
    for (const auto& problem : report.problems) {
        Cell finding("problem");
        finding.tone = Tone::bad;
        table.rows.push_back({finding, problem});
    }
    for (const auto& drift : report.drift) table.rows.push_back({"drift", drift_words(drift, display)});
    table.notes.push_back(report.problems.empty()
                              ? fmt::format("Sound: {}, and conservation holds in {}", counted(report.events, "event"),
                                            counted(report.accounts, "account"))
                              : fmt::format("Damaged: {} in {}",
                                            counted(static_cast<std::int64_t>(report.problems.size()), "problem"),
                                            counted(report.events, "event")));
    table.notes.push_back("Head " + report.head);
    return table;
}

}  // namespace inmail::render
