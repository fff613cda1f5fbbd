#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"
#include "people.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

std::vector<std::string> outcomes() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < outcome_count; ++i) names.emplace_back(to_string(static_cast<Outcome>(i)));
    return names;
}

Outcome outcome_of(const std::string& typed) {
    if (const auto outcome = parse_outcome(typed)) return *outcome;
    throw InputError("unknown outcome '" + for_terminal(typed) + "'" + did_you_mean(typed, outcomes()),
                     "the outcomes are accepted, declined, quick and auto");
}

class Reply : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--outcome", outcome_, "OUTCOME", "accepted, declined, quick or auto; all of them count", outcomes());
        options.value(
            "--channel", channel_, "C",
            "The channel of the answer; by email, phone or connection request, it answers only messages of that channel",
            channels());
        options.value("--thread", thread_, "ID", "LinkedIn's conversation id, if several InMails are pending");
        people_.declare(options);
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        const Subject subject = subject_of(session, words_, std::nullopt, Rest::prospects);
        EventRecord event = record_options_.event(session, EventKind::reply, subject);
        const auto people = people_.named_by(session, subject.rest);
        require_words(people, 1, 1, "the PROSPECT");
        set_prospect(session, people.front(), event);
        if (outcome_) event.outcome = outcome_of(*outcome_);
        if (channel_) event.channel = channel_of(*channel_);
        event.thread = thread_.value_or("");
        return record_options_.record(session, "reply", {std::move(event)});
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> outcome_;
    std::optional<std::string> channel_;
    std::optional<std::string> thread_;
    People people_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry reply_command() {
    return {"reply",
            "replied",
            CommandGroup::recording,
            "[SEAT] PROSPECT",
            "Record an answer, which brings its credit back",
            "inmail reply ana jane-doe --outcome accepted",
            "Records that the prospect answered. The answer belongs to the seat's latest pending InMail to that prospect, whose\n"
            "credit comes back. Accepting, declining, quick and automatic replies all count.",
            make_command<Reply>};
}

}  // namespace inmail::cli
