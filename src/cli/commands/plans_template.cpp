#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/app/plan_names.hpp"
#include "inmail/render/messages.hpp"
#include "names.hpp"
#include "options.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class PlansTemplate : public Command {
  public:
    void declare(Options& options) override { options.words(words_); }

    ExitCode run(Session& session) override {
        require_words(words_, 1, words_.size(), "the PLAN");
        session.need_only_rulebooks();
        const std::string plan = plan_to_describe(session, fmt::format("{}", fmt::join(words_, " ")));
        const auto row = app::plan_template(session.store(), plan);
        session.print({render::plan_template_text(row),
                       {"Save it as a file and replace each FILL IN; `inmail plans import " + plan + ".json` then adds it."}});
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
};

}  // namespace

CommandEntry plans_template_command() {
    return {"plans template",
            "",
            CommandGroup::ledger,
            "PLAN",
            "Write a row of terms to fill in",
            "inmail plans template hiring-pro > hiring-pro.json\n"
            "inmail plans import hiring-pro.json",
            "Writes a file for `inmail plans import`, with FILL IN wherever you must add a value. Use it for a plan that no\n"
            "rulebook has, such as one for which LinkedIn publishes no figures, or for the terms of your own contract. If the\n"
            "ledger's default rulebook has the plan, the file holds today's figures, to change from a later date on. No ledger\n"
            "is needed.",
            make_command<PlansTemplate>};
}

}  // namespace inmail::cli
