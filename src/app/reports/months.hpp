#pragma once

#include "inmail/store/store.hpp"

namespace inmail::app {

/// Throws InputError if the months run backwards, lie ahead of `now`, or begin before the ledger did.
void require_months(Store& store, Instant now, Month from, Month to);

/// The month of the ledger's first event. Throws InputError if there is none.
[[nodiscard]] Month first_month(Store& store);

}  // namespace inmail::app
