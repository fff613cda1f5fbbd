// How far a list of prospects takes the credits, by an InMail to each and by the router.

#include "inmail/app/forecast/list_forecast.hpp"

#include <fmt/format.h>

#include <utility>

#include "benchmarks.hpp"
#include "columns.hpp"
#include "inmail/app/outreach/planner.hpp"
#include "inmail/render/reports.hpp"
#include "messages/route_words.hpp"
#include "person_column.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using Report = app::ListForecastReport;
using Way = Report::Way;

constexpr std::string_view to_each = "InMail to each";
constexpr std::string_view by_router = "router";

const std::vector<Figure<Way>>& figures() {
    static const std::vector<Figure<Way>> all{
        {spare(number("people"), 3), [](const Way& w) { return Cell(w.people); }},
        {spare(number("free"), 2), [](const Way& w) { return Cell(w.free); }},
        {spare(number("notes"), 2), [](const Way& w) { return Cell(w.notes); }},
        {spare(number("accepted"), 2), [](const Way& w) { return Cell(w.accepted); }},
        {asked_for(number("needed", "credits_needed")), [](const Way& w) { return Cell(w.inmails); }},
        {asked_for(number("held")), [](const Way& w) { return Cell(w.balance.held); }},
        {asked_for(number("come back", "back")), [](const Way& w) { return Cell(w.back); }},
        {asked_for(day("runs out on", "dry_at")), [](const Way& w) { return w.dry_at ? Cell(*w.dry_at, Tone::bad) : Cell(); }},
        {spare(day("last InMail", "last_inmail_at"), 1), [](const Way& w) { return Cell(w.last_sent_at); }},
        {number("unsent"), [](const Way& w) { return Cell(w.unsent); }},
        {detail(number("allotted")), [](const Way& w) { return Cell(w.balance.allotted); }},
        {detail(number("back_by_then")), [](const Way& w) { return Cell(w.balance.back); }},
        {detail(number("lost")), [](const Way& w) { return Cell(w.balance.lost); }},
        {detail(number("sent_by_then")), [](const Way& w) { return Cell(w.balance.sent); }},
        {detail(number("left")), [](const Way& w) { return Cell(w.balance.left); }},
        {detail(moment("then")), [](const Way& w) { return Cell(w.balance.at); }},
    };
    return all;
}

/// "30%", "12.5%"
std::string percent_words(int per_mille) {
    constexpr int per_percent = 10;
    const int tenth = per_mille % per_percent;
    return tenth == 0 ? fmt::format("{}%", per_mille / per_percent) : fmt::format("{}.{}%", per_mille / per_percent, tenth);
}

/// "150 held + 50 allotted + 17 back - 50 lost - 87 sent = 80"
std::string sum_of(const Report::Balance& balance) {
    std::string words = fmt::format("{} held", balance.held.value);
    const auto add = [&words](char sign, Credits n, std::string_view what) {
        if (n != no_credits) words += fmt::format(" {} {} {}", sign, n.value, what);
    };
    add('+', balance.allotted, "allotted");
    add('+', balance.back, "back");
    add('-', balance.lost, "lost");
    return words + fmt::format(" - {} sent = {}", balance.sent.value, balance.left.value);
}

std::string people_words(std::int64_t n) { return n == 1 ? "1 person" : fmt::format("{} people", n); }

/// "; 20% of 87 sent = 17 answered; 150 held + 17 back - 87 sent = 80 on 22 October"
std::string course_words(const Way& way, const app::AssumedRate& replies, const Display& display) {
    std::string words;
    if (way.sent > 0)
        words = fmt::format("; {} of {} sent = {} answered", percent_words(replies.per_mille), way.sent, way.answered);
    words += fmt::format("; {} on {}", sum_of(way.balance), day_words(way.balance.at, display));
    if (!way.dry_at) return words + ": the credits last";
    return words + fmt::format(", when InMail {} cannot be sent", way.balance.sent.value + 1);
}

/// "200 people - 80 free - 33 accepted (30% of 110 notes) = 87 InMails"
std::string inmails_by_router(const Way& way, const app::AssumedRate& acceptance) {
    std::string words = people_words(way.people);
    if (way.free > 0) words += fmt::format(" - {} free", way.free);
    if (way.notes > 0)
        words += fmt::format(" - {} accepted ({} of {})", way.accepted, percent_words(acceptance.per_mille),
                             counted(way.notes, "note"));
    words += fmt::format(" = {}", counted(way.inmails, "InMail"));
    const std::int64_t certain = way.inmails - (way.notes - way.accepted);
    return way.notes > 0 && certain > 0 ? words + fmt::format(", {} of them in any case", certain) : words;
}

