#include <algorithm>
#include <optional>

#include "inmail/core/archive_faults.hpp"
#include "linkedin/not_an_archive.hpp"
#include "linkedin/source.hpp"
#include "module/module.hpp"

namespace inmail::io::linkedin {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = std::uint64_t{1024} * 1024;
constexpr std::uint64_t max_entry_bytes = 512 * mebibyte;
/// Text compresses 10 or 20 times. A larger file with a higher ratio than this is a zip bomb.
constexpr std::uint64_t max_ratio = 200;
constexpr std::uint64_t min_bytes_for_ratio = mebibyte;
constexpr std::size_t max_relevant_entries = 64;

using Zip = std::shared_ptr<zip_t>;
using archive_fault::BadZip;

[[noreturn]] void reject_zip(const std::string& zip, BadZip::Why why, const std::string& entry = {}) {
    throw InvalidArchive(BadZip{why, zip, entry});
}
[[noreturn]] void reject_entry(const std::string& entry, BadZip::Why why, const std::string& reason = {},
                               std::uint64_t most = 0) {
    throw InvalidArchive(BadZip{why, {}, entry, {}, reason, static_cast<std::int64_t>(most)});
}

const InmailZip& libzip() { return module().zip; }

/// A file of an export in the zip, as the zip's directory describes it.
struct Entry {
    zip_uint64_t index;
    std::string folder;
    std::string name;
    FileKind kind;
    std::uint64_t bytes;
    std::uint64_t packed_bytes;
};

void check_size(const std::string& name, std::uint64_t bytes, std::uint64_t packed_bytes) {
    if (bytes > max_entry_bytes) reject_entry(name, BadZip::Why::entry_too_large, {}, max_entry_bytes / mebibyte);
    if (bytes > min_bytes_for_ratio && bytes / std::max<std::uint64_t>(packed_bytes, 1) > max_ratio)
        reject_entry(name, BadZip::Why::bomb, {}, max_ratio);
}

class EntryStream : public ByteStream {
  public:
    EntryStream(Zip zip, Entry entry)
        : zip_(std::move(zip)), entry_(std::move(entry)), file_(libzip().fopen_index(zip_.get(), entry_.index, 0)) {
        if (!file_) reject_entry(entry_.name, BadZip::Why::unreadable_entry, libzip().strerror(zip_.get()));
    }
    ~EntryStream() override { libzip().fclose(file_); }
    EntryStream(const EntryStream&) = delete;
    EntryStream& operator=(const EntryStream&) = delete;

    std::size_t read(char* to, std::size_t size) override {
        const zip_int64_t n = libzip().fread(file_, to, size);
        if (n < 0) reject_entry(entry_.name, BadZip::Why::damaged_entry, libzip().file_strerror(file_));
        // The size in the zip's directory may be false, so check the bytes that come out.
        bytes_ += static_cast<std::uint64_t>(n);
        check_size(entry_.name, bytes_, entry_.packed_bytes);
        return static_cast<std::size_t>(n);
    }

