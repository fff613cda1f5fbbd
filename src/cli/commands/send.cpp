#include "commands/command_table.hpp"
#include "foresee.hpp"
#include "free_channel.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"
#include "people.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Send : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--channel", channel_, "C", "Default: inmail. Others take no credit: open-profile, first-degree, ...",
                      channels());
        options.flag("--free", free_, "It took no credit: ask by which channel it went, unless the ledger knows one");
        options.value("--thread", thread_, "ID", "LinkedIn's conversation id");
        options.value("--campaign", campaign_, "NAME", "The campaign to which it belongs");
        options.value("--chars", chars_, "N", "The length of its text, in characters");
        people_.declare(options);
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        foresee(session, words_, {record_options_.key()});
        const Subject subject = subject_of(session, words_, std::nullopt, Rest::prospects);
        const EventRecord to_all = record_options_.event(session, EventKind::send, subject);
        if (subject.rest.size() == words_.size()) people_.require_no_seat(session, words_, subject.seat);
        const auto people = people_.named_by(session, subject.rest);
        require_words(people, 1, people.size(), "the PROSPECT");
        if (record_options_.key() && people.size() > 1) {
            throw UsageError("--key names one event, and there are several prospects", "record them one by one");
        }
        if (free_ && channel_) throw UsageError("--free and --channel exclude each other", "--channel names the free channel");
        const auto chars = chars_ ? std::optional{chars_of(*chars_)} : std::nullopt;
        const auto channel = channel_ ? channel_of(*channel_) : Channel::inmail;
        std::vector<EventRecord> events;
        for (const auto& prospect : people) {
            EventRecord event = to_all;
            set_prospect(session, prospect, event);
            event.channel = channel;
            event.thread = thread_.value_or("");
            event.campaign = campaign_.value_or("");
            event.chars = chars;
            events.push_back(std::move(event));
        }
        if (free_) {
            const auto channels = free_channels_of(session, record_options_.request(session, "send", events, std::nullopt));
            ensure(channels.size() == events.size(), "each message went by one channel");
            for (std::size_t i = 0; i < events.size(); ++i) events[i].channel = channels[i];
        }
        return record_options_.record(session, "send", std::move(events));
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> channel_;
    bool free_{false};
    std::optional<std::string> thread_;
    std::optional<std::string> campaign_;
    std::optional<std::string> chars_;
    People people_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry send_command() {
    return {
        "send",
        "sent",
        CommandGroup::recording,
        "[SEAT] PROSPECT...",
        "Record InMails that a seat has sent",
        "inmail send ana https://www.linkedin.com/in/jane-doe\n"
        "inmail send ana \"Jane Doe\" \"John Roe\" --campaign spring --at yesterday 17:00\n"
        "inmail send ana @list.txt",
        "Records that the seat wrote to each prospect on LinkedIn. An InMail takes one credit, which comes back if the prospect\n"
        "answers inside the refund window; other channels cost nothing. If no credit is left, a usage limit is reached, or the\n"
        "plan's terms refuse a repeat, nothing is recorded (exit 4) unless --force is given. --free records a message that took\n"
        "no credit: by the one channel that the ledger knows to be free (connected, an answered thread, free before), else by\n"
        "the one for which the program asks on a terminal.\n"
        "\n"
        "Quote a name of several words, or put a comma after it if more people follow. `@FILE` stands for the people in a file,\n"
        "one per line, and `-` for those on standard input. If `John Smith` without quotes may be one person or two, the\n"
        "program asks on a terminal and refuses elsewhere.",
        make_command<Send>};
}

}  // namespace inmail::cli
