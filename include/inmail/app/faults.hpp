#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "inmail/app/account_name.hpp"
#include "inmail/app/people.hpp"
#include "inmail/app/record/ended_stint.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

// What is wrong with a request (exit 3), as data: render puts it into words.
namespace fault {

// Names:
struct UnknownName {
    enum class Kind : std::uint8_t { seat, pool, rulebook };
    Kind kind{Kind::seat};
    std::string name;
    std::optional<std::string> nearest;  ///< a known name that was perhaps meant
    bool nearest_is_pool{false};         ///< of a seat: it is a pool's
};
struct UnknownEdition {
    std::string rulebook;  ///< empty: any that ships
    std::int64_t number{0};
    std::vector<int> known;  ///< ascending; empty: nothing of the rulebook ships
};
struct UnknownProspect {
    std::string prospect;
    std::optional<std::string> nearest{};
};
/// Several people fit what was typed.
struct SeveralPeople {
    std::string typed;
    std::vector<WrittenTo> people;      ///< a row for each seat that wrote to them
    std::optional<EventKind> answer{};  ///< what is to be recorded of one of them
};
/// A person stands for several events, or for none.
struct NotOneEvent {
    std::string typed;
    std::vector<EventRecord> events;  ///< in force with them
};
struct UnknownKey {
    std::string key;
    std::vector<std::string> longer;              ///< the first of several keys that begin so
    std::optional<std::string> nearest_person{};  ///< if the text may have been a person's name
};
struct UnknownBatch {
    std::string batch;        ///< unknown, or nothing of it is in force
    std::string replaced_by;  ///< the batch whose events replaced those of this one; empty: there is none
};
struct UnknownTeam {
    std::string team;
    std::optional<std::string> nearest;
    bool among_named{false};  ///< of the accounts that the query names; else of all
};

struct NotInTeam {
    std::string seat;
    std::string team;
};

// What is to be recorded:
struct FlawedRecord {
    RecordFlaw flaw;
};
struct LiesInFuture {
    Instant at;
    Instant now;
};
struct KeyTaken {
    ValueFlaw flaw;  ///< of the kind `key_taken`
};
struct KeyForSeveral {
    enum class What : std::uint8_t { voids, closes };
    What what{What::voids};
    std::int64_t count{0};  ///< events that one key cannot name
};
struct ReservedNote {
    std::string beginning;  ///< with which only the program's own notes of voids begin
};
struct HoldsInFuture {};
struct RulebookLacksPlan {
    AccountName account;
    std::string plan;
};
struct ClosesInFuture {
    Instant through;
};

struct NothingToChange {
    std::string key;  ///< of an event that is already as it is to be
};
struct UnusedField {
    EventKind kind{EventKind::send};
    std::string column;  ///< that an event of the kind does not have
};
struct NoSuchCommand {
    std::int64_t number{0};
    std::int64_t commands{0};  ///< that there are
};

// What is asked about:
struct VoidedEvent {
    std::string key;
    AccountName account;      ///< that the event names
    std::string replaced_by;  ///< the key of what stands for it; empty: nothing does
};
struct NoEffect {
    std::string key;
    AccountName account;  ///< to which the event did nothing
};
struct NoEvents {};
struct MonthInFuture {
    Month month;
    Month this_month;
};
struct MonthsBackwards {
    Month from;
    Month to;
};
struct MonthBeforeLedger {
    Month month;
    Month first;  ///< of the ledger
};
struct PlanNotKnownThen {
    Instant known_at;
    std::string plan;  ///< whose terms were recorded later than events that name it
};

// What is to be imported:
struct NoSeatForArchive {
    std::string path;
};
struct TermsFromFuture {
    std::string rulebook;
    std::string plan;
    Day effective_from;
};

// What the ledger's store lacks:
/// Two ledgers compute by other default rulebooks.
struct OtherRulebook {
    std::string ledger;  ///< the other one's location, for people
    std::string ours;
    std::string theirs;
};
struct NoMaintenance {
    enum class Use : std::uint8_t { verify, erase };
    Use use{Use::verify};  ///< what the store cannot do by itself
};

}  // namespace fault

