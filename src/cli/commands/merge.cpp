#include "inmail/app/import/merge.hpp"

#include <sstream>
#include <string>

#include "commands/command_table.hpp"
#include "commands/import_options.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/store/open.hpp"
#include "path_expansion.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

class Merge : public Command {
  public:
    void declare(Options& options) override { import_.declare_of_ledger(options); }

    ExitCode run(Session& session) override {
        const std::string place = location_argument(import_.source("OTHER, a ledger,"));
        const auto other = store::open(place, store::Access::read, store::Caching::used, {session.on_log_found()});
        const auto merged = app::merge(session.store(), *other, store::shown(place), import_.options(session));
        const ExitCode done = import_.finish(session, merged.import);
        if (merged.forgotten) {
            const auto told = render::message_of(*merged.forgotten);
            std::istringstream erased(told.out);
            for (std::string line; std::getline(erased, line);) session.say(line);
            for (const auto& line : told.said) session.say(line);
        }
        return done;
    }

  private:
    ImportCommandOptions import_;
};

}  // namespace

CommandEntry merge_command() {
    return {
        "merge",
        "",
        CommandGroup::recording,
        "OTHER",
        "Record what another ledger has and this one lacks",
        "inmail merge ~/laptop/ledger.db --dry-run\n"
        "inmail merge ~/laptop/ledger.db",
        "Reads another ledger, such as one in which somebody recorded on the road, and records its events here, except those\n"
        "that are here already: an event's key tells. It records facts, as an import does, so no rule refuses them. Voids go\n"
        "with their events; closes stay where they are. Whoever was forgotten there is forgotten here. All or nothing: if one\n"
        "event does not fit (its seat is unknown here, its key stands for another event), nothing is recorded and each is\n"
        "listed (exit 3). OTHER stays as it is.",
        make_command<Merge>};
}

}  // namespace inmail::cli
