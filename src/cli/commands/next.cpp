#include "inmail/app/outreach/next.hpp"

#include "commands/command_table.hpp"
#include "connections_option.hpp"
#include "prospect_list.hpp"
#include "report_options.hpp"
#include "sequences.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Next : public Command {
  public:
    void declare(Options& options) override {
        options.value("--within", within_, "DAYS", "Also what is due within DAYS: 2d, 1w");
        sequence_.declare(options);
        options.value("--prospects", prospects_, "FILE",
                      "What is known of people, as `route` takes it; without it all are of high priority");
        connections_.declare(options);
        report_options_.take_words(words_);
        report_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        if (words_.size() > 1) throw UsageError("next takes one seat", "leave it out for all seats, or give --team");
        const app::ReportQuery query = report_options_.query(session);
        app::NextRequest request;
        request.writer = connections_.writing_seat(session, words_.empty() ? std::nullopt : std::optional(words_.front()), query);
        if (within_) request.within = days_of(*within_, "--within");
        if (prospects_) {
            InputFile file(*prospects_);
            request.list = file.name();
            request.prospects = listed_prospects(session, file);
        }
        request.sequences = sequence_.read(session);
        return report_options_.print(session, app::next_steps(session.store(), query, request));
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> within_;
    SequenceOption sequence_;
    std::optional<std::string> prospects_;
    ConnectionsOption connections_;
    ReportOptions report_options_;
};

}  // namespace

CommandEntry next_command() {
    return {
        "next",
        "",
        CommandGroup::reading,
        "[SEAT]",
        "The next step to each prospect that is due",
        "inmail next ana\n"
        "inmail next --within 2d --prospects prospects.csv\n"
        "inmail next ana --connections Connections.csv\n"
        "inmail next --team emea --sequence ours.toml",
        "Lists the steps of sequences that are due or overdue, the soonest first, each with its channel, its cost and the\n"
        "command that records it. Everyone whose first message was a request to connect is in the sequence connect-first, or\n"
        "in that of the first message's campaign (`inmail config set sequence.CAMPAIGN NAME|FILE`). An answer on any channel\n"
        "ends a sequence; an accepted request leads to its accepted steps: one that is recorded, or that the seat's\n"
        "Connections.csv shows. `inmail sequences` lists what ships. Nothing is recorded or sent.",
        make_command<Next>};
}

}  // namespace inmail::cli
