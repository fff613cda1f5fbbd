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

/// The kind of an export's file by its name. Ignores case, spaces and underscores, which differ between exports.
[[nodiscard]] FileKind kind_of(std::string_view file_name);

/// A file of an export, in a folder or a zip. It is never unpacked to disk.
struct ArchiveFile {
    FileKind kind{FileKind::unrelated};
    std::string name;       ///< without its folder, for messages to the user
    std::int64_t bytes{0};  ///< size; 0 if unknown
    std::function<std::unique_ptr<ByteStream>()> open;
};
using ArchiveFiles = std::map<FileKind, ArchiveFile>;

/// Opens the file with the tolerance that exports of every year need: see CsvOptions::Quotes::tolerant.
[[nodiscard]] CsvReader open_csv(const ArchiveFile& file);

/// The files of the archive at `path`: a directory, a zip or a messages.csv. Throws InputError if none has the kind
/// `messages`.
[[nodiscard]] ArchiveFiles files_of_archive(const std::filesystem::path& path);

/// The files of the archive in a zip (zip.cpp).
[[nodiscard]] ArchiveFiles files_of_zip(const std::filesystem::path& path);

/// The entries of a directory that may be or hold an archive.
struct FolderListing {
    std::vector<std::filesystem::path> files;    ///< files of an export
    std::vector<std::filesystem::path> exports;  ///< zips and folders with LinkedIn's name for an export
    std::vector<std::filesystem::path> others;   ///< other zips and folders
};
[[nodiscard]] FolderListing list_folder(const std::filesystem::path& folder);

/// Whether the path ends in .zip.
[[nodiscard]] bool has_zip_name(const std::filesystem::path& path);

}  // namespace inmail::io::linkedin
