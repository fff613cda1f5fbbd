#include "inmail/app/outreach/next.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "columns.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/render/reports.hpp"
#include "messages/next_words.hpp"
#include "messages/route_words.hpp"
#include "words.hpp"

namespace inmail::render {

Table table_of(const app::NextReport& report, const Display& display) {
    const auto any = [&report](const auto& has) { return std::any_of(report.rows.begin(), report.rows.end(), has); };
    Table table;
    table.columns = {day("due"),
                     spare(day("until", "last_day"), 1),
                     shown_if(any([](const auto& row) { return row.overdue_days > 0; }), number("overdue", "overdue_days")),
                     name("prospect"),
                     spare(name("seat"), 4),
                     asked_for(text("channel")),
                     asked_for(number("cost")),
                     spare(prose("why", "reason"), 2),
                     spare(shown_if(any([](const auto& row) { return !row.step.todo.empty(); }), text("do")), 3),
                     command("record it with", "command"),
                     detail(text("sequence")),
                     detail(number("step")),
                     detail(text("priority")),
                     detail(text("campaign"))};
    for (const auto& row : report.rows) {
        Cell overdue(row.overdue_days);
        if (row.overdue_days > 0) overdue.tone = Tone::warning;
        table.rows.push_back({row.due, row.last_day, overdue, row.prospect, row.seat, channels_words(row.channels), row.cost,
                              next_words(row, dates_for(display)), row.step.todo, next_command(row), row.sequence,
                              static_cast<std::int64_t>(row.number), row.is_high ? "high" : "low", row.campaign});
    }
    for (const auto& shortage : report.shortages) {
        const auto& next = shortage.next_credits;
        table.notes.push_back(fmt::format("{}: {} needed, {} held today{}", shortage.account,
                                          counted(shortage.needed.value, "credit"), shortage.held.value,
                                          next ? "; the next credits come on " + day_words(*next, display) : ""));
    }
    for (const auto& limited : report.limited) {
        table.notes.push_back(fmt::format("{}: {} needed, its usage limit allows {}", limited.account,
                                          counted(limited.needed.value, "InMail"), limited.held.value));
    }
    add_people_notes(table.notes, report.merged, report.alike);
    std::string later;
    if (report.next_due) {
        later =
            fmt::format("{} {} due later, the first on {}", counted(report.waiting, report.rows.empty() ? "step" : "more step"),
                        report.waiting == 1 ? "is" : "are", day_words(*report.next_due, display));
    }
    if (!report.rows.empty() && !later.empty()) table.notes.push_back(later);
    table.empty = later.empty() ? "No step is due." : fmt::format("No step is due yet. {}.", later);
    return table;
}

}  // namespace inmail::render
