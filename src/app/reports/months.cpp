#include "reports/months.hpp"

#include <algorithm>

#include "inmail/app/faults.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

Month first_month(Store& store) {
    const auto first = store.extent().first_occurred_at;
    if (!first) throw InvalidRequest(fault::NoEvents{});
    return month_of(day_of(*first));
}

void require_months(Store& store, Instant now, Month from, Month to) {
    const Month this_month = month_of(day_of(now));
    const Month last = std::max(from, to);
    if (last > this_month) throw InvalidRequest(fault::MonthInFuture{last, this_month});
    if (to < from) throw InvalidRequest(fault::MonthsBackwards{from, to});
    const Month began = first_month(store);
    if (from < began) throw InvalidRequest(fault::MonthBeforeLedger{from, began});
}

}  // namespace inmail::app
