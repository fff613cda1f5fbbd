#include "inmail/app/forecast/forecast.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "fold/account_facts.hpp"
#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "forecast/burn_downs.hpp"
#include "forecast/deadlines.hpp"
#include "forecast/forecast_part.hpp"
#include "forecast/pace.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "reports/response_tally.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {
namespace {

constexpr Duration rate_window = days(90);

/// As many of `n` as the rate says, rounded half up.
std::int64_t share_of(std::int64_t n, const Responses& responses) {
    if (responses.sent == 0) return 0;
    return (2 * n * responses.answered + responses.sent) / (2 * responses.sent);
}

void set_capacity(ForecastReport::Row& row) {
    const auto rate = row.responses.rate();
    if (!rate) return;
    const auto allowance = static_cast<double>(row.allowance.value);
    row.simple_capacity = allowance * (1 + *rate);
    if (row.responses.answered < row.responses.sent) row.capacity = allowance / (1 - *rate);
}

/// Who loses most first, then who runs out first.
bool is_worse(const ForecastReport::Row& a, const ForecastReport::Row& b) {
    const auto rank = [](const ForecastReport::Row& row) {
        return std::make_tuple(-row.losing.none_reply, row.dry_at.value_or(last_instant));
    };
    return rank(a) < rank(b);
}

class Forecast {
  public:
    Forecast(Store& store, const FoldRun& fold_run, const ResponseTally& responses, const PaceWatch& pace, Duration within)
        : store_(store), responses_(responses), pace_(pace), fold_run_(fold_run), listed_(fold_run.listed()) {
        const ReportQuery& query = fold_run.query();
        report_.as_of = query.as_of;
        report_.known_at = query.known_at;
        report_.until = std::min(query.as_of + within, last_instant);
        report_.ledger = store.info().id;
    }

    ForecastReport run() {
        const IdleProjection idle(fold_run_, listed_, report_.until);
        auto all_reply = losing_if_answered([](std::int64_t pending, const Responses&) { return pending; });
        auto expected = losing_if_answered(share_of);
        auto ahead = losses_ahead(fold_run_, idle, report_.until);
        const auto courses = paced_courses(fold_run_, paces(), report_.as_of + dry_horizon);
        for (const auto& [name, state] : idle.accounts()) {
            const AccountId id = state.account;
            if (!state.active && idle.losses(id).empty()) continue;
            ForecastReport::Row row = row_of(name, state, idle, std::move(ahead[id]));
            row.next_forfeit = {idle.next_forfeit(id), all_reply[id].next_forfeit, expected[id].next_forfeit};
            row.losing = {idle.losing(id), all_reply[id].all, expected[id].all};
            if (const auto course = courses.find(id); course != courses.end()) row.dry_at = course->second.dry_at;
            if (row.available == no_credits && row.sends_per_day > 0) row.dry_at = report_.as_of;
            report_.losing += row.losing.none_reply;
            report_.worth += row.worth;
            report_.rows.push_back(std::move(row));
        }
        std::stable_sort(report_.rows.begin(), report_.rows.end(), is_worse);
        return std::move(report_);
    }

    ChartedForecast run_charted() {
        ChartedForecast charted{run(), {}};
        std::map<AccountName, AccountId> ids;
        for (const auto& [name, state] : listed_) ids.emplace(name, state.account);
        std::map<AccountId, Instant> ends;
        for (const auto& row : charted.report.rows) {
            if (const auto id = ids.find(row.account); id != ids.end())
                ends.emplace(id->second, end_of_burn_down(row, charted.report.as_of));
        }
        auto burn_downs = app::burn_downs(fold_run_, paces(), ends);
        for (const auto& row : charted.report.rows) {
            const auto id = ids.find(row.account);
            BurnDown& burn_down = charted.burn_downs.emplace_back();
            if (id == ids.end()) continue;
            burn_down = std::move(burn_downs[id->second]);
            burn_down.reaches_refresh = row.next_refresh == ends.at(id->second);
        }
        return charted;
    }

  private:
    [[nodiscard]] static Instant end_of_burn_down(const ForecastReport::Row& row, Instant as_of) {
        Instant end = as_of + dry_horizon;
        if (row.next_refresh) end = std::min(end, *row.next_refresh);
        return row.plan_end ? std::min(end, row.plan_end->at) : end;
    }

