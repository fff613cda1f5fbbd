#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "byte_stream.hpp"
#include "csv_reader.hpp"

namespace inmail::io::linkedin {

enum class FileKind { messages, connections, invitations, profile, other_messages, unrelated };

/// What a file of an export is by its name: case, spaces and underscores differ between eras.
[[nodiscard]] FileKind kind_of(std::string_view file_name);

/// A file of an export that is read: where it lies, never unpacked to disk.
struct ArchiveFile {
    FileKind kind{FileKind::unrelated};
    std::string name;  ///< without its folder, for messages to the user
    std::int64_t bytes{0};
    std::function<std::unique_ptr<ByteStream>()> open;
};
using ArchiveFiles = std::map<FileKind, ArchiveFile>;

/// Reads the file as exports of every year were written: see CsvOptions::Quotes::tolerant.
[[nodiscard]] CsvReader open_csv(const ArchiveFile& file);

/// The files of the archive at `path`: a directory, a zip or a messages.csv. There always is one of the kind `messages`;
/// InputError where the path holds none.
[[nodiscard]] ArchiveFiles files_of_archive(const std::filesystem::path& path);

/// The same for a zip alone (zip.cpp).
[[nodiscard]] ArchiveFiles files_of_zip(const std::filesystem::path& path);

/// What of a directory counts when an archive is looked for in it.
struct FolderListing {
    std::vector<std::filesystem::path> files;    ///< of an export, by their names
    std::vector<std::filesystem::path> exports;  ///< zips and folders that still have the name LinkedIn gave them
    std::vector<std::filesystem::path> others;   ///< further zips and folders
};
[[nodiscard]] FolderListing list_folder(const std::filesystem::path& folder);

/// Whether the path names a zip.
[[nodiscard]] bool has_zip_name(const std::filesystem::path& path);

}  // namespace inmail::io::linkedin
