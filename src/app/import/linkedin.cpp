#include "inmail/io/linkedin.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "batch_commands.hpp"
#include "import/archive_merge.hpp"
#include "import/archive_suggestions.hpp"
#include "import/batch.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/unicode.hpp"
#include "record/batch_events.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

/// Two owners may be told apart only where both are slugs or both are names: an older layout knows the name alone.
bool is_name(const std::string& owner) { return owner.find(' ') != std::string::npos; }

/// `earlier`: the owner of the seat's earlier archives; empty: there are none.
void check_owner(const std::string& earlier, const std::string& handle, const io::ArchiveContents& archive,
                 ImportResult& result) {
    if (earlier.empty() || archive.owner.empty()) return;
    const std::string known = key_today(earlier);
    if (known == key_today(archive.owner) || known == key_today(fold_name(archive.owner_name))) return;
    if (is_name(earlier) != is_name(archive.owner)) {
        result.warnings.push_back({0, import_warning::OwnerSpelledOtherwise{archive.owner, earlier}});
        return;
    }
    throw InvalidRequest(fault::OtherOwner{archive.owner, handle, earlier});
}

/// A seat and its archive, ready to be merged.
struct SeatArchive {
    std::string handle;
    SeatId seat;
    io::ArchiveContents reading;
};

/// The owner of each seat's last archive whose import was not taken back whole.
std::map<SeatId, std::string> known_archive_owners(Store& store) {
    std::map<SeatId, std::string> owners;
    const auto learnt = store.archive_owners();
    // The latest first, because to ask whether an import was taken back is to read all of it.
    for (auto it = learnt.rbegin(); it != learnt.rend(); ++it) {
        if (owners.count(it->seat) != 0) continue;
        if (it->batch.empty() || !is_taken_back(store, it->batch)) owners[it->seat] = it->owner;
    }
    return owners;
}

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

}  // namespace

ImportResult import_linkedin(Store& store, const LinkedInRequest& request) {
    const auto archives = read_archives(store, request);
    return on_current_head([&] {
        const std::string source = request.copy_of.empty() ? request.path.filename().string() : request.copy_of;
        const auto transaction = store.begin(request.options.now, std::string(command_import_linkedin) + source);
        ImportResult result;
        result.dry_run = request.options.dry_run;
        result.archives.emplace();
        ImportBatch batch(store, *transaction, request.options, result, {});
        auto owners = known_archive_owners(store);
        for (const auto& archive : archives) {
            check_owner(owners[archive.seat], archive.handle, archive.reading, result);
            ArchiveMerge merge(store, batch, archive.handle, archive.reading, archives.size() > 1, result);
            result.archives->push_back(merge.run());
            suggest_from_account(store, archive.reading, result.archives->back());
        }
        for (const auto& archive : archives) {
            if (!archive.reading.owner.empty()) transaction->set_archive_owner(archive.seat, archive.reading.owner);
        }
        (void)batch.finish();
        return result;
    });
}

}  // namespace inmail::app
