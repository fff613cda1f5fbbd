#pragma once

#include <cstdlib>

namespace inmail::test {

/// How much a test of thousands of cases does. Under the sanitizers, which slow it tenfold, it does as much as `sanitized` says.
/// INMAIL_TORTURE_LONG=1 in the environment asks for `all`, with or without them.
template <class Amount>
Amount effort(Amount all, Amount usual, Amount sanitized) {
    if (std::getenv("INMAIL_TORTURE_LONG") != nullptr) return all;
#ifdef INMAIL_SANITIZED
    static_cast<void>(usual);
    return sanitized;
#else
    static_cast<void>(sanitized);
    return usual;
#endif
}

}  // namespace inmail::test
