#include "commands/command_table.hpp"
#include "foresee.hpp"
#include "inmail/chain/event_record.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Observe : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--pool", pool_, "P", "Record the balance of this pool");
        options.flag("--adjust", adjust_, "Also record the adjustment that makes the balance N");
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        foresee_account(session, words_, pool_, {record_options_.key()});
        const Subject subject = subject_of(session, words_, pool_, Rest::amount);
        require_words(subject.rest, 1, 1, "the number that LinkedIn shows");
        EventRecord event = record_options_.event(session, EventKind::observe, subject);
        event.amount = amount_of(subject.rest.front());
        const auto holds = adjust_ ? event.amount : std::nullopt;
        return record_options_.record(session, "observe", {std::move(event)}, holds);
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> pool_;
    bool adjust_{false};
    RecordOptions record_options_;
};

}  // namespace

CommandEntry observe_command() {
    return {"observe",
            "",
            CommandGroup::recording,
            "[SEAT] N",
            "Record the balance that LinkedIn shows",
            "inmail observe ana 40\n"
            "inmail observe ana 40 --adjust",
            "Records that LinkedIn showed N credits. The balance does not change; the difference is kept and reported.",
            make_command<Observe>};
}

}  // namespace inmail::cli
