#include "outreach/way.hpp"

#include <algorithm>
#include <tuple>

#include "outreach/tie.hpp"

namespace inmail::app {
namespace {

bool is_of(const std::vector<Channel>& channels, Channel channel) {
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

/// Which channel does a step: the first of its channels that can be used. None: none of them can.
struct UsableChannels {
    bool is_free;  ///< a message on LinkedIn costs nothing, which takes the place of an InMail; to a connection, of a request
    bool takes_inmail;
    bool is_connected;

    [[nodiscard]] std::optional<Channel> first_of(const Sequence::Step& step) const {
        const auto found = std::find_if(step.channels.begin(), step.channels.end(), [this](Channel channel) {
            if (is_outside_linkedin(channel)) return true;
            if (asks_to_connect(channel) && !is_connected) return true;
            return is_free || (channel == Channel::inmail && takes_inmail);
        });
        if (found != step.channels.end()) return *found;
        // Whoever wrote the sequence may know of a relation that nothing here tells of.
        const auto other = std::find_if(step.channels.begin(), step.channels.end(),
                                        [](Channel channel) { return channel != Channel::inmail && !asks_to_connect(channel); });
        return other == step.channels.end() ? std::nullopt : std::optional(*other);
    }
};

/// Sequences keep InMails for those who matter; a plan gives them to the others, too, who get the steps of low priority as well.
StepsFor steps_of(const PlanInput& input, const PlannedProspect& person, const PlanPeriod& plan) {
    StepsFor steps;
    steps.high = plan.has_inmails && input.may_get_inmail(person.prospect);
    steps.low = !plan.has_inmails || !person.prospect.matters();
    steps.inmails = plan.has_inmails;
    return steps;
}

/// One seat with a plan, and one prospect.
class Choice {
  public:
    /// `earliest`: not before as_of.
    Choice(const PlanInput& input, const PlannedProspect& prospect, std::size_t seat, const PlanPeriod& plan, Instant earliest)
        : in_(input), p_(prospect), seat_(seat), plan_(plan), as_of_(input.as_of), earliest_(earliest) {
        const Contact* known = contact_of(prospect, seat);
        if (known == nullptr) return;
        known_ = *known;
        if (!in_.sequences.sequence_of) return;
        step_ = next_step(known_.events, in_.sequences, steps_of(in_, p_, plan_), as_of_);
        if (!step_) return;
        wait_for_colleagues(*step_);
        if (!next_of_sequence(*step_)) step_.reset();
    }

    [[nodiscard]] Way way() const {
        Way way = best();
        way.step = step_;
        return way;
    }

  private:
    [[nodiscard]] Way best() const {
        if (const auto route = must_not_write()) return {Rank::nothing, *route};
        if (step_) return *next_of_sequence(*step_);
        if (auto free = free_way()) return {Rank::free, *free};
        if (known_.inmail_pending) {
            return {Rank::nothing,
                    not_now(RouteReason::inmail_pending, known_.inmail_pending, *known_.refundable_until + Duration{1})};
        }
        // Whoever has answered is not paid for, whatever the terms call free.
        if (known_.answered) return {Rank::nothing, not_now(RouteReason::answered_thread, known_.answered)};
        return paid_or_note();
    }

    [[nodiscard]] const SendingSeat& seat() const { return in_.seats[seat_]; }
    [[nodiscard]] bool is_colleague(const Contact& other) const {
        return other.seat != seat_ && in_.seats[other.seat].team == seat().team;
    }

    [[nodiscard]] bool is_known_to_team() const {
        return std::any_of(p_.contacts.begin(), p_.contacts.end(),
                           [&](const Contact& contact) { return contact.seat == seat_ || is_colleague(contact); });
    }

    [[nodiscard]] std::optional<Route> must_not_write() const {
        if (known_.declined) return not_now(RouteReason::has_declined, known_.declined);
        for (const Contact& other : p_.contacts) {
            if (other.seat != seat_ && other.declined) return of_colleague(RouteReason::has_declined, other, *other.declined);
        }
        const Contact* holder = nullptr;
        for (const Contact& contact : p_.contacts) {
            if (contact.seat != seat_ && !is_colleague(contact)) continue;
            if (holds(contact) && (holder == nullptr || place(contact) < place(*holder))) holder = &contact;
        }
        if (holder == nullptr) return std::nullopt;
        const Tie tie = tie_of(*holder, in_);
        if (holder->seat == seat_) {
            if (auto pending = has_reached(tie) ? std::nullopt : pending_of_colleague()) return pending;
            return recent_of_colleague();
        }
        if (tie == Tie::waits) {
            Route route = of_colleague(RouteReason::colleague_wrote, *holder, awaited_messages(*holder, in_).back());
            route.not_before = awaited_until(*holder, in_);
            return route;
        }
        const RouteReason reason = tie == Tie::answered   ? RouteReason::colleague_answered
                                   : tie == Tie::accepted ? RouteReason::colleague_accepted
                                                          : RouteReason::colleague_declined;
        return of_colleague(reason, *holder, tied_at(*holder, tie, in_));
    }
    /// An InMail that a colleague paid for is waited for, though this seat began.
    [[nodiscard]] std::optional<Route> pending_of_colleague() const {
        for (const Contact& other : p_.contacts) {
            if (!is_colleague(other) || !other.inmail_pending) continue;
            return of_colleague(RouteReason::colleague_wrote, other, *other.inmail_pending);
        }
        return std::nullopt;
    }
    /// A colleague's message of the last seven days is waited for, too.
    [[nodiscard]] std::optional<Route> recent_of_colleague() const {
        std::optional<Route> latest;
        for (const Contact& other : p_.contacts) {
            const auto sent = latest_of_colleague(other);
            if (!sent || a_week_after(*sent) <= as_of_ || (latest && *latest->since >= *sent)) continue;
            latest = of_colleague(RouteReason::colleague_wrote, other, *sent);
            latest->not_before = a_week_after(*sent);
        }
        return latest;
    }
    /// Unanswered; if the person has answered or accepted this seat, sent since then.
    [[nodiscard]] std::optional<Instant> latest_of_colleague(const Contact& other) const {
        if (!is_colleague(other)) return std::nullopt;
        const auto sent = unanswered_messages(other);
        const Tie tie = tie_of(known_, in_);
        const Instant since = has_reached(tie) ? tied_at(known_, tie, in_) : first_instant;
        return sent.empty() || sent.back() <= since ? std::nullopt : std::optional(sent.back());
    }
    /// A step that waited for a colleague's week is due at its end, also once it is over.
    void wait_for_colleagues(NextStep& step) const {
        for (const Contact& other : p_.contacts) {
            const auto sent = latest_of_colleague(other);
            if (!sent) continue;
            step.due = std::max(step.due, start_of(in_.sequences.shown_date(a_week_after(*sent))));
        }
        step.last_day = std::max(step.last_day, step.due);
        step.due_from = in_.sequences.start_of_date(day_of(step.due));
        step.is_due = day_of(step.due) <= in_.sequences.shown_date(as_of_);
    }
    static bool has_reached(Tie tie) { return tie == Tie::answered || tie == Tie::accepted; }
    [[nodiscard]] bool holds(const Contact& contact) const { return tie_of(contact, in_) != Tie::none; }
    /// The least is whose prospect it is.
    [[nodiscard]] std::tuple<bool, bool, Tie, Instant, std::size_t> place(const Contact& contact) const {
        const SendingSeat& its = in_.seats[contact.seat];
        const Tie tie = tie_of(contact, in_);
        const Instant at = tied_at(contact, tie, in_);
        const Instant order = tie == Tie::waits ? at : Instant{-at.value};
        return {tie != Tie::answered, !its.has_plan_left(), tie, order, contact.seat};
    }
    static Route of_colleague(RouteReason reason, const Contact& contact, Instant since) {
        Route route = not_now(reason, since);
        route.colleague = contact.seat;
        return route;
    }

    [[nodiscard]] Instant a_week_after(Instant sent) const { return app::a_week_after(sent, in_.sequences); }
    [[nodiscard]] Instant from(Instant due) const { return std::max(earliest_, due); }
    [[nodiscard]] Instant from(const NextStep& next) const { return next.is_due ? earliest_ : from(next.due_from); }

    /// None: no channel of the step can be used.
    [[nodiscard]] std::optional<Way> next_of_sequence(const NextStep& next) const {
        auto free = free_way();
        const bool takes_inmail = plan_.has_inmails && !known_.inmail_unanswered;
        const UsableChannels usable{free.has_value(), takes_inmail, is_connected()};
        const auto channel = usable.first_of(next.sequence->steps[next.step]);
        if (!channel) return std::nullopt;
        if (is_outside_linkedin(*channel)) return Way{Rank::free, outside(next, *channel)};
        if (free && (is_connected() || !asks_to_connect(*channel))) {
            free->not_before = from(next);
            return Way{Rank::free, *free};
        }
        if (*channel != Channel::inmail) {
            Route route = not_now(RouteReason::sequence_step, next.since, from(next));
            route.channel = channel;
            return Way{Rank::free, route};
        }
        Route route = inmail(RouteReason::sequence_step, next.since, from(next));
        if (known_.request_declined) {
            route.reason = RouteReason::declined_request;
            route.since = known_.request_declined;
        } else if (known_.request_open) {
            route.reason = next.is_due ? RouteReason::note_unanswered : RouteReason::note_waits;
            route.since = known_.request_open;
        }
        if (!next.is_due) return Way{Rank::waiting_note, route};
        return Way{route.reason == RouteReason::note_unanswered ? Rank::unanswered_note : Rank::inmail_first, route};
    }
    [[nodiscard]] Route outside(const NextStep& next, Channel channel) const {
        Route route = not_now(RouteReason::sequence_step, next.since, from(next));
        route.channel = channel;
        if (known_.inmail_pending) {
            route.reason = RouteReason::inmail_pending;
            route.since = known_.inmail_pending;
        } else if (!plan_.has_inmails && !known_.connected) {
            route.reason = RouteReason::no_inmails;
        } else if (!in_.may_get_inmail(p_.prospect) && !known_.connected) {
            route.reason = RouteReason::low_priority;
        }
        return route;
    }

    /// Relations of the list are those of the seat that it names.
    [[nodiscard]] bool relations_are_own() const { return !p_.seat || *p_.seat == seat_; }
    [[nodiscard]] bool is_connected() const {
        return known_.connected || (relations_are_own() && (p_.in_connections || p_.prospect.degree == 1));
    }
    [[nodiscard]] std::optional<Route> free_way() const {
        Route route;
        const auto take = [&](bool holds, Channel channel, RouteReason reason, std::optional<Instant> since = std::nullopt) {
            if (route.channel || !holds || !is_of(plan_.free_channels, channel)) return;
            route.channel = channel;
            route.reason = reason;
            route.since = since;
        };
        const Prospect& who = p_.prospect;
        const bool is_own = relations_are_own();
        take(known_.connected.has_value(), Channel::first_degree, RouteReason::accepted_request, known_.connected);
        take(is_own && p_.in_connections, Channel::first_degree, RouteReason::connection_file);
        take(is_own && who.degree == 1, Channel::first_degree, RouteReason::listed_connection);
        take(who.open_profile, Channel::open_profile, RouteReason::open_profile);
        take(who.open_to_work, Channel::open_to_work, RouteReason::open_to_work);
        take(known_.answered && !known_.answered_by, Channel::replied_thread, RouteReason::answered_thread, known_.answered);
        take(who.applicant, Channel::applicant, RouteReason::applicant);
        take(is_own && who.group, Channel::group, RouteReason::group);
        take(is_own && who.coworker, Channel::coworker, RouteReason::coworker);
        if (known_.free_by) take(true, *known_.free_by, RouteReason::free_before, known_.free_at);
        if (!route.channel && known_.answered_by) {
            route.channel = known_.answered_by;
            route.reason = RouteReason::answered_elsewhere;
            route.since = known_.answered;
        }
        if (!route.channel) return std::nullopt;
        // Who has accepted a request expects a message, whatever else waits for an answer.
        const auto since = route.reason == RouteReason::accepted_request ? known_.message_open : latest_message();
        route.not_before = since ? from(a_week_after(*since)) : earliest_;
        return route;
    }
    /// The latest one that is unanswered.
    [[nodiscard]] std::optional<Instant> latest_message() const {
        std::optional<Instant> latest;
        for (const auto& sent : {known_.inmail_pending, known_.request_open, known_.message_open}) {
            const bool counts = sent && *sent > known_.answered.value_or(first_instant);
            if (counts) latest = std::max(latest.value_or(*sent), *sent);
        }
        return latest;
    }

    [[nodiscard]] static Route inmail(RouteReason reason, std::optional<Instant> since, Instant not_before) {
        Route route = not_now(reason, since, not_before);
        route.channel = Channel::inmail;
        route.cost = 1;
        return route;
    }

    /// Of somebody in no sequence.
    [[nodiscard]] Way paid_or_note() const {
        const auto since = known_.request_open ? known_.request_open : known_.request_declined;
        if (since && !plan_.has_inmails) return {Rank::nothing, not_now(RouteReason::no_inmails, since)};
        if (since && !in_.may_get_inmail(p_.prospect)) return {Rank::nothing, not_now(RouteReason::low_priority, since)};
        if (since && known_.inmail_unanswered)
            return {Rank::nothing, not_now(RouteReason::inmail_unanswered, known_.inmail_unanswered)};
        if (known_.request_open) {
            const Instant due = std::max(*known_.request_open, known_.message_open.value_or(first_instant)) + wait_for_answer;
            // More than seven days: not yet at the instant itself.
            if (due < as_of_) return {Rank::unanswered_note, inmail(RouteReason::note_unanswered, since, earliest_)};
            return {Rank::waiting_note, inmail(RouteReason::note_waits, since, from(due + Duration{1}))};
        }
        if (known_.message_open && a_week_after(*known_.message_open) > as_of_) {
            return {Rank::nothing, not_now(RouteReason::message_waits, known_.message_open, a_week_after(*known_.message_open))};
        }
        if (known_.request_declined) return {Rank::inmail_first, inmail(RouteReason::declined_request, since, earliest_)};
        if (p_.prospect.inmail_first && plan_.has_inmails && !known_.inmail_unanswered)
            return {Rank::inmail_first, inmail(RouteReason::inmail_first, {}, earliest_)};
        if (known_.message_open) return {Rank::note, inmail(RouteReason::message_unanswered, known_.message_open, earliest_)};
        return {Rank::note, inmail(is_known_to_team() ? RouteReason::known_person : RouteReason::new_person, {}, earliest_)};
    }

    const PlanInput& in_;
    const PlannedProspect& p_;
    std::size_t seat_;
    const PlanPeriod& plan_;
    Instant as_of_;
    Instant earliest_;
    Contact known_;  ///< of the seat; empty if there is none
    std::optional<NextStep> step_;
};

/// By the plans that the seat has from `earliest` on, one after the other, until one holds on the message's day.
Way way_by_plan(const PlanInput& input, const PlannedProspect& prospect, std::size_t seat, Instant earliest) {
    const SendingSeat& writer = input.seats[seat];
    std::optional<Way> first;
    for (auto from = writer.first_with_plan(earliest); from;) {
        const auto end = writer.period_end(*from);
        Way way = Choice(input, prospect, seat, writer.at(*from), *from).way();
        const bool is_in_time = way.rank == Rank::nothing || !end || *way.route.not_before < *end;
        if (is_in_time && way.rank != Rank::nothing) return way;
        if (is_in_time && !first) first = way;
        from = end ? writer.first_with_plan(*end) : std::nullopt;
    }
    return first.value_or(Way{Rank::nothing, not_now(RouteReason::plan_ends, writer.plan_ends())});
}

}  // namespace

const Contact* contact_of(const PlannedProspect& prospect, std::size_t seat) {
    const auto found = std::find_if(prospect.contacts.begin(), prospect.contacts.end(),
                                    [seat](const Contact& contact) { return contact.seat == seat; });
    return found == prospect.contacts.end() ? nullptr : &*found;
}

Route not_now(RouteReason reason, std::optional<Instant> since, std::optional<Instant> not_before,
              std::optional<std::size_t> seat) {
    Route route;
    route.seat = seat;
    route.not_before = not_before;
    route.reason = reason;
    route.since = since;
    return route;
}

Instant inmail_after(const PlanInput& input, const PlannedProspect& prospect, const Route& note) {
    const Instant sent = *note.not_before;
    const Instant usual = sent + wait_for_answer;
    if (!input.sequences.sequence_of) return usual;
    const StepsFor steps = steps_of(input, prospect, input.seats[*note.seat].at(sent));
    // Whoever gets a request has no free channel, or none after it would cost anything.
    const UsableChannels usable{false, true, false};
    std::vector<OutreachEvent> events;
    if (const Contact* known = contact_of(prospect, *note.seat)) events = known->events;
    events.push_back({OutreachEvent::Kind::sent, sent, *note.channel});
    while (const auto next = next_step(events, input.sequences, steps, events.back().at)) {
        const Channel channel = usable.first_of(next->sequence->steps[next->step]).value_or(Channel::inmail);
        const Instant due = std::max(events.back().at, next->due_from);
        if (channel == Channel::inmail) return due;
        events.push_back({OutreachEvent::Kind::sent, due, channel});
    }
    return std::max(usual, events.back().at);
}

bool takes_inmail(const PlannedProspect& person, std::size_t seat) {
    const Contact* known = contact_of(person, seat);
    return known == nullptr || !known->inmail_unanswered;
}

Way way_of(const PlanInput& input, const PlannedProspect& prospect, std::size_t seat, Instant earliest) {
    const SendingSeat& writer = input.seats[seat];
    Way way = way_by_plan(input, prospect, seat, std::max(input.as_of, earliest));
    way.route.seat = seat;
    for (const Contact& other : prospect.contacts) {
        if (other.seat == seat || other.declined) continue;
        if (input.seats[other.seat].team == writer.team) {
            const bool is_latest = other.inmail_pending > way.route.colleague_pending_since;
            if (way.rank == Rank::nothing || !other.inmail_pending || !is_latest) continue;
            way.route.colleague_pending = other.seat;
            way.route.colleague_pending_since = other.inmail_pending;
            continue;
        }
        const auto note = [&](std::optional<Instant> at, RouteReason reason) {
            if (!at || (way.route.other_team_since && *way.route.other_team_since >= *at)) return;
            way.route.other_team = other.seat;
            way.route.other_team_since = at;
            way.route.other_team_reason = reason;
        };
        note(other.inmail_pending, RouteReason::inmail_pending);
        note(other.request_open, RouteReason::colleague_wrote);
        note(other.message_open, RouteReason::message_waits);
        note(other.answered, RouteReason::colleague_answered);
        note(other.connected, RouteReason::colleague_accepted);
        note(other.request_declined, RouteReason::colleague_declined);
    }
    return way;
}

}  // namespace inmail::app
