#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Limit : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        const Subject subject = subject_of(session, words_, std::nullopt, Rest::amount);
        require_words(subject.rest, 0, 1, "");
        EventRecord event = record_options_.event(session, EventKind::limit, subject);
        if (!subject.rest.empty()) event.amount = amount_of(subject.rest.front());
        return record_options_.record(session, "limit", {std::move(event)});
    }

  private:
    std::vector<std::string> words_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry limit_command() {
    return {"limit",
            "",
            CommandGroup::recording,
            "[SEAT] [N]",
            "Record a usage limit in a pool, or lift it",
            "inmail limit ana 20\n"
            "inmail limit ana",
            "Limits the seat to N paid InMails between two refreshes of its pool; without N, lifts the limit. Replies do not\n"
            "restore it. `inmail send` refuses an InMail above the limit.",
            make_command<Limit>};
}

}  // namespace inmail::cli
