#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/reports/drift.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

struct VerifyReport {
    std::int64_t events{0};
    std::string head;
    std::vector<std::string> problems;  ///< a sentence each; empty: sound
    std::vector<Drift> drift;           ///< told, but no problem
    int accounts{0};                    ///< whose conservation was checked, at every posting
};
/// What the store can prove, then conservation of every account (RULES section 6). `known_head`: a head that was noted down
/// once, which the chain must have grown from; empty: none.
[[nodiscard]] VerifyReport verify(Store& store, Instant now, const std::string& known_head);

}  // namespace inmail::app
