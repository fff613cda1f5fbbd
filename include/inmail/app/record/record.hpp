#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/forecast/coming_loss.hpp"
#include "inmail/app/record/ended_stint.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/published.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// How a command records, whatever it records.
struct RecordingMode {
    Instant now;  ///< when the command began
    /// Asked for the time once other writers are done. What happens at `now` moves there, after all that they recorded
    /// meanwhile, or two commands could take the same credit. None: the time stands still.
    std::function<Instant()> clock;
    bool force{false};          ///< records what a rule refuses (RULES section 7)
    bool dry_run{false};        ///< says what would happen and records nothing
    bool with_balances{false};  ///< gives the whole balance of each account that the events touch
};

/// Events that one command records together: all of them, or none.
struct RecordRequest : RecordingMode {
    explicit RecordRequest(const RecordingMode& mode = {}) : RecordingMode(mode) {}

    std::string command;              ///< "send": named in the batch
    std::vector<EventRecord> events;  ///< names normalised; `at` filled in; keys empty if none was given
    /// Also records, right after the events, the `adjust` that makes the balance of the first event's account this much:
    /// `--holds N`, and `observe --adjust`.
    std::optional<Credits> holds;
    /// When LinkedIn showed `holds`; the `adjust` stands there, with an `observe`. None: at the first event's instant.
    std::optional<Instant> holds_at;
    /// Refuses a subscribe, forced or not, by which an account loses credits or pending refunds, unless the loss was accepted.
    bool guards_holdings{false};
    std::vector<EndedStint> accepted_losses;
    /// Undoes something: its voids take events back, and its other events put earlier ones in force again. No advice is given.
    bool takes_back{false};
    /// Records an event again otherwise than it was. No advice is due.
    bool corrects{false};
};

/// What one recorded event did.
struct Effect {
    EventRecord event;                        ///< with its key
    bool duplicate{false};                    ///< its key was recorded already, with the same content: nothing happened
    std::optional<AccountName> account;       ///< the account that it concerned; none if it concerned no balance
    Credits change;                           ///< of what is available, by this event
    bool refunded{false};                     ///< a reply or bounce that brought its credit back
    std::optional<Instant> refundable_until;  ///< of a paid send, inclusive
    std::optional<Instant> answered_sent_at;  ///< of a reply or bounce that found its message
    std::optional<Credits> observed_with;     ///< of an observe: what the ledger held at that point
    std::optional<EndedStint> ended;          ///< of a switch or cancel that ended a stint
    std::vector<ComingEnd> coming_ends;    ///< of a plan change, later: of the plan that it ends, and of the one that it brings
    std::vector<Posting::Kind> anomalies;  ///< RULES section 7
    std::vector<Channel> free_channels;    ///< of a send: those that the terms in force call free
    bool outside_while_active{false};      ///< `outside`, though a plan ran then
};

/// An account as it stands now, after the record.
struct After {
    AccountName account;
    std::string plan;  ///< empty: never had one
    bool active{false};
    std::optional<Credits> before;  ///< of a void: available without it
    Credits available;
    std::optional<Credits> cap;  ///< of all its members
    std::int64_t pending{0};
    std::optional<Instant> next_refresh;
};

