#include "entries.hpp"
#include "inmail/app/reports.hpp"
#include "reading.hpp"

namespace inmail::cli {
namespace {

class Pending : public Command {
  public:
    void declare(Options& options) override { reading_.declare(options); }
    ExitCode run(Session& session) override {
        return reading_.print(session, app::pending(session.store(), reading_.view(session)));
    }

  private:
    Reading reading_;
};

}  // namespace

CommandEntry pending_command() {
    return {"pending",
            "",
            Group::reading,
            "[ACCOUNT...]",
            "InMails whose credit may still come back",
            "inmail pending ana",
            "Lists the paid InMails inside their refund window without an answer, the soonest to lapse first, with the seat\n"
            "that sent each.",
            make_command<Pending>};
}

}  // namespace inmail::cli
