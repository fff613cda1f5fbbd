#pragma once

#include <cstddef>
#include <cstdint>

namespace inmail::store {

// The write-ahead log's format: https://sqlite.org/walformat.html

constexpr std::size_t wal_header_bytes = 32;
constexpr std::size_t wal_frame_header_bytes = 24;

/// The bytes of a database's header with the versions that write and read it (https://sqlite.org/fileformat2.html).
constexpr std::size_t header_versions_at = 18;
constexpr std::size_t header_versions_bytes = 2;
[[nodiscard]] constexpr bool are_versions_of_wal(const unsigned char* versions) {
    constexpr unsigned char wal = 2;
    return versions[0] == wal && versions[1] == wal;
}

/// A word of four bytes.
[[nodiscard]] constexpr std::uint32_t word_at(const unsigned char* bytes, bool big_endian = true) {
    return big_endian
               ? std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U | bytes[3]
               : std::uint32_t{bytes[3]} << 24U | std::uint32_t{bytes[2]} << 16U | std::uint32_t{bytes[1]} << 8U | bytes[0];
}

/// The running checksum of a log. Each frame's continues that of the frame before.
struct WalChecksum {
    std::uint32_t first{0};
    std::uint32_t second{0};

    [[nodiscard]] static WalChecksum stored_at(const unsigned char* bytes) { return {word_at(bytes), word_at(bytes + 4)}; }

    /// `count` is a multiple of 8.
    void add(const unsigned char* bytes, std::size_t count, bool big_endian) {
        constexpr std::size_t step = 8;
        for (const unsigned char* end = bytes + count; bytes != end; bytes += step) {
            first += word_at(bytes, big_endian) + second;
            second += word_at(bytes + 4, big_endian) + first;
        }
    }
    bool operator==(const WalChecksum& other) const { return first == other.first && second == other.second; }
};

/// Whether a database may have pages of this size.
[[nodiscard]] constexpr bool is_page_size(std::uint32_t bytes) {
    constexpr std::uint32_t least = 512;
    constexpr std::uint32_t most = 65'536;
    return bytes >= least && bytes <= most && (bytes & (bytes - 1)) == 0;
}

/// The page size in a log's header; 0 if it is none.
[[nodiscard]] constexpr std::uint32_t wal_page_bytes(const unsigned char* header) {
    constexpr std::size_t at = 8;
    const std::uint32_t size = word_at(header + at);
    return is_page_size(size) ? size : 0;
}

}  // namespace inmail::store
