#pragma once

namespace inmail {

/// A number that cannot be mistaken for another kind of number: comparable with its own kind alone.
/// What arithmetic makes sense is added kind by kind (see time.hpp, credits.hpp).
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
