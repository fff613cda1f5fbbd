#pragma once

#include <optional>

#include "inmail/app/record/record.hpp"
#include "record/pending_events.hpp"

namespace inmail::app {

/// What the account has bought between the two refreshes around the purchase, if that is more than a source says LinkedIn sells.
/// `account`: that the purchase concerns. `until`: how far the ledger is looked at.
[[nodiscard]] std::optional<record_warning::PastPurchaseLimit> past_purchase_limit(PendingEvents& ledger,
                                                                                   const PendingEvent& purchase,
                                                                                   AccountId account, Instant until);

}  // namespace inmail::app
