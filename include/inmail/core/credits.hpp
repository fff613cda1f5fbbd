#pragma once

#include <cstdint>

#include "inmail/core/strong.hpp"

namespace inmail {

/// Whole InMail credits.
struct Credits : Strong<struct CreditsTag, std::int64_t> {
    using Strong::Strong;

    constexpr Credits& operator+=(Credits b) {
        value += b.value;
        return *this;
    }
    constexpr Credits& operator-=(Credits b) {
        value -= b.value;
        return *this;
    }
    friend constexpr Credits operator+(Credits a, Credits b) { return Credits{a.value + b.value}; }
    friend constexpr Credits operator-(Credits a, Credits b) { return Credits{a.value - b.value}; }
    friend constexpr Credits operator-(Credits a) { return Credits{-a.value}; }
    friend constexpr Credits operator*(Credits a, std::int64_t n) { return Credits{a.value * n}; }
};

constexpr Credits no_credits{0};

/// The largest amount of one event, either way: far above any real purchase, far below any overflow.
constexpr Credits max_event_amount{1'000'000};

}  // namespace inmail
