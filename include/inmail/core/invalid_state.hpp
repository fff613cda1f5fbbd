#pragma once

#include <cstdint>
#include <stdexcept>

namespace inmail {

/// Why bytes are not the state of a fold.
enum class StateFlaw : std::uint8_t {
    malformed,      ///< they end too early or too late, or a number does not fit its field
    impossible,     ///< a figure, an instant or an order that no fold reaches
    contradictory,  ///< two parts disagree, of one state or of two
};

/// The bytes given to `Reconciler::resume` are not a state: somebody changed them. The program is not at fault.
class InvalidState : public std::runtime_error {
  public:
    /// `expected`: what a state holds and these bytes lack.
    InvalidState(StateFlaw flaw, const char* expected) : std::runtime_error(expected), flaw_(flaw) {}

    [[nodiscard]] StateFlaw flaw() const { return flaw_; }

  private:
    StateFlaw flaw_;
};

}  // namespace inmail
