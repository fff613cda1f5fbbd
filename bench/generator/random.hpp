#pragma once

#include <cstddef>
#include <cstdint>

namespace inmail::bench {

/// splitmix64. A seed must give the same ledger on every machine. So use integers only, none of the standard distributions (they
/// differ between libraries), and at most one draw in an expression (the compiler chooses the order of several).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// An independent sequence for each `part`, such as a day.
    Random(std::uint64_t seed, std::uint64_t part) : state_(Random(seed ^ Random(part).next()).next()) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// From 0 to n - 1.
    std::uint64_t below(std::uint64_t n) { return next() % n; }
    /// From `first` to `last`, both included.
    std::uint64_t between(std::uint64_t first, std::uint64_t last) { return first + below(last - first + 1); }
    /// True with a probability of `wins` / `of`.
    bool chance(std::uint64_t wins, std::uint64_t of) { return below(of) < wins; }
    template <class Array>
    const auto& pick(const Array& choices) {
        return choices[static_cast<std::size_t>(below(choices.size()))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace inmail::bench
