#pragma once

#include <string>
#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"

namespace inmail::io {

/// A display zone (RULES section 2): how a time without an offset is read, which date today is, how times are shown.
/// "UTC" costs nothing; any other name opens the time-zone database.
class Zone {
  public:
    /// Throws InputError for a name that the time-zone database does not know, with the nearest one.
    [[nodiscard]] static Zone named(std::string_view iana_name);
    Zone();  ///< UTC

    [[nodiscard]] const std::string& name() const { return name_; }
    /// The instant of a wall clock reading. A reading that a DST change skips is bad; of one that it repeats, the first counts.
    [[nodiscard]] Checked<Instant> to_instant(const LocalTime& local) const;
    /// The date on the wall at `t`.
    [[nodiscard]] Day date_at(Instant t) const;
    /// "2026-03-14 09:30" on the wall at `t`, seconds where they are not zero.
    [[nodiscard]] std::string show(Instant t) const;

  private:
    /// Milliseconds since 1970 on the wall.
    [[nodiscard]] Instant wall_at(Instant t) const;

    std::string name_;
    const void* zone_{nullptr};  ///< in the time-zone database; null: UTC
};

}  // namespace inmail::io
