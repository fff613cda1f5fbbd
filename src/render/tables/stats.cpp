#include <fmt/format.h>

#include <algorithm>

#include "benchmarks.hpp"
#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "person_column.hpp"
#include "stats_words.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {
namespace {

using StatsRow = app::StatsReport::Row;

constexpr std::string_view brackets_note =
    "In brackets, for fewer than 30 messages: where the true rate probably lies (95% interval)";

std::string hours_of(Duration wait) {
    constexpr double ms_per_hour = 3'600'000;
    return decimal_words(static_cast<double>(wait.value) / ms_per_hour);
}

using app::Worth;

Worth all_money(const StatsRow& row) {
    Worth all = row.cost.gross.worth;
    all += row.saved;
    return all;
}

const std::vector<Figure<StatsRow>>& figures() {
    static const std::vector<Figure<StatsRow>> all{
        {number("sent"), [](const StatsRow& r) { return Cell(r.responses.sent); }},
        {number("answered"), [](const StatsRow& r) { return Cell(r.responses.answered); }},
        {screen_only(name("reply rate")), [](const StatsRow& r) { return Cell(rate_words(r.responses)); }},
        {detail(number("reply_rate")), [](const StatsRow& r) { return rate_cell(r.responses.rate()); }},
        {detail(number("reply_rate_low")), [](const StatsRow& r) { return low_cell(r.responses); }},
        {detail(number("reply_rate_high")), [](const StatsRow& r) { return high_cell(r.responses); }},
        {spare(number("pending")), [](const StatsRow& r) { return Cell(r.pending); }},
        {screen_only(number("median wait")),
         [](const StatsRow& r) { return r.median_reply ? Cell(wait_words(*r.median_reply)) : Cell(); }},
        {detail(number("median_reply_hours")),
         [](const StatsRow& r) { return r.median_reply ? Cell(hours_of(*r.median_reply)) : Cell(); }},
        {detail(number("spent")), [](const StatsRow& r) { return Cell(r.cost.net.credits); }},
        {number("per reply", "credits_per_reply"),
         [](const StatsRow& r) { return Cell(decimal_words(r.cost.net.credits_per_reply(r.responses))); }},
        {spare(screen_only(number("at plan price"))),
         [](const StatsRow& r) { return cost_cell(r.cost.net, r.responses, &Worth::plan); }},
        {spare(screen_only(number("at credit price"))),
         [](const StatsRow& r) { return cost_cell(r.cost.net, r.responses, &Worth::bought); }},
        {detail(number("cost_per_reply_at_plan_price")),
         [](const StatsRow& r) { return cost_amount_cell(r.cost.net, r.responses, &Worth::plan, all_money(r)); }},
        {detail(number("cost_per_reply_at_credit_price")),
         [](const StatsRow& r) { return cost_amount_cell(r.cost.net, r.responses, &Worth::bought, all_money(r)); }},
        {screen_only(number("gross")),
         [](const StatsRow& r) { return Cell(decimal_words(r.cost.gross.credits_per_reply(r.responses))); }},
        {spare(screen_only(number("gross at plan price"))),
         [](const StatsRow& r) { return cost_cell(r.cost.gross, r.responses, &Worth::plan); }},
        {spare(screen_only(number("gross at credit price"))),
         [](const StatsRow& r) { return cost_cell(r.cost.gross, r.responses, &Worth::bought); }},
        {spare(number("free", "free_sent")), [](const StatsRow& r) { return Cell(r.free.sent); }},
        {detail(number("free_answered")), [](const StatsRow& r) { return Cell(r.free.answered); }},
        {detail(number("saved_at_plan_price")), [](const StatsRow& r) { return amount_cell(r.saved.plan, all_money(r)); }},
        {detail(number("saved_at_credit_price")), [](const StatsRow& r) { return amount_cell(r.saved.bought, all_money(r)); }},
        {detail(name("currency")), [](const StatsRow& r) { return currency_cell(all_money(r)); }},
        {detail(number("gross_spent")), [](const StatsRow& r) { return Cell(r.cost.gross.credits); }},
        {detail(number("gross_credits_per_reply")),
         [](const StatsRow& r) { return Cell(decimal_words(r.cost.gross.credits_per_reply(r.responses))); }},
        {detail(number("gross_cost_per_reply_at_plan_price")),
         [](const StatsRow& r) { return cost_amount_cell(r.cost.gross, r.responses, &Worth::plan, all_money(r)); }},
        {detail(number("gross_cost_per_reply_at_credit_price")),
         [](const StatsRow& r) { return cost_amount_cell(r.cost.gross, r.responses, &Worth::bought, all_money(r)); }}};
    return all;
}

Table::Row row_of(std::string_view by, const std::string& shown, const StatsRow& row) {
    return cells_of({by, shown, row.value}, row, figures());
}

/// "open-profile: 12 messages took no credit: saved USD 24.00 at the plan's price"
std::string savings_of(const StatsRow& channel) {
    std::string words = fmt::format("{}: {} took no credit", channel.value, counted(channel.free.sent, "message"));
    if (const auto worth = worth_words(channel.saved); !worth.empty()) words += ": saved " + worth;
    return words;
}

/// Why a team's InMails are not those of the audit.
void add_team_notes(const app::StatsReport& report, std::vector<std::string>& notes) {
    const bool by_team = std::any_of(report.groups.begin(), report.groups.end(),
                                     [](const auto& group) { return group.by == app::Dimension::team; });
    if (!by_team && report.team.empty()) return;
    if (report.sent_on_pools > 0) {
        notes.push_back(fmt::format("{} on a pool {} for the team of the seat here, and for no team in `inmail audit`",
                                    counted(report.sent_on_pools, "InMail"), report.sent_on_pools == 1 ? "counts" : "count"));
    }
    for (const auto& moved : report.moved) {
        notes.push_back(fmt::format("{} was in {} at the end of {}, where the audit has it", moved.seat,
                                    moved.team.empty() ? "no team" : "team " + moved.team, month_words(report.to)));
    }
}

/// "with a note 12 of 30 accepted, 40%"; empty if there is none.
std::string accepted_words(std::string_view which, const app::Responses& requests) {
    if (requests.sent == 0) return {};
    return fmt::format("{} {} of {} accepted, {}", which, requests.answered, requests.sent, rate_words(requests));
}

void add_acceptance(std::vector<std::string>& notes, const app::StatsReport& report) {
    const std::string with = accepted_words("with a note", report.requests_with_note);
    const std::string without = accepted_words("without one", report.requests_without_note);
    if (with.empty() && without.empty()) return;
    notes.push_back("Requests to connect: " + with + (with.empty() || without.empty() ? "" : "; ") + without);
}

/// Who has credits and no row: the reader may look for who uses least.
void add_silent(std::vector<std::string>& notes, const app::StatsReport& report) {
    constexpr std::size_t most_silent = 20;
    const bool names_seats = !report.by || report.by == app::Dimension::seat;
    if (names_seats && !report.silent.empty()) notes.push_back("Sent nothing: " + first_words(report.silent, most_silent));
}

std::vector<std::string> notes_of(const app::StatsReport& report) {
    std::vector<std::string> notes;
    add_silent(notes, report);
    add_team_notes(report, notes);
    if (auto words = reply_cost_words(report.inmail_cost, report.inmails); !words.empty())
        notes.push_back((counts_all(report) ? "Of InMails alone, on average " : "On average ") + words);
    add_acceptance(notes, report);
    for (const auto& group : report.groups) {
        if (group.by != app::Dimension::channel) continue;
        for (const auto& row : group.rows) {
            const auto channel = parse_channel(row.value);
            if (row.free.sent > 0 && channel && !is_answered_by_itself(*channel)) notes.push_back(savings_of(row));
        }
    }
    return notes;
}

/// What became of requests to connect. People see them only if there were any.
void add_requests(Table& table, const std::vector<StatsRow>& rows, const StatsRow& total) {
    const bool any = total.requests.sent > 0;
    if (any) table.columns.push_back(spare(screen_only(text("requests accepted"))));
    table.columns.push_back(detail(number("requests_sent")));
    table.columns.push_back(detail(number("requests_accepted")));
    const auto add = [&](Table::Row& row, const StatsRow& from) {
        if (any) row.emplace_back(rate_words(from.requests));
        row.emplace_back(from.requests.sent);
        row.emplace_back(from.requests.answered);
    };
    for (std::size_t i = 0; i < rows.size(); ++i) add(table.rows[i], rows[i]);
    add(*table.total, total);
}

bool shows_interval(const app::StatsReport& report) {
    const auto has_brackets = [](const app::Responses& responses) { return responses.sent > 0 && responses.is_small(); };
    const auto is_small = [&](const StatsRow& row) { return has_brackets(row.responses) || has_brackets(row.requests); };
    return std::any_of(report.groups.begin(), report.groups.end(),
                       [&](const auto& group) { return std::any_of(group.rows.begin(), group.rows.end(), is_small); });
}

}  // namespace

