// Why a rule refuses what is asked for, and what to do about it.

#include <fmt/format.h>

#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "messages/error_words.hpp"
#include "messages/import_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using namespace app::refusal;

const std::string force_it = "use --force to record it anyway";

struct RefusalWords {
    const Display& display;

    [[nodiscard]] std::string date(Instant t) const { return short_day(t, display); }
    [[nodiscard]] std::string shown(Instant t) const { return short_moment(t, display); }
    /// For a sentence: "14 March 09:30"
    [[nodiscard]] std::string in_words(Instant t) const { return moment_words(t, display); }
    [[nodiscard]] std::string when(Instant t) const { return when_words(t, display); }

    /// The subscribe that makes the event count: the plan that ended, again, in time for it.
    [[nodiscard]] std::string begin_command(const NoPlan& r) const {
        const auto& ended = r.plans.ended;
        const bool joins = ended && !ended->pool.empty() && !ended->ended_pool;
        const std::string plan =
            joins ? "--pool " + ended->pool : "--plan " + (ended && !ended->plan.empty() ? ended->plan : "PLAN");
        const std::string in_time = r.at < display.now ? " --at " + typed_instant(r.at) : std::string();
        return fmt::format("`inmail subscribe {}{} {}{}`", r.account.is_pool() ? "--pool " : "", r.account.name, plan, in_time);
    }

