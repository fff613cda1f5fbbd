#include "inmail/app/forecast/list_forecast.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "fold/account_facts.hpp"
#include "forecast/imagined_sends.hpp"
#include "forecast/list_run.hpp"
#include "inmail/app/reports/stats.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/published.hpp"
#include "outreach/ledger_plan.hpp"
#include "outreach/way.hpp"

namespace inmail::app {
namespace {

using WayOfList = ListForecastReport::Way;
constexpr int per_mille_of_percent = 10;
constexpr int months_looked_at = 12;  // as `inmail stats`

/// The lowest range of those that are published.
PublishedBenchmark lowest_published(PublishedBenchmark::Of of) {
    const auto& all = io::published_benchmarks();
    const PublishedBenchmark* lowest = nullptr;
    for (const auto& benchmark : all) {
        if (benchmark.of == of && (lowest == nullptr || benchmark.low < lowest->low)) lowest = &benchmark;
    }
    ensure(lowest != nullptr, "requests and InMails have a published rate");
    return *lowest;
}

AssumedRate assumed(std::optional<int> given, const Responses& own, PublishedBenchmark::Of of) {
    AssumedRate rate;
    if (given) {
        rate.per_mille = *given;
        return rate;
    }
    rate.own = own;
    if (own.is_small()) {
        rate.from = AssumedRate::From::published;
        rate.published = lowest_published(of);
        rate.per_mille = rate.published->low * per_mille_of_percent;
        return rate;
    }
    rate.from = AssumedRate::From::ledger;
    rate.per_mille = static_cast<int>(own.answered * AssumedRate::all / own.sent);
    return rate;
}

/// The figures of `inmail stats` as it is without options.
StatsReport::Row own_messages(Store& store, const ReportQuery& query) {
    const auto began = store.extent().first_occurred_at;
    const Month last = month_of(day_of(query.as_of));
    if (!began || month_of(day_of(*began)) > last) return {};
    StatsRequest request;
    request.by = Dimension::seat;
    request.to = last;
    request.from = std::max(last + (1 - months_looked_at), month_of(day_of(*began)));
    request.date_at = [](Instant t) { return day_of(t); };
    return stats(store, query, request).total;
}

/// People of whom nothing is known.
std::vector<Prospect> strangers(std::int64_t count) {
    std::vector<Prospect> people(static_cast<std::size_t>(count));
    // No key has a control character (RULES section 9), so the ledger knows none of them.
    for (std::size_t i = 0; i < people.size(); ++i) people[i].key = "\x01" + std::to_string(i);
    return people;
}

/// What a route comes to: a request that an InMail follows if it is not accepted, an InMail, or neither.
struct RouteCost {
    enum class Kind { free, note, inmail };
    Kind kind;
    Instant at;  ///< when the credit is needed
};

RouteCost cost_of(const PlanInput& input, const PlannedProspect& person, const Route& route) {
    using Kind = RouteCost::Kind;
    const Instant at = *route.not_before;
    if (asks_to_connect(*route.channel)) return {Kind::note, inmail_after(input, person, route)};
    if (route.reason == RouteReason::note_waits) return {Kind::note, at};
    if (route.cost > 0) return {Kind::inmail, at};
    const bool may_follow = is_outside_linkedin(*route.channel) && route.reason == RouteReason::sequence_step;
    return may_follow ? RouteCost{Kind::inmail, inmail_after(input, person, route)} : RouteCost{Kind::free, at};
}

/// What one account does for the list, by both ways. A seat that changes its account writes to some people from each.
struct AccountPart {
    AccountId account;
    SeatId sender;
    WayOfList each;
    WayOfList router;
    std::vector<Instant> contacted{};  ///< when each person is first written to
    std::vector<Instant> notes{};      ///< when the InMail of a request is due, if it is not accepted
    std::vector<Instant> declined{};   ///< those of `notes` that are not
    std::vector<Instant> certain{};    ///< InMails that no acceptance spares

    void write(Instant at) {
        contacted.push_back(at);
        ++each.people;
    }
    void route(const RouteCost& cost) {
        ++router.people;
        switch (cost.kind) {
            case RouteCost::Kind::note:
                return notes.push_back(cost.at);
            case RouteCost::Kind::inmail:
                return certain.push_back(cost.at);
            case RouteCost::Kind::free:
                ++router.free;
        }
    }

    [[nodiscard]] InMailsDue to_each() const { return {account, sender, by_time(contacted)}; }
    /// Fills in what the router comes to, once it is known which notes are accepted.
    [[nodiscard]] InMailsDue by_router() {
        std::vector<Instant> due = certain;
        due.insert(due.end(), declined.begin(), declined.end());
        router.notes = static_cast<std::int64_t>(notes.size());
        router.accepted = router.notes - static_cast<std::int64_t>(declined.size());
        router.inmails = static_cast<std::int64_t>(due.size());
        each.inmails = each.people;
        ensure(router.inmails == router.people - router.free - router.accepted, "whoever accepts or is free takes no credit");
        return {account, sender, by_time(due)};
    }

