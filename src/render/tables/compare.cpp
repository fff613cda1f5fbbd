// LinkedIn's counts beside the ledger's, and what would explain that the ledger has fewer.

#include "inmail/app/reports/compare.hpp"

#include <fmt/format.h>

#include "columns.hpp"
#include "inmail/render/reports.hpp"
#include "person_column.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using CompareRow = app::CompareReport::Row;

std::vector<std::string> explanations_of(const CompareRow& row) {
    const auto& why = row.explanations;
    std::vector<std::string> words;
    if (why.nothing_recorded)
        words.emplace_back("the ledger has no InMail of the seat in these days: import its archive or table");
    if (why.begins) words.push_back(fmt::format("the ledger's first message of the seat is of {}", to_string(*why.begins)));
    if (why.ends) words.push_back(fmt::format("the ledger's last message of the seat is of {}", to_string(*why.ends)));
    if (why.so_far) words.emplace_back("the period is not over");
    const auto say_left_out = [&words](std::int64_t n, std::string_view reason) {
        if (n > 0) words.push_back(fmt::format("{} not counted: {}", counted(n, "message"), reason));
    };
    say_left_out(why.outside, "the seat had no plan then");
    say_left_out(why.taken_back, "taken back");
    say_left_out(why.around, "on the day before or after, while LinkedIn may count days of another zone");
    say_left_out(why.other_channels, "a note, a request, email or a call");
    return words;
}

}  // namespace

Table table_of(const app::CompareReport& report, const Display&) {
    Table table;
    table.columns = {name("seat"),
                     name("from"),
                     name("to"),
                     asked_for(number("LinkedIn", "their_sends")),
                     asked_for(number("paid", "sends")),
                     asked_for(number("free", "free_sends")),
                     asked_for(number("missing")),
                     spare(number("LinkedIn's answers", "their_answers")),
                     spare(number("replies")),
                     spare(number("missing replies")),
                     detail(number("accepted")),
                     detail(number("declined")),
                     detail(prose("explanations"))};
    for (const auto& row : report.rows) {
        std::optional<std::int64_t> answers;
        if (row.accepted || row.declined) answers = row.accepted.value_or(0) + row.declined.value_or(0);
        Cell missing(row.missing());
        Cell missing_replies(row.missing_replies());
        if (row.missing() > 0) missing.tone = Tone::bad;
        if (row.missing_replies() > 0) missing_replies.tone = Tone::bad;
        const auto why = row.missing() > 0 ? explanations_of(row) : std::vector<std::string>{};
        table.rows.push_back({row.seat, to_string(row.from), to_string(row.to), row.their_sends, row.sends, row.free_sends,
                              missing, answers, row.replies, missing_replies, row.accepted, row.declined,
                              fmt::format("{}", fmt::join(why, "; "))});
        if (row.missing() > 0)
            table.notes.push_back(fmt::format("{}: the ledger lacks {}{}{}", row.seat, counted(row.missing(), "InMail"),
                                              why.empty() ? "" : "; ", fmt::join(why, "; ")));
        if (row.missing_replies() > 0)
            table.notes.push_back(fmt::format("{}: the ledger lacks {}, each of which may bring a credit back", row.seat,
                                              counted(row.missing_replies(), "answer")));
    }
    add_people(
        table, report.rows, [](const CompareRow& row) -> const std::string& { return row.person; }, 1);
    if (!report.rows.empty() && !report.found_any()) table.notes.emplace_back("The ledger has all that LinkedIn counts.");
    table.empty = "The report has no seat to compare.";
    return table;
}

}  // namespace inmail::render
