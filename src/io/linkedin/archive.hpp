#pragma once

#include "inmail/io/linkedin.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// Reads the files of one archive; `files` includes one of the kind `messages`.
[[nodiscard]] ArchiveContents read_archive(const ArchiveFiles& files, const ArchiveOptions& options);

}  // namespace inmail::io::linkedin
