#include "inmail/app/reports/history.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "fold/timeline.hpp"
#include "inmail/app/report_query.hpp"
#include "reports/account_entries.hpp"

namespace inmail::app {

namespace {

void keep_only_those_with(const std::vector<std::string>& prospects, std::vector<AccountEntry>& rows) {
    const auto is_of_others = [&prospects](const AccountEntry& entry) {
        return !entry.event || std::find(prospects.begin(), prospects.end(), entry.event->prospect) == prospects.end();
    };
    rows.erase(std::remove_if(rows.begin(), rows.end(), is_of_others), rows.end());
}

/// How many of the rows, from the first on, are not asked for.
std::size_t rows_before(const std::vector<AccountEntry>& rows, const HistoryRequest& request) {
    const auto is_earlier = [&request](const AccountEntry& entry) { return request.since && entry.at < *request.since; };
    const auto first = std::find_if_not(rows.begin(), rows.end(), is_earlier);
    const auto earlier = static_cast<std::size_t>(first - rows.begin());
    return request.last ? std::max(earlier, rows.size() - std::min(rows.size(), *request.last)) : earlier;
}

void name_seats(Store& store, const Reconciler& reconciler, std::vector<AccountEntry>& rows) {
    std::set<std::string> handles;
    for (const AccountEntry& row : rows) handles.insert(row.seat);
    const std::vector<std::string> asked(handles.begin(), handles.end());
    const auto ids = store.ids_of(NameKind::seat, asked);
    std::map<std::string, std::string> people;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (ids[i] != 0) people[asked[i]] = reconciler.seat(SeatId{ids[i]}).name;
    }
    for (AccountEntry& row : rows) row.person = people[row.seat];
}

}  // namespace

HistoryReport history(Store& store, const ReportQuery& query, const HistoryRequest& request) {
    const AccountTimeline timeline(store, query);
    HistoryReport report{timeline.name(), query.as_of, query.known_at, query.prospects,
                         account_entries(store, timeline.entries(), AnsweredMessages::left_out)};
    if (!query.prospects.empty()) keep_only_those_with(query.prospects, report.rows);
    report.left_out = rows_before(report.rows, request);
    report.rows.erase(report.rows.begin(), report.rows.begin() + static_cast<std::ptrdiff_t>(report.left_out));
    if (timeline.account().is_pool()) name_seats(store, timeline.reconciler(), report.rows);
    return report;
}

}  // namespace inmail::app
