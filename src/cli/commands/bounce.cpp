#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "names.hpp"
#include "people.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Bounce : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--thread", thread_, "ID", "LinkedIn's conversation id, if several InMails are pending");
        people_.declare(options);
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        const Subject subject = subject_of(session, words_, std::nullopt, Rest::prospects);
        EventRecord event = record_options_.event(session, EventKind::bounce, subject);
        const auto people = people_.named_by(session, subject.rest);
        require_words(people, 1, 1, "the PROSPECT");
        set_prospect(session, people.front(), event);
        event.thread = thread_.value_or("");
        return record_options_.record(session, "bounce", {std::move(event)});
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> thread_;
    People people_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry bounce_command() {
    return {"bounce",
            "bounced",
            CommandGroup::recording,
            "[SEAT] PROSPECT",
            "Record an InMail that LinkedIn could not deliver",
            "inmail bounce ana jane-doe",
            "Records that LinkedIn could not deliver the InMail: its credit comes back, and it does not count as a reply.",
            make_command<Bounce>};
}

}  // namespace inmail::cli
