#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "inmail/app/report_query.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/terms.hpp"
#include "inmail/store/rulebooks.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// History as it may have been: other events, or other terms. Empty: as recorded.
struct WhatIf {
    std::vector<Event> added;
    std::set<EventId> removed;
    RulebookId rulebook;  ///< every stint under this one; none: as recorded
    PlanId capped;        ///< the plan whose rows have the cap `cap`; none: as they are
    Credits cap;
    std::optional<int> edition;  ///< of the rulebooks that ship; none: the latest

    WhatIf& operator+=(const WhatIf& more);
};

/// An account's events held in memory, to be folded again and again ("what if").
class Replay {
  public:
    Replay(Store& store, const ReportQuery& query);

    /// What the account held at each of its observations.
    [[nodiscard]] std::map<EventId, Credits> observed(const WhatIf& what_if) const;

    /// An event that was not recorded, with ids of its own.
    [[nodiscard]] Event imagined(Instant at, SeatId seat, PoolId pool, Event::Payload payload);
    /// A key that no event has yet.
    [[nodiscard]] ProspectId imagined_prospect() { return ProspectId{next_prospect_++}; }
    [[nodiscard]] static SeatId imagined_seat() { return SeatId{first_provisional_id}; }

    [[nodiscard]] const std::vector<RulebookListing>& listings() const { return listings_; }
    [[nodiscard]] const Rulebooks& rulebooks() const { return rulebooks_; }
    /// The newest edition of the shipped rulebooks.
    [[nodiscard]] int edition() const { return newest_edition(terms_); }

  private:
    [[nodiscard]] Rulebooks capped(PlanId plan, Credits cap) const;
    /// Terms other than the ledger's; none: the ledger's.
    [[nodiscard]] std::optional<Rulebooks> other_rulebooks(const WhatIf& what_if) const;

    Store& store_;
    std::vector<Event> events_;
    std::vector<StoredTerms> terms_;
    std::vector<RulebookListing> listings_;
    Rulebooks rulebooks_;
    RulebookId default_;
    std::int64_t next_event_{first_provisional_event};
    std::uint32_t next_prospect_{first_provisional_id};
};

/// The ledger's default, for stints that name no rulebook.
[[nodiscard]] RulebookId default_rulebook(FoldSource& store);

/// The event with every plan change put under `rulebook`: history replayed under other terms.
[[nodiscard]] Event under(RulebookId rulebook, Event event);

}  // namespace inmail::app
