#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"
#include "options.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Grant : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--seat", seat_, "SEAT", "A rep: the user records for this seat and reads what concerns its account");
        options.flag("--manager", manager_, "The user reads and records everything");
        options.flag("--auditor", auditor_, "The user reads everything");
        options.flag("--revoke", revoke_, "The user loses every right in the ledger");
    }

    ExitCode run(Session& session) override {
        require_words(words_, 1, 1, "the USER of the server");
        const int given = static_cast<int>(seat_.has_value()) + static_cast<int>(manager_) + static_cast<int>(auditor_) +
                          static_cast<int>(revoke_);
        if (given != 1)
            throw UsageError("name one of --seat SEAT, --manager, --auditor and --revoke", "inmail grant ana --seat ana");
        const std::string location = session.server_location();
        const std::string& user = words_.front();
        LedgerMember member{user, manager_ ? MemberRole::manager : MemberRole::auditor, {}};
        if (seat_) member = {user, MemberRole::rep, session.store().name_of(seat_named(session, *seat_))};
        session.close();
        // The command is none that records, so the session reads.
        const auto store = store::open(location, store::Access::write);
        if (revoke_) {
            store->server()->revoke(user);
            session.acknowledge_in_words({fmt::format("{}: no rights any more\n", for_terminal(user)), {}});
            return ExitCode::done;
        }
        store->server()->grant(member);
        session.acknowledge_in_words({fmt::format("{}: {}\n", for_terminal(user), words_of(member)), {}});
        return ExitCode::done;
    }

  private:
    static std::string words_of(const LedgerMember& member) {
        switch (member.role) {
            case MemberRole::manager:
                return "manager, reads and records everything";
            case MemberRole::auditor:
                return "auditor, reads everything";
            case MemberRole::rep:
                break;
        }
        return fmt::format("rep, records for the seat {}", for_terminal(member.seat));
    }

    std::vector<std::string> words_;
    std::optional<std::string> seat_;
    bool manager_{false};
    bool auditor_{false};
    bool revoke_{false};
};

}  // namespace

CommandEntry grant_command() {
    return {
        "grant",
        "",
        CommandGroup::ledger,
        "USER",
        "Say who may do what in a ledger on a server",
        "inmail grant ana --seat ana\n"
        "inmail grant finance --auditor\n"
        "inmail grant ana --revoke",
        "Gives a user of the PostgreSQL server one role in the ledger, in place of any other. Only the ledger's owner may do "
        "so.\n"
        "A rep records sends, replies, bounces and observations for one seat, and takes back what it recorded itself. It reads\n"
        "its own events, and of others only what the balance of its account is computed from. A manager reads and records\n"
        "everything, an auditor reads everything.",
        make_command<Grant>};
}

}  // namespace inmail::cli
