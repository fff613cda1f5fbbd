#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "inmail/app/import/import_result.hpp"
#include "inmail/core/ids.hpp"

namespace inmail {
class Store;
namespace io {
class Zone;
}
}  // namespace inmail

namespace inmail::app {

struct LinkedInRequest {
    std::filesystem::path path;
    SeatId seat;               ///< none: a directory that holds one archive a seat
    bool seat_is_named{true};  ///< false: it is the ledger's only one, or the one of the settings
    std::string owner;         ///< whose archive it is, if the files do not say
    bool update{false};        ///< corrects what the ledger knows otherwise
    ImportOptions options;
    std::string copy_of{};  ///< what the path is a copy of, such as "standard input"; empty: it is no copy
    std::function<void(const std::string& handle, const ReadProgress&)> progress;  ///< may be empty
};

/// Imports a LinkedIn archive, or a team's, in one transaction. `zone` says which local day a bare date is. Throws InputError
/// if it is none, Refused if its owner contradicts the seat.
[[nodiscard]] ImportResult import_linkedin(Store& store, const LinkedInRequest& request, const io::Zone& zone);

}  // namespace inmail::app
