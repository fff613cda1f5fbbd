#pragma once

#include <cstdint>
#include <optional>

#include "inmail/core/credits.hpp"

namespace inmail::app {

/// Messages and how many of them were answered: the one way in which any report counts a reply rate. A reply counts for the
/// message that it answers, so the rate never exceeds 1; a bounce is not a reply (RULES section 4).
struct Responses {
    std::int64_t sent{0};      ///< messages sent in the time looked at
    std::int64_t answered{0};  ///< of these, by the end of it

    /// With fewer than this a rate says little, so reports show its interval.
    static constexpr std::int64_t small_sample = 30;
    [[nodiscard]] bool is_small() const { return sent < small_sample; }
    /// None if nothing was sent.
    [[nodiscard]] std::optional<double> rate() const;
    /// The cost of one answer if the messages cost `spent`; none if nobody answered.
    [[nodiscard]] std::optional<double> per_answer(Credits spent) const;

    struct Interval {
        double low{0};
        double high{1};
    };
    /// The Wilson score interval at 95 % (E. B. Wilson, 1927; as in Agresti, Categorical Data Analysis, section 1.4.2).
    [[nodiscard]] Interval interval() const;

    Responses& operator+=(const Responses& other) {
        sent += other.sent;
        answered += other.answered;
        return *this;
    }
};

}  // namespace inmail::app
