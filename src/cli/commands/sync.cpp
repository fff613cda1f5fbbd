#include "inmail/app/import/sync.hpp"

#include "commands/command_table.hpp"
#include "format_option.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/render/reports.hpp"
#include "inmail/store/open.hpp"
#include "input_files.hpp"
#include "options.hpp"
#include "path_expansion.hpp"
#include "record_options.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

/// The ledger in the file that the word names. Throws InputError for one on a server, and as `store::open` does.
std::unique_ptr<Store> ledger_in(const std::string& word, store::Access access, Session& session) {
    if (store::names_server(word))
        throw InputError("sync takes a ledger in a file, and '" + store::shown(word) + "' is on a server",
                         "`inmail merge` records what another ledger has");
    return store::open(path_argument(word), access, store::Caching::used, {session.on_log_found()});
}

class Sync : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.flag("--dry-run", dry_run_, "Say what would happen, but record nothing");
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        require_words(words_, 1, 1, "FILE, a ledger,");
        const bool json = format_.is_json(session);
        const std::string server = session.server_location();
        const std::string& word = words_.front();
        const auto file = ledger_in(word, dry_run_ ? store::Access::trial : store::Access::write, session);
        app::ImportOptions options;
        options.now = session.now();
        options.dry_run = dry_run_;
        const auto synced = app::sync({session.store(), store::shown(server), *file, path_argument(word)}, options);
        if (!dry_run_ && file->file() != nullptr) file->file()->write_back();
        auto message = render::message_of(synced, input_name(word), store::shown(server), session.display());
        if (json)
            session.acknowledge({render::to_json(synced), std::move(message.said)}, dry_run_);
        else
            session.acknowledge_in_words(message, dry_run_);
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
    bool dry_run_{false};
    FormatOption format_{FormatOption::Offer::sentences};
};

}  // namespace

CommandEntry sync_command() {
    return {
        "sync",
        "",
        CommandGroup::recording,
        "FILE",
        "Record a file's events on the server, and the server's in the file",
        "inmail sync road.db --dry-run\n"
        "inmail sync road.db",
        "Sends up what was recorded in the file while the server was out of reach, then brings down what your role shows and\n"
        "the file lacks. Both are recorded as facts, as an import does, so no rule refuses them. An event's key tells whether\n"
        "it is there already, voids go with their events, and whoever was forgotten on one side is forgotten on the other.\n"
        "What the server does not take of you is listed, and stays in the file. An interrupted sync is completed by the next.\n"
        "A new file is made by `inmail init --ledger road.db`.",
        make_command<Sync>};
}

}  // namespace inmail::cli
