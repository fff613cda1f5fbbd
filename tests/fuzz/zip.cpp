// A zip as an archive: what comes out is bounded by what went in, and no name in it leads out of its folder.

#include "linkedin/zip.hpp"

#include <array>

#include "memory_file.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

using io::linkedin::ArchiveFile;

/// The bounds of src/io/linkedin/zip.cpp, for a file that is not small and may lie in a zip in the zip.
constexpr std::uint64_t max_ratio = std::uint64_t{200} * 10;
constexpr std::uint64_t small_bytes = std::uint64_t{1024} * 1024;

void check_swelling(const ArchiveFile& file, std::uint64_t zip_bytes) {
    const auto stream = file.open();
    std::array<char, 64 * 1024> buffer;
    std::uint64_t bytes = 0;
    while (const std::size_t n = stream->read(buffer.data(), buffer.size())) {
        bytes += n;
        ensure(bytes <= small_bytes || bytes / max_ratio <= zip_bytes, "a zip swells no further than its bound");
    }
}

}  // namespace

void take(std::string_view input) {
    const MemoryFile file(input);
    const auto files = io::linkedin::files_of_zip({file.path(), "input.zip", true});
    ensure(files.count(io::linkedin::FileKind::messages) == 1, "a zip that is accepted holds messages");
    for (const auto& [kind, entry] : files) {
        ensure(entry.kind == kind && io::linkedin::kind_of(entry.name) == kind, "a file is what its name says");
        ensure(entry.name.find_first_of("/\\") == std::string::npos, "a file's name is no path");
        check_swelling(entry, input.size());
    }
}

}  // namespace inmail::fuzz
