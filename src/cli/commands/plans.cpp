#include "entries.hpp"
#include "inmail/app/reports.hpp"
#include "moments.hpp"
#include "reading.hpp"

namespace inmail::cli {
namespace {

class Plans : public Command {
  public:
    void declare(Options& options) override {
        options.value("--known-at", known_at_, "WHEN", "As if only what was recorded by then existed");
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        const auto report = app::plans(session.store(), known_at(session, known_at_));
        Session::print(render::render(report, format_.format(session), session.display()));
        return ExitCode::done;
    }

  private:
    std::optional<std::string> known_at_;
    FormatOption format_;
};

}  // namespace

CommandEntry plans_command() {
    return {
        "plans",
        "",
        Group::ledger,
        "",
        "The plans of every rulebook, and their terms",
        "inmail plans\n"
        "inmail plans --format json > rulebooks.json",
        "Lists each plan's terms in each rulebook, by the date they take effect. Its JSON is what `inmail plans import` takes.",
        make_command<Plans>};
}

}  // namespace inmail::cli
