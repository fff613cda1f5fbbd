#pragma once

#include <rapidcheck.h>

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "property/reference.hpp"

namespace reference {

/// A random event as small numbers, so that rapidcheck can shrink it. They become names and instants later.
struct EventSeed {
    int kind{0};
    int day{0};
    int time{0};
    int seat{0};
    int pool{0};
    int plan{0};
    int rulebook{0};
    int prospect{0};
    int thread{0};
    int amount{0};
    int key{0};
};

struct TermsSeed {
    int allowance{0};
    int room{0};
    int cap_rule{0};
    int refresh{0};
    int expiry{0};
    int window{0};
    int window_rule{0};
    int refund_expiry{0};
    int purchasable{0};
    int purchase_expiry{0};
    int expiry_refreshes{0};
    int repeat_refund{0};
};

/// A random ledger and the instants to ask about. Figures, days and names are few, so that events coincide: on the first of a
/// month, at the very end of a window, at the expiry of a credit.
struct LedgerSeed {
    int days{0};  ///< how many different days, as an index of `some_day_counts`; likewise seats and prospects
    int seats{0};
    int prospects{0};
    std::vector<TermsSeed> terms;
    std::vector<EventSeed> opening;  ///< a plan or a pool for most seats, so that not every event is outside
    std::vector<EventSeed> events;
    std::vector<EventSeed> probes;  ///< only day and time are used
    int known_at{0};
};

[[nodiscard]] Ledger ledger_of(const LedgerSeed& seed);
[[nodiscard]] std::vector<Millis> probes_of(const LedgerSeed& seed);
/// None means as known now.
[[nodiscard]] std::optional<Millis> known_at_of(const LedgerSeed& seed);

[[nodiscard]] rc::Gen<LedgerSeed> any_ledger();

std::ostream& operator<<(std::ostream& out, const LedgerSeed& seed);

}  // namespace reference
