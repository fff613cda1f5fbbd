#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/io/machine_zone.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"
#include "options.hpp"

namespace inmail::cli {
namespace {

constexpr const char* usual_rulebook = "linkedin";

class Init : public Command {
  public:
    void declare(Options& options) override {
        options.value("--rulebook", rulebook_, "R", "The default rulebook: linkedin (default), quicklead or heytalent",
                      {"linkedin", "quicklead", "heytalent"});
        options.value(
            "--zone", zone_, "ZONE",
            "The display zone, an IANA name such as Europe/Madrid (default: that of `inmail config`, else the machine's)");
    }

    ExitCode run(Session& session) override {
        const auto& own_zone = session.settings().zone();
        const std::string zone = zone_ ? io::Zone::named(*zone_).name() : own_zone ? own_zone->name() : io::machine_zone().name();
        const std::string rulebook = handle_of(rulebook_.value_or(usual_rulebook));
        const auto path = session.ledger_path();
        store::create(path, rulebook, zone, session.now());
        session.acknowledge_in_words({fmt::format("{}: a new ledger, rulebook {}, times in {}\n",
                                                  for_terminal(store::shown(path.string())), rulebook, zone),
                                      {"`inmail subscribe SEAT --plan PLAN` records the first seat."}});
        return ExitCode::done;
    }

  private:
    std::optional<std::string> rulebook_;
    std::optional<std::string> zone_;
};

}  // namespace

CommandEntry init_command() {
    return {
        "init",
        "",
        CommandGroup::ledger,
        "",
        "Make a new ledger",
        "inmail init\n"
        "inmail init --rulebook heytalent --zone Europe/Madrid --ledger team.db",
        "Makes a new, empty ledger. Its default rulebook cannot be changed later. The zone decides how times typed without an\n"
        "offset are read and how times are shown; months and refreshes are UTC in any zone.",
        make_command<Init>};
}

}  // namespace inmail::cli
