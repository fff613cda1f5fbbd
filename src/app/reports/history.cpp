#include "inmail/app/reports/history.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "events_by_id.hpp"
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

/// Adds the rows of events that are taken back to those of the accounts that they name.
class TakenBackRows {
  public:
    TakenBackRows(Store& store, const FoldRun& fold_run, const Timeline& timeline, const std::vector<AccountId>& accounts)
        : store_(store), fold_run_(fold_run), timeline_(timeline), accounts_(accounts) {}

    void add_to(std::vector<AccountEntry>& rows) {
        const ReportQuery& query = fold_run_.query();
        Scope scope;
        scope.accounts = query.accounts;
        scope.until = query.as_of;
        scope.known_at = query.known_at;
        scope.details = true;
        std::vector<RecordedEvent> events;
        std::vector<EventId> voids;
        store_.read_records(scope, [&](const RecordedEvent& event) {
            if (!event.voided() || event.at > query.as_of) return;
            events.push_back(event);
            voids.push_back(event.voided_by);
        });
        const auto taken_by = store_.find_events(voids);
        for (std::size_t i = 0; i < events.size(); ++i) {
            ensure(taken_by[i].has_value(), "a void was recorded");
            const bool is_known = !query.known_at || taken_by[i]->recorded_at <= *query.known_at;
            const auto account = is_known ? account_of(events[i]) : std::nullopt;
            if (account) rows.push_back(row_of(events[i], *taken_by[i], *account));
        }
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    }

  private:
    /// None: of an account that is not asked about.
    [[nodiscard]] std::optional<AccountId> account_of(const RecordedEvent& event) {
        const auto seat = event.seat.empty() ? std::nullopt : store_.find_seat(event.seat);
        const auto pool = event.pool.empty() ? std::nullopt : store_.find_pool(event.pool);
        std::vector<AccountId> candidates;
        if (seat) candidates = {timeline_.account_behind(AccountId::of(*seat), fold_run_.reconciler()), AccountId::of(*seat)};
        if (pool) candidates.push_back(AccountId::of(*pool));
        for (const AccountId candidate : candidates) {
            const bool is_asked = std::find(accounts_.begin(), accounts_.end(), candidate) != accounts_.end();
            if (is_asked || fold_run_.query().accounts.empty()) return candidate;
        }
        return std::nullopt;
    }
    [[nodiscard]] AccountEntry row_of(const RecordedEvent& event, const RecordedEvent& taken_by, AccountId account) const {
        AccountEntry row;
        row.at = event.at;
        row.what = to_string(event.kind);
        row.seat = event.seat;
        row.event = event;
        row.account = fold_run_.name_of(account);
        row.taken_back = {taken_by.recorded_at, taken_by.key, taken_by.note};
        return row;
    }

    Store& store_;
    const FoldRun& fold_run_;
    const Timeline& timeline_;
    const std::vector<AccountId>& accounts_;
};

/// The plan changes ahead of those accounts, or of all.
std::vector<RecordedEvent> plan_changes_ahead(Store& store, const FoldRun& fold_run, const std::vector<AccountId>& accounts,
                                              Instant now) {
    const auto& asked = fold_run.query().accounts;
    const auto is_asked = [&](AccountId account) {
        return std::find(asked.begin(), asked.end(), account) != asked.end() ||
               std::find(accounts.begin(), accounts.end(), account) != accounts.end();
    };
    std::vector<EventId> ids;
    for (const Event& event : fold_run.plan_events_ahead()) {
        const bool of_asked = (!is_none(event.seat) && is_asked(AccountId::of(event.seat))) ||
                              (!is_none(event.pool) && is_asked(AccountId::of(event.pool)));
        if (event.at > now && (asked.empty() || of_asked)) ids.push_back(event.id);
    }
    return events_by_id(store, ids);
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
    const bool is_whole = query.prospects.empty() && !request.with_taken_back;
    if (is_whole) report.left_out = leave_out_earlier(entries, request);
    report.rows = account_entries(store, entries, AnsweredMessages::left_out);
    for (std::size_t i = 0; i < entries.size(); ++i) report.rows[i].account = names[entries[i].account];
    if (request.with_taken_back) TakenBackRows(store, fold_run, timeline, accounts).add_to(report.rows);
    if (!query.prospects.empty()) keep_only_those_with(query.prospects, report.rows);
    if (!is_whole) report.left_out = leave_out_earlier(report.rows, request);
    if (query.prospects.empty()) report.ahead = plan_changes_ahead(store, fold_run, accounts, request.now);
    if (accounts.size() != 1 || accounts.front().is_pool()) name_seats(store, fold_run.reconciler(), report.rows);
    return report;
}

}  // namespace inmail::app
