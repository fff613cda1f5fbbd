#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "inmail/core/time.hpp"

namespace inmail {

/// What a usage report of LinkedIn says of one seat.
struct UsageTotals {
    std::string seat{};  ///< as the report writes it
    std::optional<Day> from{};
    std::optional<Day> to{};  ///< inclusive; none, as `from`: the report does not say
    std::int64_t sends{0};    ///< InMails, free ones too
    std::optional<std::int64_t> accepted{};
    std::optional<std::int64_t> declined{};
    std::int64_t line{0};  ///< of the report
};

}  // namespace inmail
