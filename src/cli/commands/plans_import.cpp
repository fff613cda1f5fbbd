#include <iterator>

#include "commands/command_table.hpp"
#include "inmail/app/import/import_plans.hpp"
#include "inmail/render/messages.hpp"
#include "input_files.hpp"
#include "options.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class PlansImport : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.trial_flag("--dry-run", dry_run_, "Check the file and say what would be recorded");
    }

    ExitCode run(Session& session) override {
        require_words(words_, 1, 1, "the FILE");
        InputFile file(words_.front());
        const std::string json{std::istreambuf_iterator<char>(file.stream()), {}};
        const auto recorded = app::import_plans(session.store(), json, file.name(), session.now(), dry_run_);
        session.acknowledge_in_words(render::message_of_plans(recorded, dry_run_, session.display()), dry_run_);
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
    bool dry_run_{false};
};

}  // namespace

CommandEntry plans_import_command() {
    return {"plans import",
            "",
            CommandGroup::recording,
            "FILE | -",
            "Add rulebooks, or later terms of known ones",
            "inmail plans import our-contract.json",
            "Reads the JSON that `inmail plans --format json` writes: new rulebooks, and new rows of existing ones with a later\n"
            "effective_from. Existing rows are never rewritten. The whole file is checked before anything is recorded. A ledger\n"
            "that has no events yet keeps each row's recorded_at.",
            make_command<PlansImport>};
}

}  // namespace inmail::cli
