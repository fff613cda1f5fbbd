#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/outreach/sending_seat.hpp"
#include "inmail/app/outreach/sequence_step.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/prospect.hpp"
#include "inmail/core/published.hpp"
#include "inmail/core/time.hpp"

// The planner: the cheapest valid channel to each prospect, as a function of data alone.
//
// The order is Quicklead's: a connection, an Open Profile, somebody open to work and an answered thread cost nothing; everyone
// else gets a request to connect with a note, and an InMail if the note stays unanswered (HeyTalent: for more than seven days).

namespace inmail::app {

/// How long an unanswered note or free message is waited for (HeyTalent: an InMail on day 7 to 10).
constexpr Duration wait_for_answer = days(7);

/// What an account holds, and what it is about to lose.
struct CreditSupply {
    struct Loss {
        Instant at;
        Credits amount;
        bool is_held{true};  ///< false: an allowance that will not be granted
    };
    Credits held;
    std::vector<Loss> losses;             ///< of an idle account, soonest first
    std::optional<Instant> next_credits;  ///< when it next gets credits; none: not known
};

/// What the ledger knows of one seat and one prospect.
struct Contact {
    std::size_t seat{0};
    std::string prospect{};                      ///< as the seat's latest message spells the person; empty: it sent none
    std::optional<Instant> inmail_pending{};     ///< when the latest pending InMail was sent
    std::optional<Instant> refundable_until{};   ///< of that InMail
    std::optional<Instant> inmail_unanswered{};  ///< the latest one, pending or not: LinkedIn takes none after it
    std::optional<Instant> request_open{};       ///< the latest request to connect since the latest answer, if it may be accepted
    std::optional<Instant> message_open{};       ///< the latest other message since the latest answer
    std::optional<Channel> free_by{};            ///< of the latest message over a channel that a relation makes free
    std::optional<Instant> free_at{};            ///< when that was sent
    std::optional<Instant> connected{};          ///< when a request was accepted
    std::optional<Instant> answered{};           ///< the latest answer, on any channel, if it did not decline
    std::optional<Channel> answered_by{};        ///< e-mail or phone; none: on LinkedIn
    std::optional<Instant> declined{};           ///< the latest answer, if it declined more than a request to connect
    std::optional<Instant> request_declined{};   ///< the latest answer to a request, if it declined
    std::vector<OutreachEvent> events{};         ///< that its sequences see, by time
    bool in_sequence{false};                     ///< one runs, though no step of it may be left
};

struct PlannedProspect {
    Prospect prospect;
    std::optional<std::size_t> seat{};  ///< that must write, and whose relations the list names; none: any that may send
    bool in_connections{false};         ///< of that seat, by its Connections.csv
    std::vector<Contact> contacts{};    ///< at most one for each seat
};

/// Who gets an InMail after an unanswered note.
enum class InMailsTo : std::uint8_t {
    all,            ///< those of high priority first
    high_priority,  ///< as sequences have it: the others get an e-mail or a call
};

struct PlanInput {
    Instant as_of;
    std::vector<SendingSeat> seats;
    std::vector<CreditSupply> supplies;
    std::vector<PlannedProspect> prospects;  ///< each person once
    std::vector<PublishedLimit> limits;
    std::optional<Credits> budget{};  ///< credits that may be spent at most; none: all that is held
    InMailsTo inmails_to{InMailsTo::all};
    Sequences sequences{};

    [[nodiscard]] bool may_get_inmail(const Prospect& person) const { return inmails_to == InMailsTo::all || person.matters(); }
};

/// Why a prospect is written to over a channel, or not at all.
enum class RouteReason : std::uint8_t {
    // Free:
    listed_connection,  ///< degree 1
    connection_file,    ///< in Connections.csv
    accepted_request,   ///< since `Route::since`
    open_profile,
    open_to_work,
    answered_thread,  ///< since `Route::since`
    applicant,
    group,
    coworker,
    answered_elsewhere,  ///< by e-mail or phone, since `since`
    free_before,         ///< over this channel the seat wrote at `since`
    // An e-mail or a call, by the sequence that runs:
    low_priority,   ///< which gets no InMail; also if nothing is left to do
    sequence_step,  ///< the next one, after the message of `since`
    // A note:
    new_person,          ///< of whom the seat's team knows nothing
    known_person,        ///< from whom it waits for no answer
    message_unanswered,  ///< nothing but an e-mail, a call or the like of `since`
    // An InMail:
    note_unanswered,  ///< of `since`, for more than seven days
    note_waits,       ///< of `since`: the InMail is due seven days later
    declined_request,
    inmail_first,
    saved_from_loss,  ///< with a credit that would be lost before a note is due
    // Nothing:
    message_waits,       ///< of `since`, which is no request and no InMail
    inmail_pending,      ///< of `since`; also with a step over another channel
    colleague_wrote,     ///< `Route::colleague`, at `since`
    colleague_answered,  ///< the prospect answered `Route::colleague` at `since`
    colleague_accepted,  ///< the prospect accepted a request of `Route::colleague` at `since`
    colleague_declined,  ///< the prospect declined a request of `Route::colleague` at `since`
    has_declined,        ///< at `since`
    inmail_unanswered,   ///< of `since`: LinkedIn takes no second one
    no_inmails,          ///< the seat's plan has none
    no_credits,
    past_budget,  ///< the accounts hold one, but the budget is spent
    past_usage_limit,
    plan_ends,  ///< at `since`, before the message is right
    no_seat,    ///< none may send
};
constexpr std::size_t route_reason_count = 35;
/// "listed_connection", as in JSON.
[[nodiscard]] std::string_view to_string(RouteReason reason);

struct Route {
    std::optional<std::size_t> seat;    ///< that writes, or would
    std::optional<Channel> channel;     ///< none: the prospect must not be written to now
    int cost{0};                        ///< credits, 0 or 1
    std::optional<Instant> not_before;  ///< from when on it is right; none: never by what is known
    RouteReason reason{RouteReason::new_person};
    std::optional<Instant> since{};
    std::optional<std::size_t> colleague{};
    std::optional<std::size_t> colleague_pending{};    ///< a seat of the team with a pending InMail to the person
    std::optional<Instant> colleague_pending_since{};  ///< the latest one
    std::optional<std::size_t> other_team{};           ///< a seat of another team that the person knows
    std::optional<Instant> other_team_since{};         ///< the latest between them
    /// What that was: inmail_pending, message_waits, or a colleague_ reason.
    std::optional<RouteReason> other_team_reason{};
};

struct Plan {
    std::vector<Route> routes;           ///< in the order of the prospects
    Credits held;                        ///< by the accounts of the seats that may send
    Credits may_spend;                   ///< the budget, at most what is held
    Credits needed;                      ///< InMails of the plan, and those for which no credit is left
    Credits spent;                       ///< InMails of the plan
    std::int64_t limited{0};             ///< of `needed`: InMails that only usage limits do not allow
    std::int64_t notes_followed{0};      ///< notes after which the credits held allow an InMail, if they stay unanswered
    std::optional<Instant> notes_due{};  ///< the first of these InMails
};

[[nodiscard]] Plan plan_routes(const PlanInput& input);

}  // namespace inmail::app
