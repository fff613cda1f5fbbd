#include "import/fingerprints.hpp"

#include <cstring>
#include <utility>

#include "inmail/chain/digest.hpp"

namespace inmail::app {

Fingerprint fingerprint_of(std::string_view text) {
    const Digest digest = sha256(text);
    Fingerprint fingerprint = 0;
    std::memcpy(&fingerprint, digest.data(), sizeof fingerprint);
    return fingerprint;
}

bool FingerprintSet::insert(Fingerprint fingerprint) {
    if (fingerprint == 0) return !std::exchange(has_zero_, true);
    // At most three of four places are taken.
    if (4 * (count_ + 1) > 3 * places_.size()) grow();
    Fingerprint& place = places_[place_of(fingerprint)];
    if (place == fingerprint) return false;
    place = fingerprint;
    ++count_;
    return true;
}

bool FingerprintSet::contains(Fingerprint fingerprint) const {
    if (fingerprint == 0) return has_zero_;
    return !places_.empty() && places_[place_of(fingerprint)] == fingerprint;
}

/// Of the fingerprint, or the free one for it. The number of places is a power of two.
std::size_t FingerprintSet::place_of(Fingerprint fingerprint) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t place = static_cast<std::size_t>(fingerprint) & mask;
    while (places_[place] != 0 && places_[place] != fingerprint) place = (place + 1) & mask;
    return place;
}

void FingerprintSet::grow() {
    constexpr std::size_t fewest_places = 64;
    std::vector<Fingerprint> before(places_.empty() ? fewest_places : 2 * places_.size());
    before.swap(places_);
    for (const Fingerprint fingerprint : before) {
        if (fingerprint != 0) places_[place_of(fingerprint)] = fingerprint;
    }
}

}  // namespace inmail::app
