#include "inmail/app/explain.hpp"

#include "entries.hpp"
#include "moments.hpp"
#include "reading.hpp"

namespace inmail::cli {
namespace {

class Explain : public Command {
  public:
    void declare(Options& options) override {
        reading_.declare_of_one(options);
        options.value("--at", at_, "WHEN", "The same as --as-of");
        options.value("--event", event_, "KEY", "Only what this event did");
    }

    ExitCode run(Session& session) override {
        app::View view = reading_.view_of_one(session);
        if (at_) view.as_of = as_of(session, at_);
        return reading_.print(session, app::explain(session.store(), view, event_.value_or("")));
    }

  private:
    Reading reading_;
    std::optional<std::string> at_;
    std::optional<std::string> event_;
};

}  // namespace

CommandEntry explain_command() {
    return {"explain",
            "",
            Group::reading,
            "[ACCOUNT]",
            "Why an account holds what it holds, credit by credit",
            "inmail explain ana\n"
            "inmail explain ana --at 2026-03-31\n"
            "inmail explain ana --event 01KTRC52M0000005JD11NAVRS3",
            "Shows every step of the reckoning: which lot each credit came from and where it went, each refresh with its "
            "arithmetic,\n"
            "each reply with the send it answered, each anomaly, and beside each the section of the rules that it follows.",
            make_command<Explain>};
}

}  // namespace inmail::cli
