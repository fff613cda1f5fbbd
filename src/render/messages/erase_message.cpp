#include <fmt/format.h>

#include "inmail/render/messages.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {

Rendered message_of(const app::EraseResult& result) {
    Rendered message;
    for (const auto& row : result.rows) {
        message.out +=
            fmt::format("{}: {} of {} event{}\n", for_terminal(row.prospect),
                        result.dry_run ? "would erase the name" : "erased the name", row.events, row.events == 1 ? "" : "s");
        if (row.sealed > 0) {
            message.said.push_back(
                fmt::format("The name stays in {} event{}, in a note, a thread's id, a campaign, a display name or a key: those "
                            "cannot be erased.",
                            row.sealed, row.sealed == 1 ? "" : "s"));
        }
        for (const auto& text : row.texts)
            message.said.push_back(fmt::format("The name stays in a command or path that was typed: '{}'.", for_terminal(text)));
    }
    if (result.rows.empty() && !result.in_pages)
        message.out =
            fmt::format("The ledger's {} nothing of the erased names.\n", result.on_server ? "tables hold" : "file holds");
    if (result.in_pages) {
        message.said.emplace_back(
            "The name stays readable in the pages of the server's tables until the ledger's owner runs `inmail forget` without a "
            "name.");
    }
    if (result.on_server) {
        message.said.emplace_back(
            "The program does not reach the server's log (WAL), standbys and dumps, the caches of other machines, and copies "
            "that people took along. The server's administrator ages out logs and dumps; `inmail sync` and `inmail merge` forget "
            "the "
            "name in a copy.");
    }
    for (const auto& [place, both_ways] : result.exchanges) {
        message.said.push_back(fmt::format(
            both_ways ? "{} was synced with this ledger and may hold the name: the next `inmail sync` forgets it there."
                      : "{} was merged into this ledger and may hold the name: `inmail merge` into it forgets it there.",
            for_terminal(place)));
    }
    for (const auto& copy : result.copies)
        message.said.push_back(for_terminal(copy) + " still holds the names that were known when it was made.");
    if (!result.rows.empty()) {
        message.said.emplace_back(
            "The program does not know of other copies, exports and LinkedIn archives: look for them. Importing one that has the "
            "name, or restoring an "
            "older backup, brings the name back.");
    }
    return message;
}

}  // namespace inmail::render
