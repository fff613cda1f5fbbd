#include "inmail/app/outreach/planner.hpp"

#include <algorithm>
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
            requests_.emplace_back(Channel::connection_request, in_.limits, seat.plan, seat.requests);
            notes_.emplace_back(Channel::connection_note, in_.limits, seat.plan, seat.notes);
            open_profile_.emplace_back(Channel::open_profile, in_.limits, seat.plan, seat.open_profile);
            usage_.push_back(seat.usage);
        }
        for (const auto& supply : in_.supplies) plan_.held += supply.held;
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
    /// The ways of all seats that may write, only those of the best rank.
    std::vector<Way> ways_to(const PlannedProspect& p) const {
        std::vector<Way> ways;
        for (std::size_t seat = 0; seat < in_.seats.size(); ++seat) {
            if (!in_.seats[seat].may_send || (p.seat && *p.seat != seat)) continue;
            const Way way = way_of(in_, p, seat);
            if (!ways.empty() && way.rank > ways.front().rank) continue;
            if (!ways.empty() && way.rank < ways.front().rank) ways.clear();
            ways.push_back(way);
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
            if (ways_[i].front().rank == Rank::free) plan_.routes[i] = free_route(ways_[i]);
        }
    }
    [[nodiscard]] Route free_route(std::vector<Way>& ways) {
        std::vector<Route> routes;
        for (const Way& way : ways) {
            Route route = way.route;
            route.not_before = within_limits(route);
            if (!has_ended(seat_of(way), *route.not_before)) routes.push_back(route);
        }
        if (routes.empty()) return after_the_end(ways.front());
        // The router's order decides between seats, too.
        const auto best = std::min_element(routes.begin(), routes.end(), [](const Route& a, const Route& b) {
            return std::pair(a.reason, *a.not_before) < std::pair(b.reason, *b.not_before);
        });
        count(*best);
        return *best;
    }
    /// From when on the free message is right by LinkedIn's limits, too.
    [[nodiscard]] Instant within_limits(const Route& route) const {
        const std::size_t seat = *route.seat;
        Instant from = *route.not_before;
        if (route.channel == Channel::open_profile) return open_profile_[seat].next(from);
        if (!asks_to_connect(*route.channel)) return from;
        from = requests_[seat].next(from);
        return route.channel == Channel::connection_note ? notes_[seat].next(from) : from;
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
        return not_now(RouteReason::plan_ends, seat_of(way).plan_ends, std::nullopt, way.route.seat);
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
    [[nodiscard]] const CreditBudget& budget_of(const Way& way) const { return budgets_[in_.seats[*way.route.seat].account]; }
    [[nodiscard]] bool is_limited(const Way& way) const {
        auto usage = usage_[*way.route.seat];
        return usage && usage->at(*way.route.not_before) <= 0;
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
        CreditBudget& budget = budgets_[in_.seats[*way.route.seat].account];
        *way.route.not_before == in_.as_of ? budget.spend() : budget.spend_at(*way.route.not_before);
        if (auto& usage = usage_[*way.route.seat]) --usage->at(*way.route.not_before);
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
            if (at && !has_ended(seat_of(way), *at)) first = std::min(first.value_or(*at), *at);
        }
        return first;
    }
    /// When the first of the seats gets credits again.
    [[nodiscard]] std::optional<Instant> next_credits(const std::vector<Way>& ways, Instant earliest) const {
        const auto next = first_of(ways, [&](const SendingSeat& seat) { return in_.supplies[seat.account].next_credits; });
        return next ? std::optional(std::max(*next, earliest)) : std::nullopt;
    }

    /// When the usage limit of the first of the seats starts again.
    [[nodiscard]] std::optional<Instant> limit_restarts(const std::vector<Way>& ways, Instant earliest) const {
        const auto next = first_of(ways, [](const SendingSeat& seat) {
            return seat.usage && seat.usage->afterwards > 0 ? seat.usage->restarts : std::nullopt;
        });
        return next && *next > earliest ? next : std::nullopt;
    }

    [[nodiscard]] Instant next_note(std::size_t seat) const { return notes_[seat].next(requests_[seat].next(in_.as_of)); }

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
            route = note_of(*writer);
            count(route);
        }
    }
    /// The note in place of the way's InMail, as soon as limits allow it.
    [[nodiscard]] Route note_of(const Way& way) const {
        Route note = way.route;
        note.channel = Channel::connection_note;
        note.cost = 0;
        note.not_before = next_note(*note.seat);
        return note;
    }
    /// The seat that can send its note first, and has sent the fewest; null: none can before its plan ends.
    [[nodiscard]] const Way* note_writer(const std::vector<Way>& ways) const {
        const Way* writer = nullptr;
        const auto place = [&](const Way& way) {
            return std::pair(next_note(*way.route.seat), requests_[*way.route.seat].sent());
        };
        for (const Way& way : ways) {
            if (has_ended(seat_of(way), next_note(*way.route.seat))) continue;
            if (writer == nullptr || place(way) < place(*writer)) writer = &way;
        }
        return writer;
    }
    /// The seats that can send an InMail and lose a credit before the note's own InMail is due.
    [[nodiscard]] std::vector<Way> losing_before_note(std::size_t prospect, const Way* writer) const {
        std::vector<Way> losing;
        for (const Way& way : ways_[prospect]) {
            if (!takes_inmail(in_.prospects[prospect], *way.route.seat)) continue;
            const auto loss = budget_of(way).next_loss();
            const Route note = note_of(writer == nullptr ? way : *writer);
            if (loss && *loss <= inmail_after(in_, in_.prospects[prospect], note)) losing.push_back(way);
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
            auto& usage = usage_[place];
            CreditBudget& budget = budgets_[seat.account];
            const bool is_past_budget = in_.budget && plan_.spent.value + plan_.notes_followed >= in_.budget->value;
            if (!seat.has_inmails || has_ended(seat, at) || (usage && usage->at(at) <= 0)) continue;
            if (is_past_budget || !budget.can_spend_at(at)) continue;
            budget.spend_at(at);
            if (usage) --usage->at(at);
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
