#pragma once

namespace inmail {

/// A number of a distinct type, comparable only with its own type. Each type adds the arithmetic that makes sense for it
/// (time.hpp, credits.hpp).
template <class Tag, class Rep>
struct Strong {
    using rep = Rep;

    Rep value{};

    constexpr Strong() = default;
    constexpr explicit Strong(Rep v) : value(v) {}

    friend constexpr bool operator==(Strong a, Strong b) { return a.value == b.value; }
    friend constexpr bool operator!=(Strong a, Strong b) { return a.value != b.value; }
    friend constexpr bool operator<(Strong a, Strong b) { return a.value < b.value; }
    friend constexpr bool operator<=(Strong a, Strong b) { return a.value <= b.value; }
    friend constexpr bool operator>(Strong a, Strong b) { return a.value > b.value; }
    friend constexpr bool operator>=(Strong a, Strong b) { return a.value >= b.value; }
};

}  // namespace inmail
