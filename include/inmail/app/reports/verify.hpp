#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/core/damage.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What a ledger holds that no program of ours wrote.
namespace problem {
/// A checkpoint of an account does not follow from its events.
struct WrongCheckpoint {
    AccountName account;
    Day day;
};
/// The events cannot be folded.
struct Unfoldable {
    std::optional<Damage> damage{};  ///< none: because of the problems before
};
}  // namespace problem
using Problem = std::variant<Damage, problem::WrongCheckpoint, problem::Unfoldable>;

struct VerifyReport {
    std::int64_t events{0};
    std::string head;
    std::vector<Problem> problems;  ///< empty: sound
    Drifts drift;                   ///< reported, but not a problem
    int accounts{0};                ///< whose conservation was checked, at every posting
    bool indexes_checked{true};     ///< a server may not offer it
};
/// What the store can prove, then conservation of every account (RULES section 6). `known_head`: a head that was noted down
/// once, which the chain must have grown from; empty: none.
[[nodiscard]] VerifyReport verify(Store& store, Instant now, const std::string& known_head);

}  // namespace inmail::app
