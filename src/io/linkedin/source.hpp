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

enum class FileKind { messages, connections, invitations, profile, receipts, registration, other_messages, unrelated };

/// The kind of an export's file by its name. Ignores case, spaces and underscores, which differ between exports, and what
/// browsers and desktops add to a copy's name: `messages (1).csv`.
[[nodiscard]] FileKind kind_of(std::string_view file_name);

/// A file of an export, in a folder or a zip. It is never unpacked to disk.
struct ArchiveFile {
    FileKind kind{FileKind::unrelated};
    std::string name;       ///< without its folder, for messages to the user
    std::int64_t bytes{0};  ///< size; 0 if unknown
    std::function<std::unique_ptr<ByteStream>()> open;
};
using ArchiveFiles = std::map<FileKind, ArchiveFile>;

/// Adds a file, and returns null. If another of its kind is there, returns that. An old export's Inbox.csv gives way to a
/// messages.csv. Of files that make no event, the first is kept.
const ArchiveFile* add_file(ArchiveFiles& files, ArchiveFile file);

/// A file that stands by itself, as a file of this kind.
[[nodiscard]] ArchiveFile single_file(const std::filesystem::path& path, FileKind kind);

/// Opens the file with the tolerance that exports of every year need: see CsvOptions::Quotes::tolerant.
[[nodiscard]] CsvReader open_csv(const ArchiveFile& file);

/// A path, and what it is called in messages.
struct NamedPath {
    std::filesystem::path path;
    std::string name;
    bool is_copy{false};  ///< of a pipe or of a zip's entry: no other files of the export are beside it
};

/// The files of the archive: a directory, a zip or a messages.csv. Throws InputError if none has the kind `messages`.
[[nodiscard]] ArchiveFiles files_of_archive(const NamedPath& archive);

/// The entries of a directory that may be or hold an archive.
struct FolderListing {
    std::vector<std::filesystem::path> files;    ///< files of an export
    std::vector<std::filesystem::path> exports;  ///< zips and folders with LinkedIn's name for an export
    std::vector<std::filesystem::path> others;   ///< other zips and folders
};
[[nodiscard]] FolderListing list_folder(const std::filesystem::path& folder);

/// Whether the name is one that LinkedIn gives to exports.
[[nodiscard]] bool has_export_name(std::string_view file_name);

/// Whether the path ends in .zip.
[[nodiscard]] bool has_zip_name(const std::filesystem::path& path);

}  // namespace inmail::io::linkedin