    ErrorWords operator()(const NoCredits& r) const {
        const std::string next =
            r.next ? fmt::format("{} come on {}; ", credits_words(r.next->granted), date(r.next->at)) : std::string();
        const std::string what = r.held == no_credits
                                     ? fmt::format("no credits left: {} holds none on {}", r.account.typed(), date(r.at))
                                     : fmt::format("too few credits: {} holds {} on {}, these are {}", r.account.typed(),
                                                   r.held.value, date(r.at), r.asked);
        return {what, next + "name the --channel if the message was free, or " + force_it, {}};
    }
    ErrorWords operator()(const HoldsTooLittle& r) const {
        const std::string held = r.held == no_credits ? "none" : std::to_string(r.held.value);
        return {fmt::format("{} holds {}: an adjustment cannot take {}", r.account.typed(), held, r.asked.value), force_it, {}};
    }
    ErrorWords operator()(const NothingToJoin& r) const {
        if (!r.is_open) {
            return {fmt::format("pool:{} is not open on {}: there is nothing to join", r.pool, date(r.at)),
                    fmt::format("`inmail history pool:{}` shows when it had a plan; {}", r.pool, force_it),
                    {}};
        }
        return {fmt::format("{} is a member of pool:{} already on {}", r.seat, r.pool, date(r.at)),
                fmt::format("`inmail balance {}` shows what it draws on; {}", r.seat, force_it),
                {}};
    }
    ErrorWords operator()(const OnPlanAlready& r) const {
        const std::string whose = (r.account.is_pool() ? "--pool " : "") + r.account.name;
        return {fmt::format("{} is on {} under that rulebook already on {}", r.account.typed(), r.plan, date(r.at)),
                fmt::format("`inmail assign` changes a team or name, `inmail observe {} N --adjust` the balance, --price what it "
                            "costs; {}",
                            whose, force_it),
                {}};
    }
    ErrorWords operator()(const NothingToCancel& r) const {
        const auto& [ended, later] = r.plans;
        const std::string next = later ? fmt::format(", and gets one {}", when(later->at)) : std::string();
        const std::string after_that = later ? "a later --at cancels the next plan; " : std::string();
        if (!ended) {
            const std::string way = later ? after_that : fmt::format("`inmail history {}` shows its plans; ", r.account.typed());
            return {fmt::format("{} has no plan to cancel {}{}", r.account.typed(), when(r.at), next), way + force_it, {}};
        }
        const std::string key = shell_word(ended->key);
        const std::string what =
            ended->ended_pool     ? fmt::format("pool:{}, which {} was in, is cancelled already", ended->pool, r.account.typed())
            : ended->pool.empty() ? fmt::format("{}'s plan is cancelled already", r.account.typed())
                                  : fmt::format("{} has left pool:{} already", r.account.typed(), ended->pool);
        return {fmt::format("{}, {} by {}{}", what, when(ended->at), key, later ? "; the next begins " + when(later->at) : ""),
                fmt::format("{}`inmail edit {} --at WHEN` moves that, `inmail void {} --note WHY` takes it back; {}", after_that,
                            key, key, force_it),
                {}};
    }
    ErrorWords operator()(const NoPlan& r) const {
        const auto& [ended, later] = r.plans;
        const std::string nothing = with_article(r.kind) + " would count for nothing";
        if (later) {
            const auto precise = [&](Instant t) { return "at " + (begins_utc_date(t) ? date(t) + " 00:00 UTC" : shown(t)); };
            const bool is_same_day = date(r.at) == date(later->at);
            const auto when_of = [&](Instant t) { return is_same_day ? precise(t) : "on " + date(t); };
            return {fmt::format("{} has no plan {}, and gets one {}: {}", r.account.typed(), when_of(r.at), when_of(later->at),
                                nothing),
                    fmt::format("if that plan began earlier: `inmail edit {} --at WHEN`; {}", shell_word(later->key), force_it),
                    {}};
        }
        if (ended) {
            const bool has_left = !ended->pool.empty() && !ended->ended_pool;
            const std::string lacks = has_left ? "is not in pool:" + ended->pool : std::string("has no plan");
            const std::string key = shell_word(ended->key);
            const std::string by = ended->ended_pool ? fmt::format("the end of pool:{}, {}", ended->pool, key) : key;
            return {fmt::format("{} {} since {} ({}): {}", r.account.typed(), lacks, shown(ended->at), by, nothing),
                    fmt::format("to begin again: {}; if that end is wrong: `inmail void {} --note WHY`; {}", begin_command(r),
                                key, force_it),
                    {}};
        }
        return {fmt::format("{} has no plan on {}: {}", r.account.typed(), date(r.at), nothing),
                fmt::format("give it one: {}; {}", begin_command(r), force_it),
                {}};
    }
    ErrorWords operator()(const LosesHoldings& r) const {
        return {loss_words(r.stint, display), second_handle_words(r.stint.beside) + "; use --yes to record it anyway", {}};
    }
    ErrorWords operator()(const NothingToHandOver& r) const {
        return {fmt::format("{} has nothing to hand over on {}: it is on no plan and in no pool", r.seat, date(r.at)),
                fmt::format("`inmail history {}` shows when it had a plan; {}", r.seat, force_it),
                {}};
    }
    ErrorWords operator()(const TakerHadLicence& r) const {
        return {fmt::format("{} had a licence before {}, so it cannot take over another", r.to, date(r.at)),
                fmt::format("hand it to a new handle, such as {}; {}", r.unused, force_it),
                {}};
    }
    ErrorWords operator()(const HandedToItself& r) const {
        return {fmt::format("{} cannot take over from itself", r.seat), "name another handle with --to; " + force_it, {}};
    }
    ErrorWords operator()(const HandedOver& r) const {
        const std::string way = r.kind == EventKind::reassign ? fmt::format("`inmail reassign {} --to SEAT` hands it on", r.to)
                                                              : fmt::format("record it for {}", r.to);
        return {fmt::format("{} went to {} on {}: {} of {} would count for nothing", r.seat, r.to, date(r.since),
                            with_article(r.kind), r.seat),
                way + fmt::format("; `inmail subscribe {}` begins a new licence; {}", r.seat, force_it),
                {}};
    }
    ErrorWords operator()(const BeforeTakeover& r) const {
        return {fmt::format("{} took over from {} on {}: {} of {} on {} would count for nothing", r.seat, r.from, date(r.since),
                            with_article(r.kind), r.seat, date(r.at)),
                fmt::format("record it for {}; {}", r.holder, force_it),
                {}};
    }
    ErrorWords operator()(const VoidUndoesHandover& r) const {
        return {fmt::format("{} took over from {} on {}: without what is voided, that would count for nothing", r.to, r.from,
                            date(r.at)),
                fmt::format("void the reassign first: `inmail void {} --note WHY`; use --force to void it anyway", r.key),
                {}};
    }
    ErrorWords operator()(const UndoesHandover& r) const {
        return {fmt::format("{} took over from {} on {}: with {} of {} on {} that would count for nothing", r.to, r.from,
                            date(r.handed_over_at), with_article(r.kind), r.account.typed(), date(r.at)),
                fmt::format("`inmail history {}` shows the licence; {}", r.from, force_it),
                {}};
    }
    ErrorWords operator()(const NothingToAnswer& r) const {
        const char* whose = r.kind == EventKind::reply ? "from" : "of";
        const std::string over = r.channel ? fmt::format(" over {}", to_string(*r.channel)) : std::string();
        const std::string nothing =
            fmt::format("{} {} '{}'{} {} answers nothing: ", with_article(r.kind), whose, r.prospect, over, when(r.at));
        if (r.waiting_since) {
            return {nothing +
                        fmt::format("no message{} waits for an answer, but the InMail of {} does", over, shown(*r.waiting_since)),
                    "leave out --channel if it answers that; " + force_it,
                    {}};
        }
        if (r.answered_at) {
            const char* did = r.answered_by == EventKind::bounce ? "bounced" : "answered";
            return {fmt::format("'{}' already {} on {}: that was {}'s send of {}", r.prospect, did, in_words(*r.answered_at),
                                r.seat, in_words(*r.sent_at)),
                    fmt::format("`inmail find {}` shows both; {}", shell_word(r.prospect), force_it),
                    {}};
        }
        if (r.sent_after) {
            return {nothing + fmt::format("{} wrote to them after that, {}", r.seat, when(*r.sent_after)),
                    "give the time of the answer with --at; " + force_it,
                    {}};
        }
        if (r.sent_at) {
            return {nothing + fmt::format("the send of {} no longer waits for an answer", shown(*r.sent_at)),
                    fmt::format("`inmail history {}` shows why; {}", r.seat, force_it),
                    {}};
        }
        if (r.sent_otherwise_at) {
            const std::string what = r.channel ? "no message" + over : "no InMail";
            const std::string hint = r.channel ? fmt::format("`inmail send {} {} --channel {}` records what it answers; {}",
                                                             r.seat, shell_word(r.prospect), to_string(*r.channel), force_it)
                                               : fmt::format("`inmail history {}` shows what was sent; {}", r.seat, force_it);
            return {nothing + fmt::format("{} has {} to them, and wrote to them otherwise, {}", r.seat, what,
                                          when(*r.sent_otherwise_at)),
                    hint,
                    {}};
        }
        if (!r.sent_by.empty()) {
            return {nothing + fmt::format("{} has no send to them, and {} has", r.seat, r.sent_by),
                    fmt::format("name {} for its own answers; {}", r.sent_by, force_it),
                    {}};
        }
        if (r.nearest) {
            return {nothing + fmt::format("{} has no send to them; did you mean '{}'?", r.seat, *r.nearest),
                    fmt::format("`inmail pending {}` lists who has not answered; {}", r.seat, force_it),
                    {}};
        }
        return {nothing + fmt::format("{} has no send to them", r.seat),
                fmt::format("`inmail pending {}` lists who has not answered; record the send first, or {}", r.seat, force_it),
                {}};
    }
    ErrorWords operator()(const PastLimit& r) const {
        const std::string what =
            r.allowed == 0
                ? fmt::format("{} is past its usage limit of {} paid InMails since the pool's refresh", r.seat, r.limit.value)
                : fmt::format("{} has {} InMails left before its usage limit of {}, these are {}", r.seat, r.allowed,
                              r.limit.value, r.asked);
        return {what, fmt::format("`inmail limit {}` lifts it; {}", r.seat, force_it), {}};
    }
    ErrorWords operator()(const PendingAlready& r) const {
        return {fmt::format("{} has an unanswered InMail to '{}' pending already", r.seat, r.prospect),
                "the plan's terms refuse a repeat; " + force_it,
                {}};
    }
    ErrorWords operator()(const CannotBuy& r) const {
        return {fmt::format("{} is on a plan that cannot buy credits", r.account.typed()),
                "`inmail adjust` records credits of another origin; " + force_it,
                {}};
    }
    ErrorWords operator()(const NotPooled& r) const {
        return {fmt::format("a pool cannot have the plan {}", r.plan), "`inmail plans` shows which can; " + force_it, {}};
    }
    ErrorWords operator()(const OtherOwner& r) const {
        using Why = OtherOwner::Why;
        const std::string take_it = "use --force to import it for " + r.seat + " anyway";
        switch (r.why) {
            case Why::other_name:
                return {fmt::format("this archive is {}'s, but the seat {} is {}'s", r.owner, r.seat, r.other),
                        "name its owner's seat with --seat; " + take_it,
                        {}};
            case Why::other_handle:
                return {fmt::format("this archive is {}'s, and nothing shows that {} is their seat", r.owner, r.seat),
                        fmt::format("name the seat with --seat, or record who has it with `inmail assign {} --name NAME`; {}",
                                    r.seat, take_it),
                        {}};
            case Why::earlier_owner:
                return {fmt::format("this archive is {}'s, but {}'s earlier archives were {}'s", r.owner, r.seat, r.other),
                        "import it with the --seat of its owner; " + take_it,
                        {}};
            case Why::other_seat:
                return {fmt::format("this archive is {}'s, who has the seat {}, not {}", r.owner, r.other, r.seat),
                        fmt::format("import it with --seat {}; {}", r.other, take_it),
                        {}};
            case Why::same_as_beside:
                break;
        }
        return {fmt::format("the archives of {} and {} are both {}'s", r.other, r.seat, r.owner),
                "remove the one in the wrong folder; use --force to import both anyway",
                {}};
    }
    ErrorWords operator()(const VoidOfVoid& r) const {
        return {fmt::format("'{}' is a void itself: a void cannot be taken back", r.key),
                "record the event that it voided again, under a new key",
                {}};
    }
    ErrorWords operator()(const VoidedAlready& r) const {
        if (r.replaced_by.empty()) return {fmt::format("'{}' is voided already", r.key), "", {}};
        return {fmt::format("'{}' was replaced by {}", r.key, r.replaced_by),
                fmt::format("`inmail void {} --note WHY` takes back what replaced it", r.replaced_by),
                {}};
    }
    ErrorWords operator()(const NothingToUndo& r) const {
        switch (r.why) {
            case NothingToUndo::Why::after_void:
                return {"there is nothing to undo: the last command was a void, which cannot be taken back",
                        "`inmail import ... --again` records again what came from a file; `inmail void KEY` takes back an older "
                        "event",
                        {}};
            case NothingToUndo::Why::after_terms:
                return {"there is nothing to undo: the last command imported plans, which cannot be taken back",
                        "import newer terms to replace them; `inmail void KEY` takes back an older event",
                        {}};
            case NothingToUndo::Why::nothing_recorded:
                break;
        }
        return {"there is nothing to undo: no event of yours is in force", "`inmail status` shows what was recorded last", {}};
    }
    ErrorWords operator()(const NothingLeftOf& r) const {
        const std::string what = fmt::format("command {}, `{}`,", r.number, r.command);
        if (r.is_void) {
            return {what + " took events back, and a void cannot be taken back", "record the events again, under new keys", {}};
        }
        if (r.replaced_by.empty())
            return {what + " was taken back already", "`inmail redo` brings back what the last undo took back", {}};
        return {fmt::format("{} was superseded: other events stand for what it recorded", what),
                fmt::format("take those back first: `inmail void --batch {} --note WHY`", r.replaced_by),
                {}};
    }
    ErrorWords operator()(const NothingToRedo&) const {
        return {"there is nothing to redo: no undo is left to bring back", "`inmail undo --list` shows the last commands", {}};
    }
    ErrorWords operator()(const NewerInPlace& r) const {
        if (r.by.empty()) {
            return {fmt::format("what was in force instead of '{}' has changed since the undo", r.key),
                    "record the event again, under a new key",
                    {}};
        }
        return {fmt::format("'{}' cannot come back: {} stands in its place", r.key, r.by),
                fmt::format("`inmail void {} --note WHY` takes that back; then redo", r.by),
                {}};
    }
    ErrorWords operator()(const NotEditable& r) const {
        if (r.kind == EventKind::void_event)
            return {fmt::format("'{}' is a void: it cannot be edited", r.key), "record the event that it voided again", {}};
        if (r.kind == EventKind::rollover) {
            return {fmt::format("'{}' is a close: its figures are what the ledger held", r.key),
                    "void it, and `inmail rollover` closes again",
                    {}};
        }
        return {fmt::format("'{}' names a person who was erased", r.key), "name who it was with --prospect, or void it", {}};
    }
    ErrorWords operator()(const ReplacesTooMuch& r) const {
        const auto gone = static_cast<std::int64_t>(r.gone.size());
        return {fmt::format("the file lacks {} of the {} that {} brought before: {}", gone, counted(r.covered, "event"), r.source,
                            gone_rows(r.gone, display)),
                "use --force to void them if the file is complete",
                {}};
    }
    ErrorWords operator()(const TermsTaken& r) const {
        return {fmt::format("{}: {} / {} from {}: the ledger has a row of that date or a later one", r.file, r.rulebook, r.plan,
                            to_string(r.effective_from)),
                "recorded terms never change: give the row a later effective_from, or its rulebook another name",
                {}};
    }
};

}  // namespace

ErrorWords words_of(const app::RefusalReason& reason, const Display& display) {
    return std::visit(RefusalWords{display}, reason);
}

}  // namespace inmail::render
