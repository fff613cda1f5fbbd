#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include "inmail/render/messages.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

/// Adds what was done in one direction, each line under its name.
void add(Rendered& message, const char* direction, Rendered&& done) {
    std::istringstream lines(done.out);
    for (std::string line; std::getline(lines, line);) message.out += fmt::format("{}: {}\n", direction, line);
    std::move(done.said.begin(), done.said.end(), std::back_inserter(message.said));
}

void add_direction(Rendered& message, const char* direction, const app::ImportResult& result, const std::string& source,
                   std::int64_t terms, const std::optional<app::EraseResult>& forgotten, const Display& display) {
    Rendered done = message_of(result, source, display);
    if (terms > 0) done.out += fmt::format("{}{} of terms recorded\n", counted(terms, "row"), result.dry_run ? " would be" : "");
    add(message, direction, std::move(done));
    if (forgotten) add(message, direction, message_of(*forgotten));
}

}  // namespace

Rendered message_of(const app::SyncResult& result, const std::string& file, const std::string& server, const Display& display) {
    Rendered message;
    add_direction(message, "up", result.up, file, result.terms_up, result.forgotten_there, display);
    app::ImportResult down = result.down;
    down.batch.clear();  // to void it would send the voids up
    add_direction(message, "down", down, server, result.terms_down, result.forgotten_here, display);
    if (!result.up.rejected.empty()) message.said.push_back(for_terminal(file) + " keeps what the server does not take of you.");
    for (const std::string& person : result.not_forgotten)
        message.said.push_back(
            fmt::format("{0} was forgotten in {1}, but your role may not forget on the server: ask a manager "
                        "for `inmail forget {0}`.",
                        for_terminal(person), for_terminal(file)));
    if (!result.shown_in_part.empty()) {
        std::vector<std::string> accounts;
        for (const auto& account : result.shown_in_part) accounts.push_back(for_terminal(account.typed()));
        message.said.push_back(
            fmt::format("{} cannot tell what {} hold{}: the server shows you only a part of the events. `inmail balance` on the "
                        "server tells it.",
                        for_terminal(file), enumeration(accounts), accounts.size() == 1 ? "s" : ""));
    }
    if (result.up.dry_run) message.said.emplace_back("Nothing was recorded (--dry-run).");
    return message;
}

}  // namespace inmail::render
