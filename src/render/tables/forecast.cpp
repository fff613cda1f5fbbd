// What lies ahead: the forecast, and the part of it that needs a warning (check).

#include <fmt/format.h>

#include <cmath>

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "inmail/text/terminal.hpp"
#include "loss_words.hpp"
#include "person_column.hpp"
#include "policy_words.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {
namespace {

using Row = app::ForecastReport::Row;

/// Rounded down: a part of an InMail cannot be sent.
Cell whole_cell(const std::optional<double>& number) {
    return number ? Cell(static_cast<std::int64_t>(std::floor(*number))) : Cell();
}

const std::vector<Figure<Row>>& forecast_figures() {
    static const std::vector<Figure<Row>> all{
        {name("team"), [](const Row& r) { return Cell(r.team); }},
        {spare(name("plan")), [](const Row& r) { return Cell(r.plan); }},
        {number("available"), [](const Row& r) { return Cell(r.available); }},
        {spare(number("pending")), [](const Row& r) { return Cell(r.pending); }},
        {moment("next refresh"), [](const Row& r) { return Cell(r.next_refresh); }},
        {detail(number("allowance")), [](const Row& r) { return Cell(r.allowance); }},
        {detail(number("cap")), [](const Row& r) { return Cell(r.cap); }},
        {detail(number("next_forfeit")), [](const Row& r) { return loss(r.next_forfeit.none_reply); }},
        {detail(number("next_forfeit_expected")), [](const Row& r) { return loss(r.next_forfeit.expected); }},
        {detail(number("next_forfeit_if_all_reply")), [](const Row& r) { return loss(r.next_forfeit.all_reply); }},
        {asked_for(number("at risk", "losing")), [](const Row& r) { return loss(r.losing.none_reply, Tone::bad); }},
        {spare(number("at its reply rate", "losing_expected")), [](const Row& r) { return loss(r.losing.expected); }},
        {spare(number("if all reply", "losing_if_all_reply")), [](const Row& r) { return loss(r.losing.all_reply); }},
        {screen_only(spare(number("worth"), 2)), [](const Row& r) { return Cell(money_words(r.worth.plan)); }},
        {detail(number("losing_at_credit_price")), [](const Row& r) { return amount_cell(r.worth.bought, r.worth); }},
        {detail(number("losing_at_plan_price")), [](const Row& r) { return amount_cell(r.worth.plan, r.worth); }},
        {detail(name("currency")), [](const Row& r) { return currency_cell(r.worth); }},
        {detail(number("sent in 90 days")), [](const Row& r) { return Cell(r.responses.sent); }},
        {detail(number("answered")), [](const Row& r) { return Cell(r.responses.answered); }},
        {spare(screen_only(name("reply rate")), 2), [](const Row& r) { return Cell(rate_words(r.responses)); }},
        {detail(number("reply_rate")), [](const Row& r) { return rate_cell(r.responses.rate()); }},
        {detail(number("reply_rate_low")), [](const Row& r) { return low_cell(r.responses); }},
        {detail(number("reply_rate_high")), [](const Row& r) { return high_cell(r.responses); }},
        {spare(number("sends/day", "sends_per_day"), 2), [](const Row& r) { return Cell(decimal_words(r.sends_per_day)); }},
        {day("runs out on", "dry_at"), [](const Row& r) { return r.dry_at ? Cell(*r.dry_at, Tone::bad) : Cell(); }},
        {spare(screen_only(number("InMails/month"))), [](const Row& r) { return whole_cell(r.capacity); }},
        {detail(number("capacity")), [](const Row& r) { return Cell(decimal_words(r.capacity)); }},
        {spare(screen_only(number("by guides' formula")), 2), [](const Row& r) { return whole_cell(r.simple_capacity); }},
        {detail(number("simple_capacity")), [](const Row& r) { return Cell(decimal_words(r.simple_capacity)); }}};
    return all;
}

void add_advice(Table& table, const app::ForecastReport::Row& row, const Display& display) {
    auto advice = loss_advice(row, display);
    if (row.dry_at) advice.push_back(dry_words(row, display));
    if (!advice.empty()) table.notes.push_back(fmt::format("{}: {}", row.account.typed(), fmt::join(advice, "; ")));
}

std::string message_of(const app::CheckReport::Finding& finding, const Display& display) {
    if (finding.kind == app::CheckReport::Finding::Kind::dry) return dry_words(finding.row, display);
    return losing_words(finding.row, display);
}

Table table_of(const app::CheckReport& report, const Display& display) {
    Table table;
    table.columns = {name("account"), name("team"),   name("finding"), number("credits"),  moment("at"),      text("message"),
                     name("seat"),    name("policy"), number("sent"),  number("answered"), number("missing"), text("name")};
    for (const auto& finding : report.findings) {
        const bool losing = finding.kind == app::CheckReport::Finding::Kind::losing;
        table.rows.push_back({finding.row.account.typed(),
                              finding.row.team,
                              to_string(finding.kind),
                              losing ? Cell(finding.row.losing.none_reply) : Cell(),
                              finding.at,
                              message_of(finding, display),
                              {},
                              {},
                              {},
                              {},
                              {},
                              finding.row.account.person});
    }
    for (const auto& standing : report.policy) {
        table.rows.push_back({standing.account.typed(),
                              standing.team,
                              "policy",
                              {},
                              report.as_of,
                              policy_words(standing),
                              standing.seat,
                              to_string(standing.verdict),
                              standing.responses.sent,
                              standing.responses.answered,
                              standing.missing(),
                              standing.person});
    }
    return table;
}

}  // namespace

std::string_view to_string(app::CheckReport::Finding::Kind kind) {
    return kind == app::CheckReport::Finding::Kind::losing ? "losing" : "dry";
}

Table table_of(const app::ForecastReport& report, const Display& display) {
    Table table;
    table.title =
        fmt::format("Forecast up to {}: what is lost if nothing is sent, and who runs out at the pace of the last month",
                    window_words(report.until, display));
    table.columns = columns_of({name("account")}, forecast_figures());
    for (const auto& row : report.rows) {
        table.rows.push_back(cells_of({row.account.typed()}, row, forecast_figures()));
        add_advice(table, row, display);
    }
    table.total = total_of(table, {{"at risk", report.losing}, {"worth", money_words(report.worth.plan)}});
    add_people(table, report.rows);
    if (!report.rows.empty())
        add_coming_note(table, report.until, report.losing, report.worth, ends_after(report.until, report.rows), display);
    table.empty = "No account is active: there is nothing to forecast.";
    return table;
}

std::vector<std::string> write(std::ostream& out, const app::CheckReport& report, Format format, const Display& display) {
    if (format == Format::json) {
        write_json(out, report);
        return {};
    }
    if (format != Format::table) return draw(out, table_of(report, display), format, display);
    const auto add = [&](const std::string& line) { out << fitted(for_terminal(line), display) << "\n"; };
    for (const auto& finding : report.findings)
        add(fmt::format("{}: {}", titled(finding.row.account), message_of(finding, display)));
    for (const auto& standing : report.policy) add(fmt::format("{}: {}", sender_words(standing), policy_words(standing)));
    return {};
}

}  // namespace inmail::render
