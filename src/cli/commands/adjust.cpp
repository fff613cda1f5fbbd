#include "commands/command_table.hpp"
#include "foresee.hpp"
#include "inmail/chain/event_record.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Adjust : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--pool", pool_, "P", "Adjust this pool's balance");
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        if (!record_options_.note()) throw UsageError("an adjustment needs a reason", "--note WHY");
        foresee_account(session, words_, pool_, {record_options_.key()});
        const Subject subject = subject_of(session, words_, pool_, Rest::amount);
        require_words(subject.rest, 1, 1, "the number of credits");
        EventRecord event = record_options_.event(session, EventKind::adjust, subject);
        event.amount = amount_of(subject.rest.front());
        return record_options_.record(session, "adjust", {std::move(event)});
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> pool_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry adjust_command() {
    return {"adjust",
            "",
            CommandGroup::recording,
            "[SEAT] N",
            "Add or take credits for a stated reason",
            "inmail adjust ana -5 --note \"LinkedIn support took back 5\"\n"
            "inmail adjust ana 10 --note \"promotion\"",
            "Records that N credits came (N above 0) or went (N below 0) for a reason that no other command covers. Credits are\n"
            "taken in draw order.",
            make_command<Adjust>};
}

}  // namespace inmail::cli
