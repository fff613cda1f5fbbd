#include "inmail/app/outreach/planner.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "outreach/channel_quota.hpp"
#include "outreach/credit_budget.hpp"
#include "outreach/way.hpp"

namespace inmail::app {
namespace {

class Planner {
  public:
    explicit Planner(const PlanInput& input) : in_(input) {
        for (const auto& supply : in_.supplies) budgets_.emplace_back(supply);
        for (const auto& seat : in_.seats) {
            requests_.emplace_back(Channel::connection_request, in_.limits, seat, seat.requests);
            notes_.emplace_back(Channel::connection_note, in_.limits, seat, seat.notes);
            open_profile_.emplace_back(Channel::open_profile, in_.limits, seat, seat.open_profile);
            usage_.push_back(seat.usage);
        }
        std::set<std::size_t> accounts;
        for (const auto& seat : in_.seats) {
            const PlanPeriod& now = seat.at(in_.as_of);
            if (seat.may_send && now.has_plan && accounts.insert(now.account).second)
                plan_.held += in_.supplies[now.account].held;
        }
        plan_.may_spend = std::min(in_.budget.value_or(plan_.held), plan_.held);
    }

    Plan plan() {
        plan_.routes.resize(in_.prospects.size());
        ways_.reserve(in_.prospects.size());
        for (const auto& prospect : in_.prospects) ways_.push_back(ways_to(prospect));
        send_free();
        for (const Rank rank : {Rank::unanswered_note, Rank::inmail_first, Rank::waiting_note}) send_paid(rank);
        send_to_new();
        follow_notes();
        return std::move(plan_);
    }

  private:
    /// The ways of all seats that may write: only those of the best rank, and of a sequence that runs before all others.
    std::vector<Way> ways_to(const PlannedProspect& p) const {
        std::vector<Way> ways;
        std::pair best(true, Rank::nothing);
        for (std::size_t seat = 0; seat < in_.seats.size(); ++seat) {
            if (!in_.seats[seat].may_send || (p.seat && *p.seat != seat)) continue;
            const Way way = way_of(in_, p, seat);
            // Nobody takes over from a sequence that runs.
            const Contact* known = contact_of(p, seat);
            const bool runs = known != nullptr && known->in_sequence && way.route.reason != RouteReason::plan_ends;
            const std::pair place(!runs, way.rank);
            if (place < best) ways.clear();
            best = std::min(best, place);
            if (place == best) ways.push_back(way);
        }
        // The seat that began goes on.
        const auto is_new = [&](const Way& way) {
            const Contact* known = contact_of(p, *way.route.seat);
            return known == nullptr || known->prospect.empty();
        };
        const bool may_write = !ways.empty() && ways.front().rank != Rank::nothing;
        if (may_write && !std::all_of(ways.begin(), ways.end(), is_new))
            ways.erase(std::remove_if(ways.begin(), ways.end(), is_new), ways.end());
        if (ways.empty()) ways.push_back({Rank::nothing, not_now(RouteReason::no_seat)});
        return ways;
    }

    /// Of seats that must all not write, the one whose own message is the reason, else the first that may write later.
    static Route own_reason(const std::vector<Way>& ways) {
        const auto place = [](const Way& way) { return std::pair(way.route.colleague.has_value(), !way.route.not_before); };
        return std::min_element(ways.begin(), ways.end(), [&](const Way& a, const Way& b) { return place(a) < place(b); })->route;
    }

