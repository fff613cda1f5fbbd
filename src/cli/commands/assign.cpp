#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Assign : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--team", team_, "T", "The seat's team from then on");
        options.value("--name", name_, "NAME", "The seat's display name from then on");
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        if (!team_ && !name_) throw UsageError("nothing to assign", "give --team T, or --name NAME");
        const Subject subject = subject_of(session, words_, std::nullopt, Rest::nothing);
        require_words(subject.rest, 0, 0, "");
        EventRecord event = record_options_.event(session, EventKind::assign, subject);
        event.team = team_.value_or("");
        event.name = name_.value_or("");
        return record_options_.record(session, "assign", {std::move(event)});
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> team_;
    std::optional<std::string> name_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry assign_command() {
    return {
        "assign",
        "",
        CommandGroup::recording,
        "[SEAT]",
        "Record a seat's team or display name",
        "inmail assign ana --team emea --name \"Ana Ruiz\"",
        "Sets the seat's team and display name from --at on. A report of a month uses the team that the seat has at its last\n"
        "instant.",
        make_command<Assign>};
}

}  // namespace inmail::cli