/// "Acceptance 25%, not by this ledger: the lower end of 25-35% (Quicklead guide); its own 3 requests are fewer than 30"
std::string rate_source(std::string_view what, const app::AssumedRate& rate, std::string_view messages, std::string_view done) {
    std::string words = fmt::format("{} {}", what, percent_words(rate.per_mille));
    switch (rate.from) {
        case app::AssumedRate::From::given:
            return words + ", as given";
        case app::AssumedRate::From::ledger:
            return fmt::format("{}, by this ledger: {} of {} {} of the last twelve months were {}", words, rate.own.answered,
                               rate.own.sent, messages, done);
        case app::AssumedRate::From::published:
            return fmt::format(
                "{}, not by this ledger: the lower end of {} ({}). Of its own {} of the last twelve months it has {}, fewer than "
                "{}",
                words, published_words(*rate.published), publisher_words(*rate.published), messages, rate.own.sent,
                app::Responses::small_sample);
    }
    return words;
}

/// Each figure of a row by the arithmetic that leads to it.
void add_arithmetic(std::vector<std::string>& notes, const Report& report, const Display& display) {
    for (const auto& row : report.rows) {
        notes.push_back(fmt::format("{}, an InMail to each: {} = {}{}", row.account.typed(), people_words(row.each.people),
                                    counted(row.each.inmails, "InMail"), course_words(row.each, report.replies, display)));
        notes.push_back(fmt::format("{}, by the router: {}{}", row.account.typed(),
                                    inmails_by_router(row.router, report.acceptance),
                                    course_words(row.router, report.replies, display)));
    }
}

void add_assumptions(std::vector<std::string>& notes, const Report& report) {
    notes.push_back(rate_source("Acceptance", report.acceptance, "requests to connect", "accepted"));
    notes.push_back(rate_source("Replies", report.replies, "InMails", "answered"));
    notes.push_back(fmt::format("Both ways write to the same people on the same days. An answer comes {} days after its InMail",
                                app::wait_for_answer.value / ms_per_day));
    if (report.rows.size() > 1) notes.emplace_back("Rates are rounded once, over all accounts together");
    if (report.left_out > 0)
        notes.push_back(fmt::format("{} left out: not written to now (`inmail route` says why), or with an unanswered InMail",
                                    people_words(report.left_out)));
    add_people_notes(notes, report.merged, {});
}

}  // namespace

Table table_of(const Report& report, const Display& display) {
    Table table;
    table.title = fmt::format("{} from {} on, if nothing else is sent", counted(report.prospects, "prospect"),
                              day_words(report.as_of, display));
    table.columns =
        columns_of({name("account"), spare(name("team"), 1), screen_only(text("way")), detail(text("way"))}, figures());
    const auto row_of = [](Cell account, Cell team, std::string_view shown, std::string_view way, const Way& of) {
        return cells_of({std::move(account), std::move(team), shown, way}, of, figures());
    };
    std::vector<const Report::Row*> rows;  // of the report, for each of the table's
    for (const auto& row : report.rows) {
        table.rows.push_back(row_of(row.account.typed(), row.team, to_each, "each", row.each));
        table.rows.push_back(row_of(row.account.typed(), row.team, by_router, "router", row.router));
        rows.insert(rows.end(), 2, &row);
    }
    if (report.rows.size() > 1) {
        table.subtotals.push_back(row_of("total", {}, to_each, "each", report.each));
        table.total = row_of("total", {}, by_router, "router", report.router);
    }
    add_people(table, rows, [](const Report::Row* row) -> const std::string& { return row->account.person; });
    if (!report.rows.empty()) {
        table.notes.push_back(fmt::format("The router needs {} of {} credits: {} fewer", report.router.inmails,
                                          report.each.inmails, report.each.inmails - report.router.inmails));
        add_arithmetic(table.notes, report, display);
    }
    add_assumptions(table.notes, report);
    table.empty = "No seat with a plan may write to any of them.";
    return table;
}

}  // namespace inmail::render