    void send_free() {
        for (std::size_t i = 0; i < ways_.size(); ++i) {
            if (ways_[i].front().rank == Rank::nothing) plan_.routes[i] = own_reason(ways_[i]);
            if (ways_[i].front().rank == Rank::free) plan_.routes[i] = free_route(in_.prospects[i], ways_[i]);
        }
    }
    [[nodiscard]] Route free_route(const PlannedProspect& prospect, const std::vector<Way>& ways) {
        std::vector<Route> routes;
        for (const Way& way : ways) {
            if (auto route = within_limits(prospect, way.route)) routes.push_back(*route);
        }
        if (routes.empty()) return after_the_end(ways.front());
        // The router's order decides between seats, too.
        const auto best = std::min_element(routes.begin(), routes.end(), [](const Route& a, const Route& b) {
            return std::pair(a.reason, *a.not_before) < std::pair(b.reason, *b.not_before);
        });
        count(*best);
        return *best;
    }
    /// The free message when LinkedIn's limits allow it, too; none if the seat cannot write for nothing any more then.
    [[nodiscard]] std::optional<Route> within_limits(const PlannedProspect& prospect, Route route) const {
        for (;;) {
            const Instant allowed = allowed_from(route);
            if (allowed == *route.not_before) return route;
            // By then the seat may have another plan.
            const Way way = way_of(in_, prospect, *route.seat, allowed);
            if (way.rank != Rank::free) return std::nullopt;
            route = way.route;
        }
    }
    /// From when on LinkedIn's limits allow the free message.
    [[nodiscard]] Instant allowed_from(const Route& route) const {
        const std::size_t seat = *route.seat;
        const Instant from = *route.not_before;
        if (route.channel == Channel::open_profile) return open_profile_[seat].next(from);
        if (!asks_to_connect(*route.channel)) return from;
        const Instant request = requests_[seat].next(from);
        return route.channel == Channel::connection_note ? notes_[seat].next(request) : request;
    }
    void count(const Route& route) {
        const std::size_t seat = *route.seat;
        if (route.channel == Channel::open_profile) open_profile_[seat].send(*route.not_before);
        if (asks_to_connect(*route.channel)) requests_[seat].send(*route.not_before);
        if (route.channel == Channel::connection_note) notes_[seat].send(*route.not_before);
    }

    [[nodiscard]] const SendingSeat& seat_of(const Way& way) const { return in_.seats[*way.route.seat]; }
    /// Nothing, since limits move the message behind the end of the seat's plan.
    [[nodiscard]] Route after_the_end(const Way& way) const {
        return not_now(RouteReason::plan_ends, seat_of(way).plan_ends(), std::nullopt, way.route.seat);
    }

    /// The prospects of a rank: those of high priority first, then who has waited longest, then as they are listed.
    [[nodiscard]] std::vector<std::size_t> in_order(Rank rank) const {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < ways_.size(); ++i) {
            if (ways_[i].front().rank == rank) order.push_back(i);
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const auto place = [&](std::size_t i) {
                return std::pair(!in_.prospects[i].prospect.is_high, ways_[i].front().route.since.value_or(first_instant));
            };
            return place(a) < place(b);
        });
        return order;
    }

    /// The seat whose credits go first, of those that can send the InMail; none if none can.
    [[nodiscard]] const Way* payer(const std::vector<Way>& ways) const {
        const Way* best = nullptr;
        const auto place = [&](const Way& way) {
            const CreditBudget& budget = budget_of(way);
            return std::pair(budget.next_loss().value_or(last_instant), -budget.left());
        };
        for (const Way& way : ways) {
            if (can_pay(way) && (best == nullptr || place(way) < place(*best))) best = &way;
        }
        return best;
    }
    [[nodiscard]] std::size_t account_of(const Way& way) const { return seat_of(way).at(*way.route.not_before).account; }
    [[nodiscard]] const CreditBudget& budget_of(const Way& way) const { return budgets_[account_of(way)]; }
    /// What the seat's usage limit still allows at `t`; null: nothing limits it.
    [[nodiscard]] static std::int64_t* usage_at(const SendingSeat& seat, std::optional<UsageQuota>& usage, Instant t) {
        const bool is_limited_pool = usage && seat.at(t).account == seat.periods.front().account;
        return is_limited_pool ? &usage->at(t) : nullptr;
    }
    [[nodiscard]] bool is_limited(const Way& way) const {
        auto usage = usage_[*way.route.seat];
        const std::int64_t* left = usage_at(seat_of(way), usage, *way.route.not_before);
        return left != nullptr && *left <= 0;
    }
    [[nodiscard]] bool can_pay(const Way& way) const { return plan_.spent < plan_.may_spend && has_credit(way); }
    /// Whatever the budget.
    [[nodiscard]] bool has_credit(const Way& way) const { return !is_limited(way) && holds_credit(way); }
    /// Whatever the usage limit, too.
    [[nodiscard]] bool holds_credit(const Way& way) const {
        const CreditBudget& budget = budget_of(way);
        return *way.route.not_before == in_.as_of ? budget.can_spend() : budget.can_spend_at(*way.route.not_before);
    }
    void pay(const Way& way) {
        CreditBudget& budget = budgets_[account_of(way)];
        const Instant at = *way.route.not_before;
        at == in_.as_of ? budget.spend() : budget.spend_at(at);
        if (std::int64_t* left = usage_at(seat_of(way), usage_[*way.route.seat], at)) --*left;
        plan_.spent += Credits{1};
        plan_.needed += Credits{1};
    }