using Fault = std::variant<fault::UnknownName, fault::UnknownEdition, fault::UnknownProspect, fault::SeveralPeople,
                           fault::NotOneEvent, fault::UnknownKey, fault::UnknownBatch, fault::UnknownTeam, fault::NotInTeam,
                           fault::FlawedRecord, fault::LiesInFuture, fault::KeyTaken, fault::KeyForSeveral, fault::ReservedNote,
                           fault::HoldsInFuture, fault::RulebookLacksPlan, fault::ClosesInFuture, fault::NothingToChange,
                           fault::UnusedField, fault::NoSuchCommand, fault::VoidedEvent, fault::NoEffect, fault::NoEvents,
                           fault::MonthInFuture, fault::MonthsBackwards, fault::MonthBeforeLedger, fault::PlanNotKnownThen,
                           fault::NoSeatForArchive, fault::TermsFromFuture, fault::OtherRulebook, fault::NoMaintenance>;
using InvalidRequest = Reasoned<InputError, Fault>;

// Why a rule refuses what is asked for (exit 4), likewise.
namespace refusal {

// RULES section 7: what an import would keep as a fact.
struct NoCredits {
    AccountName account;
    Instant at;
    struct Grant {
        Instant at;
        Credits granted;
    };
    std::optional<Grant> next;  ///< the first refresh after `at`, if nothing else happens
    std::int64_t asked{1};      ///< InMails to be recorded
    Credits held{};             ///< what there is for them
};
struct HoldsTooLittle {
    AccountName account;
    Credits asked;  ///< to be taken by an adjust
    Credits held;   ///< what there is to take
};
struct NothingToJoin {
    std::string seat;
    std::string pool;
    Instant at;
    bool is_open{false};  ///< so that the seat is a member already
};
struct OnPlanAlready {
    AccountName account;
    std::string plan;
    Instant at;
};
/// What lies around an instant at which an account has no plan.
struct PlansAround {
    struct End {
        Instant at;
        std::string key;   ///< of the event that ended it
        std::string plan;  ///< empty: it was a membership in `pool`
        std::string pool;
        bool ended_pool{false};  ///< the pool itself ended then
    };
    struct Beginning {
        Instant at;
        std::string key;  ///< of the event that begins it
    };
    std::optional<End> ended{};        ///< the last plan or membership before
    std::optional<Beginning> later{};  ///< the first one after
};
struct NothingToCancel {
    AccountName account;
    Instant at;
    PlansAround plans{};
};
struct NoPlan {
    AccountName account;
    Instant at;
    EventKind kind{EventKind::send};  ///< of the event that would count for nothing
    PlansAround plans{};
};
struct LosesHoldings {
    EndedStint stint;
};
struct NothingToHandOver {
    std::string seat;  ///< neither on a plan nor a member of a pool
    Instant at;
};
struct TakerHadLicence {
    std::string to;      ///< was on a plan or in a pool before
    std::string unused;  ///< a handle that could take over
    Instant at;
};
struct HandedToItself {
    std::string seat;
};
struct HandedOver {
    std::string seat;  ///< whose licence has gone
    std::string to;    ///< to whom
    Instant since;
    EventKind kind{EventKind::send};  ///< of the event that would count for nothing
};
struct BeforeTakeover {
    std::string seat;    ///< that has its licence from another
    std::string from;    ///< from whom
    std::string holder;  ///< who had the licence at `at`
    Instant since;
    Instant at;
    EventKind kind{EventKind::send};  ///< of the event that would count for nothing
};
struct UndoesHandover {
    AccountName account;                   ///< of the event
    EventKind kind{EventKind::subscribe};  ///< of the event that lets a recorded hand-over count for nothing
    Instant at;
    std::string from;  ///< of the hand-over
    std::string to;
    Instant handed_over_at;
};
struct VoidUndoesHandover {
    std::string key;  ///< of a recorded hand-over that would count for nothing
    std::string from;
    std::string to;
    Instant at;
};
struct NothingToAnswer {
    std::string seat;
    std::string prospect;
    EventKind kind{EventKind::reply};
    Instant at;                              ///< as it was understood
    std::optional<Channel> channel{};        ///< if an answer over it answers only messages over it
    std::optional<Instant> waiting_since{};  ///< when the InMail was sent that waits, though not for an answer over `channel`
    std::optional<Instant> sent_at{};        ///< the seat's last send to the person by then that such an answer can find
    std::optional<Instant> answered_at{};    ///< when that was answered
    EventKind answered_by{EventKind::reply};
    std::optional<Instant> sent_after{};         ///< the seat's first such send after that
    std::optional<Instant> sent_otherwise_at{};  ///< the seat's last other send to the person by then
    std::string sent_by{};                       ///< another seat that wrote to the person; empty: none
    std::optional<std::string> nearest{};  ///< a person of a name near it, to whom the seat wrote, if nobody wrote to this one
};
struct PastLimit {
    std::string seat;
    Credits limit;
    std::int64_t asked{1};    ///< InMails to be recorded
    std::int64_t allowed{0};  ///< of them, before the limit is reached
};
struct PendingAlready {
    std::string seat;
    std::string prospect;
};
struct CannotBuy {
    AccountName account;
};
struct NotPooled {
    std::string plan;
};

/// A LinkedIn archive whose owner contradicts the seat.
struct OtherOwner {
    enum class Why : std::uint8_t {
        other_name,      ///< no word in common with the seat's display name, `other`
        other_handle,    ///< nor with the handle, and the seat was not named
        earlier_owner,   ///< the seat's archives were of `other` so far
        other_seat,      ///< the archives of the seat `other` are of this owner
        same_as_beside,  ///< the archive of the seat `other` beside it, likewise
    };
    Why why{Why::other_name};
    std::string seat;
    std::string owner;
    std::string other{};
};

// What cannot be taken back or written over:
struct VoidOfVoid {
    std::string key;
};
struct VoidedAlready {
    std::string key;
    std::string replaced_by;  ///< the key of the event that replaced it; empty: it was voided
};
struct NothingToUndo {
    enum class Why : std::uint8_t { nothing_recorded, after_void, after_terms };
    Why why{Why::nothing_recorded};
};
/// One of the latest commands has nothing left that could be taken back.
struct NothingLeftOf {
    std::int64_t number{0};
    std::string command;
    bool is_void{false};      ///< it took back events, and a void cannot be taken back
    std::string replaced_by;  ///< the batch whose events stand for its own; empty: they were taken back
};
struct NothingToRedo {};
/// What an undo took back cannot come back: something newer stands in its place.
struct NewerInPlace {
    std::string key;  ///< that the undo took back
    std::string by;   ///< the key of what is in force now; empty: what the undo had brought back was taken back since
};
/// A void or a close, which no edit changes.
struct NotEditable {
    std::string key;
    EventKind kind{EventKind::void_event};
};
/// A file that is to replace what its source brought lacks suspiciously many of those rows.
struct ReplacesTooMuch {
    std::string source;
    std::vector<RecordedEvent> gone;
    std::int64_t covered{0};  ///< events that the source has brought
};
struct TermsTaken {
    std::string file;
    std::string rulebook;
    std::string plan;
    Day effective_from;  ///< the ledger has a row of this date or a later one
};

}  // namespace refusal

using RefusalReason =
    std::variant<refusal::NoCredits, refusal::HoldsTooLittle, refusal::NothingToJoin, refusal::OnPlanAlready,
                 refusal::NothingToCancel, refusal::NoPlan, refusal::LosesHoldings, refusal::NothingToHandOver,
                 refusal::TakerHadLicence, refusal::HandedToItself, refusal::HandedOver, refusal::BeforeTakeover,
                 refusal::UndoesHandover, refusal::VoidUndoesHandover, refusal::NothingToAnswer, refusal::PastLimit,
                 refusal::PendingAlready, refusal::CannotBuy, refusal::NotPooled, refusal::OtherOwner, refusal::VoidOfVoid,
                 refusal::VoidedAlready, refusal::NothingToUndo, refusal::NothingLeftOf, refusal::NothingToRedo,
                 refusal::NewerInPlace, refusal::NotEditable, refusal::ReplacesTooMuch, refusal::TermsTaken>;
using Refused = Reasoned<Refusal, RefusalReason>;

}  // namespace inmail::app
