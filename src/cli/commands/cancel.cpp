#include "commands/command_table.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Cancel : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--pool", pool_, "P", "Close this pool");
        record_options_.declare_of_plan(options);
    }

    ExitCode run(Session& session) override {
        const Subject subject = subject_of(session, words_, pool_, Rest::nothing);
        require_words(subject.rest, 0, 0, "");
        return record_options_.record(session, "cancel", {record_options_.event(session, EventKind::cancel, subject)});
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> pool_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry cancel_command() {
    return {
        "cancel",
        "",
        CommandGroup::recording,
        "[SEAT] | --pool P",
        "Record that a seat's plan or a pool ends",
        "inmail cancel ana --at 2026-07-01\n"
        "inmail cancel ana --at end of june 2026\n"
        "inmail cancel --pool acme",
        "Ends the plan: credits held are zeroed, pending InMails are dropped, and no refresh follows. A seat in a pool leaves\n"
        "it and takes no credits along; closing a pool ends all its memberships. --at may lie in the future. A date alone means\n"
        "its 00:00 UTC, after a refresh that falls then: end of june ends the plan before the refresh of 1 July.",
        make_command<Cancel>};
}

}  // namespace inmail::cli
