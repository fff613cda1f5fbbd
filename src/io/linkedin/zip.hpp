#pragma once

#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// The files of the archive in a zip, or in the only zip inside it.
[[nodiscard]] ArchiveFiles files_of_zip(const NamedPath& zip);

}  // namespace inmail::io::linkedin
