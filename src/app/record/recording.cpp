#include "record/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "fold/account_facts.hpp"
#include "fold/fold_run.hpp"
#include "fold/message_event.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "record/name_check.hpp"
#include "record/outcome_observer.hpp"

namespace inmail::app {
namespace {

void check_record(Store& store, const EventRecord& event, NameCheck& names, Instant now) {
    for (const auto& flaws : {flaws_of(event), names.flaws_of(event)}) {
        if (!flaws.empty()) throw InvalidRequest(fault::FlawedRecord{flaws.front()});
    }
    if (event.at > now && !may_lie_in_future(event.kind)) throw InvalidRequest(fault::LiesInFuture{event.at, now});
    const bool opens_pool = event.kind == EventKind::subscribe && event.seat.empty();
    if (!event.seat.empty() && event.kind != EventKind::subscribe) (void)require_seat(store, event.seat);
    if (!event.pool.empty() && !opens_pool) (void)require_pool(store, event.pool);
}

/// A message over a free channel that the ledger knows of: the next one was perhaps free as well.
std::optional<RecordWarning> free_before(Store& store, const EventRecord& event) {
    if (event.kind != EventKind::send || event.channel != Channel::inmail) return std::nullopt;
    const auto seat = store.find_seat(event.seat);
    const auto prospect = store.find_prospect(event.prospect);
    if (!seat || !prospect) return std::nullopt;
    const auto free = store.last_free_send(*seat, *prospect, event.at);
    if (!free) return std::nullopt;
    return record_warning::FreeBefore{event.seat, event.prospect, free->channel.value_or(Channel::inmail), free->at};
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
        if (known && !same_content(event, *known)) throw InvalidRequest(fault::KeyTaken{event.key});
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
    if (appended_.front().at > request_.now) throw InvalidRequest(fault::HoldsInFuture{});
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
        const bool of_pool = event.seat.empty();
        const AccountName account{of_pool ? AccountId::Kind::pool : AccountId::Kind::seat, of_pool ? event.pool : event.seat};
        throw InvalidRequest(fault::RulebookLacksPlan{account, event.plan});
    }
}

void Recording::refuse() {
    for (const auto& event : appended_) {
        if (auto reason = refusal_of(store_, event, outcomes_->of(event.id), *outcomes_, *fold_run_))
            throw Refused(std::move(*reason));
    }
}

RecordResult Recording::tell() {
    RecordResult result;
    result.dry_run = request_.dry_run;
    if (!appended_.empty() && !request_.dry_run) result.batch = transaction_->batch();
    for (const auto& known : duplicates_) {
        Effect effect;
        effect.event = known;
        effect.duplicate = true;
        if (known.voided) result.warnings.push_back(record_warning::VoidedKey{known.key});
        result.effects.push_back(std::move(effect));
    }
    std::set<AccountId> touched;
    for (const auto& event : appended_) {
        result.effects.push_back(effect_of(event, touched));
        if (auto warning = free_before(store_, event)) result.warnings.push_back(std::move(*warning));
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
    if (!is_none(finding.answered)) { effect.answered_sent_at = message_event(store_, finding.answered).at; }
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