  private:
    static std::vector<Instant> by_time(std::vector<Instant> times) {
        std::sort(times.begin(), times.end());
        return times;
    }
};

/// Of the notes of all accounts together, by time, as many are accepted as the rate says.
void decide_notes(std::map<AccountId, AccountPart>& parts, const AssumedRate& acceptance) {
    std::vector<std::pair<Instant, AccountPart*>> notes;
    for (auto& [id, part] : parts) {
        for (const Instant due : part.notes) notes.emplace_back(due, &part);
    }
    std::stable_sort(notes.begin(), notes.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::int64_t nth = 0;
    for (const auto& [due, part] : notes) {
        if (!is_nth_share(++nth, acceptance.per_mille, AssumedRate::all)) part->declined.push_back(due);
    }
}

/// The routes of the list, as if there were credits for all: which are missing is the answer.
Plan unlimited_plan(PlanInput input) {
    for (auto& supply : input.supplies) supply.held += Credits{static_cast<std::int64_t>(input.prospects.size())};
    for (auto& seat : input.seats) seat.usage.reset();
    return plan_routes(input);
}

void add_course(WayOfList& way, const ListForecastReport::Course& course) {
    static_cast<ListForecastReport::Course&>(way) = course;
}

}  // namespace

std::int64_t AssumedRate::share_of(std::int64_t n) const { return n * per_mille / AssumedRate::all; }

WayOfList& WayOfList::operator+=(const WayOfList& other) {
    people += other.people;
    free += other.free;
    notes += other.notes;
    accepted += other.accepted;
    inmails += other.inmails;
    sent += other.sent;
    answered += other.answered;
    unsent += other.unsent;
    back += other.back;
    if (other.dry_at) dry_at = std::min(dry_at.value_or(*other.dry_at), *other.dry_at);
    last_sent_at = std::max(last_sent_at, other.last_sent_at);
    balance.held += other.balance.held;
    return *this;
}

ListForecastReport forecast_list(Store& store, const ReportQuery& query, ListForecastRequest request) {
    ListForecastReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    const bool has_all_rates = request.acceptance && request.replies;
    const auto own = has_all_rates ? StatsReport::Row{} : own_messages(store, query);
    report.acceptance = assumed(request.acceptance, own.requests, PublishedBenchmark::Of::request);
    report.replies = assumed(request.replies, own.responses, PublishedBenchmark::Of::inmail);

    if (request.count > 0) request.prospects = strangers(request.count);
    LedgerPlan ledger(store, query, request.writer, request.sequences, request.prospects);
    ledger.add_prospects(ledger.each_once(std::move(request.prospects), request.list, report.merged));
    const Plan plan = unlimited_plan(ledger.input());
    report.prospects = static_cast<std::int64_t>(plan.routes.size());

    std::map<AccountId, AccountPart> parts;
    for (std::size_t i = 0; i < plan.routes.size(); ++i) {
        const Route& route = plan.routes[i];
        const PlannedProspect& person = ledger.input().prospects[i];
        if (!route.channel || !takes_inmail(person, *route.seat)) {
            ++report.left_out;
            continue;
        }
        const SendingSeat& seat = ledger.input().seats[*route.seat];
        const auto part_at = [&](Instant t) -> AccountPart& {
            const AccountId account = ledger.account_of(*route.seat, t).account;
            const SeatId sender = account.is_pool() ? ledger.seat(*route.seat) : account.seat();
            return parts.emplace(account, AccountPart{account, sender, {}, {}}).first->second;
        };
        part_at(*route.not_before).write(*route.not_before);
        // An InMail that is due after the plan's end stays unsent.
        const RouteCost cost = cost_of(ledger.input(), person, route);
        part_at(seat.first_with_plan(cost.at).value_or(*route.not_before)).route(cost);
    }
    decide_notes(parts, report.acceptance);
    std::vector<InMailsDue> each;
    std::vector<InMailsDue> router;
    for (auto& [id, part] : parts) {
        each.push_back(part.to_each());
        router.push_back(part.by_router());
    }
    const Instant until = std::min(query.as_of + list_horizon, last_instant);
    const auto each_courses = play_list(ledger.fold_run(), each, report.replies.per_mille, until);
    const auto router_courses = play_list(ledger.fold_run(), router, report.replies.per_mille, until);
    std::size_t place = 0;
    for (auto& [id, part] : parts) {
        add_course(part.each, each_courses[place]);
        add_course(part.router, router_courses[place]);
        ++place;
        report.each += part.each;
        report.router += part.router;
        report.rows.push_back({ledger.fold_run().name_of(id), team_of(ledger.fold_run(), id), part.each, part.router});
    }
    std::sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) { return a.account < b.account; });
    return report;
}

}  // namespace inmail::app
