#include "linkedin/source.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "inmail/core/archive_faults.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/not_an_archive.hpp"

namespace inmail::io::linkedin {
namespace {

namespace fs = std::filesystem;

using archive_fault::BadArchiveFolder;

[[noreturn]] void reject_place(const fs::path& path, BadArchiveFolder::Why why, std::vector<std::string> names = {}) {
    throw InvalidArchive(BadArchiveFolder{why, path.string(), std::move(names)});
}

std::string folded_file_name(std::string_view name) {
    std::string folded = to_lower_latin1(name);
    const auto is_filler = [](char c) { return c == ' ' || c == '_'; };
    folded.erase(std::remove_if(folded.begin(), folded.end(), is_filler), folded.end());
    return folded;
}

class FileStream : public ByteStream {
  public:
    explicit FileStream(const fs::path& path) : in_(path, std::ios::binary), bytes_(in_, path.string()) {
        if (!in_) reject_place(path, BadArchiveFolder::Why::unreadable_file);
    }
    std::size_t read(char* to, std::size_t size) override { return bytes_.read(to, size); }

  private:
    std::ifstream in_;
    IstreamBytes bytes_;
};

ArchiveFile plain_file(const fs::path& path, FileKind kind) {
    std::error_code ignored;  // the size only serves progress
    const auto bytes = fs::file_size(path, ignored);
    return {kind, path.filename().string(), ignored ? 0 : static_cast<std::int64_t>(bytes),
            [path] { return std::make_unique<FileStream>(path); }};
}

ArchiveFiles files_of_folder(const fs::path& folder, const FolderListing& listing) {
    ArchiveFiles files;
    for (const auto& path : listing.files) {
        const FileKind kind = kind_of(path.filename().string());
        const auto [entry, is_new] = files.emplace(kind, plain_file(path, kind));
        if (is_new || kind == FileKind::other_messages) continue;
        reject_place(folder, BadArchiveFolder::Why::two_of_a_kind, {entry->second.name, path.filename().string()});
    }
    return files;
}

ArchiveFiles files_of_directory(const fs::path& folder) {
    const FolderListing listing = list_folder(folder);
    ArchiveFiles files = files_of_folder(folder, listing);
    if (files.count(FileKind::messages) != 0) return files;
    if (listing.exports.size() == 1) return files_of_archive(listing.exports.front());
    std::vector<std::string> names;
    if (listing.exports.empty()) {
        for (const auto& [kind, file] : files) names.push_back(file.name);
        reject_place(folder, BadArchiveFolder::Why::no_messages, std::move(names));
    }
    for (std::size_t i = 0; i < 2; ++i) names.push_back(listing.exports[i].filename().string());
    const auto count = static_cast<std::int64_t>(listing.exports.size());
    throw InvalidArchive(BadArchiveFolder{BadArchiveFolder::Why::several_exports, folder.string(), std::move(names), count});
}

/// The messages.csv at `path`, which may have any name, and the other files of its export beside it.
ArchiveFiles files_around(const fs::path& path) {
    ArchiveFiles files;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (auto& [kind, file] : files_of_folder(folder, list_folder(folder))) {
        if (kind != FileKind::messages && kind != FileKind::other_messages) files.emplace(kind, std::move(file));
    }
    files[FileKind::messages] = plain_file(path, FileKind::messages);
    return files;
}

}  // namespace

FileKind kind_of(std::string_view file_name) {
    const std::string name = folded_file_name(file_name);
    if (name == "messages.csv") return FileKind::messages;
    if (name == "connections.csv") return FileKind::connections;
    if (name == "invitations.csv") return FileKind::invitations;
    if (name == "profile.csv") return FileKind::profile;
    const bool guide = name == "guidemessages.csv" || name == "coachmessages.csv";
    const bool learning = begins_with(name, "learning") && ends_with(name, "messages.csv");
    return guide || learning ? FileKind::other_messages : FileKind::unrelated;
}

CsvReader open_csv(const ArchiveFile& file) {
    CsvOptions options;
    options.quotes = CsvOptions::Quotes::tolerant;
    options.max_columns = 1000;
    // Far above any message; a longer record is a quote that was never closed.
    options.max_record_bytes = options.max_field_bytes = std::size_t{16} * 1024 * 1024;
    options.source = file_fault::UnreadableCsv::Source::linkedin;
    return CsvReader(file.open(), file.name, options);
}

bool has_zip_name(const fs::path& path) { return to_lower_latin1(path.extension().string()) == ".zip"; }

FolderListing list_folder(const fs::path& folder) {
    FolderListing listing;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        std::error_code unreadable;  // an unreadable entry, such as a dangling link, does not hide the others
        if (begins_with(name, ".")) continue;
        const bool is_file = it->is_regular_file(unreadable);
        if (is_file && kind_of(name) != FileKind::unrelated) {
            listing.files.push_back(it->path());
        } else if ((is_file && has_zip_name(it->path())) || it->is_directory(unreadable)) {
            const bool is_export = folded_file_name(name).find("linkedindataexport") != std::string::npos;
            (is_export ? listing.exports : listing.others).push_back(it->path());
        }
    }
    if (error) {
        throw InvalidArchive(BadArchiveFolder{BadArchiveFolder::Why::unreadable_folder, folder.string(), {}, 0, error.value()});
    }
    for (auto* paths : {&listing.files, &listing.exports, &listing.others}) std::sort(paths->begin(), paths->end());
    return listing;
}

ArchiveFiles files_of_archive(const fs::path& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) reject_place(path, BadArchiveFolder::Why::nothing_there);
    if (fs::is_directory(status)) return files_of_directory(path);
    if (!fs::is_regular_file(status)) reject_place(path, BadArchiveFolder::Why::neither_file_nor_folder);

    constexpr std::size_t magic_bytes = 8;
    std::array<char, magic_bytes> begin{};
    const std::size_t n = FileStream(path).read(begin.data(), begin.size());
    const std::string_view magic(begin.data(), n);
    if (is_zip(magic)) return files_of_zip(path);
    reject_by_first_bytes(path.filename().string(), magic);
    reject_by_name(path.filename().string());
    return files_around(path);
}

}  // namespace inmail::io::linkedin
