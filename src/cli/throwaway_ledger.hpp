#pragma once

#include <filesystem>

#include "inmail/core/time.hpp"

namespace inmail::cli {

/// An empty ledger in a folder of its own, removed with it: for what needs the shipped rulebooks alone.
class ThrowawayLedger {
  public:
    /// Throws MachineFailure if it cannot be written.
    explicit ThrowawayLedger(Instant now);
    ~ThrowawayLedger();
    ThrowawayLedger(const ThrowawayLedger&) = delete;
    ThrowawayLedger& operator=(const ThrowawayLedger&) = delete;

    [[nodiscard]] std::filesystem::path path() const;

  private:
    std::filesystem::path folder_;
};

}  // namespace inmail::cli
