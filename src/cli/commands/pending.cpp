#include "inmail/app/reports/pending.hpp"

#include "commands/command_table.hpp"
#include "report_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Pending : public Command {
  public:
    void declare(Options& options) override {
        report_options_.take_people(Several::allowed);
        options.value("--within", within_, "DAYS", "Only those that lapse within DAYS: 14d, 2w");
        report_options_.declare(options);
    }
    ExitCode run(Session& session) override {
        const auto within = within_ ? std::optional(days_of(*within_, "--within")) : std::nullopt;
        return report_options_.print(session, app::pending(session.store(), report_options_.query(session), within));
    }

  private:
    std::optional<std::string> within_;
    ReportOptions report_options_;
};

}  // namespace

CommandEntry pending_command() {
    return {"pending",
            "",
            CommandGroup::reading,
            "[ACCOUNT...] [PROSPECT...]",
            "InMails whose credit may still come back",
            "inmail pending ana\n"
            "inmail pending --within 14d",
            "Lists the unanswered paid InMails inside their refund window, the soonest to lapse first, with the seat that sent\n"
            "each, its campaign, and the whole days that are left. With people, who may be typed from memory, it lists those to\n"
            "them.",
            make_command<Pending>};
}

}  // namespace inmail::cli
