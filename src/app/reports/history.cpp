#include "inmail/app/reports/history.hpp"

#include "fold/fold_run.hpp"
#include "fold/timeline.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "reports/account_entry_of.hpp"

namespace inmail::app {
HistoryReport history(Store& store, const ReportQuery& query) {
    ensure(query.accounts.size() == 1, "a history is of one account");
    Timeline timeline;
    FoldRun fold_run(store, query, &timeline);
    fold_run.fold();
    const AccountId id = timeline.account_of_timeline(fold_run, query.accounts.front());
    HistoryReport report{name_account(store, id), query.as_of, query.known_at, {}};
    for (const Timeline::Entry& entry : timeline.of(id))
        report.rows.push_back(account_entry_of(store, entry, Messages::left_out));
    return report;
}

}  // namespace inmail::app