/// What else a person should know about a recording.
namespace record_warning {
/// The event with this key was taken back, so recording it again under the key has no effect.
struct VoidedKey {
    std::string key;
    std::string next_key;  ///< under which it may be recorded again
};
// An InMail perhaps cost nothing, or a colleague waits for the same answer:
/// The seat reached the prospect over a channel that the plan's terms call free.
struct FreeBefore {
    std::string seat;
    std::string prospect;
    Channel channel{Channel::open_profile};
    Instant at;
};
/// The account has bought more from one refresh to the next than a source says LinkedIn sells.
struct PastPurchaseLimit {
    AccountName account;
    Credits bought;
    PublishedLimit limit;
};
/// The seat has sent more over a channel than a source says LinkedIn allows in the limit's period.
struct PastChannelLimit {
    std::string seat;
    std::int64_t sent{0};  ///< in the period that ends with this message, which is among them
    PublishedLimit limit;
};
/// The text is longer than a source says LinkedIn allows.
struct PastTextLimit {
    std::int64_t chars{0};
    PublishedLimit limit;
};
/// The prospect answered: messages in the thread are free.
struct AnsweredThread {
    std::string seat;
    std::string prospect;
    Instant at;
};
/// The prospect accepted the seat's request to connect.
struct Connected {
    std::string seat;
    std::string prospect;
    Instant at;
};
/// Another seat has an unanswered InMail to the prospect.
struct ColleaguePending {
    std::string seat;
    std::string prospect;
    Instant sent_at;
};
/// The prospect answered another seat, or declined a message of this one.
struct AnsweredBefore {
    std::string seat;
    std::string prospect;
    bool declined{false};
    Instant at;
};
/// The ledger has the name of a slug, or the slug of a name: perhaps one person under two names.
struct MayBeOne {
    std::string prospect;
    std::string other;
    std::string seat;  ///< that wrote to the other one last; empty: nobody did before
    Instant at;
};
/// LinkedIn's archive brought the same message before.
struct InArchive {
    std::string seat;
    std::string prospect;
    EventKind kind{EventKind::send};
    Instant at;
};
/// The terms do not call the message's channel free.
struct NotCalledFree {
    Channel channel{Channel::open_to_work};
    AccountName account;
    std::string plan;
};
/// A cancel, a reassign or the void of one lets recorded events count as outside.
struct CountForNothing {
    std::vector<std::string> seats;  ///< whose events they are
    std::int64_t events{0};
    std::string taker;  ///< who got the licence; empty: it was cancelled
};
/// The two handles hold less after a hand-over, because the new one has a plan of its own already.
struct HandoverLoses {
    std::string seat;
    std::string to;
    Credits available;        ///< of both, without the hand-over
    std::int64_t pending{0};  ///< InMails, likewise
    Credits now_available;
    std::int64_t now_pending{0};
};
/// A plan event of the old handle is recorded for later, and does not go with the licence.
struct StaysBehind {
    std::string seat;
    std::string to;
    EventKind kind{EventKind::cancel};
    Instant at;
    std::string key;
};
/// A subscribe ended a stint by which nothing was lost. It may have been meant as a second subscription.
struct PlanEnded {
    EndedStint stint;
};
/// A subscribe took a member out of its pool, likewise. Nothing of the seat's own is lost by that.
struct PoolLeft {
    std::string seat;
    std::string pool;
    Instant at;
    Instant now;
    SecondSubscription beside;
};
/// A cancel at an instant at which the account also refreshes. The refresh comes first (RULES section 3).
struct RefreshComesFirst {
    AccountName account;
    Instant at;
};
/// A usage limit of a seat that is in no pool now: it does nothing before the seat joins one.
struct LimitWithoutPool {
    std::string seat;
};
/// An adjustment keeps a balance that was known, because it counts messages that are recorded later (`KnownBalances`).
struct KeepsBalance {
    AccountName account;
    Instant at;  ///< of the balance
    Credits change;
};
}  // namespace record_warning
using RecordWarning =
    std::variant<record_warning::VoidedKey, record_warning::FreeBefore, record_warning::AnsweredThread, record_warning::Connected,
                 record_warning::ColleaguePending, record_warning::AnsweredBefore, record_warning::NotCalledFree,
                 record_warning::RefreshComesFirst, record_warning::PastPurchaseLimit, record_warning::PastChannelLimit,
                 record_warning::PastTextLimit, record_warning::CountForNothing, record_warning::InArchive,
                 record_warning::MayBeOne, record_warning::HandoverLoses, record_warning::StaysBehind, record_warning::PlanEnded,
                 record_warning::PoolLeft, record_warning::LimitWithoutPool, record_warning::KeepsBalance>;

/// Rows that were taken back with their batch, though later imports brought them again. Repeating these imports restores them.
struct LaterImports {
    std::int64_t rows{0};
    std::vector<std::string> sources;  ///< files, in the order of their imports
};

/// Events, as many as a person reads of.
struct EventsInBrief {
    static constexpr std::size_t most_kept = 3;

    struct OfOneKind {
        std::int64_t count{0};
        std::vector<EventRecord> first;  ///< at most `most_kept`
    };
    std::map<EventKind, OfOneKind> by_kind;
    std::set<std::string> accounts;  ///< of all of them: "ana", "pool:acme"

    void add(const EventRecord& event) {
        OfOneKind& alike = by_kind[event.kind];
        ++alike.count;
        if (alike.first.size() < most_kept) alike.first.push_back(event);
        if (!event.seat.empty() || !event.pool.empty()) accounts.insert(event.seat.empty() ? "pool:" + event.pool : event.seat);
    }
    [[nodiscard]] bool empty() const { return by_kind.empty(); }
};

struct RecordResult {
    bool dry_run{false};
    bool takes_back{false};                ///< what the request undid: its effects that are no voids tell what is in force again
    bool is_final{false};                  ///< a void, which no undo takes back
    EventsInBrief taken_back;              ///< what its voids take back
    EventsInBrief brought_back;            ///< what is in force again
    std::optional<EventRecord> corrected;  ///< the event as it was before an edit
    std::string batch;                     ///< empty: nothing was recorded
    std::vector<Effect> effects;           ///< in the order given, then what `holds` or a known balance adds
    std::vector<After> after;
    std::vector<RecordWarning> warnings;
    std::optional<LaterImports> later_imports;  ///< of a batch that was taken back
    std::vector<AccountBalance> balances;       ///< now, with the events, if the request asks for them
};

/// Checks, judges and records in one transaction. Throws InvalidRequest for flaws and unknown names, Refused if a
/// rule refuses (unless forced).
[[nodiscard]] RecordResult record(Store& store, RecordRequest request);

}  // namespace inmail::app
