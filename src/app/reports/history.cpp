#include "inmail/app/reports/history.hpp"

#include "fold/timeline.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "reports/account_entries.hpp"

namespace inmail::app {

HistoryReport history(Store& store, const ReportQuery& query) {
    const AccountTimeline timeline(store, query);
    return {name_account(store, timeline.account()), query.as_of, query.known_at,
            account_entries(store, timeline.entries(), Messages::left_out)};
}

}  // namespace inmail::app
