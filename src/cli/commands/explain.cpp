#include "inmail/app/reports/explain.hpp"

#include "commands/command_table.hpp"
#include "inmail/app/report_query.hpp"
#include "names.hpp"
#include "report_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Explain : public Command {
  public:
    void declare(Options& options) override {
        report_options_.declare_of_one(options);
        declare_when(options, "--at", at_, "The same as --as-of");
        options.value("--event", event_, "KEY", "Show only what this event did");
    }

    ExitCode run(Session& session) override {
        const auto at = at_ ? std::optional{as_of(session, at_)} : std::nullopt;
        app::ReportQuery query = report_options_.query_of_one(session, at);
        if (at) query.as_of = *at;
        const EventId only = event_ ? event_named(session, *event_) : EventId{};
        return report_options_.print(session, app::explain(session.store(), query, only));
    }

  private:
    ReportOptions report_options_;
    std::optional<std::string> at_;
    std::optional<std::string> event_;
};

}  // namespace

CommandEntry explain_command() {
    return {
        "explain",
        "",
        CommandGroup::reading,
        "[ACCOUNT]",
        "Why an account holds what it holds, credit by credit",
        "inmail explain ana\n"
        "inmail explain ana --at 2026-03-31\n"
        "inmail explain ana --event 01KTRC52M0000005JD11NAVRS3",
        "Shows every step of the calculation: the lot that each credit came from and where it went, each refresh with its\n"
        "arithmetic, each reply with the send it answered, and each anomaly. Each step names the section of the rules that it\n"
        "follows.",
        make_command<Explain>};
}

}  // namespace inmail::cli
