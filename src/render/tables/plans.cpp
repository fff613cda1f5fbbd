// Who is on which plan, and what the rulebooks say.

#include "inmail/app/reports/plans.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cell_text.hpp"
#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "person_column.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

// Cells of terms: one function for each type of a term.

Cell cell(const Term<Terms, Day>&, Day day) { return to_string(day); }
Cell cell(const Term<Terms, std::string>&, const std::string& text) { return text; }
Cell cell(const Term<Terms, bool>&, bool flag) { return flag ? "yes" : "no"; }
Cell cell(const Term<Terms, std::optional<int>>& term, const std::optional<int>& number) {
    if (!term.range.in_days) return number;
    return number ? fmt::format("{} d", *number) : "never";
}
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
Cell cell(const Term<Terms, Rule>&, Rule rule) {
    return to_string(rule);
}
Cell cell(const Term<Terms, std::vector<Channel>>&, const std::vector<Channel>& channels) {
    std::string words;
    for (const Channel channel : channels) words.append(words.empty() ? "" : ", ").append(to_string(channel));
    return words;
}
Cell cell(const Term<Terms, std::optional<ResponsePolicy>>&, const std::optional<ResponsePolicy>& policy) {
    if (!policy) return {};
    return fmt::format("{:.3g} % of {} answered in {} d", policy->min_response_per_mille / 10.0, policy->min_sends, policy->days);
}
template <class Number, std::enable_if_t<!is_rule<Number>, int> = 0>
Cell cell(const Term<Terms, Number>&, Number number) {
    return number;
}

template <class Value>
Cell cell_of(const Term<Terms, Value>& term, const Terms& t) {
    if (term.is(&Terms::refund_window_days)) return fmt::format("{} d {}", t.refund_window_days, to_string(t.window_rule));
    if (term.is(&Terms::purchase_expiry_days) && !t.purchasable) return {};
    if (term.is(&Terms::expiry_refreshes) && t.expiry_refreshes)
        return fmt::format("{} refresh{}", *t.expiry_refreshes, *t.expiry_refreshes == 1 ? "" : "es");
    if (term.is(&Terms::expiry_refreshes)) return cell(Term("", &Terms::expiry_days, {0, 0, true}), t.expiry_days);
    return cell(term, t.*term.member);
}

std::string heading_of(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

/// A column under the term's own name, unless people have a better word for it.
template <class Value>
Column column_of(const Term<Terms, Value>& term) {
    if (term.is(&Terms::effective_from)) return spare(name("from", term.name));
    if (term.is(&Terms::allowance) || term.is(&Terms::cap)) return number(term.name);
    if (term.is(&Terms::expiry_days)) return spare(name("expiry"));
    if (term.is(&Terms::refund_window_days)) return spare(name("refund window"));
    if (term.is(&Terms::expiry_refreshes)) return spare(name("monthly expiry"));
    if (term.is(&Terms::purchasable)) return spare(name("buys", term.name));
    if (term.is(&Terms::purchase_expiry_days)) return detail(text("purchase expiry"));
    if (term.is(&Terms::pooled)) return spare(name("pool", term.name));
    if (term.is(&Terms::free_channels) || term.is(&Terms::policy)) return detail(text(heading_of(term.name)));
    const std::string heading = heading_of(term.name);
    if constexpr (is_rule<Value>) return spare(name(heading));
    if constexpr (std::is_same_v<Value, std::string>) return detail(text(term.name));
    return detail(number(term.name));
}

/// The window's rule has no column of its own: its word stands beside the days.
template <class Value>
bool has_column(const Term<Terms, Value>& term) {
    return !term.is(&Terms::window_rule);
}

std::vector<Column> columns_of_terms() {
    std::vector<Column> columns{spare(name("rulebook"), 2), name("plan")};
    for_each_term([&](const auto& term) {
        if (has_column(term)) columns.push_back(column_of(term));
    });
    return columns;
}

Table::Row row_of(const NamedTerms& named) {
    Table::Row row{named.rulebook, named.plan};
    for_each_term([&](const auto& term) {
        if (has_column(term)) row.push_back(cell_of(term, named.terms));
    });
    return row;
}

template <class Value>
bool is_a_figure(const Term<Terms, Value>& term) {
    return has_column(term) && moves_credits(term) && !term.is(&Terms::effective_from);
}

/// "cap 450, expiry 90 d": the figures of `other` that differ from those of `row`; empty if none does.
std::string difference_words(const NamedTerms& other, const NamedTerms& row, const Display& display) {
    std::string words;
    for_each_term([&](const auto& term) {
        const Cell theirs = cell_of(term, other.terms);
        if (!is_a_figure(term) || theirs.value == cell_of(term, row.terms).value) return;
        const Column column = column_of(term);
        const std::string text = cell_text(theirs, column.kind, display);
        // A plan that sells no credits has no expiry to compare.
        if (text.empty()) return;
        words += fmt::format("{}{} {}", words.empty() ? "" : ", ", column.heading, text);
    });
    return words;
}

std::string members_words(const app::PlansReport::Held& held, const Display& display) {
    std::string words = fmt::format("{}: ", held.account.typed());
    if (held.members.empty()) return words + "no members";
    for (std::size_t i = 0; i < held.members.size(); ++i) {
        words += fmt::format("{}{} since {}", i == 0 ? "" : ", ",
                             titled({AccountId::Kind::seat, held.members[i].seat, held.members[i].person}),
                             moment_words(held.members[i].since, display));
    }
    return words;
}

/// "ana pays EUR 959.88 a year for a seat by its own contract, EUR 1.60 a credit"
std::string contract_words(const app::PlansReport::Held& held) {
    const auto& [money, billed] = *held.price;
    std::string words = fmt::format("{} pays {} for a seat by its own contract", held.account.typed(), price_words(*held.price));
    const Credits bought_by_it = held.row.terms.allowance * months_of(billed);
    if (bought_by_it == no_credits) return words;
    return words + fmt::format(", {} a credit", money_words({cost_minor(Credits{1}, money.minor, bought_by_it), money.currency}));
}

/// What is paid, and what is published of prices and limits.
void add_prices(std::vector<std::string>& notes, const app::PlansReport& report) {
    for (const auto& held : report.held) {
        if (held.price) notes.push_back(contract_words(held));
    }
    for (const auto& price : report.prices) {
        notes.push_back(fmt::format("List price of {}, {} billing: {} ({})", price.plan, to_string(price.billed),
                                    price.price ? money_words(*price.price) : "not published",
                                    source_words(price.certainty, price.dated, price.source)));
    }
    for (const auto& limit : report.limits) {
        notes.push_back(fmt::format("LinkedIn sells at most {} between two refreshes on {} ({})", counted(limit.count, "credit"),
                                    limit.plan, source_words(limit.certainty, {}, limit.source)));
    }
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
        if (!words.empty()) notes.push_back(fmt::format("{} differs for {}: {}", other.rulebook, row.plan, words));
    }
}

