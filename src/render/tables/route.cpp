#include "inmail/app/outreach/route.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "messages/route_words.hpp"
#include "tables/worth_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

/// "92 connection-note, 40 first-degree, 12 inmail, 3 to nobody"
std::string channels_words(const app::RouteReport& report) {
    std::map<Channel, std::int64_t> counts;
    for (const auto& row : report.rows) {
        if (row.channel) ++counts[*row.channel];
    }
    std::string words;
    for (const auto& [channel, count] : counts) {
        if (!words.empty()) words += ", ";
        words += fmt::format("{} {}", to_string(channel), count);
    }
    if (report.unrouted > 0) words += fmt::format("{}not now {}", words.empty() ? "" : ", ", report.unrouted);
    return words;
}

/// "10 credits needed, 150 held"; of a plan that lacks some "5 credits needed, 99 held, 2 may be spent: 3 missing"
std::string credits_of_plan(const app::RouteReport& report) {
    std::string words = fmt::format("{} needed, {} held", credits_words(report.needed), report.held.value);
    if (report.may_spend < report.held) words += fmt::format(", {} may be spent", report.may_spend.value);
    if (report.limited > 0) words += fmt::format("; usage limits stop {}", counted(report.limited, "InMail"));
    const Credits missing = report.needed - report.spent - Credits{report.limited};
    if (missing > no_credits) words += fmt::format(": {} missing", missing.value);
    return words;
}

/// "110 notes save a credit each if they are accepted; if not, an InMail follows from 8 October on"
std::string notes_words(const app::RouteReport& report, const Display& display) {
    std::string words = report.notes == 1 ? "1 note saves a credit if it is accepted"
                                          : fmt::format("{} notes save a credit each if they are accepted", report.notes);
    if (!report.notes_due) return words + "; no InMail follows";
    const std::string due = day_words(*report.notes_due, display);
    if (report.notes_followed == report.notes) return fmt::format("{}; if not, an InMail follows from {} on", words, due);
    const char* limit = report.may_spend < report.held ? "the budget allows" : "the credits held allow";
    return fmt::format("{}; if not, {} an InMail to {} of them, from {} on", words, limit, report.notes_followed, due);
}

void add_route_notes(std::vector<std::string>& notes, const app::RouteReport& report, const Display& display) {
    notes.push_back(fmt::format("Channels: {}", channels_words(report)));
    notes.push_back(credits_of_plan(report));
    if (const auto free = report.saved - report.notes; free > 0) {
        const std::string worth = worth_words(report.worth_free);
        notes.push_back(
            fmt::format("Saved by free messages: {}{}", counted(free, "credit"), worth.empty() ? "" : ", worth " + worth));
    }
    if (report.notes > 0) notes.push_back(notes_words(report, display));
    add_people_notes(notes, report.merged, report.alike);
}

}  // namespace

Table table_of(const app::RouteReport& report, const Display& display) {
    const bool names =
        std::any_of(report.rows.begin(), report.rows.end(), [](const auto& row) { return !row.prospect.name.empty(); });
    Table table;
    table.columns = {name("prospect"),          spare(shown_if(names, text("name"))),
                     spare(name("seat"), 2),    asked_for(text("channel")),
                     asked_for(number("cost")), spare(day("from", "not_before"), 3),
                     prose("why", "reason"),    detail(text("source")),
                     detail(text("code")),      detail(text("priority"))};
    for (const auto& row : report.rows) {
        table.rows.push_back({row.prospect.key, row.prospect.name, row.seat,
                              row.channel ? Cell(to_string(*row.channel)) : Cell("not now"), row.cost, row.not_before,
                              route_words(row, dates_for(display)), row.source, to_string(row.reason),
                              row.prospect.is_high ? "high" : "low"});
    }
    add_route_notes(table.notes, report, display);
    return table;
}

}  // namespace inmail::render
