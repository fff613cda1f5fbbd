#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "inmail/chain/chain.hpp"
#include "inmail/core/damage.hpp"
#include "terms_row.hpp"

namespace inmail::store {

/// An event with what its hash was made of besides, as far as it can be read.
struct EventLink {
    RecordedEvent event;
    EventContext context;
    std::int64_t hash_version{0};
    bool in_batch{false};              ///< whether it stands among the events of its batch
    std::optional<Damage> unreadable;  ///< why it cannot be read; none: it can
};

/// What a ledger's chain is made of, in whatever store.
struct ChainParts {
    LedgerInfo info;
    std::vector<TermsRow> terms;               ///< imported ones, in the order in which they came in
    std::set<Digest> erased;                   ///< of erased prospects
    std::vector<damage::LostHead> past_heads;  ///< that the chain once had: each must still be a link, or events were cut off
    /// Reads every event in the order of recording.
    std::function<void(const std::function<void(const EventLink&)>&)> read_events;
};

struct ChainWalked {
    /// The first bad link of the chain: nothing can be said about those after it. If there is none, the past heads that are not
    /// in the chain.
    std::vector<Damage> flaws;
    std::int64_t last_seq{0};  ///< of the last event; 0: none
    Digest last_hash{};        ///< of the last link, or the chain's origin
};

/// Computes every link anew, and compares.
[[nodiscard]] ChainWalked walk_chain(Chain& chain, const ChainParts& parts);

}  // namespace inmail::store
