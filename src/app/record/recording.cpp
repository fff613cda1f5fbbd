#include "record/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "fold/account_facts.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "record/name_check.hpp"
#include "record/outcome_observer.hpp"

namespace inmail::app {
namespace {

constexpr std::size_t shown_prospect_bytes = 80;

void check_record(Store& store, const EventRecord& event, NameCheck& names, Instant now) {
    for (const auto& flaws : {flaws_of(event), names.flaws_of(event)}) {
        if (flaws.empty()) continue;
        throw InputError(fmt::format("{}: {}", flaws.front().column, flaws.front().reason),
                         flaws.front().column == "plan" || flaws.front().column == "rulebook" ? "`inmail plans` lists them" : "");
    }
    if (event.at > now && !may_lie_in_future(event.kind)) {
        throw InputError(fmt::format("{} lies in the future: now is {}", to_rfc3339(event.at), to_rfc3339(now)),
                         "only subscribe, switch and cancel may be recorded ahead");
    }
    const bool opens_pool = event.kind == EventKind::subscribe && event.seat.empty();
    if (!event.seat.empty() && event.kind != EventKind::subscribe) (void)require_seat(store, event.seat);
    if (!event.pool.empty() && !opens_pool) (void)require_pool(store, event.pool);
}

/// A message over a free channel that the ledger knows of: the next one was perhaps free as well.
void warn_of_free_channel(Store& store, const EventRecord& event, std::vector<std::string>& warnings) {
    if (event.kind != EventKind::send || event.channel != Channel::inmail) return;
    const auto seat = store.find_seat(event.seat);
    const auto prospect = store.find_prospect(event.prospect);
    if (!seat || !prospect) return;
    const auto free = store.last_free_send(*seat, *prospect, event.at);
    if (!free) return;
    const auto channel = to_string(free->channel.value_or(Channel::inmail));
    warnings.push_back(fmt::format("{} reached {} for free over {} on {}: if it still is, record it with --channel {}",
                                   event.seat, for_terminal(event.prospect).substr(0, shown_prospect_bytes), channel,
                                   to_string(day_of(free->at)), channel));
}

}  // namespace

AccountId account_named_by(Store& store, const EventRecord& event) {
    if (event.kind == EventKind::void_event) {
        const auto target = store.find_event(event.ref);
        ensure(target.has_value() && target->kind != EventKind::void_event, "a void names an event of the ledger");
        return account_named_by(store, *target);
    }
    if (event.seat.empty()) return AccountId::of(require_pool(store, event.pool));
    return AccountId::of(require_seat(store, event.seat));
}

Recording::Recording(Store& store, const RecordRequest& request) : store_(store), request_(request) {
    transaction_ = store.begin(request.now, request.command);
}

RecordResult Recording::run() {
    append_all();
    fold();
    if (request_.holds) hold(*request_.holds);
    require_terms();
    if (!request_.force) refuse();
    RecordResult result = tell();
    if (!request_.dry_run && !appended_.empty()) transaction_->commit();
    return result;
}

void Recording::append_all() {
    NameCheck names(store_);
    for (const EventRecord& event : request_.events) {
        check_record(store_, event, names, request_.now);
        const auto known = event.key.empty() ? std::nullopt : store_.find_event(event.key);
        if (known && !same_content(event, *known)) {
            throw InputError(fmt::format("the key '{}' stands for another event already", for_terminal(event.key)),
                             "give this one a key of its own, or none");
        }
        if (known)
            duplicates_.push_back(*known);
        else
            appended_.push_back(transaction_->append(event));
    }
}

Instant Recording::latest() const {
    Instant latest = request_.now;
    for (const auto& event : appended_) latest = std::max(latest, event.at);
    return latest;
}

ReportQuery Recording::query() const {
    ReportQuery query{latest(), std::nullopt, {}};
    std::set<AccountId> accounts;
    for (const auto* events : {&appended_, &duplicates_}) {
        for (const auto& event : *events) accounts.insert(account_named_by(store_, event));
    }
    query.accounts.assign(accounts.begin(), accounts.end());
    return query;
}

void Recording::fold() {
    outcomes_ = std::make_unique<OutcomeObserver>();
    for (const auto& event : appended_) outcomes_->watch(event.id);
    // What they do, and what a refresh would have brought after each, is all that is judged.
    Instant first = latest();
    for (const auto& event : appended_) first = std::min(first, event.at);
    fold_run_ = std::make_unique<FoldRun>(store_, query(), outcomes_.get(), first);
    outcomes_->set_books(*fold_run_);
    fold_run_->fold();
}

void Recording::hold(Credits wanted) {
    if (appended_.empty()) return;
    if (appended_.front().at > request_.now) {
        throw InputError("what it holds in the future cannot be known", "leave --holds out, and record it when the day has come");
    }
    const RecordedEvent first = appended_.front();
    ReportQuery then = query();
    then.as_of = first.at;
    FoldRun fold_run(store_, then);
    fold_run.fold();
    const AccountId named = account_named_by(store_, first);
    const AccountId account = named.is_pool() ? named : fold_run.reconciler().account_of(named.seat());
    const auto state = fold_run.reconciler().account(account);
    const Credits missing = wanted - (state ? state->available : no_credits);
    if (missing == no_credits) return;
    EventRecord adjust;
    adjust.at = first.at;
    adjust.kind = EventKind::adjust;
    adjust.seat = first.seat;
    if (first.seat.empty()) adjust.pool = first.pool;
    adjust.amount = missing;
    adjust.note = fmt::format("LinkedIn showed {}", wanted.value);
    appended_.push_back(transaction_->append(adjust));
    fold();
}

/// Whatever a rule may say: a stint has to have terms.
void Recording::require_terms() const {
    for (const auto& event : appended_) {
        if (!outcomes_->of(event.id).rulebook_lacks_plan) continue;
        throw InputError(fmt::format("the rulebook that {} would be under has no plan {}",
                                     event.seat.empty() ? "pool:" + event.pool : event.seat, for_terminal(event.plan)),
                         "name one that has it with --rulebook; `inmail plans` lists them");
    }
}

void Recording::refuse() {
    for (const auto& event : appended_) {
        if (const auto refusal = refusal_of(store_, event, outcomes_->of(event.id), *outcomes_, *fold_run_)) throw *refusal;
    }
}

RecordResult Recording::tell() {
    RecordResult result;
    result.dry_run = request_.dry_run;
    if (!appended_.empty()) result.batch = transaction_->batch();
    for (const auto& known : duplicates_) {
        Effect effect;
        effect.event = known;
        effect.duplicate = true;
        if (known.voided) {
            result.warnings.push_back(
                fmt::format("what the key '{}' stands for was voided and is not in force: record it again under a new key",
                            for_terminal(known.key)));
        }
        result.effects.push_back(std::move(effect));
    }
    std::set<AccountId> touched;
    for (const auto& event : appended_) {
        result.effects.push_back(effect_of(event, touched));
        warn_of_free_channel(store_, event, result.warnings);
    }
    for (const AccountId id : touched) {
        const auto known = fold_run_->reconciler().account(id);
        if (!known) continue;
        const AccountState& state = *known;
        const AccountName name = name_account(store_, id);
        After after;
        after.account = name;
        after.plan = plan_of(store_, state).value_or("");
        after.active = state.active;
        after.available = state.available;
        if (state.terms != nullptr) after.cap = state.terms->cap * (name.is_pool() ? state.members : 1);
        after.pending = state.pending;
        after.next_refresh = state.next_refresh;
        result.after.push_back(std::move(after));
    }
    return result;
}

Effect Recording::effect_of(const RecordedEvent& event, std::set<AccountId>& touched) {
    const OutcomeObserver::Finding& finding = outcomes_->of(event.id);
    Effect effect;
    effect.event = event;
    effect.change = finding.change;
    effect.refunded = finding.refunded;
    effect.refundable_until = finding.refundable_until;
    effect.observed_with = finding.observed_with;
    effect.anomalies = finding.anomalies;
    if (!is_none(finding.answered)) {
        const auto answered = store_.find_event(finding.answered);
        ensure(answered.has_value(), "an answered message was recorded");
        effect.answered_sent_at = answered->at;
    }
    std::optional<AccountId> account = finding.account;
    if (!account && event.kind != EventKind::assign && event.kind != EventKind::limit) {
        // What an event no longer does concerns what its seat draws on now.
        const AccountId named = account_named_by(store_, event);
        account = named.is_pool() ? named : fold_run_->reconciler().account_of(named.seat());
    }
    if (account) {
        effect.account = name_account(store_, *account);
        touched.insert(*account);
    }
    return effect;
}

RecordResult record(Store& store, const RecordRequest& request) { return Recording(store, request).run(); }

}  // namespace inmail::app
