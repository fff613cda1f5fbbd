#include "inmail/store/sqlite/backup.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/core/time.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "path_expansion.hpp"
#include "session.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

/// `line`: a whole command that would do.
std::string only_path(const std::vector<std::string>& words, const char* what, const std::string& line) {
    if (words.empty()) throw UsageError(fmt::format("the PATH is missing: {}", what), fmt::format("`{}`", line));
    if (words.size() > 1) throw UsageError(fmt::format("one PATH is needed: {}", what), "quote a path that holds spaces");
    if (store::names_server(words.front()))
        throw InputError("a backup is a file, and '" + store::shown(words.front()) + "' is on a server",
                         "`inmail copy` moves a ledger between files and servers");
    return path_argument(words.front());
}

/// Beside the ledger, with today's date in its name.
std::string backup_line(Session& session) {
    auto path = session.ledger_path();
    path.replace_filename(fmt::format("{}-{}.db", path.stem().string(), to_string(day_of(session.now()))));
    return "inmail backup " + shell_word(for_terminal(path.string()));
}

void require_file(Session& session, ledger_fault::LedgerOnServer::Why why) {
    const std::string& location = session.ledger_path().string();
    if (store::names_server(location)) throw InvalidLedgerRequest(ledger_fault::LedgerOnServer{why, store::shown(location)});
}

std::string events(std::int64_t n) { return fmt::format("{} event{}", n, n == 1 ? "" : "s"); }

class Backup : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.flag("--force", force_, "Replace the file if it exists");
    }

    ExitCode run(Session& session) override {
        require_file(session, ledger_fault::LedgerOnServer::Why::no_backup);
        const std::string path = only_path(words_, "the file to write the backup to", backup_line(session));
        const auto backup = store::backup(session.ledger_path(), path, force_, session.now(), session.on_log_found());
        render::Rendered message{
            fmt::format("{}: {}, proved sound\nHead {}\n", for_terminal(path), events(backup.events), backup.head),
            {"`inmail restore` brings it back. Note the head down elsewhere: `inmail verify --head` then proves that "
             "nothing was cut off."}};
        if (backup.not_noted) message.said.push_back(render::backup_not_noted(*backup.not_noted));
        session.acknowledge_in_words(message);
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
    bool force_{false};
};

class Restore : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.flag("--force", force_,
                     "Restore even if events would be lost or an erased name would come back; the replaced file is kept");
    }

    ExitCode run(Session& session) override {
        require_file(session, ledger_fault::LedgerOnServer::Why::no_restore);
        const std::string path = only_path(words_, "the backup's file", "inmail restore PATH");
        const auto place = session.ledger_path();
        const auto restored = restore(session, path, place);
        render::Rendered message{fmt::format("{}: restored {}, proved sound\nHead {}\n", for_terminal(place.string()),
                                             events(restored.events), restored.head),
                                 {}};
        if (restored.kept)
            message.said.push_back(fmt::format("The replaced file is kept as {}.", for_terminal(restored.kept->string())));
        if (const auto names = restored.names_brought_back; names > 0) {
            message.said.push_back(fmt::format("{} that the ledger had erased {} back: `inmail forget` erases {} again.",
                                               names == 1 ? "A name" : fmt::format("{} names", names), names == 1 ? "is" : "are",
                                               names == 1 ? "it" : "them"));
        }
        session.acknowledge_in_words(message);
        return ExitCode::done;
    }

  private:
    /// Where the ledger would lose something, a person on a terminal is asked.
    [[nodiscard]] store::Restored restore(Session& session, const std::string& from, const std::filesystem::path& place) const {
        try {
            return store::restore(from, place, force_, session.now(), session.on_log_found());
        } catch (const Refusal& refusal) {
            const auto answer = ask(for_terminal(render::words_of(refusal).what) + "\nRestore it? The replaced file is kept.");
            if (!answer) throw;
            if (!*answer) throw Refusal("nothing was changed");
        }
        return store::restore(from, place, true, session.now(), session.on_log_found());
    }

    std::vector<std::string> words_;
    bool force_{false};
};

}  // namespace

CommandEntry backup_command() {
    return {
        "backup",
        "",
        CommandGroup::ledger,
        "PATH",
        "Copy the ledger to a file, and prove the copy",
        "inmail backup ~/backups/inmail-2026-03.db",
        "Copies the ledger as of one moment, even while others use it, into one file that only you can read, and proves the\n"
        "copy as `verify` does. Replaces an existing file only with --force. Of a ledger on a server, it says how to back it up.",
        make_command<Backup>};
}

CommandEntry restore_command() {
    return {
        "restore",
        "",
        CommandGroup::ledger,
        "PATH",
        "Put a backup in the ledger's place",
        "inmail restore ~/backups/inmail-2026-03.db",
        "Proves the backup first, then puts it in the ledger's place. Without --force, it refuses if the ledger holds events\n"
        "that the backup lacks, or has erased a name that the backup still holds; on a terminal it asks. The replaced file\n"
        "is kept beside the ledger.",
        make_command<Restore>};
}

}  // namespace inmail::cli
