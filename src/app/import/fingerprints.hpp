#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace inmail::app {

/// Stands for a text among a million others: two alike are as likely as one in 30 million.
using Fingerprint = std::uint64_t;
/// The first 8 bytes of the text's SHA-256.
[[nodiscard]] Fingerprint fingerprint_of(std::string_view text);

/// A set of fingerprints that takes at most 16 bytes for each.
class FingerprintSet {
  public:
    /// False: it is there already.
    bool insert(Fingerprint fingerprint);
    [[nodiscard]] bool contains(Fingerprint fingerprint) const;

  private:
    [[nodiscard]] std::size_t place_of(Fingerprint fingerprint) const;
    void grow();

    std::vector<Fingerprint> places_;  ///< 0: free
    std::size_t count_{0};
    bool has_zero_{false};
};

}  // namespace inmail::app
