#include "sqlite/raw_file.hpp"

#include <sqlite3.h>

#include <cstring>

#include "inmail/core/machine_faults.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/open_database.hpp"
#include "sqlite/wal_format.hpp"

namespace inmail::store {

// SQLite opens the file at once, but reads it only for a statement, and this runs none. Locking needs a writable descriptor.
RawFile::RawFile(const std::filesystem::path& path)
    : path_(path.string()),
      database_(open_database(immutable_uri(path), path_, SQLite::OPEN_READWRITE | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX)),
      file_(file_of(database_->getHandle(), SQLITE_FCNTL_FILE_POINTER)) {
    read_header();
}

RawFile::RawFile(sqlite3* connection, const std::filesystem::path& path)
    : path_(path.string()), file_(file_of(connection, SQLITE_FCNTL_FILE_POINTER)) {
    read_header();
}

void RawFile::read_header() {
    ensure(file_ != nullptr, "SQLite opens a database's file at once");
    if (!read(header_, sizeof header_, 0)) header_[0] = 0;
}

bool RawFile::is_ledger() const {
    constexpr char magic[] = "SQLite format 3";
    constexpr std::size_t application_at = 68;
    return std::memcmp(header_, magic, sizeof magic) == 0 && word_at(header_ + application_at) == application_id;
}

bool RawFile::uses_wal() const { return are_versions_of_wal(header_ + header_versions_at); }

std::int64_t RawFile::schema_version() const {
    constexpr std::size_t version_at = 60;
    return word_at(header_ + version_at);
}

std::optional<RevisionId> RawFile::revision_in(std::uint32_t page) const {
    std::vector<unsigned char> bytes(page_bytes());
    if (bytes.empty() || !read(bytes.data(), bytes.size(), (std::int64_t{page} - 1) * page_bytes())) return std::nullopt;
    const auto revision = revision_in_page(bytes.data(), bytes.size());
    return revision ? std::optional{revision->id} : std::nullopt;
}

std::vector<RevisionId> RawFile::revisions() const {
    std::vector<RevisionId> all;
    sqlite3_int64 size = 0;
    if (page_bytes() == 0 || file_->pMethods->xFileSize(file_, &size) != SQLITE_OK) return all;
    const auto pages = static_cast<std::uint32_t>(size / page_bytes());
    for (std::uint32_t page = 1; page <= pages; ++page) {
        if (const auto revision = revision_in(page)) all.push_back(*revision);
    }
    return all;
}

bool RawFile::lock_if_alone() {
    for (const int level : {SQLITE_LOCK_SHARED, SQLITE_LOCK_EXCLUSIVE}) {
        const int code = file_->pMethods->xLock(file_, level);
        if (code == SQLITE_OK) continue;
        file_->pMethods->xUnlock(file_, SQLITE_LOCK_NONE);
        if (code == SQLITE_BUSY) return false;
        throw FailedMachine(machine_fault::LedgerUnusable{machine_fault::LedgerUnusable::Why::cannot_lock, path_});
    }
    return true;
}

bool RawFile::read(void* bytes, std::size_t count, std::int64_t at) const {
    return file_->pMethods->xRead(file_, bytes, static_cast<int>(count), at) == SQLITE_OK;
}

std::uint32_t RawFile::page_bytes() const {
    constexpr std::size_t at = 16;
    constexpr std::uint32_t stands_for_largest = 1;
    constexpr std::uint32_t largest = 65'536;
    const std::uint32_t bytes = std::uint32_t{header_[at]} << 8U | header_[at + 1];
    if (bytes == stands_for_largest) return largest;
    return is_page_size(bytes) ? bytes : 0;
}

}  // namespace inmail::store
