#include "reports/months.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/core/errors.hpp"

namespace inmail::app {

Month first_month(Store& store) {
    const auto first = store.extent().first_occurred_at;
    if (!first) throw InputError("the ledger holds no events yet", "`inmail subscribe SEAT --plan PLAN` records the first seat");
    return month_of(day_of(*first));
}

void require_months(Store& store, Instant now, Month from, Month to) {
    const Month this_month = month_of(day_of(now));
    const Month last = std::max(from, to);
    if (last > this_month) {
        throw InputError(fmt::format("{} lies in the future", to_string(last)),
                         fmt::format("the last month to look at is {}", to_string(this_month)));
    }
    if (to < from) throw InputError(fmt::format("the months run backwards: {} comes after {}", to_string(from), to_string(to)));
    const Month began = first_month(store);
    if (from < began) {
        throw InputError(fmt::format("{} lies before the ledger began", to_string(from)),
                         fmt::format("the first month to look at is {}", to_string(began)));
    }
}

}  // namespace inmail::app
