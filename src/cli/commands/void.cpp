#include "inmail/app/record/void.hpp"

#include "commands/command_table.hpp"
#include "names.hpp"
#include "record_options.hpp"
#include "taking_back_options.hpp"

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
        if (!taking_back_.has_note()) throw UsageError("a void needs a reason", "--note WHY");
        app::VoidRequest request = taking_back_.request(session);
        request.events = events_named(session, keys_);
        request.batch = batch_.value_or("");
        request.force = force_;
        return taking_back_.report(session, app::void_events(session.store(), request));
    }

  private:
    std::vector<std::string> keys_;
    std::optional<std::string> batch_;
    bool force_{false};
    TakingBackOptions taking_back_;
};

}  // namespace

CommandEntry void_command() {
    return {"void",
            "",
            CommandGroup::recording,
            "KEY... | PROSPECT | --batch ID",
            "Take back events that were recorded by mistake",
            "inmail void 01J8ZC --note \"wrong seat\"\n"
            "inmail void jane-doe --note \"wrong person\"\n"
            "inmail void --batch 01J8ZB --note \"wrong file\"",
            "Every figure becomes as if the event had never been recorded; the ledger keeps both the event and its void. A void\n"
            "cannot be voided: record the event again instead. A person stands for the only event in force with them.",
            make_command<Void>};
}

}  // namespace inmail::cli
