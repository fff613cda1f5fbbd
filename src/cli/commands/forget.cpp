#include "commands/command_table.hpp"
#include "inmail/app/record/erase.hpp"
#include "inmail/render/messages.hpp"
#include "names.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

class Forget : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.dry_run(dry_run_, "Say what would be erased, but erase nothing");
    }

    ExitCode run(Session& session) override {
        std::vector<ProspectId> prospects;
        for (const auto& word : words_) {
            for (const ProspectId spelling : prospects_named(session, word)) prospects.push_back(spelling);
        }
        session.acknowledge_in_words(render::message_of(app::forget(session.store(), prospects, session.now(), dry_run_)),
                                     dry_run_);
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
    bool dry_run_{false};
};

}  // namespace

CommandEntry forget_command() {
    return {
        "forget",
        "",
        CommandGroup::recording,
        "[PROSPECT...]",
        "Erase a person's name, as privacy law may require",
        "inmail forget jane-doe\n"
        "inmail forget \"John Roe\" --dry-run",
        "Erases the name everywhere in the ledger's file, for good. The events and every balance stay. The hash chain still\n"
        "holds, because it is made of a salted digest of the name. Later answers from the person can no longer be matched. The\n"
        "program lists the backups that still hold the name. Without a name, it erases what an earlier `forget` could not\n"
        "because another program was reading the file. On a server, the owner and managers may erase; only the owner can also\n"
        "erase what is left in the tables' pages.",
        make_command<Forget>};
}

}  // namespace inmail::cli
