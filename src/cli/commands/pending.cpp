#include "inmail/app/reports/pending.hpp"

#include "commands/command_table.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

class Pending : public Command {
  public:
    void declare(Options& options) override {
        report_options_.take_people(Several::allowed);
        report_options_.declare(options);
    }
    ExitCode run(Session& session) override {
        return report_options_.print(session, app::pending(session.store(), report_options_.query(session)));
    }

  private:
    ReportOptions report_options_;
};

}  // namespace

CommandEntry pending_command() {
    return {"pending",
            "",
            CommandGroup::reading,
            "[ACCOUNT...] [PROSPECT...]",
            "InMails whose credit may still come back",
            "inmail pending ana",
            "Lists the unanswered paid InMails inside their refund window, the soonest to lapse first, with the seat that sent\n"
            "each. With people, who may be typed from memory, it lists those to them.",
            make_command<Pending>};
}

}  // namespace inmail::cli
