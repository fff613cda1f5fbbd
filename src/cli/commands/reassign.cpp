#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "names.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Reassign : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--to", to_, "SEAT", "The handle of the person who takes over the licence");
        options.value("--name", name_, "NAME", "That person's display name");
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        if (!to_) throw UsageError("--to SEAT is missing", "inmail reassign ana --to ben");
        const Subject subject = subject_of(session, words_, std::nullopt, Rest::nothing);
        require_words(subject.rest, 0, 0, "");
        EventRecord event = record_options_.event(session, EventKind::reassign, subject);
        event.to = handle_of(*to_);
        event.name = name_.value_or("");
        return record_options_.record(session, "reassign", {std::move(event)});
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> to_;
    std::optional<std::string> name_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry reassign_command() {
    return {
        "reassign",
        "",
        CommandGroup::recording,
        "[SEAT] --to SEAT",
        "Record that a licence went to another person",
        "inmail reassign ana --to ben --name \"Ben Ode\"",
        "Moves everything of the seat to the other handle: its credits, its plan or its place in a pool, its usage limit, its\n"
        "team, and the InMails that may still be answered. A handle that ever had a licence cannot take one over.",
        make_command<Reassign>};
}

}  // namespace inmail::cli
