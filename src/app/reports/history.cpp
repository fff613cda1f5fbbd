#include "inmail/app/reports/history.hpp"

#include <algorithm>

#include "fold/timeline.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "reports/account_entries.hpp"

namespace inmail::app {

HistoryReport history(Store& store, const ReportQuery& query) {
    const AccountTimeline timeline(store, query);
    HistoryReport report{name_account(store, timeline.account()), query.as_of, query.known_at, query.prospects,
                         account_entries(store, timeline.entries(), AnsweredMessages::left_out)};
    if (query.prospects.empty()) return report;
    const auto is_of_others = [&query](const AccountEntry& entry) {
        return !entry.event ||
               std::find(query.prospects.begin(), query.prospects.end(), entry.event->prospect) == query.prospects.end();
    };
    report.rows.erase(std::remove_if(report.rows.begin(), report.rows.end(), is_of_others), report.rows.end());
    return report;
}

}  // namespace inmail::app