    void send_paid(Rank rank) {
        for (const std::size_t i : in_order(rank)) {
            if (const Way* way = payer(ways_[i])) {
                pay(*way);
                plan_.routes[i] = way->route;
                continue;
            }
            plan_.routes[i] = unpaid(ways_[i]);
            plan_.needed += Credits{1};
            if (plan_.routes[i].reason == RouteReason::past_usage_limit) ++plan_.limited;
        }
    }
    [[nodiscard]] Route unpaid(const std::vector<Way>& ways) const {
        const Route& wanted = ways.front().route;
        const auto only_limit_stops = [&](const Way& way) { return is_limited(way) && holds_credit(way); };
        if (std::all_of(ways.begin(), ways.end(), [&](const Way& way) { return !has_credit(way); }) &&
            std::any_of(ways.begin(), ways.end(), only_limit_stops))
            return not_now(RouteReason::past_usage_limit, wanted.since, limit_restarts(ways, *wanted.not_before), wanted.seat);
        if (std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return has_credit(way); }))
            return not_now(RouteReason::past_budget, wanted.since, std::nullopt, wanted.seat);
        return not_now(RouteReason::no_credits, wanted.since, next_credits(ways, *wanted.not_before), wanted.seat);
    }
    /// The first instant that a seat with a plan then has.
    template <class At>
    [[nodiscard]] std::optional<Instant> first_of(const std::vector<Way>& ways, const At& at_of) const {
        std::optional<Instant> first;
        for (const Way& way : ways) {
            const std::optional<Instant> at = at_of(seat_of(way));
            if (at && seat_of(way).at(*at).has_plan) first = std::min(first.value_or(*at), *at);
        }
        return first;
    }
    /// When the first of the seats gets credits again.
    [[nodiscard]] std::optional<Instant> next_credits(const std::vector<Way>& ways, Instant earliest) const {
        const auto next =
            first_of(ways, [&](const SendingSeat& seat) { return in_.supplies[seat.at(earliest).account].next_credits; });
        return next ? std::optional(std::max(*next, earliest)) : std::nullopt;
    }

    /// When the usage limit of the first of the seats starts again.
    [[nodiscard]] std::optional<Instant> limit_restarts(const std::vector<Way>& ways, Instant earliest) const {
        const auto next = first_of(ways, [](const SendingSeat& seat) {
            return seat.usage && seat.usage->afterwards > 0 ? seat.usage->restarts : std::nullopt;
        });
        return next && *next > earliest ? next : std::nullopt;
    }

    /// None: not before the seat's plan ends.
    [[nodiscard]] std::optional<Instant> next_note(std::size_t seat) const {
        std::optional<Instant> next = in_.as_of;
        for (std::optional<Instant> from; next && next != from;) {
            from = next;
            next = in_.seats[seat].first_with_plan(notes_[seat].next(requests_[seat].next(*from)));
        }
        return next;
    }

    /// A note, or an InMail with a credit that would be lost before the note's own InMail is due.
    void send_to_new() {
        for (const std::size_t i : in_order(Rank::note)) {
            const Way* writer = note_writer(ways_[i]);
            Route& route = plan_.routes[i];
            const std::vector<Way> losing = losing_before_note(i, writer);
            if (const Way* way = payer(losing)) {
                pay(*way);
                route = way->route;
                route.reason = RouteReason::saved_from_loss;
                continue;
            }
            if (writer == nullptr) {
                route = after_the_end(ways_[i].front());
                continue;
            }
            route = *note_of(*writer);
            count(route);
        }
    }
    /// The note in place of the way's InMail, as soon as limits allow it; none: not before the seat's plan ends.
    [[nodiscard]] std::optional<Route> note_of(const Way& way) const {
        Route note = way.route;
        note.channel = Channel::connection_note;
        note.cost = 0;
        note.not_before = next_note(*note.seat);
        return note.not_before ? std::optional(note) : std::nullopt;
    }
    /// The seat that can send its note first, and has sent the fewest; null: none can before its plan ends.
    [[nodiscard]] const Way* note_writer(const std::vector<Way>& ways) const {
        const Way* writer = nullptr;
        std::pair<Instant, std::size_t> best;
        for (const Way& way : ways) {
            const auto next = next_note(*way.route.seat);
            if (!next) continue;
            const std::pair place(*next, requests_[*way.route.seat].sent());
            if (writer != nullptr && best <= place) continue;
            writer = &way;
            best = place;
        }
        return writer;
    }
    /// The seats that can send an InMail and lose a credit before the note's own InMail is due.
    [[nodiscard]] std::vector<Way> losing_before_note(std::size_t prospect, const Way* writer) const {
        std::vector<Way> losing;
        for (const Way& way : ways_[prospect]) {
            if (!takes_inmail(in_.prospects[prospect], *way.route.seat)) continue;
            const auto loss = budget_of(way).next_loss();
            const auto note = note_of(writer == nullptr ? way : *writer);
            const bool is_sooner = loss && (!note || *loss <= inmail_after(in_, in_.prospects[prospect], *note));
            if (is_sooner) losing.push_back(way);
        }
        return losing;
    }

    /// Which notes an InMail can follow with the credits that are left after the plan.
    void follow_notes() {
        std::vector<std::pair<Instant, std::size_t>> due;  // with the seat
        for (std::size_t i = 0; i < plan_.routes.size(); ++i) {
            const Route& route = plan_.routes[i];
            if (route.channel && asks_to_connect(*route.channel) && takes_inmail(in_.prospects[i], *route.seat))
                due.emplace_back(inmail_after(in_, in_.prospects[i], route), *route.seat);
        }
        std::stable_sort(due.begin(), due.end());
        for (const auto& [at, place] : due) {
            const SendingSeat& seat = in_.seats[place];
            const PlanPeriod& then = seat.at(at);
            if (!then.has_plan || !then.has_inmails) continue;
            std::int64_t* left = usage_at(seat, usage_[place], at);
            CreditBudget& budget = budgets_[then.account];
            const bool is_past_budget = in_.budget && plan_.spent.value + plan_.notes_followed >= in_.budget->value;
            if ((left != nullptr && *left <= 0) || is_past_budget || !budget.can_spend_at(at)) continue;
            budget.spend_at(at);
            if (left != nullptr) --*left;
            ++plan_.notes_followed;
            plan_.notes_due = std::min(plan_.notes_due.value_or(at), at);
        }
    }

    const PlanInput& in_;
    std::vector<CreditBudget> budgets_;   ///< by supply
    std::vector<ChannelQuota> requests_;  ///< by seat, likewise the next three
    std::vector<ChannelQuota> notes_;
    std::vector<ChannelQuota> open_profile_;
    std::vector<std::optional<UsageQuota>> usage_;
    std::vector<std::vector<Way>> ways_;  ///< by prospect
    Plan plan_;
};

}  // namespace

