#include "inmail/app/outreach/planner.hpp"

#include <algorithm>
#include <utility>

#include "inmail/core/errors.hpp"
#include "outreach/channel_quota.hpp"
#include "outreach/credit_budget.hpp"

namespace inmail::app {
namespace {

/// What one seat can do for a prospect, the best first.
enum class Rank : std::uint8_t { free, unanswered_note, waiting_note, inmail_first, note, nothing };

struct Way {
    Rank rank{Rank::nothing};
    Route route;
};

bool is_of(const std::vector<Channel>& channels, Channel channel) {
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

/// When the latest message that is unanswered was sent.
std::optional<Instant> latest_message(const Contact& contact) {
    std::optional<Instant> latest;
    for (const auto& sent : {contact.inmail_pending, contact.request_open, contact.message_open}) {
        if (sent) latest = std::max(latest.value_or(*sent), *sent);
    }
    return latest;
}

/// The same of one that is still waited for. A free message is so for a week, the others as long as they may be answered.
std::optional<Instant> waits_since(const Contact& contact, Instant as_of) {
    Contact waiting = contact;
    if (contact.message_open && *contact.message_open + wait_for_answer <= as_of) waiting.message_open.reset();
    return latest_message(waiting);
}

class Planner {
  public:
    explicit Planner(const PlanInput& input) : in_(input) {
        for (const auto& supply : in_.supplies) budgets_.emplace_back(supply);
        for (const auto& seat : in_.seats) {
            requests_.emplace_back(Channel::connection_request, in_.limits, seat.plan, seat.requests);
            notes_.emplace_back(Channel::connection_note, in_.limits, seat.plan, seat.notes);
            open_profile_.emplace_back(Channel::open_profile, in_.limits, seat.plan, seat.open_profile);
            limit_left_.push_back(seat.limit_left);
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
        return std::move(plan_);
    }

  private:
    /// The ways of all seats that may write, only those of the best rank.
    std::vector<Way> ways_to(const PlannedProspect& p) const {
        std::vector<Way> ways;
        for (std::size_t seat = 0; seat < in_.seats.size(); ++seat) {
            if (!in_.seats[seat].may_send || (p.seat && *p.seat != seat)) continue;
            Way way = way_of(p, seat);
            way.route.seat = seat;
            if (!ways.empty() && way.rank > ways.front().rank) continue;
            if (!ways.empty() && way.rank < ways.front().rank) ways.clear();
            ways.push_back(std::move(way));
        }
        if (ways.empty()) ways.push_back({Rank::nothing, nothing(RouteReason::no_seat)});
        return ways;
    }

    static Route nothing(RouteReason reason, std::optional<Instant> since = std::nullopt,
                         std::optional<Instant> not_before = std::nullopt) {
        Route route;
        route.not_before = not_before;
        route.reason = reason;
        route.since = since;
        return route;
    }

    static Route of_colleague(RouteReason reason, const Contact& contact, Instant since) {
        Route route = nothing(reason, since);
        route.colleague = contact.seat;
        return route;
    }

    [[nodiscard]] Way way_of(const PlannedProspect& p, std::size_t seat) const {
        const Contact* own = nullptr;
        for (const Contact& contact : p.contacts) {
            if (contact.seat == seat) own = &contact;
        }
        static const Contact none;
        const Contact& known = own == nullptr ? none : *own;
        if (known.declined) return {Rank::nothing, nothing(RouteReason::has_declined, known.declined)};
        for (const Contact& other : p.contacts) {
            if (other.seat == seat || in_.seats[other.seat].team != in_.seats[seat].team) continue;
            if (other.declined) return {Rank::nothing, of_colleague(RouteReason::has_declined, other, *other.declined)};
            const auto since = waits_since(other, in_.as_of);
            if (since) return {Rank::nothing, of_colleague(RouteReason::colleague_wrote, other, *since)};
        }
        if (auto free = free_way(p, known, in_.seats[seat])) return {Rank::free, *free};
        if (known.inmail_pending) {
            return {Rank::nothing,
                    nothing(RouteReason::inmail_pending, known.inmail_pending, *known.refundable_until + Duration{1})};
        }
        return paid_or_note(p, known);
    }

    [[nodiscard]] std::optional<Route> free_way(const PlannedProspect& p, const Contact& known, const SendingSeat& seat) const {
        Route route;
        const auto take = [&](bool holds, Channel channel, RouteReason reason, std::optional<Instant> since = std::nullopt) {
            if (route.channel || !holds || !is_of(seat.free_channels, channel)) return;
            route.channel = channel;
            route.reason = reason;
            route.since = since;
        };
        const Prospect& who = p.prospect;
        take(known.connected.has_value(), Channel::first_degree, RouteReason::accepted_request, known.connected);
        take(p.in_connections, Channel::first_degree, RouteReason::connection_file);
        take(who.degree == 1, Channel::first_degree, RouteReason::listed_connection);
        take(who.open_profile, Channel::open_profile, RouteReason::open_profile);
        take(who.open_to_work, Channel::open_to_work, RouteReason::open_to_work);
        take(known.answered.has_value(), Channel::replied_thread, RouteReason::answered_thread, known.answered);
        take(who.applicant, Channel::applicant, RouteReason::applicant);
        take(who.group, Channel::group, RouteReason::group);
        take(who.coworker, Channel::coworker, RouteReason::coworker);
        if (!route.channel) return std::nullopt;
        // Who has accepted a request expects a message, whatever else waits for an answer.
        const auto since = route.reason == RouteReason::accepted_request ? known.message_open : latest_message(known);
        route.not_before = since ? std::max(in_.as_of, *since + wait_for_answer) : in_.as_of;
        return route;
    }

    [[nodiscard]] Way paid_or_note(const PlannedProspect& p, const Contact& known) const {
        Route route;
        route.channel = Channel::inmail;
        route.cost = 1;
        route.not_before = in_.as_of;
        if (known.request_open) {
            route.since = known.request_open;
            const Instant due = *known.request_open + wait_for_answer;
            const bool is_due = due < in_.as_of;
            route.reason = is_due ? RouteReason::note_unanswered : RouteReason::note_waits;
            // More than seven days: not yet at the instant itself.
            if (!is_due) route.not_before = due + Duration{1};
            return {is_due ? Rank::unanswered_note : Rank::waiting_note, route};
        }
        if (known.request_declined || p.prospect.inmail_first) {
            route.since = known.request_declined;
            route.reason = known.request_declined ? RouteReason::declined_request : RouteReason::inmail_first;
            return {Rank::inmail_first, route};
        }
        return {Rank::note, route};
    }

    /// Of seats that must all not write, the one whose own message is the reason.
    static Route own_reason(const std::vector<Way>& ways) {
        const auto own = std::find_if(ways.begin(), ways.end(), [](const Way& way) { return !way.route.colleague; });
        return own == ways.end() ? ways.front().route : own->route;
    }

    void send_free() {
        for (std::size_t i = 0; i < ways_.size(); ++i) {
            if (ways_[i].front().rank == Rank::nothing) plan_.routes[i] = own_reason(ways_[i]);
            if (ways_[i].front().rank != Rank::free) continue;
            // The router's order decides between seats, too.
            const auto best = std::min_element(ways_[i].begin(), ways_[i].end(), [](const Way& a, const Way& b) {
                return std::pair(a.route.reason, *a.route.not_before) < std::pair(b.route.reason, *b.route.not_before);
            });
            Route& route = plan_.routes[i] = best->route;
            if (route.channel != Channel::open_profile) continue;
            route.not_before = open_profile_[*route.seat].next(*route.not_before);
            open_profile_[*route.seat].send(*route.not_before);
        }
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
            return std::pair(-budget.losing_before(in_.as_of + wait_for_answer), -budget.left());
        };
        for (const Way& way : ways) {
            if (can_pay(way) && (best == nullptr || place(way) < place(*best))) best = &way;
        }
        return best;
    }
    [[nodiscard]] const CreditBudget& budget_of(const Way& way) const { return budgets_[in_.seats[*way.route.seat].account]; }
    [[nodiscard]] bool is_limited(const Way& way) const {
        const auto& left = limit_left_[*way.route.seat];
        return left && *left <= 0;
    }
    [[nodiscard]] bool can_pay(const Way& way) const {
        if (plan_.spent >= plan_.may_spend || is_limited(way)) return false;
        const CreditBudget& budget = budget_of(way);
        return *way.route.not_before == in_.as_of ? budget.can_spend() : budget.can_spend_at(*way.route.not_before);
    }
    void pay(const Way& way) {
        CreditBudget& budget = budgets_[in_.seats[*way.route.seat].account];
        *way.route.not_before == in_.as_of ? budget.spend() : budget.spend_at(*way.route.not_before);
        if (auto& left = limit_left_[*way.route.seat]) --*left;
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
            const Way& unpaid = ways_[i].front();
            const bool limited = std::all_of(ways_[i].begin(), ways_[i].end(), [&](const Way& way) { return is_limited(way); });
            Route& route = plan_.routes[i] = nothing(limited ? RouteReason::past_usage_limit : RouteReason::no_credits,
                                                     unpaid.route.since, next_credits(ways_[i], *unpaid.route.not_before));
            route.seat = unpaid.route.seat;
            plan_.needed += Credits{1};
        }
    }
    /// When the first of the seats gets credits again.
    [[nodiscard]] std::optional<Instant> next_credits(const std::vector<Way>& ways, Instant earliest) const {
        std::optional<Instant> next;
        for (const Way& way : ways) {
            const auto at = in_.supplies[in_.seats[*way.route.seat].account].next_credits;
            if (at) next = std::min(next.value_or(*at), *at);
        }
        return next ? std::optional(std::max(*next, earliest)) : std::nullopt;
    }

    [[nodiscard]] Instant next_note(std::size_t seat) const { return notes_[seat].next(requests_[seat].next(in_.as_of)); }

    /// A note, or an InMail with a credit that would be lost before the note's own InMail is due.
    void send_to_new() {
        for (const std::size_t i : in_order(Rank::note)) {
            const Way* writer = nullptr;
            const auto place = [&](const Way& way) {
                return std::pair(next_note(*way.route.seat), requests_[*way.route.seat].sent());
            };
            for (const Way& way : ways_[i]) {
                if (writer == nullptr || place(way) < place(*writer)) writer = &way;
            }
            ensure(writer != nullptr, "a new person has a seat that may write");
            const Instant noted = next_note(*writer->route.seat);
            std::vector<Way> losing;
            for (const Way& way : ways_[i]) {
                if (budget_of(way).loses_before(noted + wait_for_answer)) losing.push_back(way);
            }
            Route& route = plan_.routes[i];
            if (const Way* way = payer(losing)) {
                pay(*way);
                route = way->route;
                route.reason = RouteReason::saved_from_loss;
                continue;
            }
            requests_[*writer->route.seat].send(noted);
            notes_[*writer->route.seat].send(noted);
            route = writer->route;
            route.channel = Channel::connection_note;
            route.cost = 0;
            route.not_before = noted;
            route.reason = RouteReason::new_person;
        }
    }

    const PlanInput& in_;
    std::vector<CreditBudget> budgets_;   ///< by supply
    std::vector<ChannelQuota> requests_;  ///< by seat, likewise the next three
    std::vector<ChannelQuota> notes_;
    std::vector<ChannelQuota> open_profile_;
    std::vector<std::optional<std::int64_t>> limit_left_;
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
                                                                     "new_person",
                                                                     "note_unanswered",
                                                                     "note_waits",
                                                                     "declined_request",
                                                                     "inmail_first",
                                                                     "saved_from_loss",
                                                                     "inmail_pending",
                                                                     "colleague_wrote",
                                                                     "has_declined",
                                                                     "no_credits",
                                                                     "past_usage_limit",
                                                                     "no_seat"};
    return names.at(static_cast<std::size_t>(reason));
}

Plan plan_routes(const PlanInput& input) { return Planner(input).plan(); }

}  // namespace inmail::app
