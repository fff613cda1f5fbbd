#pragma once

#include <cstdint>
#include <string>

namespace inmail::store {

/// A ledger's copy in its place, proved sound.
struct Copied {
    std::int64_t events{0};
    std::string head;  ///< 64 hex digits
};

}  // namespace inmail::store
