#include <fmt/format.h>

#include <iostream>

#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "inmail/io/linkedin.hpp"
#include "inmail/text/terminal.hpp"
#include "input_files.hpp"
#include "names.hpp"
#include "subject.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

/// How far a long import is, on one line of a terminal; nothing anywhere else.
class Progress {
  public:
    ~Progress() {
        if (percent_ >= 0) std::cerr << "\r\033[K" << std::flush;
    }

    void show(const std::string& handle, std::int64_t done, std::int64_t total) {
        if (!on_terminal_ || total <= 0) return;
        const auto percent = static_cast<int>(done * 100 / total);
        if (percent == percent_) return;
        percent_ = percent;
        std::cerr << fmt::format("\r\033[K{}: {} %", for_terminal(handle), percent) << std::flush;
    }

  private:
    bool on_terminal_{errors_on_terminal()};
    int percent_{-1};
};

class ImportLinkedIn : public Command {
  public:
    void declare(Options& options) override {
        options.value("--seat", seat_, "SEAT", "Whose archive it is; none for a directory with one archive a seat");
        options.value("--owner", owner_, "NAME", "The archive's owner by name or profile URL, where its files do not tell");
        import_.declare(options);
    }

    ExitCode run(Session& session) override {
        app::LinkedInRequest request;
        request.path = import_.source("the PATH");
        import_.check_format(session);
        require_there(request.path.string());
        request.seat = seat(session, request.path);
        request.owner = owner_.value_or("");
        request.options = import_.options(session);
        app::ImportResult result;
        {
            Progress progress;
            request.progress = [&progress](const std::string& handle, std::int64_t done, std::int64_t total) {
                progress.show(handle, done, total);
            };
            result = app::import_linkedin(session.store(), request);
        }
        return import_.finish(session, result);
    }

  private:
    /// None for a directory that holds one archive a seat.
    [[nodiscard]] SeatId seat(Session& session, const std::filesystem::path& path) const {
        if (seat_) return seat_named(session, *seat_);
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored) && !io::archives_of_team(path).empty()) return {};
        const auto seat = default_seat(session);
        if (!seat)
            throw UsageError("whose archive is it?",
                             "--seat SEAT; or give a directory with one archive a seat, each named by its handle");
        return *seat;
    }

    std::optional<std::string> seat_;
    std::optional<std::string> owner_;
    ImportCommandOptions import_;
};

}  // namespace

CommandEntry import_linkedin_command() {
    return {
        "import linkedin",
        "",
        CommandGroup::recording,
        "PATH --seat SEAT",
        "Record the InMails and replies of a LinkedIn data export",
        "inmail import linkedin Basic_LinkedInDataExport.zip --seat ana --dry-run\n"
        "inmail import linkedin exports/",
        "Reads a data export (a directory, a zip or a messages.csv, with Connections.csv and Invitations.csv beside it), or a\n"
        "directory that holds one a seat, named by the handle. Records the owner's InMails and their replies; what was logged\n"
        "by hand already is matched, not added, and importing again adds only what is new. Message texts are not stored.",
        make_command<ImportLinkedIn>};
}

}  // namespace inmail::cli