Table table_of(const app::StatsReport& report, const Display& display) {
    Table table;
    table.title = fmt::format("{} sent {}, answered by {}", counts_all(report) ? "Messages" : "InMails", months_of(report),
                              end_words(report.as_of, display));
    const bool one = report.groups.size() == 1;
    table.columns =
        columns_of({one ? detail(name("by")) : name("by"),
                    screen_only(name(one ? std::string(to_string(report.groups.front().by)) : "value")), detail(name("value"))},
                   figures());
    for (const auto& group : report.groups) {
        for (const auto& row : group.rows)
            table.rows.push_back(row_of(to_string(group.by), shown_value(group.by, row.value), row));
    }
    table.total = one ? row_of("", "total", report.total) : row_of("total", "", report.total);
    constexpr std::size_t value_columns = 3;  // the name stands behind them
    std::vector<StatsRow> rows;
    for (const auto& group : report.groups) rows.insert(rows.end(), group.rows.begin(), group.rows.end());
    add_requests(table, rows, report.total);
    add_people(
        table, rows, [](const StatsRow& row) -> const std::string& { return row.person; }, value_columns);
    table.notes = notes_of(report);
    table.empty = fmt::format("Nothing was sent {}.", months_of(report));
    return table;
}

/// The benchmarks stand below the figures of all; a spreadsheet has them as rows.
std::vector<std::string> write(std::ostream& out, const app::StatsReport& report, Format format, const Display& display) {
    if (format == Format::json) {
        write_json(out, report);
        return {};
    }
    Table own = table_of(report, display);
    // CSV has the interval in columns of its own.
    if (format != Format::csv && shows_interval(report)) own.notes.emplace_back(brackets_note);
    if (report.by || own.rows.empty()) return draw(out, own, format, display);
    if (format == Format::csv) {
        add_benchmarks(own, report);
        return draw(out, own, format, display);
    }
    auto said = draw(out, own, format, display);
    const Table published = benchmarks_of(report);
    if (!published.rows.empty()) {
        out << "\n";
        draw(out, published, format, display);
    }
    return said;
}

}  // namespace inmail::render
