#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace inmail::io {

/// The C library's clock, set to one zone at a time. It reads the file of that zone and no other. Times are whole seconds since
/// 1970. Not for use by two threads.
class LocalClock {
  public:
    /// Whether the time-zone database has a zone of this name.
    [[nodiscard]] static bool has_zone(const std::string& name);
    /// The names of all zones, sorted.
    [[nodiscard]] static std::vector<std::string> zone_names();
    /// The folder of the time-zone database: TZDIR, else /usr/share/zoneinfo.
    [[nodiscard]] static std::string database();

    /// The zone must exist.
    explicit LocalClock(const std::string& zone);

    /// The offset from UTC at `utc_s`.
    [[nodiscard]] std::int64_t offset_s(std::int64_t utc_s) const;

    /// What the clocks did around a local time.
    struct LocalTimeInfo {
        std::optional<std::int64_t> utc_s;  ///< of two, the first; none: the clock was put forward past this time
        std::int64_t offset_before_s{0};    ///< if it does not exist: the offset before the change
        std::int64_t offset_after_s{0};
        std::int64_t change_s{0};  ///< if it does not exist: when the clock changed, in UTC
    };
    /// `local_s` counts from 1970-01-01 00:00 local time.
    [[nodiscard]] LocalTimeInfo read(std::int64_t local_s) const;
};

}  // namespace inmail::io
