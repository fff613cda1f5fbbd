#include "inmail/app/record/edit.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "mode_options.hpp"
#include "names.hpp"
#include "record_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Edit : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        declare_when(options, "--at", at_, "When it happened");
        options.value("--seat", seat_, "SEAT", "Whose it is");
        options.value("--prospect", prospect_, "PROSPECT", "With whom it was");
        options.value("--campaign", campaign_, "NAME", "The campaign it belongs to; '' for none");
        options.value("--channel", channel_, "C", "The channel of a message, or by which an answer came", channels());
        options.value("--outcome", outcome_, "OUTCOME", "Of a reply: accepted, declined, quick or auto", outcomes());
        options.value("--thread", thread_, "ID", "LinkedIn's conversation id; '' for none");
        options.value("--chars", chars_, "N", "The length of a message's text, in characters");
        options.value("--note", note_, "TEXT", "The note to keep with it; '' for none");
        options.value("--key", key_, "KEY", "A key of your own for the changed event");
        mode_.declare(options);
    }

    ExitCode run(Session& session) override {
        require_words(words_, 1, words_.size(), "the KEY");
        if (!is_any_given())
            throw UsageError("nothing is to be changed", "name what is: --at, --campaign, --seat, --prospect, ...");
        const auto events = events_named(session, words_);
        if (events.size() > 1) throw UsageError("one event is changed at a time", "name one key");
        app::EditRequest request(mode_.mode(session));
        request.event = events.front();
        request.changed = app::editable(session.store(), request.event);
        change(session, request.changed);
        request.key = own_key(key_);
        return mode_.report(session, app::edit(session.store(), request));
    }

  private:
    [[nodiscard]] bool is_any_given() const {
        return at_ || seat_ || prospect_ || campaign_ || channel_ || outcome_ || thread_ || chars_ || note_;
    }

    void change(Session& session, EventRecord& event) const {
        if (at_) {
            const EventTime typed = at_of(session, at_, event.kind);
            event.at = typed.at;
            event.bare_date = typed.date;
        }
        if (seat_) event.seat = handle_of(*seat_);
        if (prospect_) set_prospect(session, *prospect_, event);
        if (campaign_) event.campaign = *campaign_;
        if (channel_) event.channel = channel_of(*channel_);
        if (outcome_) event.outcome = outcome_of(*outcome_);
        if (thread_) event.thread = *thread_;
        if (chars_) event.chars = chars_of(*chars_);
        if (note_) event.note = *note_;
    }

    std::vector<std::string> words_;
    std::optional<std::string> at_;
    std::optional<std::string> seat_;
    std::optional<std::string> prospect_;
    std::optional<std::string> campaign_;
    std::optional<std::string> channel_;
    std::optional<std::string> outcome_;
    std::optional<std::string> thread_;
    std::optional<std::string> chars_;
    std::optional<std::string> note_;
    std::optional<std::string> key_;
    ModeOptions mode_;
};

}  // namespace

CommandEntry edit_command() {
    return {
        "edit",
        "",
        CommandGroup::recording,
        "KEY | [SEAT] PROSPECT",
        "Change an event that was recorded wrongly",
        "inmail edit 01J8ZC --at yesterday 17:00 --campaign spring\n"
        "inmail edit jane-doe --seat ben\n"
        "inmail edit ana jane --at yesterday",
        "Voids the event and records it again with your changes, in one batch. Every figure is then as if the event had been\n"
        "right from the start; the ledger keeps both. A person, or a seat and a person, stands for the only event in force\n"
        "with them. A later import of the original row finds it known. Voids and closes cannot be edited.",
        make_command<Edit>};
}

}  // namespace inmail::cli
