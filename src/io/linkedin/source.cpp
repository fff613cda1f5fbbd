#include "linkedin/source.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "file_format.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/not_an_archive.hpp"
#include "linkedin/zip.hpp"

namespace inmail::io::linkedin {
namespace {

namespace fs = std::filesystem;

using archive_fault::BadArchiveFolder;
using file_fault::FileFormat;

[[noreturn]] void reject_place(const fs::path& path, BadArchiveFolder::Why why, std::vector<std::string> names = {}) {
    throw InvalidArchive(BadArchiveFolder{why, path.string(), std::move(names)});
}

constexpr std::string_view csv_ending = ".csv";

/// Removes ` (1)`, ` 2`, ` - Copy` from the end of a name in lower case. Returns false if there is none of them.
bool drop_copy_mark(std::string& name) {
    const std::string_view text = trim(name);
    const bool in_brackets = ends_with(text, ")");
    const std::string_view inner = in_brackets ? text.substr(0, text.size() - 1) : text;
    const auto digits = inner.find_last_not_of("0123456789");
    if (digits != std::string_view::npos && digits + 1 < inner.size() && inner[digits] == (in_brackets ? '(' : ' ')) {
        name = trim(inner.substr(0, digits));
        return true;
    }
    for (const std::string_view word : {"copy", "kopie", "copie", "copia", "kopia"}) {
        if (!ends_with(text, word)) continue;
        const std::string_view rest = trim(text.substr(0, text.size() - word.size()));
        name = ends_with(rest, "-") ? trim(rest.substr(0, rest.size() - 1)) : rest;
        return true;
    }
    return false;
}

/// The name of an export's file as LinkedIn gives it, without case, spaces and underscores.
std::string folded_file_name(std::string_view name) {
    std::string folded = to_lower_latin1(name);
    const bool is_csv = ends_with(folded, csv_ending);
    if (is_csv) {
        folded.resize(folded.size() - csv_ending.size());
        while (drop_copy_mark(folded)) {}
        folded += csv_ending;
    }
    const auto is_filler = [](char c) { return c == ' ' || c == '_'; };
    folded.erase(std::remove_if(folded.begin(), folded.end(), is_filler), folded.end());
    return folded;
}

bool is_inbox(const ArchiveFile& file) { return begins_with(folded_file_name(file.name), "inbox"); }

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

ArchiveFile plain_file(const fs::path& path, FileKind kind, std::string name) {
    std::error_code ignored;  // the size only serves progress
    const auto bytes = fs::file_size(path, ignored);
    return {kind, std::move(name), ignored ? 0 : static_cast<std::int64_t>(bytes),
            [path] { return std::make_unique<FileStream>(path); }};
}

ArchiveFiles files_of_folder(const fs::path& folder, const FolderListing& listing) {
    ArchiveFiles files;
    for (const auto& path : listing.files) {
        const std::string name = path.filename().string();
        const ArchiveFile* other = add_file(files, plain_file(path, kind_of(name), name));
        if (other == nullptr || other->kind == FileKind::other_messages) continue;
        reject_place(folder, BadArchiveFolder::Why::two_of_a_kind, {other->name, name});
    }
    return files;
}

ArchiveFiles files_of_directory(const fs::path& folder) {
    const FolderListing listing = list_folder(folder);
    ArchiveFiles files = files_of_folder(folder, listing);
    if (files.count(FileKind::messages) != 0) return files;
    if (listing.exports.size() == 1) {
        const fs::path& only = listing.exports.front();
        return files_of_archive({only, only.filename().string()});
    }
    std::vector<std::string> names;
    if (listing.exports.empty()) {
        for (const auto& [kind, file] : files) names.push_back(file.name);
        reject_place(folder, BadArchiveFolder::Why::no_messages, std::move(names));
    }
    for (std::size_t i = 0; i < 2; ++i) names.push_back(listing.exports[i].filename().string());
    const auto count = static_cast<std::int64_t>(listing.exports.size());
    throw InvalidArchive(BadArchiveFolder{BadArchiveFolder::Why::several_exports, folder.string(), std::move(names), count});
}

/// The messages.csv, which may have any name, and the other files of its export beside it.
ArchiveFiles files_around(const NamedPath& messages) {
    const fs::path& path = messages.path;
    ArchiveFiles files;
    if (!messages.is_copy) {
        const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        FolderListing listing = list_folder(folder);
        const auto is_other = [](const fs::path& p) {
            const FileKind kind = kind_of(p.filename().string());
            return kind == FileKind::messages || kind == FileKind::other_messages;
        };
        listing.files.erase(std::remove_if(listing.files.begin(), listing.files.end(), is_other), listing.files.end());
        files = files_of_folder(folder, listing);
    }
    files[FileKind::messages] = plain_file(path, FileKind::messages, messages.name);
    return files;
}

}  // namespace

ArchiveFile single_file(const fs::path& path, FileKind kind) { return plain_file(path, kind, path.filename().string()); }

FileKind kind_of(std::string_view file_name) {
    const std::string name = folded_file_name(file_name);
    if (name == "messages.csv" || name == "inbox.csv") return FileKind::messages;
    if (name == "connections.csv") return FileKind::connections;
    if (name == "invitations.csv") return FileKind::invitations;
    if (name == "profile.csv") return FileKind::profile;
    if (name == "receiptsv2.csv") return FileKind::receipts;
    if (name == "registration.csv") return FileKind::registration;
    const bool guide = name == "guidemessages.csv" || name == "coachmessages.csv";
    const bool learning = begins_with(name, "learning") && ends_with(name, "messages.csv");
    return guide || learning ? FileKind::other_messages : FileKind::unrelated;
}

const ArchiveFile* add_file(ArchiveFiles& files, ArchiveFile file) {
    const auto [at, is_new] = files.emplace(file.kind, file);
    if (is_new) return nullptr;
    ArchiveFile& other = at->second;
    if (file.kind == FileKind::receipts || file.kind == FileKind::registration) return nullptr;
    if (file.kind != FileKind::messages || is_inbox(file) == is_inbox(other)) return &other;
    if (is_inbox(other)) other = std::move(file);
    return nullptr;
}

CsvReader open_csv(const ArchiveFile& file) {
    CsvOptions options;
    options.quotes = CsvOptions::Quotes::tolerant;
    options.max_columns = 1000;
    options.max_field_bytes = options.max_record_bytes;  // a message may be long
    options.header_names = {"subject", "connectedon", "direction", "headline", "transactionmadeat", "registeredat"};
    options.source = file_fault::UnreadableCsv::Source::linkedin;
    return CsvReader(file.open(), file.name, options);
}

bool has_export_name(std::string_view file_name) {
    return folded_file_name(file_name).find("linkedindataexport") != std::string::npos;
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
            (has_export_name(name) ? listing.exports : listing.others).push_back(it->path());
        }
    }
    if (error) {
        throw InvalidArchive(BadArchiveFolder{BadArchiveFolder::Why::unreadable_folder, folder.string(), {}, 0, error.value()});
    }
    for (auto* paths : {&listing.files, &listing.exports, &listing.others}) std::sort(paths->begin(), paths->end());
    return listing;
}

ArchiveFiles files_of_archive(const NamedPath& archive) {
    const fs::path& path = archive.path;
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) reject_place(path, BadArchiveFolder::Why::nothing_there);
    if (fs::is_directory(status)) return files_of_directory(path);
    if (!fs::is_regular_file(status)) reject_place(path, BadArchiveFolder::Why::neither_file_nor_folder);

    std::array<char, 4096> begin{};
    const std::size_t n = FileStream(path).read(begin.data(), begin.size());
    const FileFormat format = format_of({begin.data(), n});
    if (format == FileFormat::zip) return files_of_zip(archive);
    reject_format(archive.name, format);
    reject_by_name(archive.name);
    return files_around(archive);
}

}  // namespace inmail::io::linkedin
