// Who is on which plan, and what the rulebooks say.

#include "inmail/app/reports/plans.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cell_text.hpp"
#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string days_or_never(const std::optional<int>& n) { return n ? fmt::format("{} d", *n) : "never"; }
std::string yes_or_no(bool v) { return v ? "yes" : "no"; }

std::vector<Column> columns_of_terms() {
    return {name("rulebook"),
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
}

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

/// "cap 450, expiry 90 d": in what figures `other` is another row than `row`; empty where they agree.
std::string difference_words(const NamedTerms& other, const NamedTerms& row, const Display& display) {
    const auto columns = columns_of_terms();
    const auto theirs = row_of(other);
    const auto ours = row_of(row);
    std::string words;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool names_the_row = i < 3;
        const bool is_price = columns[i].csv_only && columns[i].heading != "purchase expiry";
        if (names_the_row || is_price || theirs[i].value == ours[i].value) continue;
        words +=
            fmt::format("{}{} {}", words.empty() ? "" : ", ", columns[i].heading, cell_text(theirs[i], columns[i].kind, display));
    }
    return words;
}

std::string members_words(const app::PlansReport::Held& held, const Display& display) {
    std::string words = fmt::format("{}: ", held.account.typed());
    if (held.members.empty()) return words + "no members";
    for (std::size_t i = 0; i < held.members.size(); ++i) {
        words +=
            fmt::format("{}{} since {}", i == 0 ? "" : ", ", held.members[i].seat, moment_words(held.members[i].since, display));
    }
    return words;
}

void add_sources(std::vector<std::string>& notes, const app::PlansReport::InForce& in_force, const Display& display) {
    const NamedTerms& row = in_force.row;
    const std::string which = fmt::format("{} / {}", row.rulebook, row.plan);
    notes.push_back(fmt::format("{} since {}: {}", which, to_string(row.terms.effective_from), row.terms.source));
    if (in_force.next) {
        const auto words = difference_words(*in_force.next, row, display);
        notes.push_back(fmt::format("{} from {} on: {}", which, to_string(in_force.next->terms.effective_from),
                                    words.empty() ? "the same figures" : words));
    }
    for (const NamedTerms& other : in_force.others) {
        const auto words = difference_words(other, row, display);
        if (!words.empty()) notes.push_back(fmt::format("{} says otherwise of {}: {}", other.rulebook, row.plan, words));
    }
}

Table who_is_on_what(const app::PlansReport& report, const Display& display) {
    const bool pools =
        std::any_of(report.held.begin(), report.held.end(), [](const auto& held) { return held.account.is_pool(); });
    Table table;
    table.title = "Who is on what as of " + end_words(report.as_of, display);
    table.columns = {name("account"), name("team"), moment("since"), shown_if(pools, number("members"))};
    const auto terms = columns_of_terms();
    table.columns.insert(table.columns.end(), terms.begin(), terms.end());
    for (const auto& held : report.held) {
        Table::Row row{held.account.typed(), held.team, held.since, {}};
        if (held.account.is_pool()) row[3] = Cell(static_cast<std::int64_t>(held.members.size()));
        for (auto& cell : row_of(held.row)) row.push_back(std::move(cell));
        table.rows.push_back(std::move(row));
        if (held.account.is_pool()) table.notes.push_back(members_words(held, display));
    }
    for (const auto& row : report.in_force) add_sources(table.notes, row, display);
    table.empty = fmt::format("Nobody is on a plan as of {}.", end_words(report.as_of, display));
    return table;
}

Table all_rulebooks(const app::PlansReport& report) {
    Table table;
    table.title = "The rulebooks";
    table.columns = columns_of_terms();
    for (const auto& rulebook : report.rulebooks) {
        for (const auto& terms : rulebook.terms) table.rows.push_back(row_of(terms));
        table.notes.push_back(fmt::format("{}: {}{}{}", rulebook.name, rulebook.title,
                                          rulebook.shipped ? "" : " (with rows of your own)",
                                          rulebook.name == report.default_rulebook ? " (this ledger's default)" : ""));
    }
    return table;
}

/// One table for a spreadsheet: the rows of terms that belong to nobody stand below, without an account.
Table in_one(Table held, const Table& rulebooks) {
    const std::size_t columns_of_account = held.columns.size() - rulebooks.columns.size();
    for (const auto& terms : rulebooks.rows) {
        Table::Row row(columns_of_account);
        row.insert(row.end(), terms.begin(), terms.end());
        held.rows.push_back(std::move(row));
    }
    held.notes.insert(held.notes.end(), rulebooks.notes.begin(), rulebooks.notes.end());
    return held;
}

}  // namespace

Rendered render(const app::PlansReport& report, Format format, const Display& display) {
    if (format == Format::json) return {to_json(report), {}};
    const Table held = who_is_on_what(report, display);
    const Table rulebooks = all_rulebooks(report);
    if (format == Format::csv) return draw(in_one(held, rulebooks), format, display);
    Rendered drawn = draw(held, format, display);
    if (!drawn.out.empty()) drawn.out += "\n";
    drawn.out += draw(rulebooks, format, display).out;
    return drawn;
}

}  // namespace inmail::render
