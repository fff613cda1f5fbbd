#include "inmail/app/import/import_linkedin.hpp"

#include <filesystem>
#include <iostream>

#include "commands/command_table.hpp"
#include "import_options.hpp"
#include "inmail/files/spool.hpp"
#include "inmail/io/linkedin.hpp"
#include "input_files.hpp"
#include "names.hpp"
#include "progress_line.hpp"
#include "subject.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

class ImportLinkedIn : public Command {
  public:
    void declare(Options& options) override {
        options.value("--seat", seat_, "SEAT",
                      "The seat of the archive's owner; leave it out for a directory with one archive per seat");
        options.value("--owner", owner_, "NAME", "The archive's owner by name or profile URL, if its files do not name one");
        options.flag("--force", force_, "Import the archive even if its owner does not match the seat");
        options.flag("--update", update_, "Correct events that differ from this archive");
        import_.declare(options);
    }

    ExitCode run(Session& session) override {
        app::LinkedInRequest request;
        request.path = import_.source("the PATH");
        import_.check_format(session);
        if (request.path != "-") require_there(request.path.string());
        request.seat = seat(session, request.path);
        request.seat_is_named = is_none(request.seat) || seat_.has_value();
        request.update = update_;
        request.owner = owner_.value_or("");
        request.options = import_.options(session);
        request.options.force = force_;
        return import_.finish(session, import_archive(session, request));
    }

  private:
    [[nodiscard]] app::ImportResult import_archive(Session& session, app::LinkedInRequest& request) const {
        ProgressLine line;
        // A zip is read from its end, so a pipe is copied first.
        std::optional<Spool> copy;
        std::error_code ignored;
        const std::string path = request.path.string();
        if (path == "-" || fs::is_fifo(request.path, ignored) || fs::is_character_file(request.path, ignored)) {
            request.copy_of = path == "-" ? "standard input" : path;
            copy.emplace(spool_folder(request.copy_of));
            const auto progress = [&](const ReadProgress& read) { line.show(request.copy_of, read); };
            if (path == "-")
                spool(std::cin, request.copy_of, *copy, progress);
            else
                spool_file(path, *copy, progress);
            request.path = copy->path();
            // What was read from there before was another archive.
            request.options.zone_as_before = false;
        }
        request.progress = [&line](const std::string& handle, const ReadProgress& read) { line.show(handle, read); };
        return app::import_linkedin(session.store(), request, import_.zone(session));
    }

    /// None for a directory with one archive per seat.
    [[nodiscard]] SeatId seat(Session& session, const fs::path& path) const {
        if (seat_) return seat_or_person_named(session, *seat_);
        std::error_code ignored;
        if (fs::is_directory(path, ignored) && !io::archives_of_team(path).empty()) return {};
        const auto seat = default_seat(session);
        if (!seat)
            throw UsageError("the archive's seat is missing",
                             "name it with --seat, or give a directory with one archive per seat, each named by its handle");
        return *seat;
    }

    std::optional<std::string> seat_;
    std::optional<std::string> owner_;
    bool force_{false};
    bool update_{false};
    ImportCommandOptions import_;
};

}  // namespace

CommandEntry import_linkedin_command() {
    return {
        "import linkedin",
        "",
        CommandGroup::recording,
        "PATH | - --seat SEAT",
        "Record the InMails and replies of a LinkedIn data export",
        "inmail import linkedin Basic_LinkedInDataExport.zip --seat ana --dry-run\n"
        "inmail import linkedin exports/",
        "Reads a data export: a directory, a zip, or a messages.csv with Connections.csv and Invitations.csv beside it. A zip\n"
        "or a messages.csv may also come from a pipe. A directory may hold several exports, each named by its seat's handle.\n"
        "Records the owner's InMails and the replies to them. What was logged by hand is matched, not added twice, and\n"
        "importing again adds only what is new. Message texts are not stored.",
        make_command<ImportLinkedIn>};
}

}  // namespace inmail::cli
