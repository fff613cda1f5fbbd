#pragma once

#include <cstddef>
#include <cstdint>

namespace inmail::bench {

/// splitmix64. Integers alone, and no distribution of the standard library's: those differ from one library to the next, and a
/// seed must give the same ledger on every machine: nor may one expression draw twice, in an order that the compiler chooses.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// The numbers of one part of a whole, whatever the other parts took.
    Random(std::uint64_t seed, std::uint64_t part) : state_(Random(seed ^ Random(part).next()).next()) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// From 0 up to, not including, n.
    std::uint64_t below(std::uint64_t n) { return next() % n; }
    std::uint64_t between(std::uint64_t first, std::uint64_t last) { return first + below(last - first + 1); }
    bool chance(std::uint64_t wins, std::uint64_t of) { return below(of) < wins; }
    template <class Array>
    const auto& pick(const Array& choices) {
        return choices[static_cast<std::size_t>(below(choices.size()))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace inmail::bench
