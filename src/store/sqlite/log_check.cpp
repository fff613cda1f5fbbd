// This reads through SQLite's file objects and shared memory, because closing another descriptor of the file would release
// SQLite's locks.

#include "sqlite/log_check.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "sqlite/open_database.hpp"
#include "sqlite/wal_format.hpp"

namespace inmail::store {

namespace {

using Bytes = std::vector<unsigned char>;

/// The header of the log's index, which all connections share.
struct LogIndex {
    std::uint32_t frames;      ///< up to the last commit
    std::uint32_t page_bytes;  ///< 0: no commit was read
    bool big_endian;           ///< byte order of the checksums' words
    std::array<unsigned char, 8> salts;

    bool operator==(const LogIndex& other) const {
        return frames == other.frames && page_bytes == other.page_bytes && big_endian == other.big_endian && salts == other.salts;
    }
};

/// Nothing if there is no log, or another process is changing the index right now.
std::optional<LogIndex> read_index(sqlite3* database) {
    constexpr int region_bytes = 32 * 1024;
    constexpr std::size_t header_bytes = 48;
    constexpr int may_have_shared_memory = 2;
    sqlite3_file* file = file_of(database, SQLITE_FCNTL_FILE_POINTER);
    if (file == nullptr || file->pMethods->iVersion < may_have_shared_memory) return std::nullopt;
    void volatile* shared = nullptr;
    if (file->pMethods->xShmMap(file, 0, region_bytes, 0, &shared) != SQLITE_OK || shared == nullptr) return std::nullopt;

    // The header has two copies. They differ while another process writes it.
    unsigned char header[2 * header_bytes];
    const auto* bytes = static_cast<const unsigned char volatile*>(shared);
    std::copy(bytes, bytes + sizeof header, header);
    if (std::memcmp(header, header + header_bytes, header_bytes) != 0) return std::nullopt;

    std::uint16_t page_bytes = 0;  // 1 means 64 KiB
    LogIndex index{};
    index.big_endian = header[13] != 0;
    std::memcpy(&page_bytes, header + 14, sizeof page_bytes);
    std::memcpy(&index.frames, header + 16, sizeof index.frames);
    std::copy(header + 32, header + 40, index.salts.begin());
    index.page_bytes = page_bytes == 1 ? 65'536 : page_bytes;
    return index;
}

/// The page size in the log's header; 0 if it has no header.
std::uint32_t page_bytes_of(sqlite3_file* log) {
    unsigned char header[wal_header_bytes];
    return log->pMethods->xRead(log, header, sizeof header, 0) == SQLITE_OK ? wal_page_bytes(header) : 0;
}

class Log {
  public:
    Log(sqlite3_file* file, const LogIndex& index, std::uint32_t page_bytes)
        : file_(file), index_(index), page_bytes_(page_bytes), frame_(wal_frame_header_bytes + page_bytes) {}

    /// Whether the file has a frame with the log's current salts, damaged or not.
    [[nodiscard]] bool has_salts(std::int64_t frame) {
        return read(offset_of(frame), wal_frame_header_bytes) &&
               std::equal(index_.salts.begin(), index_.salts.end(), frame_.begin() + 8);
    }

    /// The damage, if intact commits follow the end of the valid frames. Nothing if a crash can have left them.
    [[nodiscard]] std::optional<LogDamage> damage() {
        std::int64_t frame = index_.frames + 1;
        while (follows(frame)) ++frame;  // an unfinished transaction
        const std::int64_t bad = frame;
        std::int64_t commits = 0;
        std::int64_t most = 0;
        for (++frame; read(offset_of(frame), wal_frame_header_bytes); ++frame) {
            if (!follows(frame))
                commits = 0;
            else if (is_commit())
                most = std::max(most, ++commits);
        }
        // A transaction starts only when the one before it is on disk. So if two commits follow, the first was reported as
        // recorded.
        constexpr std::int64_t left_by_a_crash = 1;
        if (most <= left_by_a_crash) return std::nullopt;
        return LogDamage{bad, most};
    }

  private:
    static constexpr std::size_t frame_checksum_at = 16;
    static constexpr std::size_t log_checksum_at = 24;
    static constexpr std::size_t checksum_bytes = 8;

    [[nodiscard]] std::int64_t offset_of(std::int64_t frame) const {
        return static_cast<std::int64_t>(wal_header_bytes) + (frame - 1) * static_cast<std::int64_t>(frame_.size());
    }

    bool read(std::int64_t at, std::size_t bytes) {
        return file_->pMethods->xRead(file_, frame_.data(), static_cast<int>(bytes), at) == SQLITE_OK;
    }

    [[nodiscard]] bool is_commit() const { return word_at(frame_.data() + 4) != 0; }

    /// Whether the frame's checksum continues that of the frame before, which may itself be damaged.
    bool follows(std::int64_t frame) {
        const std::int64_t before = frame == 1 ? static_cast<std::int64_t>(log_checksum_at)
                                               : offset_of(frame - 1) + static_cast<std::int64_t>(frame_checksum_at);
        if (!read(before, checksum_bytes)) return false;
        WalChecksum sum = WalChecksum::stored_at(frame_.data());
        if (!read(offset_of(frame), frame_.size())) return false;
        if (!std::equal(index_.salts.begin(), index_.salts.end(), frame_.begin() + 8)) return false;
        sum.add(frame_.data(), checksum_bytes, index_.big_endian);
        sum.add(frame_.data() + wal_frame_header_bytes, page_bytes_, index_.big_endian);
        return sum == WalChecksum::stored_at(&frame_[frame_checksum_at]);
    }

    sqlite3_file* file_;
    LogIndex index_;
    std::uint32_t page_bytes_;
    Bytes frame_;
};

}  // namespace

std::optional<LogDamage> find_log_damage(sqlite3* database) {
    sqlite3_file* file = file_of(database, SQLITE_FCNTL_JOURNAL_POINTER);
    if (file == nullptr) return std::nullopt;
    // A concurrent writer can make valid frames look damaged. Each commit changes the index, so try again if it changed.
    constexpr int tries = 10;
    for (int i = 0; i < tries; ++i) {
        const auto before = read_index(database);
        if (!before) continue;
        const std::uint32_t page_bytes = before->page_bytes != 0 ? before->page_bytes : page_bytes_of(file);
        if (page_bytes == 0) return std::nullopt;
        Log log(file, *before, page_bytes);
        if (!log.has_salts(before->frames + 1) && !log.has_salts(before->frames + 2)) return std::nullopt;
        const auto damage = log.damage();
        if (!damage || read_index(database) == before) return damage;
    }
    return std::nullopt;
}

}  // namespace inmail::store