std::string_view to_string(RouteReason reason) {
    constexpr std::array<std::string_view, route_reason_count> names{"listed_connection",
                                                                     "connection_file",
                                                                     "accepted_request",
                                                                     "open_profile",
                                                                     "open_to_work",
                                                                     "answered_thread",
                                                                     "applicant",
                                                                     "group",
                                                                     "coworker",
                                                                     "answered_elsewhere",
                                                                     "free_before",
                                                                     "low_priority",
                                                                     "sequence_step",
                                                                     "new_person",
                                                                     "known_person",
                                                                     "message_unanswered",
                                                                     "note_unanswered",
                                                                     "note_waits",
                                                                     "declined_request",
                                                                     "inmail_first",
                                                                     "saved_from_loss",
                                                                     "message_waits",
                                                                     "inmail_pending",
                                                                     "colleague_wrote",
                                                                     "colleague_answered",
                                                                     "colleague_accepted",
                                                                     "colleague_declined",
                                                                     "has_declined",
                                                                     "inmail_unanswered",
                                                                     "no_inmails",
                                                                     "no_credits",
                                                                     "past_budget",
                                                                     "past_usage_limit",
                                                                     "plan_ends",
                                                                     "no_seat"};
    return names.at(static_cast<std::size_t>(reason));
}

Plan plan_routes(const PlanInput& input) { return Planner(input).plan(); }

}  // namespace inmail::app
