#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "inmail/core/rules_faults.hpp"
#include "inmail/io/when.hpp"

namespace inmail::io {

/// Whether the text is a way of writing time (docs/import-rules.md, Times): `d/m/y`, `unix`, a strptime pattern, ...
[[nodiscard]] bool is_time_format(std::string_view format);

/// Reads a time of a table. `format` empty: RFC 3339 (an offset may lack its colon) and ISO dates; a day and month in numbers is
/// then the flaw `unproven_order`. A time without an offset is one of `zone`.
[[nodiscard]] Checked<When> parse_table_time(std::string_view text, const std::string& format, const Zone& zone);

/// Learns from a column's values whether days or months come first.
class OrderProof {
  public:
    /// The first value that can be read in one way only.
    using Proof = rules_fault::ContradictingDates::Date;

    /// Returns whether the text is a day and month in numbers. `line`: where it stands.
    bool learn(std::string_view text, std::int64_t line);
    /// "d/m/y" or "m/d/y"; empty: the values prove neither, or contradict each other.
    [[nodiscard]] std::string format() const;
    [[nodiscard]] const std::optional<Proof>& day_first() const { return day_first_; }
    [[nodiscard]] const std::optional<Proof>& month_first() const { return month_first_; }

  private:
    std::optional<Proof> day_first_;
    std::optional<Proof> month_first_;
};

}  // namespace inmail::io
