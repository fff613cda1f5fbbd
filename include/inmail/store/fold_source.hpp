#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/ledger_info.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {

class CheckpointKeeper;

/// The kinds of names. Each kind has ids of its own.
enum class NameKind : std::uint8_t { seat, pool, plan, rulebook, prospect };

template <class Id>
constexpr NameKind kind_of_name() {
    if constexpr (std::is_same_v<Id, SeatId>) return NameKind::seat;
    if constexpr (std::is_same_v<Id, PoolId>) return NameKind::pool;
    if constexpr (std::is_same_v<Id, PlanId>) return NameKind::plan;
    if constexpr (std::is_same_v<Id, RulebookId>) return NameKind::rulebook;
    if constexpr (std::is_same_v<Id, ProspectId>) return NameKind::prospect;
}

/// A row of terms with the ids of its names.
struct StoredTerms {
    RulebookId rulebook;
    PlanId plan;
    std::string title;  ///< of the rulebook
    int edition{1};     ///< of a row that ships, from 1 on; 0: a user's own row
    NamedTerms row;     ///< recorded_at: none if it ships

    [[nodiscard]] bool ships() const { return edition != 0; }
};

/// Which events a reader wants.
struct Scope {
    std::vector<AccountId> accounts;  ///< empty: all; else these, with every account that is linked to them
    Instant until{last_instant};      ///< occurred_at, inclusive
    std::optional<Instant> after{};   ///< occurred_at, exclusive; ignored by `read_records`
    std::optional<Instant> known_at;  ///< as if only events with recorded_at <= this existed (RULES section 2)
    std::string batch{};              ///< empty: all; else the events of this batch; only for `read_records`
    bool plan_events_only{false};     ///< only those that say who has which plan (`is_plan_event`); ignored by `read_records`
    bool details{false};              ///< of messages, too: campaign, chars, outcome; false: those passed on may lack theirs
    bool keys{true};  ///< false: keys only order the events, so those passed on may lack theirs; ignored by `read_records`
};

/// Two accounts that one event concerns: a seat joined a pool, or was reassigned. Voided events count, too.
struct AccountLink {
    AccountId seat;
    AccountId other;
};

/// What a fold reads of a ledger. All reads of one store see one state of the ledger. A store that is opened for writing sees one
/// state from `Store::begin` to the end of the transaction, with what the transaction has appended. A question may cost a round
/// trip to a server, so several are asked at once. Throws DamagedLedger for what no program of ours writes, MachineFailure if the
/// ledger cannot be read.
class FoldSource {
  public:
    virtual ~FoldSource() = default;

    [[nodiscard]] virtual const LedgerInfo& info() const = 0;

    // Names, normalised (RULES sections 1 and 9).
    /// The id of each name; 0 for an unknown one. A seat or pool is known once a `subscribe` names it, taken back or not (RULES
    /// section 7). Ids of rulebooks ascend in the order in which the ledger got them.
    [[nodiscard]] virtual std::vector<std::uint32_t> ids_of(NameKind kind, const std::vector<std::string>& names) = 0;
    /// The name of each id; empty for 0. An erased prospect has a stand-in: "(erased 3f9a01c27d44)". Throws DamagedLedger for
    /// an id that the store did not give.
    [[nodiscard]] virtual std::vector<std::string> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) = 0;
    /// The seats or pools that a `subscribe` in force names, sorted.
    [[nodiscard]] virtual std::vector<std::string> subscribed(AccountId::Kind kind) = 0;

    /// Rows of terms of every edition, by rulebook, plan, effective_from and edition. `known_at`: without those recorded later;
    /// none: all.
    [[nodiscard]] virtual std::vector<StoredTerms> terms(std::optional<Instant> known_at) = 0;

    /// Reads events that nothing has taken back, and no `void` events, in the order of `fold_before`. `each` gets about `about`
    /// of them at a time, and events of one instant together; the pointers are valid during the call. It may ask the store.
    virtual void read(const Scope& scope, std::size_t about,
                      const std::function<void(const std::vector<const Event*>&)>& each) = 0;
    /// Each link once, in any order.
    [[nodiscard]] virtual std::vector<AccountLink> links() = 0;

    /// What keeps states of folds; null: nothing, so every fold begins at the first event.
    [[nodiscard]] virtual CheckpointKeeper* checkpoints() { return nullptr; }

    // The same, of one thing.
    template <class Id>
    [[nodiscard]] std::optional<Id> find(std::string_view name) {
        const Id id{ids_of(kind_of_name<Id>(), {std::string{name}}).front()};
        return is_none(id) ? std::nullopt : std::optional{id};
    }
    [[nodiscard]] std::optional<SeatId> find_seat(std::string_view handle) { return find<SeatId>(handle); }
    [[nodiscard]] std::optional<PoolId> find_pool(std::string_view name) { return find<PoolId>(name); }
    [[nodiscard]] std::optional<PlanId> find_plan(std::string_view name) { return find<PlanId>(name); }
    [[nodiscard]] std::optional<RulebookId> find_rulebook(std::string_view name) { return find<RulebookId>(name); }
    [[nodiscard]] std::optional<ProspectId> find_prospect(std::string_view key) { return find<ProspectId>(key); }
    template <class Id>
    [[nodiscard]] std::string name_of(Id id) {
        return names_of(kind_of_name<Id>(), {id.value}).front();
    }
    /// Reads events one at a time.
    void read(const Scope& scope, const std::function<void(const Event&)>& each) {
        read(scope, 1, [&each](const std::vector<const Event*>& events) {
            for (const Event* event : events) each(*event);
        });
    }
};

}  // namespace inmail