    [[nodiscard]] ForecastReport::Row row_of(const AccountName& name, const AccountState& state, const IdleProjection& idle,
                                             LossesAhead ahead) const {
        ForecastReport::Row row;
        static_cast<LossesAhead&>(row) = std::move(ahead);
        row.account = name;
        row.team = team_of(fold_run_, state.account);
        row.plan = store_.name_of(state.active ? state.plan : row.losses.front().plan);
        row.available = state.available;
        row.pending = state.pending;
        if (const auto refresh = idle.next_refresh(state.account)) {
            row.allowance = refresh->allowance;
            row.cap = refresh->cap;
        } else if (state.terms != nullptr) {
            const std::int64_t seats = state.account.is_pool() ? state.members : 1;
            row.allowance = state.terms->allowance * seats;
            row.cap = state.terms->cap * seats;
        }
        row.next_refresh = idle.next_refresh_at(state.account);
        row.next_grant = idle.next_grant(state.account);
        row.refreshes = idle.refreshes(state.account);
        row.worth = worth_of(row.losses, fold_run_);
        row.responses = responses_.of(state.account);
        if (const auto pace = pace_.of(fold_run_.reconciler(), state, row.responses)) row.sends_per_day = pace->per_day();
        set_capacity(row);
        return row;
    }

    struct Losing {
        Credits next_forfeit;
        Credits all;
    };
    /// If as many of each account's pending InMails are answered now as `how_many` says.
    template <class HowMany>
    [[nodiscard]] std::map<AccountId, Losing> losing_if_answered(HowMany how_many) const {
        IdleProjection::Imagined answered;
        answered.answers = [&](const AccountState& state) { return how_many(state.pending, responses_.of(state.account)); };
        answered.lists_losses = false;
        const IdleProjection idle(fold_run_, listed_, report_.until, answered);
        std::map<AccountId, Losing> losing;
        for (const auto& [name, state] : idle.accounts())
            losing[state.account] = {idle.next_forfeit(state.account), idle.losing(state.account)};
        return losing;
    }

    [[nodiscard]] std::vector<Pace> paces() const {
        std::vector<Pace> all;
        for (const auto& [name, state] : listed_) {
            if (const auto pace = pace_.of(fold_run_.reconciler(), state, responses_.of(state.account))) all.push_back(*pace);
        }
        return all;
    }

    Store& store_;
    const ResponseTally& responses_;
    const PaceWatch& pace_;
    const FoldRun& fold_run_;
    IdleProjection::Listed listed_;
    ForecastReport report_;
};

}  // namespace

ForecastPart::ForecastPart(const ReportQuery& query)
    : from_(query.as_of - rate_window + Duration{1}), responses_({from_, query.as_of}), pace_(query.as_of) {}

Instant ForecastPart::from() const { return std::min(from_, pace_.from()); }

void ForecastPart::on(const Posting& posting) {
    responses_.on(posting);
    pace_.on(posting);
}

ForecastReport ForecastPart::report(Store& store, const FoldRun& fold_run, Duration within) const {
    return Forecast(store, fold_run, responses_, pace_, within).run();
}

ChartedForecast ForecastPart::charted_report(Store& store, const FoldRun& fold_run, Duration within) const {
    return Forecast(store, fold_run, responses_, pace_, within).run_charted();
}

ForecastReport ForecastPart::report_in_sight(Store& store, const FoldRun& fold_run) const {
    ForecastReport near = report(store, fold_run, usual_horizon);
    if (near.losing > no_credits) return near;
    ForecastReport later = report(store, fold_run, far_horizon);
    return later.losing > no_credits ? later : near;
}

ForecastReport forecast_in_sight(Store& store, const ReportQuery& query) {
    ForecastPart part(query);
    FoldRun fold_run(store, query, &part, part.from());
    fold_run.fold();
    return part.report_in_sight(store, fold_run);
}

ForecastReport forecast(Store& store, const ReportQuery& query, Duration within) {
    ForecastPart part(query);
    FoldRun fold_run(store, query, &part, part.from());
    fold_run.fold();
    return part.report(store, fold_run, within);
}

ChartedForecast charted_forecast(Store& store, const ReportQuery& query, Duration within) {
    ForecastPart part(query);
    FoldRun fold_run(store, query, &part, part.from());
    fold_run.fold();
    return part.charted_report(store, fold_run, within);
}

}  // namespace inmail::app
