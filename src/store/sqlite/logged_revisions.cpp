#include "sqlite/logged_revisions.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "inmail/core/machine_faults.hpp"
#include "sqlite/wal_format.hpp"

namespace inmail::store {

namespace {

// SQLite locks no logs, so this may open and close one.
class WalFrames {
  public:
    explicit WalFrames(const std::filesystem::path& log) : in_(log, std::ios::binary) {
        unsigned char header[wal_header_bytes];
        if (!read(header, sizeof header)) return;
        constexpr std::uint32_t magic = 0x377F0682;
        constexpr std::uint32_t version = 3'007'000;
        constexpr std::size_t version_at = 4;
        constexpr std::size_t salts_at = 16;
        constexpr std::size_t checksum_at = 24;
        big_endian_ = (word_at(header) & 1U) != 0;
        sum_.add(header, checksum_at, big_endian_);
        const bool is_valid = (word_at(header) & ~1U) == magic && word_at(header + version_at) == version &&
                              sum_ == WalChecksum::stored_at(header + checksum_at);
        if (!is_valid) return;
        std::memcpy(salts_, header + salts_at, sizeof salts_);
        page_bytes_ = wal_page_bytes(header);
        frame_.resize(wal_frame_header_bytes + page_bytes_);
    }

    /// Goes to the next valid frame.
    bool next() {
        constexpr std::size_t summed_header_bytes = 8;
        constexpr std::size_t checksum_at = 16;
        if (page_bytes_ == 0 || !read(frame_.data(), frame_.size())) return false;
        if (page_number() == 0 || std::memcmp(frame_.data() + summed_header_bytes, salts_, sizeof salts_) != 0) return false;
        sum_.add(frame_.data(), summed_header_bytes, big_endian_);
        sum_.add(page(), page_bytes_, big_endian_);
        return sum_ == WalChecksum::stored_at(frame_.data() + checksum_at);
    }

    [[nodiscard]] std::uint32_t page_number() const { return word_at(frame_.data()); }
    /// The database's size in pages after a commit; 0: the frame is not a commit.
    [[nodiscard]] std::uint32_t committed_pages() const { return word_at(frame_.data() + 4); }
    [[nodiscard]] const unsigned char* page() const { return frame_.data() + wal_frame_header_bytes; }
    [[nodiscard]] std::uint32_t page_bytes() const { return page_bytes_; }

  private:
    bool read(unsigned char* bytes, std::size_t count) {
        return static_cast<bool>(in_.read(reinterpret_cast<char*>(bytes), static_cast<std::streamsize>(count)));
    }

    std::ifstream in_;
    bool big_endian_{false};
    std::uint32_t page_bytes_{0};  ///< 0: this is not a log
    unsigned char salts_[8]{};
    WalChecksum sum_;
    std::vector<unsigned char> frame_;
};

void require_readable(const std::filesystem::path& log) {
    errno = 0;
    const std::ifstream in(log, std::ios::binary);
    if (in.is_open() || errno == ENOENT) return;
    throw FailedMachine(machine_fault::LedgerUnusable{machine_fault::LedgerUnusable::Why::cannot_open, log.string(),
                                                      std::generic_category().message(errno)});
}

/// Whether a transaction wrote all pages of a database. SQLite never writes the page that holds its locks, if there is one.
bool are_all(std::vector<std::uint32_t> pages, std::uint32_t database_pages) {
    if (pages.size() + 1 < database_pages) return false;
    std::sort(pages.begin(), pages.end());
    const auto distinct = std::unique(pages.begin(), pages.end()) - pages.begin();
    return distinct + 1 >= std::ptrdiff_t{database_pages};
}

}  // namespace

LoggedRevisions read_logged_revisions(const std::filesystem::path& log,
                                      const std::function<bool(const LoggedRevision&)>& is_enough) {
    require_readable(log);
    LoggedRevisions logged;
    std::vector<LoggedRevision> uncommitted;
    std::vector<std::uint32_t> pages;
    for (WalFrames frames(log); frames.next();) {
        if (const auto revision = revision_in_page(frames.page(), frames.page_bytes()))
            uncommitted.push_back({frames.page_number(), *revision});
        pages.push_back(frames.page_number());
        if (frames.committed_pages() == 0) continue;
        logged.has_transactions = true;
        logged.replaces_all = logged.replaces_all || are_all(pages, frames.committed_pages());
        pages.clear();
        for (const LoggedRevision& made : uncommitted) {
            logged.revisions.push_back(made);
            if (is_enough(made)) return logged;
        }
        uncommitted.clear();
    }
    return logged;
}

}  // namespace inmail::store
