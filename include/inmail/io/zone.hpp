#pragma once

#include <string>
#include <string_view>

#include "inmail/core/checked.hpp"
#include "inmail/core/time.hpp"

namespace inmail::io {

/// The display zone (docs/rules.md, section 2). It reads times without an offset, gives today's date, and shows times.
/// UTC needs no time-zone database; any other zone reads its own file there.
class Zone {
  public:
    /// Throws InputError, with the nearest name, for a name that is not in the time-zone database. Throws MachineFailure
    /// if the database cannot be read.
    [[nodiscard]] static Zone named(std::string_view iana_name);
    Zone();  ///< UTC

    [[nodiscard]] const std::string& name() const { return name_; }
    /// The instant of a local time. A DST change makes some local times invalid and repeats others; of two, it is the first.
    [[nodiscard]] Checked<Instant> to_instant(const LocalTime& local) const;
    /// The first instant of the local date: midnight, unless a change of clocks skips it.
    [[nodiscard]] Instant start_of(Day date) const;
    /// The local date at `t`.
    [[nodiscard]] Day date_at(Instant t) const;
    /// The local time at `t`, such as "2026-03-14 09:30"; with seconds if they are not zero.
    [[nodiscard]] std::string show(Instant t) const;

  private:
    /// The local time at `t`, as milliseconds since 1970-01-01 00:00 local time.
    [[nodiscard]] Instant local_at(Instant t) const;

    std::string name_;
};

}  // namespace inmail::io
