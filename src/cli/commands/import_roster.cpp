#include "inmail/app/import/import_roster.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/command_table.hpp"
#include "inmail/io/roster_csv.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/render/roster.hpp"
#include "input_files.hpp"
#include "mode_options.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class ImportRoster : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.flag("--cancel-missing", cancel_missing_, "End the seats that the file lacks, of the teams and pools in it");
        mode_.declare(options);
    }

    ExitCode run(Session& session) override {
        require_words(words_, 1, 1, "the FILE");
        InputFile file(words_.front());
        const std::string& name = file.name();
        const io::Roster roster = io::read_roster(file.stream(), name, session.zone());
        const auto result = app::import_roster(session.store(), roster, request(session, name));
        if (result.unsound) {
            const auto words = render::words_of(*result.unsound);
            throw Refusal(words.what, words.next_step);
        }
        if (!result.rejected.empty()) return refuse(session, result, name);
        for (const auto& line : render::other_day_words(result, session.display())) session.say(line);
        if (result.recorded.effects.empty()) session.say("Nothing differs: the ledger has it already.");
        return mode_.report(session, result.recorded);
    }

  private:
    [[nodiscard]] app::RosterRequest request(Session& session, const std::string& name) const {
        app::RosterRequest request(mode_.mode(session));
        request.source = name;
        request.cancel_missing = cancel_missing_;
        const Day today = session.zone().date_at(session.now());
        request.first_of_month = std::min(start_of(month_of(today)), session.now());
        return request;
    }

    static ExitCode refuse(Session& session, const app::RosterResult& result, const std::string& name) {
        app::ImportResult rows;
        rows.rejected = result.rejected;
        render::Rendered message{{}, render::complaints(rows, name, session.display())};
        message.said.emplace_back("Nothing was recorded: correct these rows.");
        session.print_refusal(message);
        return ExitCode::input;
    }

    std::vector<std::string> words_;
    bool cancel_missing_{false};
    ModeOptions mode_;
};

}  // namespace

CommandEntry import_roster_command() {
    return {
        "import roster",
        "",
        CommandGroup::recording,
        "FILE | -",
        "Record the seats of a list: new ones, and what changed",
        "inmail import roster team.csv --dry-run\n"
        "inmail import roster team.csv --cancel-missing",
        "Reads a CSV file with a header line. Its columns, in any order: handle (or seat), name, team, plan or pool, since,\n"
        "holds. A spreadsheet saves such a file as CSV. What differs from the ledger is recorded in one batch: new seats\n"
        "subscribe, others switch, and get their team and name. An empty field changes nothing. `since` is the day on which a\n"
        "new plan began (default: now), and `holds` the balance that LinkedIn shows of a new seat now. For a seat that keeps\n"
        "its plan, another `since` is named and changes nothing. Importing the same file again does nothing.\n"
        "\n"
        "If one row is bad, nothing is recorded and every bad row is listed (exit 3). A file without rows, or with a handle\n"
        "twice, is refused (exit 4). --cancel-missing ends the seats that the file lacks, of the teams and pools in it; if\n"
        "more than a third of them are gone, it is refused unless --force is given.",
        make_command<ImportRoster>};
}

}  // namespace inmail::cli
