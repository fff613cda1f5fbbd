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
            message.said.push_back(fmt::format(
                "It stays in {} event{}, in a note, a thread's id, a campaign, a display name or a key: those are sealed.",
                row.sealed, row.sealed == 1 ? "" : "s"));
        }
        for (const auto& text : row.texts)
            message.said.push_back(fmt::format("It stays in what was typed once: '{}'.", for_terminal(text)));
    }
    if (result.rows.empty()) message.out = "Nothing of what was erased is left in the ledger's file.\n";
    for (const auto& copy : result.copies)
        message.said.push_back(for_terminal(copy) + " still holds what was known when it was made.");
    if (!result.rows.empty()) {
        message.said.emplace_back(
            "Other copies, exports and LinkedIn's archives are yours to find; importing one that names them, or restoring an "
            "older backup, brings the name back.");
    }
    return message;
}

}  // namespace inmail::render