Table who_is_on_what(const app::PlansReport& report, const Display& display) {
    const bool pools =
        std::any_of(report.held.begin(), report.held.end(), [](const auto& held) { return held.account.is_pool(); });
    Table table;
    table.title = "Who is on what as of " + end_words(report.as_of, display);
    table.columns = {name("account"), name("team"), spare(moment("since")), spare(shown_if(pools, number("members")))};
    const auto terms = columns_of_terms();
    table.columns.insert(table.columns.end(), terms.begin(), terms.end());
    for (const char* contract : {"contract price", "contract currency", "billed"})
        table.columns.push_back(detail(name(contract)));
    for (const auto& held : report.held) {
        Table::Row row{held.account.typed(), held.team, held.since, {}};
        if (held.account.is_pool()) row[3] = Cell(static_cast<std::int64_t>(held.members.size()));
        for (auto& cell : row_of(held.row)) row.push_back(std::move(cell));
        row.resize(table.columns.size());
        if (held.price) {
            row.end()[-3] = to_decimal(held.price->money);
            row.end()[-2] = held.price->money.currency;
            row.end()[-1] = to_string(held.price->billed);
        }
        table.rows.push_back(std::move(row));
        if (held.account.is_pool()) table.notes.push_back(members_words(held, display));
        if (!held.former.empty()) {
            table.notes.push_back(fmt::format("{} took its plan over from {}; it began on {}", held.account.typed(), held.former,
                                              moment_words(held.began, display)));
        }
    }
    for (const auto& row : report.in_force) add_sources(table.notes, row, display);
    add_prices(table.notes, report);
    add_people(table, report.held);
    table.empty = fmt::format("Nobody is on a plan as of {}.", end_words(report.as_of, display));
    return table;
}

Table all_rulebooks(const app::PlansReport& report) {
    Table table;
    table.title = "The rulebooks";
    table.columns = columns_of_terms();
    for (const auto& rulebook : report.rulebooks) {
        for (const auto& terms : rulebook.terms) table.rows.push_back(row_of(terms));
        table.notes.push_back(fmt::format("{}: {}{}{}{}", rulebook.name, rulebook.title,
                                          rulebook.edition == 0 ? "" : fmt::format(", edition {}", rulebook.edition),
                                          rulebook.shipped ? "" : " (with rows of your own)",
                                          rulebook.name == report.default_rulebook ? " (this ledger's default)" : ""));
    }
    return table;
}

/// One table for a spreadsheet: first the accounts, then each row of terms, without an account.
Table in_one(Table held, const Table& rulebooks) {
    const auto first_term =
        std::find_if(held.columns.begin(), held.columns.end(), [](const Column& column) { return column.heading == "rulebook"; });
    for (const auto& terms : rulebooks.rows) {
        Table::Row row(static_cast<std::size_t>(first_term - held.columns.begin()));
        row.insert(row.end(), terms.begin(), terms.end());
        row.resize(held.columns.size());
        held.rows.push_back(std::move(row));
    }
    held.notes.insert(held.notes.end(), rulebooks.notes.begin(), rulebooks.notes.end());
    return held;
}

}  // namespace

std::vector<std::string> write(std::ostream& out, const app::PlansReport& report, Format format, const Display& display) {
    if (format == Format::json) {
        write_json(out, report);
        return {};
    }
    const Table held = who_is_on_what(report, display);
    const Table rulebooks = all_rulebooks(report);
    if (format == Format::csv) return draw(out, in_one(held, rulebooks), format, display);
    const Rendered first = draw(held, format, display);
    out << first.out << (first.out.empty() ? "" : "\n");
    draw(out, rulebooks, format, display);
    return first.said;
}

}  // namespace inmail::render