  private:
    Zip zip_;
    Entry entry_;
    zip_file_t* file_;
    std::uint64_t bytes_{0};
};

Zip open_zip(const fs::path& path) {
    zip_t* zip = libzip().open(path.c_str(), ZIP_RDONLY, nullptr);
    if (zip != nullptr) return {zip, [](zip_t* z) { libzip().discard(z); }};
    reject_zip(path.filename().string(), BadZip::Why::damaged);
}

/// Whether a name points outside the folder. Entries are never written to disk, but only a malicious zip has such names.
bool leaves_the_folder(std::string_view name) {
    if (name.empty() || name.front() == '/') return true;
    while (!name.empty()) {
        const auto slash = std::min(name.find('/'), name.size());
        if (name.substr(0, slash) == "..") return true;
        name.remove_prefix(std::min(slash + 1, name.size()));
    }
    return false;
}

std::string entry_name(const Zip& zip, zip_uint64_t index, const std::string& zip_name) {
    const char* raw = libzip().get_name(zip.get(), index, ZIP_FL_ENC_GUESS);
    std::string name = raw == nullptr ? "" : raw;
    std::replace(name.begin(), name.end(), '\\', '/');
    if (leaves_the_folder(name)) reject_zip(zip_name, BadZip::Why::entry_outside, name);
    return name;
}

/// The entry at `index`; nothing if it is not a file that the import reads.
std::optional<Entry> relevant_entry(const Zip& zip, std::uint64_t zip_bytes, zip_uint64_t index, const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
    const std::string name = path.substr(folder.size());
    const FileKind kind = kind_of(name);
    // A Mac adds a folder __MACOSX with its metadata of each file, under the file's own name.
    const bool is_read = kind != FileKind::unrelated && kind != FileKind::other_messages && folder.rfind("__MACOSX/", 0) != 0;
    if (!is_read) return std::nullopt;

    zip_stat_t stat;
    libzip().stat_init(&stat);
    constexpr zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    if (libzip().stat_index(zip.get(), index, 0, &stat) != 0 || (stat.valid & needed) != needed)
        reject_entry(path, BadZip::Why::no_directory_entry);
    if (stat.encryption_method != ZIP_EM_NONE) reject_entry(path, BadZip::Why::encrypted);
    // This size may be false too; a large one would hide a zip bomb.
    const std::uint64_t packed_bytes = std::min<std::uint64_t>(stat.comp_size, zip_bytes);
    check_size(path, stat.size, packed_bytes);
    return Entry{index, folder, name, kind, stat.size, packed_bytes};
}

std::size_t depth(const Entry& entry) {
    return static_cast<std::size_t>(std::count(entry.folder.begin(), entry.folder.end(), '/'));
}

/// The folder of the messages.csv nearest to the zip's root. Throws InputError if there is none, or two equally near.
std::string folder_of_messages(const std::vector<Entry>& entries, const std::string& zip_name) {
    const Entry* found = nullptr;
    const Entry* rival = nullptr;
    for (const auto& entry : entries) {
        if (entry.kind != FileKind::messages) continue;
        if (found == nullptr || depth(entry) < depth(*found)) {
            found = &entry;
            rival = nullptr;
        } else if (depth(entry) == depth(*found)) {
            rival = &entry;
        }
    }
    if (found == nullptr) reject_zip(zip_name, BadZip::Why::no_messages);
    if (rival != nullptr) {
        throw InvalidArchive(
            BadZip{BadZip::Why::two_archives, zip_name, found->folder + found->name, rival->folder + rival->name});
    }
    return found->folder;
}

}  // namespace

ArchiveFiles files_of_zip(const fs::path& path) {
    const Zip zip = open_zip(path);
    const std::string zip_name = path.filename().string();
    const std::uint64_t zip_bytes = fs::file_size(path);
    std::vector<Entry> entries;
    const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(libzip().get_num_entries(zip.get(), 0), 0));
    for (zip_uint64_t i = 0; i < count; ++i) {
        const std::string name = entry_name(zip, i, zip_name);
        reject_workbook_entry(zip_name, name);
        if (auto entry = relevant_entry(zip, zip_bytes, i, name)) entries.push_back(std::move(*entry));
        if (entries.size() > max_relevant_entries) {
            const auto most = static_cast<std::int64_t>(max_relevant_entries);
            throw InvalidArchive(BadZip{BadZip::Why::too_many_files, zip_name, {}, {}, {}, most});
        }
    }

    const std::string folder = folder_of_messages(entries, zip_name);
    ArchiveFiles files;
    for (const auto& entry : entries) {
        if (entry.folder != folder) continue;
        const auto open = [zip, entry] { return std::make_unique<EntryStream>(zip, entry); };
        const ArchiveFile file{entry.kind, entry.name, static_cast<std::int64_t>(entry.bytes), open};
        if (files.emplace(entry.kind, file).second) continue;
        reject_zip(zip_name, BadZip::Why::same_file_twice, entry.name);
    }
    return files;
}

}  // namespace inmail::io::linkedin
