#pragma once

#include <map>
#include <string>
#include <vector>

#include "inmail/app/import/import_linkedin.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/io/linkedin.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// A seat and its archive, ready to be merged.
struct SeatArchive {
    std::string handle;
    SeatId seat;
    io::ArchiveContents contents;
};

/// Throws Refused if the owner of an archive contradicts the seat's display name or earlier archives, or is the owner of another
/// seat's archives. Warns if an owner is spelled otherwise than before.
void check_owners(Store& ledger, const std::vector<SeatArchive>& archives, const LinkedInRequest& request, ImportResult& result);

}  // namespace inmail::app
