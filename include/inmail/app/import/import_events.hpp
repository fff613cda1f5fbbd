#pragma once

#include <iosfwd>
#include <string>

#include "inmail/app/import/import_result.hpp"

namespace inmail {
class Store;
namespace io {
class Zone;
}
}  // namespace inmail

namespace inmail::app {

/// Imports events as CSV. A file with rejected rows records nothing unless skip_invalid: the caller looks at `rejected`
/// (exit 3). Throws InputError if the file is not a CSV of events, Refused if it replaces suspiciously much.
[[nodiscard]] ImportResult import_events(Store& store, std::istream& in, const std::string& file_name, const io::Zone& zone,
                                         const ImportOptions& options);

}  // namespace inmail::app
