// The latest commands, as `undo` numbers them.

#include <algorithm>
#include <string>

#include "columns.hpp"
#include "inmail/app/record/undo.hpp"
#include "inmail/render/reports.hpp"
#include "messages/brief_words.hpp"
#include "tables/command_states.hpp"

namespace inmail::render {

Table table_of(const app::CommandsReport& report, const Display& display) {
    const auto state_words = [](app::CommandRow::State state) {
        std::string words(to_string(state));
        std::replace(words.begin(), words.end(), '_', ' ');
        return words;
    };
    Table table;
    table.columns = {asked_for(number("number")),
                     spare(moment("recorded", "recorded_at")),
                     text("command"),
                     spare(name("account")),
                     prose("what"),
                     name("state"),
                     spare(name("batch"), 2)};
    for (const auto& row : report.rows) {
        table.rows.push_back({row.number, row.recorded_at, row.command, accounts_words(row.events),
                              brief_words(row.events, display), state_words(row.state), row.batch});
    }
    if (!report.rows.empty()) table.notes.emplace_back("`inmail undo N` takes back what command N recorded.");
    table.empty = "You have recorded nothing yet.";
    return table;
}

}  // namespace inmail::render
