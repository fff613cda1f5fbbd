#pragma once

#include <vector>

#include "inmail/app/accounts.hpp"

namespace inmail::app {

/// An account's events held in memory, to be folded again and again under other terms ("what if").
class Replay {
  public:
    Replay(Store& store, const View& view);

    /// What the account held at the observation `observe`, were every stint under `rulebook` (none: as recorded) and the
    /// terms of `plan` capped at `cap` (none: as they are). Nothing where the account was not active then.
    [[nodiscard]] std::optional<Credits> held_at(EventId observe, RulebookId rulebook) const;
    [[nodiscard]] std::optional<Credits> held_at(EventId observe, PlanId plan, Credits cap) const;

    [[nodiscard]] const std::vector<RulebookListing>& listings() const { return listings_; }

  private:
    [[nodiscard]] std::optional<Credits> fold(const Rulebooks& rulebooks, EventId observe, RulebookId instead) const;

    Store& store_;
    std::vector<Event> events_;
    std::vector<RulebookListing> listings_;
    RulebookId default_;
};

/// The event with every plan change put under `rulebook`: history replayed under other terms.
[[nodiscard]] Event under(RulebookId rulebook, Event event);

}  // namespace inmail::app
