#include "linkedin/zip.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "file_format.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/files/spool.hpp"
#include "inmail/text/strings.hpp"
#include "linkedin/not_an_archive.hpp"
#include "module/module.hpp"

namespace inmail::io::linkedin {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = std::uint64_t{1024} * 1024;
constexpr std::uint64_t max_entry_bytes = 512 * mebibyte;
/// Text compresses 10 or 20 times. A larger file with a higher ratio than this is a zip bomb.
constexpr std::uint64_t max_ratio = 200;
constexpr std::uint64_t min_bytes_for_ratio = mebibyte;
constexpr std::uint64_t max_zip_ratio = 10;  ///< of a zip in a zip
constexpr std::size_t max_relevant_entries = 64;

/// Shared with the streams of its entries.
using Zip = std::shared_ptr<zip_t>;
using archive_fault::BadZip;
using file_fault::FileFormat;

[[noreturn]] void reject_zip(const std::string& zip, BadZip::Why why, const std::string& entry = {}) {
    throw InvalidArchive(BadZip{why, zip, entry});
}
[[noreturn]] void reject_entry(const std::string& entry, BadZip::Why why, const std::string& reason = {},
                               std::uint64_t most = 0) {
    throw InvalidArchive(BadZip{why, {}, entry, {}, reason, static_cast<std::int64_t>(most)});
}

const InmailZip& libzip() { return module().zip; }

/// A file of an export in the zip, as the zip's directory describes it.
struct ZipEntry {
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
    EntryStream(Zip zip, ZipEntry entry)
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
    ZipEntry entry_;
    zip_file_t* file_;
    std::uint64_t bytes_{0};
};

Zip open_zip(const NamedPath& path, const std::shared_ptr<Spool>& copy) {
    zip_t* zip = libzip().open(path.path.c_str(), ZIP_RDONLY, nullptr);
    if (zip != nullptr) return {zip, [copy](zip_t* z) { libzip().discard(z); }};
    reject_zip(path.name, BadZip::Why::damaged);
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

/// The usual packing methods of a zip. Other methods may need as much memory as the packer wanted.
bool is_usual_packing(zip_uint16_t method) {
    return method == ZIP_CM_STORE || method == ZIP_CM_DEFLATE || method == ZIP_CM_BZIP2;
}

std::string packing_name(zip_uint16_t method) {
    constexpr zip_uint16_t zstd = 93;  // libzip 1.7 has no name for it
    switch (method) {
        case ZIP_CM_DEFLATE64:
            return "Deflate64";
        case ZIP_CM_LZMA:
        case ZIP_CM_LZMA2:
            return "LZMA";
        case ZIP_CM_XZ:
            return "XZ";
        case ZIP_CM_PPMD:
            return "PPMd";
        case zstd:
            return "Zstandard";
        default:
            return "method " + std::to_string(method);
    }
}

/// The entry of that name, if it can be read. Throws InputError if not.
ZipEntry readable_entry(const Zip& zip, std::uint64_t zip_bytes, zip_uint64_t index, const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
    const std::string name = path.substr(folder.size());
    zip_stat_t stat;
    libzip().stat_init(&stat);
    constexpr zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD | ZIP_STAT_COMP_METHOD;
    if (libzip().stat_index(zip.get(), index, 0, &stat) != 0 || (stat.valid & needed) != needed)
        reject_entry(path, BadZip::Why::no_directory_entry);
    if (stat.encryption_method != ZIP_EM_NONE) reject_entry(path, BadZip::Why::encrypted);
    if (!is_usual_packing(stat.comp_method)) reject_entry(path, BadZip::Why::unusual_packing, packing_name(stat.comp_method));
    // This size may be false too; a large one would hide a zip bomb.
    const std::uint64_t packed_bytes = std::min<std::uint64_t>(stat.comp_size, zip_bytes);
    check_size(path, stat.size, packed_bytes);
    return ZipEntry{index, folder, name, kind_of(name), stat.size, packed_bytes};
}

/// A Mac adds a folder with its metadata of each file, under the file's own name.
bool is_macs_metadata(std::string_view path) { return begins_with(path, "__MACOSX/"); }

/// Whether the entry is a file that the import reads.
bool is_relevant(const std::string& path) {
    const FileKind kind = kind_of(std::string_view(path).substr(path.rfind('/') + 1));
    return kind != FileKind::unrelated && kind != FileKind::other_messages && !is_macs_metadata(path);
}

std::size_t depth(const ZipEntry& entry) {
    return static_cast<std::size_t>(std::count(entry.folder.begin(), entry.folder.end(), '/'));
}

/// The folder of the messages.csv nearest to the zip's root; none if there is none. Throws InputError if two are equally near.
std::optional<std::string> folder_of_messages(const std::vector<ZipEntry>& entries, const std::string& zip_name) {
    const ZipEntry* found = nullptr;
    const ZipEntry* rival = nullptr;
    for (const auto& entry : entries) {
        if (entry.kind != FileKind::messages) continue;
        const bool replaces_inbox = found != nullptr && entry.folder == found->folder;
        if (replaces_inbox) continue;  // add_file settles it
        if (found == nullptr || depth(entry) < depth(*found)) {
            found = &entry;
            rival = nullptr;
        } else if (depth(entry) == depth(*found)) {
            rival = &entry;
        }
    }
    if (found == nullptr) return std::nullopt;
    if (rival != nullptr) {
        throw InvalidArchive(
            BadZip{BadZip::Why::two_archives, zip_name, found->folder + found->name, rival->folder + rival->name});
    }
    return found->folder;
}

/// Whether a file of the format may hold an export's messages.
bool is_telling(FileFormat format) {
    switch (format) {
        case FileFormat::gzip:
        case FileFormat::bzip2:
        case FileFormat::xz:
        case FileFormat::zstd:
        case FileFormat::seven_zip:
        case FileFormat::rar:
        case FileFormat::tar:
        case FileFormat::workbook:
        case FileFormat::old_workbook:
        case FileFormat::open_document:
        case FileFormat::numbers:
            return true;
        default:
            return false;
    }
}

class ZipReader {
  public:
    explicit ZipReader(NamedPath place)
        : place_(std::move(place)), zip_(open_zip(place_, {})), zip_bytes_(fs::file_size(place_.path)) {}

    /// Of a zip in a zip, which `copy` holds. A zip hardly shrinks, so its size in the outer zip bounds what may come out.
    ZipReader(const ZipEntry& entry, const std::shared_ptr<Spool>& copy)
        : place_{copy->path(), entry.name, true},
          zip_(open_zip(place_, copy)),
          zip_bytes_(std::min<std::uint64_t>(fs::file_size(copy->path()), entry.packed_bytes * max_zip_ratio)),
          is_inner_(true) {}

    ArchiveFiles files() {
        list();
        const auto folder = folder_of_messages(entries_, place_.name);
        return folder ? files_in(*folder) : files_of_inner_zip();
    }

  private:
    void list() {
        const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(libzip().get_num_entries(zip_.get(), 0), 0));
        if (count == 0) reject_zip(place_.name, BadZip::Why::without_entries);
        for (zip_uint64_t i = 0; i < count; ++i) {
            names_.push_back(entry_name(zip_, i, place_.name));
            if (!is_relevant(names_.back())) continue;
            entries_.push_back(readable_entry(zip_, zip_bytes_, i, names_.back()));
            if (entries_.size() <= max_relevant_entries) continue;
            const auto most = static_cast<std::int64_t>(max_relevant_entries);
            throw InvalidArchive(BadZip{BadZip::Why::too_many_files, place_.name, {}, {}, {}, most});
        }
    }

    [[nodiscard]] ArchiveFiles files_in(const std::string& folder) const {
        ArchiveFiles files;
        for (const auto& entry : entries_) {
            if (entry.folder != folder) continue;
            const auto open = [zip = zip_, entry] { return std::make_unique<EntryStream>(zip, entry); };
            const ArchiveFile* other = add_file(files, {entry.kind, entry.name, static_cast<std::int64_t>(entry.bytes), open});
            if (other == nullptr) continue;
            throw InvalidArchive(BadZip{BadZip::Why::same_file_twice, place_.name, other->name, entry.name});
        }
        return files;
    }

    /// A mail with the export attached, for example, may be a zip of its own.
    ArchiveFiles files_of_inner_zip() {
        for (const auto& name : names_) reject_format(place_.name, format_by_entry(name));
        std::vector<ZipEntry> zips = inner_zips();
        if (zips.empty()) reject_without_messages();
        if (is_inner_) reject_zip(place_.name, BadZip::Why::zip_in_inner_zip, zips.front().name);
        const auto others = std::partition(zips.begin(), zips.end(), [](const ZipEntry& e) { return has_export_name(e.name); });
        if (zips.size() > 1 && others - zips.begin() != 1)
            throw InvalidArchive(BadZip{BadZip::Why::several_zips, place_.name, zips[0].name, zips[1].name});
        return ZipReader(zips.front(), unpacked(zips.front())).files();
    }

    /// Says what the zip holds instead, if it can be recognised.
    [[noreturn]] void reject_without_messages() const {
        if (other_) reject_format(other_->first + " in " + place_.name, other_->second);
        reject_zip(place_.name, BadZip::Why::no_messages);
    }

    /// Zips by their content, whatever their names are.
    [[nodiscard]] std::vector<ZipEntry> inner_zips() {
        std::vector<ZipEntry> zips;
        for (zip_uint64_t i = 0; i < std::min<zip_uint64_t>(names_.size(), max_relevant_entries); ++i) {
            const std::string& name = names_[i];
            if (name.back() == '/' || is_macs_metadata(name)) continue;
            try {
                const ZipEntry entry = readable_entry(zip_, zip_bytes_, i, name);
                std::array<char, 512> first{};
                const std::size_t n = EntryStream(zip_, entry).read(first.data(), first.size());
                const FileFormat format = format_of({first.data(), n});
                if (format == FileFormat::zip) zips.push_back(entry);
                if (is_telling(format) && !other_) other_.emplace(entry.name, format);
            } catch (const InvalidArchive&) {
                if (has_zip_name(name)) throw;  // other files do not matter
            }
        }
        return zips;
    }

    /// A copy of the entry on disk, because a zip is read from its end.
    [[nodiscard]] std::shared_ptr<Spool> unpacked(const ZipEntry& entry) const {
        auto copy = std::make_shared<Spool>(spool_folder(entry.name));
        EntryStream stream(zip_, entry);
        std::array<char, 1 << 16> block{};
        while (const std::size_t n = copy->error() == 0 ? stream.read(block.data(), block.size()) : 0)
            copy->write(block.data(), n);
        copy->close();
        if (copy->error() != 0) throw copy->failure(entry.name);
        return copy;
    }

    NamedPath place_;
    Zip zip_;
    std::uint64_t zip_bytes_;
    bool is_inner_{false};
    std::vector<std::string> names_;  ///< by index
    std::vector<ZipEntry> entries_;   ///< those that the import reads
    std::optional<std::pair<std::string, FileFormat>>
        other_;  ///< a file that may hold the messages, in a format that is not read
};

}  // namespace

ArchiveFiles files_of_zip(const NamedPath& zip) { return ZipReader(zip).files(); }

}  // namespace inmail::io::linkedin
