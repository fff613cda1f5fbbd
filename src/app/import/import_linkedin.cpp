#include "inmail/app/import/import_linkedin.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "batch_commands.hpp"
#include "import/archive_merge.hpp"
#include "import/archive_suggestions.hpp"
#include "import/batch.hpp"
#include "import/owner_check.hpp"
#include "import/source_zone.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/io/linkedin.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

std::vector<SeatArchive> read_archives(Store& store, const LinkedInRequest& request) {
    std::vector<io::TeamArchive> archives;
    if (!is_none(request.seat))
        archives.push_back({store.name_of(request.seat), request.path});
    else
        archives = io::archives_of_team(request.path);
    if (archives.empty()) throw InvalidRequest(fault::NoSeatForArchive{request.path.string()});
    std::vector<SeatArchive> read;
    for (const auto& archive : archives) {
        const SeatId seat = require_seat(store, archive.handle);
        io::ArchiveOptions options;
        options.owner = request.owner;
        options.copy_of = request.copy_of;
        if (request.progress) {
            options.progress = [&](const ReadProgress& progress) { request.progress(archive.handle, progress); };
        }
        read.push_back({archive.handle, seat, io::read_linkedin_archive(archive.path, options)});
    }
    return read;
}

/// The zone decides which day bare dates mean.
bool has_bare_dates_only(const SeatArchive& archive) {
    const auto& warnings = archive.contents.warnings;
    return std::any_of(warnings.begin(), warnings.end(),
                       [](const RowWarning& warning) { return warning.kind == RowWarning::Kind::time_missing; });
}

}  // namespace

ImportResult import_linkedin(Store& store, const LinkedInRequest& request, const io::Zone& zone_of_now) {
    const auto archives = read_archives(store, request);
    ImportResult imported = on_current_head([&] {
        const std::string source = request.copy_of.empty() ? request.path.filename().string() : request.copy_of;
        const std::string command = std::string(command_import_linkedin) + source;
        const auto transaction = store.begin(request.options.now, command);
        const io::Zone zone = request.options.zone_as_before ? zone_as_before(store, command, zone_of_now) : zone_of_now;
        ImportResult result;
        result.dry_run = request.options.dry_run;
        result.archives.emplace();
        ImportBatch batch(store, *transaction, request.options, result, {});
        check_owners(store, archives, request, result);
        for (const auto& archive : archives) {
            const ArchiveSource contents{archive.handle,      archive.contents,    zone,
                                         request.options.now, archives.size() > 1, request.update};
            result.archives->push_back(ArchiveMerge(store, batch, contents, result).run());
        }
        for (const auto& archive : archives) {
            if (batch.has_recorded() && !archive.contents.owner.empty())
                transaction->set_archive_owner(archive.seat, archive.contents.owner);
        }
        const bool has_bare_dates = std::any_of(archives.begin(), archives.end(), has_bare_dates_only);
        if (has_bare_dates) batch.read_in(zone);
        (void)batch.finish();
        if (has_bare_dates && zone.name() != zone_of_now.name())
            result.warnings.push_back({0, import_warning::ReadInEarlierZone{zone.name(), zone_of_now.name()}});
        return result;
    });
    for (std::size_t i = 0; i < archives.size(); ++i)
        suggest_from_account(store, archives[i].contents, request.options.now, (*imported.archives)[i]);
    return imported;
}

}  // namespace inmail::app
