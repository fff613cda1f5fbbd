#include "messages/table_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/render/reports.hpp"
#include "inmail/text/in_quotes.hpp"
#include "inmail/text/lines.hpp"
#include "inmail/text/terminal.hpp"
#include "tables/columns.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string event_words(const EventRecord& event) {
    if (event.kind == EventKind::send && event.channel && *event.channel != Channel::inmail)
        return fmt::format("send, {}", to_string(*event.channel));
    if (event.outcome) return fmt::format("{}, {}", to_string(event.kind), to_string(*event.outcome));
    return std::string(to_string(event.kind));
}

/// "InMail sent; 14.09.2026 08:05; Tove Lund"
std::string cell_words(const std::vector<TableCell>& cells) {
    constexpr std::size_t widest = 40;
    std::string words;
    for (const auto& cell : cells) words += (words.empty() ? "" : "; ") + cut_to_width(cell.text, widest);
    return words;
}

}  // namespace

std::string table_words(const app::TableReport& report) {
    std::string words;
    const auto say = [&words](const std::string& line) { words += for_terminal(line) + "\n"; };
    std::string events =
        fmt::format("Read by the rules {}{}: {}", report.rules, report.rules_file.empty() ? "" : " (" + report.rules_file + ")",
                    counted(report.sends, "InMail"));
    if (report.free_sends != 0) events += ", " + counted(report.free_sends, "free message");
    events += report.replies == 1 ? ", 1 reply" : fmt::format(", {} replies", report.replies);
    if (report.bounces != 0) events += ", " + counted(report.bounces, "bounce");
    say(events);
    for (const auto& left_out : report.left_out) {
        const bool has_all = left_out.rows == static_cast<std::int64_t>(left_out.lines.size());
        say(fmt::format("left out {}: {} ({}{})", counted(left_out.rows, "row"), left_out.reason, line_words(left_out.lines),
                        has_all ? "" : ", ..."));
    }
    const auto unused = static_cast<std::int64_t>(report.unused_columns.size());
    constexpr std::int64_t few = 5;
    std::vector<std::string> names;
    for (const auto& column : report.unused_columns) names.push_back(column.empty() ? "one without a name" : in_quotes(column));
    if (unused != 0)
        say(fmt::format("{} {} not used{}", counted(unused, "column"), unused == 1 ? "is" : "are",
                        unused <= few ? ": " + enumeration(names) : ""));
    return words;
}

Table table_of(const app::TableReport& report, const Display&) {
    const bool has_rejected =
        std::any_of(report.rows.begin(), report.rows.end(), [](const auto& row) { return !row.cells.empty(); });
    Table table;
    table.columns = {number("line"), number("rule"),   text("event"),    moment("at"),
                     name("seat"),   name("prospect"), text("campaign"), shown_if(has_rejected, text("rejected row"))};
    for (const auto& row : report.rows) {
        const auto rule = row.rule_line == 0 ? Cell() : Cell(std::int64_t{row.rule_line});
        const std::string no_event = row.is_rejected ? "rejected" : row.left_out;
        if (row.events.empty())
            table.rows.push_back({row.line, rule, "(" + no_event + ")", {}, {}, {}, {}, cell_words(row.cells)});
        for (const auto& event : row.events)
            table.rows.push_back({row.line,
                                  rule,
                                  event_words(event),
                                  event.bare_date.value_or(event.at),
                                  event.seat,
                                  event.prospect,
                                  event.campaign,
                                  {}});
    }
    table.empty = "No row could be read.";
    return table;
}

}  // namespace inmail::render
