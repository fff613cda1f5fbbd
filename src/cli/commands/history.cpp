#include "inmail/app/reports/history.hpp"

#include <fmt/format.h>

#include <cstddef>

#include "commands/command_table.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "report_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class History : public Command {
  public:
    void declare(Options& options) override {
        report_options_.take_people(Several::refused);
        options.value("--last", last_, "N", "Only the last N lines");
        declare_when(options, "--since", since_, "Only what happened from then on; a date means its beginning");
        options.flag("--all", all_, "Also what was taken back, with the command's note");
        report_options_.declare_of_one(options);
    }

    ExitCode run(Session& session) override {
        app::HistoryRequest request;
        if (last_) request.last = line_count(*last_);
        if (since_) request.since = when_of(session, *since_, "--since").at;
        request.with_taken_back = all_;
        request.now = session.now();
        const auto query = report_options_.query_of_default(session);
        return report_options_.print(session, app::history(session.store(), query, request));
    }

  private:
    [[nodiscard]] static std::size_t line_count(const std::string& typed) {
        const auto lines = whole_number(typed);
        if (!lines || *lines < 1)
            throw InputError(fmt::format("cannot read --last '{}' as a whole number from 1 on", for_terminal(typed)));
        return static_cast<std::size_t>(*lines);
    }

    std::optional<std::string> last_;
    std::optional<std::string> since_;
    bool all_{false};
    ReportOptions report_options_;
};

}  // namespace

CommandEntry history_command() {
    return {
        "history",
        "",
        CommandGroup::reading,
        "[ACCOUNT...] [PROSPECT]",
        "What happened to each account, line by line",
        "inmail history ana\n"
        "inmail history ana --last 20\n"
        "inmail history ana --since last monday\n"
        "inmail history jane\n"
        "inmail history --since yesterday\n"
        "inmail history ana --all\n"
        "inmail history pool:acme --as-of 2026-03-31",
        "Lists each event and each change by the calendar (refresh, expiry, lapse), with what it changed and what was available\n"
        "after it, and which plan changes are recorded for later. The keys are for `inmail void`. Without an account, it lists\n"
        "that of your seat (INMAIL_SEAT), else that of all accounts. With a person, who may be typed from memory, it lists the\n"
        "events with them, of each seat that wrote to them.",
        make_command<History>};
}

}  // namespace inmail::cli
