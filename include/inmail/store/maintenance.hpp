#pragma once

#include <string>
#include <vector>

#include "inmail/core/damage.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// Work on a ledger as a whole.
class Maintenance {
  public:
    virtual ~Maintenance() = default;

    /// What the store can prove or refute by itself: its structure and every hash. Empty: sound.
    /// `known_head`: 64 hex digits noted down earlier, from which the chain must have grown; empty: none.
    [[nodiscard]] virtual std::vector<Damage> verify(const std::string& known_head) = 0;
    /// Whether the last `verify` compared the indexes with their tables. A server may not offer it.
    [[nodiscard]] virtual bool checked_indexes() const { return true; }

    /// Erases prospects' names and salts for good; unknown ones are left out. Events keep a stand-in, and the chain its digest.
    /// With an empty list it only makes sure that nothing is left of names erased earlier. Throws MachineFailure if traces may be
    /// left, because others use the ledger or the disk is full.
    virtual void erase(const std::vector<std::string>& prospects, Instant now) = 0;

    /// Where an erased name may still be found.
    struct Traces {
        std::vector<std::string> copies;  ///< files that hold the ledger as it was
        /// Typed by people and never erased: commands, paths, names of teams and batches, titles.
        std::vector<std::string> texts;
        bool on_server{false};  ///< so also in what only the server's administrator reaches: its logs, standbys and dumps
        bool in_pages{false};   ///< and, until the ledger's owner writes the tables anew, in their own pages
    };
    [[nodiscard]] virtual Traces traces() = 0;
};

}  // namespace inmail
