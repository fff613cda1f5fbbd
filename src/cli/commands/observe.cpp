#include "entries.hpp"
#include "recording.hpp"

namespace inmail::cli {
namespace {

class Observe : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--pool", pool_, "P", "Seen of this pool");
        options.flag("--adjust", adjust_, "Also record the adjust that makes the balance N");
        recording_.declare(options);
    }

    ExitCode run(Session& session) override {
        const Subject subject = subject_of(session, words_, pool_, Rest::amount);
        require_words(subject.rest, 1, 1, "the number that LinkedIn shows");
        EventRecord event = recording_.event(session, EventKind::observe, subject);
        event.amount = amount_of(subject.rest.front());
        const auto holds = adjust_ ? event.amount : std::nullopt;
        return recording_.record(session, "observe", {std::move(event)}, holds);
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> pool_;
    bool adjust_{false};
    Recording recording_;
};

}  // namespace

CommandEntry observe_command() {
    return {"observe",
            "",
            Group::recording,
            "[SEAT] N",
            "Record the balance that LinkedIn shows",
            "inmail observe ana 40\n"
            "inmail observe ana 40 --adjust",
            "Records that LinkedIn showed N credits. It changes nothing: the difference to the ledger is kept and reported.",
            make_command<Observe>};
}

}  // namespace inmail::cli
