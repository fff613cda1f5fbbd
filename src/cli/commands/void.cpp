#include "inmail/app/record/void.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/shell_words.hpp"
#include "names.hpp"
#include "record_options.hpp"
#include "taking_back_options.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

class Void : public Command {
  public:
    void declare(Options& options) override {
        options.words(keys_);
        options.value("--batch", batch_, "ID", "Take back everything that one command or import recorded");
        taking_back_.declare(options);
        options.flag("--force", force_, "Void it although a recorded hand-over then counts for nothing");
    }

    ExitCode run(Session& session) override {
        if (keys_.empty() != batch_.has_value()) {
            throw UsageError(batch_ ? "name keys or a --batch, not both" : "the event is missing: give its key, or a --batch",
                             "`inmail history ACCOUNT` shows keys, and an import prints its batch");
        }
        const auto events = events_named(session, keys_);
        app::VoidRequest request = taking_back_.request(session);
        if (request.note.empty()) request.note = ask_for_reason(session);
        request.events = events;
        request.batch = batch_.value_or("");
        request.force = force_;
        return taking_back_.mode().report(session, app::void_events(session.store(), request));
    }

  private:
    [[nodiscard]] std::string ask_for_reason(Session& session) const {
        // Do not make others wait for the ledger while the person thinks.
        session.close();
        const auto reason = ask_for_text("A void needs a reason. Why?");
        if (reason && !reason->empty()) return *reason;
        if (reason) throw Refusal("nothing was recorded");
        std::string line = "inmail void";
        for (const auto& key : keys_) line += " " + shell_word(key);
        if (batch_) line += " --batch " + shell_word(*batch_);
        throw UsageError("a void needs a reason", fmt::format("`{} --note WHY`", line));
    }

    std::vector<std::string> keys_;
    std::optional<std::string> batch_;
    bool force_{false};
    TakingBackOptions taking_back_;
};

}  // namespace

CommandEntry void_command() {
    return {
        "void",
        "",
        CommandGroup::recording,
        "KEY... | [SEAT] PROSPECT | --batch ID",
        "Take back events that were recorded by mistake",
        "inmail void 01J8ZC --note \"wrong seat\"\n"
        "inmail void jane-doe --note \"wrong person\"\n"
        "inmail void --batch 01J8ZB --note \"wrong file\"",
        "Every figure becomes as if the event had never been recorded; the ledger keeps both the event and its void. A void\n"
        "cannot be voided: record the event again instead. A person may stand for a key, as with `inmail edit`. A void needs\n"
        "a --note with the reason; on a terminal the program asks for it.",
        make_command<Void>};
}

}  // namespace inmail::cli
