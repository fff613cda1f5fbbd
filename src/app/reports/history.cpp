#include "inmail/app/reports/history.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "fold/fold_run.hpp"
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

/// Leaves out the rows that are not asked for, and returns their number.
template <class Row>
std::size_t leave_out_earlier(std::vector<Row>& rows, const HistoryRequest& request) {
    const auto is_earlier = [&request](const Row& row) { return request.since && row.at < *request.since; };
    auto first = std::find_if_not(rows.begin(), rows.end(), is_earlier);
    if (request.last) first = std::max(first, rows.end() - static_cast<std::ptrdiff_t>(std::min(rows.size(), *request.last)));
    const auto left_out = static_cast<std::size_t>(first - rows.begin());
    rows.erase(rows.begin(), first);
    return left_out;
}

/// The accounts that are asked about, each once.
std::vector<AccountId> accounts_of(const FoldRun& fold_run, const Timeline& timeline) {
    std::vector<AccountId> accounts;
    const auto add = [&accounts](AccountId account) {
        if (std::find(accounts.begin(), accounts.end(), account) == accounts.end()) accounts.push_back(account);
    };
    for (const AccountId named : fold_run.query().accounts) add(timeline.account_behind(named, fold_run.reconciler()));
    if (!accounts.empty()) return accounts;
    for (const auto& [name, state] : fold_run.listed()) accounts.push_back(state.account);
    return accounts;
}

std::vector<Timeline::Entry> entries_by_time(const Timeline& timeline, const std::vector<AccountId>& accounts) {
    std::vector<Timeline::Entry> all;
    for (const AccountId account : accounts) {
        auto entries = timeline.of(account);
        std::move(entries.begin(), entries.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    return all;
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
    for (AccountEntry& row : rows) row.person = row.seat.empty() ? row.account.person : people[row.seat];
}

}  // namespace

HistoryReport history(Store& store, const ReportQuery& query, const HistoryRequest& request) {
    Timeline timeline;
    FoldRun fold_run(store, query, &timeline);
    fold_run.fold();
    auto accounts = accounts_of(fold_run, timeline);
    std::map<AccountId, AccountName> names;
    for (const AccountId account : accounts) names[account] = fold_run.name_of(account);
    std::sort(accounts.begin(), accounts.end(), [&names](AccountId a, AccountId b) { return names[a] < names[b]; });

    HistoryReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.prospects = query.prospects;
    for (const AccountId named : query.accounts) {
        const bool is_member = !named.is_pool() && timeline.account_behind(named, fold_run.reconciler()).is_pool();
        if (is_member) report.members.push_back(store.name_of(named.seat()));
    }
    const bool is_of_all = query.accounts.empty() && accounts.size() != 1;
    if (!is_of_all) {
        for (const AccountId account : accounts) report.accounts.push_back(names[account]);
    }
    auto entries = entries_by_time(timeline, accounts);
    // A long ledger has more entries than anybody asks for, so leave them out before they are looked up.
    if (query.prospects.empty()) report.left_out = leave_out_earlier(entries, request);
    report.rows = account_entries(store, entries, AnsweredMessages::left_out);
    for (std::size_t i = 0; i < entries.size(); ++i) report.rows[i].account = names[entries[i].account];
    if (!query.prospects.empty()) {
        keep_only_those_with(query.prospects, report.rows);
        report.left_out = leave_out_earlier(report.rows, request);
    }
    if (accounts.size() != 1 || accounts.front().is_pool()) name_seats(store, fold_run.reconciler(), report.rows);
    return report;
}

}  // namespace inmail::app
