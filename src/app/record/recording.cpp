#include "record/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "fold/account_facts.hpp"
#include "fold/fold_run.hpp"
#include "fold/idle_projection.hpp"
#include "fold/message_events.hpp"
#include "import/known_messages.hpp"
#include "import/pairing.hpp"
#include "in_portions.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/spellings.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "key_family.hpp"
#include "record/bare_dates.hpp"
#include "record/before_and_after.hpp"
#include "record/channel_limits.hpp"
#include "record/hold.hpp"
#include "record/name_check.hpp"
#include "record/outcome_observer.hpp"
#include "record/purchase_limit.hpp"
#include "record/refusal.hpp"
#include "record/send_hints.hpp"
#include "record/unanswerable.hpp"

namespace inmail::app {
namespace {

void check_record(FoldSource& ledger, const EventRecord& event, NameCheck& names, Instant now) {
    for (const auto& flaws : {flaws_of(event), names.flaws_of(event)}) {
        if (!flaws.empty()) throw InvalidRequest(fault::FlawedRecord{flaws.front()});
    }
    if (event.at > now && !may_lie_in_future(event.kind)) throw InvalidRequest(fault::LiesInFuture{event.at, now});
    const bool opens_pool = event.kind == EventKind::subscribe && event.seat.empty();
    if (!event.seat.empty() && event.kind != EventKind::subscribe) (void)require_seat(ledger, event.seat);
    if (!event.pool.empty() && !opens_pool) (void)require_pool(ledger, event.pool);
}

}  // namespace

AccountId account_named_by(SeatId seat, PoolId pool) { return is_none(seat) ? AccountId::of(pool) : AccountId::of(seat); }

AccountId account_named_by(Store& store, const EventRecord& event) {
    if (event.kind == EventKind::void_event) {
        const auto target = store.find_event(event.ref);
        ensure(target.has_value() && target->kind != EventKind::void_event, "a void names an event of the ledger");
        return account_named_by(store, *target);
    }
    if (event.seat.empty()) return AccountId::of(require_pool(store, event.pool));
    return AccountId::of(require_seat(store, event.seat));
}

Recording::Recording(Store& store, Transaction* transaction, const RecordRequest& request)
    : store_(store), transaction_(transaction), request_(request), pending_(store, request.now) {}

RecordResult Recording::run(const FoldRun* before, const KnownBalances* taken_back) {
    add_all();
    fold();
    if (request_.holds) {
        for (EventRecord& event : events_of_hold(pending_, query(), request_)) pending_.add(std::move(event));
        fold();
    }
    keep_known_balances(taken_back);
    require_terms();
    if (!request_.force) refuse();
    plan_ends_->refuse_loss();
    RecordResult result = result_of(before);
    if (transaction_ == nullptr || pending_.events().empty()) return result;
    append_all();
    result.batch = transaction_->batch();
    return result;
}

void Recording::add_all() {
    NameCheck names(pending_);
    // An undo may take back a million events.
    in_portions(request_.events, [&](std::vector<EventRecord> events) {
        const auto known = events_named_by(events);
        const auto find = [&known](const std::string& key) {
            const auto found = known.find(key);
            return found == known.end() ? nullptr : &found->second;
        };
        for (EventRecord& event : events) {
            check_record(pending_, event, names, request_.now);
            const RecordedEvent* duplicate = find(event.key);
            std::optional<RecordedEvent> in_force;
            if (duplicate != nullptr && duplicate->voided() && event.kind != EventKind::void_event) {
                in_force = event_meant(store_, event.key);
                duplicate = &*in_force;
            }
            if (duplicate != nullptr && !same_content(event, *duplicate))
                throw InvalidRequest(fault::KeyTaken{key_taken_by(*duplicate, event)});
            if (duplicate != nullptr) {
                duplicates_.push_back(*duplicate);
                continue;
            }
            if (!event.prospect.empty()) event.prospect = spelling_of(store_, event);
            event.at = settled_at(store_, event, request_.now);
            const RecordedEvent* target = find(event.ref);
            pending_.add(std::move(event), target);
        }
    });
}

std::map<std::string, RecordedEvent> Recording::events_named_by(const std::vector<EventRecord>& events) {
    std::vector<std::string> keys;
    for (const EventRecord& event : events) {
        for (const std::string* key : {&event.key, &event.ref}) {
            if (!key->empty()) keys.push_back(*key);
        }
    }
    std::map<std::string, RecordedEvent> known;
    if (keys.empty()) return known;
    for (auto& event : store_.find_events(keys)) {
        if (event) known.emplace(event->key, std::move(*event));
    }
    return known;
}

void Recording::append_all() {
    for (const PendingEvent& event : pending_.events()) transaction_->append(event);
    transaction_->commit();
}

Instant Recording::latest() const {
    Instant latest = request_.now;
    for (const auto& event : pending_.events()) latest = std::max(latest, event.at);
    return latest;
}

ReportQuery Recording::query() {
    ReportQuery query{latest(), std::nullopt, {}};
    std::set<AccountId> accounts;
    for (const auto& event : pending_.events()) accounts.insert(account_named_by(event.ids.seat, event.ids.pool));
    for (const auto& event : duplicates_) accounts.insert(account_named_by(store_, event));
    query.accounts.assign(accounts.begin(), accounts.end());
    return query;
}

void Recording::fold() {
    outcomes_ = std::make_unique<OutcomeObserver>();
    // Only their own effects, and what a refresh would bring after each, are judged.
    Instant first = latest();
    for (const auto& event : pending_.events()) {
        outcomes_->watch(event.ids.event);
        first = std::min(first, event.at);
    }
    fold_run_ = std::make_unique<FoldRun>(pending_, query(), outcomes_.get(), first);
    outcomes_->set_fold_run(*fold_run_);
    fold_run_->fold();
    handovers_ = std::make_unique<HandoverEffects>(store_, pending_, *fold_run_, *outcomes_);
    plan_ends_ = std::make_unique<PlanEnds>(pending_, *outcomes_, *fold_run_, request_);
}

void Recording::keep_known_balances(const KnownBalances* taken_back) {
    if (request_.takes_back && taken_back == nullptr) return;
    const KnownBalances& balances = taken_back == nullptr ? outcomes_->known_balances() : *taken_back;
    auto corrections = balances.corrections(store_, request_.corrects);
    for (auto& [adjust, account] : corrections) {
        kept_balances_.push_back({name_account(pending_, account), adjust.at, *adjust.amount});
        pending_.add(std::move(adjust));
    }
    if (!corrections.empty()) fold();
}

/// Even --force cannot start a stint on a plan that its rulebook lacks.
void Recording::require_terms() const {
    for (const auto& event : pending_.events()) {
        if (!outcomes_->of(event.ids.event).rulebook_lacks_plan) continue;
        const bool of_pool = event.seat.empty();
        const AccountName account{of_pool ? AccountId::Kind::pool : AccountId::Kind::seat, of_pool ? event.pool : event.seat};
        throw InvalidRequest(fault::RulebookLacksPlan{account, event.plan});
    }
}

void Recording::refuse() {
    if (request_.takes_back) {
        if (auto reason = handovers_->undone_by_voids()) throw Refused(std::move(*reason));
        return;
    }
    for (const auto& event : pending_.events()) {
        if (auto reason = refusal_of(pending_, event, outcomes_->of(event.ids.event), *outcomes_, *fold_run_)) {
            if (std::holds_alternative<refusal::NothingToAnswer>(*reason)) reason = unanswerable(store_, event);
            const auto around = [&] { return plans_around(store_, event, *outcomes_->of(event.ids.event).account, *outcomes_); };
            if (auto* no_plan = std::get_if<refusal::NoPlan>(&*reason)) no_plan->plans = around();
            if (auto* no_cancel = std::get_if<refusal::NothingToCancel>(&*reason)) no_cancel->plans = around();
            throw Refused(std::move(*reason));
        }
        if (auto reason = handovers_->undone_by(event)) throw Refused(std::move(*reason));
    }
}

RecordResult Recording::result_of(const FoldRun* before) {
    RecordResult result;
    result.dry_run = request_.dry_run;
    result.takes_back = request_.takes_back;
    for (const auto& known : duplicates_) {
        Effect effect;
        effect.event = static_cast<const EventRecord&>(known);
        effect.duplicate = true;
        if (known.voided())
            result.warnings.push_back(record_warning::VoidedKey{known.key, KeyFamily(store_, known.key).next_key()});
        result.effects.push_back(std::move(effect));
    }
    std::set<AccountId> touched;
    for (const auto& event : pending_.events()) {
        result.effects.push_back(effect_of(event, touched));
        if (auto archived = request_.corrects ? std::nullopt : archived_as(event))
            result.warnings.push_back(std::move(*archived));
        if (request_.takes_back) {
            result.effects.back().anomalies.clear();
            continue;
        }
        plan_ends_->warn_of_one_subscription(event, result.warnings);
        if (outcomes_->of(event.ids.event).after_refresh)
            result.warnings.push_back(record_warning::RefreshComesFirst{*result.effects.back().account, event.at});
        if (auto uncounted = uncounted_by(event)) result.warnings.push_back(std::move(*uncounted));
        if (!request_.corrects) add_hints(event, result.effects.back(), result.warnings);
        if (event.kind == EventKind::reassign && result.effects.back().anomalies.empty()) {
            for (auto& warning : handovers_->of_reassign(event)) result.warnings.push_back(std::move(warning));
        }
        const bool limits = event.kind == EventKind::limit && event.amount;
        if (limits && is_none(fold_run_->reconciler().seat(event.ids.seat).pool))
            result.warnings.push_back(record_warning::LimitWithoutPool{event.seat});
        const auto account = outcomes_->of(event.ids.event).account;
        if (event.kind != EventKind::purchase || !account) continue;
        if (auto warning = past_purchase_limit(pending_, event, *account, latest()))
            result.warnings.push_back(std::move(*warning));
    }
    if (request_.takes_back) result.warnings = handovers_->of_voids();
    result.warnings.insert(result.warnings.end(), kept_balances_.begin(), kept_balances_.end());
    std::optional<BeforeAndAfter> comparison;
    if (before != nullptr) {
        comparison.emplace(*before, *fold_run_);
        touched = comparison->changed().value_or(touched);
    }
    // Only a plan event moves a next refresh, and a send need not look ahead.
    const bool changes_plan =
        std::any_of(pending_.events().begin(), pending_.events().end(), [](const auto& e) { return is_plan_event(e.kind); });
    std::optional<IdleProjection> ahead;
    if (changes_plan && !fold_run_->plan_events_ahead().empty()) ahead.emplace(*fold_run_, fold_run_->listed(), latest());
    for (const AccountId id : touched) {
        const auto state = fold_run_->reconciler().account(id);
        if (!state) continue;
        result.after.push_back(after_of(id, *state, ahead ? &*ahead : nullptr));
        if (!comparison) continue;
        const auto earlier = comparison->before(id);
        result.after.back().before = earlier ? earlier->available : no_credits;
    }
    if (request_.with_balances) result.balances = balances_of(std::move(touched));
    return result;
}

std::vector<AccountBalance> Recording::balances_of(std::set<AccountId> accounts) {
    for (const auto& known : duplicates_) accounts.insert(account_named_by(store_, known));
    for (const auto& event : pending_.events()) accounts.insert(account_named_by(event.ids.seat, event.ids.pool));
    return balance(pending_, {request_.now, std::nullopt, {accounts.begin(), accounts.end()}}).accounts;
}

After Recording::after_of(AccountId id, const AccountState& state, const IdleProjection* ahead) {
    After after;
    after.account = name_account(pending_, id);
    after.plan = plan_of(pending_, state).value_or("");
    after.active = state.active;
    after.available = state.available;
    if (state.terms != nullptr) after.cap = state.terms->cap * (id.is_pool() ? state.members : 1);
    after.pending = state.pending;
    after.next_refresh = state.next_refresh;
    if (ahead != nullptr) after.next_refresh = ahead->next_refresh_at(id);
    return after;
}

Effect Recording::effect_of(const PendingEvent& event, std::set<AccountId>& touched) {
    const OutcomeObserver::EventOutcome& outcome = outcomes_->of(event.ids.event);
    Effect effect;
    effect.event = static_cast<const EventRecord&>(event);
    effect.change = outcome.change;
    effect.refunded = outcome.refunded;
    effect.refundable_until = outcome.refundable_until;
    effect.observed_with = outcome.observed_with;
    effect.anomalies = outcome.anomalies;
    effect.free_channels = outcome.free_channels;
    effect.outside_while_active = outcome.outside_while_active;
    if (event.kind == EventKind::switch_plan || event.kind == EventKind::cancel) {
        if (event.at <= request_.now) effect.ended = plan_ends_->ended_by(event);
    }
    if (may_lie_in_future(event.kind)) effect.coming_ends = plan_ends_->coming_ends(event);
    if (!is_none(outcome.answered)) effect.answered_sent_at = sent_at(outcome.answered);
    std::optional<AccountId> account = outcome.account_now;
    if (!account && event.kind != EventKind::assign && event.kind != EventKind::limit) {
        // A void concerns the account that the seat draws on now.
        const AccountId named = account_named_by(event.ids.seat, event.ids.pool);
        account = named.is_pool() ? named : fold_run_->reconciler().account_of(licensee(*fold_run_, named.seat()));
    }
    if (account) {
        effect.account = name_account(pending_, *account);
        touched.insert(*account);
    }
    return effect;
}

Instant Recording::sent_at(EventId message) {
    for (const PendingEvent& event : pending_.events()) {
        if (event.ids.event == message) return event.at;
    }
    Instant at;
    pass_messages(store_, {message}, [&at](const RecordedEvent& send) { at = send.at; });
    return at;
}

std::optional<record_warning::CountForNothing> Recording::uncounted_by(const PendingEvent& event) {
    if (event.kind != EventKind::cancel && event.kind != EventKind::reassign) return std::nullopt;
    record_warning::CountForNothing uncounted;
    uncounted.taker = event.to;
    for (const UncountedEvents::Gap& gap : outcomes_->uncounted().gaps()) {
        if (gap.ended_by != event.ids.event) continue;
        const auto recorded =
            std::count_if(gap.events.begin(), gap.events.end(), [&](EventId id) { return !outcomes_->watches(id); });
        if (recorded == 0) continue;
        uncounted.seats.push_back(pending_.name_of(gap.seat));
        uncounted.events += recorded;
    }
    return uncounted.events == 0 ? std::nullopt : std::optional{std::move(uncounted)};
}

std::optional<record_warning::InArchive> Recording::archived_as(const PendingEvent& event) {
    const bool is_message = event.kind == EventKind::send || is_answer(event.kind);
    // An archive is older than now, so it lacks what happens now.
    const bool may_be_known = event.at < request_.now && event.ids.prospect.value < first_provisional_id;
    if (!is_message || request_.takes_back || !may_be_known) return std::nullopt;
    const bool by_date = stands_at_bare_date(event);
    for (const RecordedEvent& known : store_.messages_with(event.ids.prospect, last_instant)) {
        const bool is_alike = known.kind == event.kind && known.seat == event.seat && begins_with(known.key, archive_key_prefix);
        const bool is_then = by_date ? day_of(known.at) == day_of(event.at) : in_one_second(known.at, event.at);
        if (is_alike && is_then) return record_warning::InArchive{known.seat, known.prospect, known.kind, known.at};
    }
    return std::nullopt;
}

void Recording::add_hints(const PendingEvent& event, const Effect& effect, std::vector<RecordWarning>& warnings) {
    if (event.kind != EventKind::send) return;
    const bool is_new = event.ids.prospect.value >= first_provisional_id;
    if (is_new && twins_.count(event.prospect) == 0) {
        if (auto twin = twin_of(store_, pending_, event)) {
            twins_.insert(twin->other);
            warnings.push_back(std::move(*twin));
        }
    }
    for (auto& past : past_channel_limits(pending_, event, plan_of_send(event))) warnings.push_back(std::move(past));
    const auto& free_channels = outcomes_->of(event.ids.event).free_channels;
    const Channel channel = event.channel.value_or(Channel::inmail);
    if (channel == Channel::inmail) {
        if (!hinted_.insert(event.ids.prospect).second) return;
        std::vector<RecordWarning> hints;
        if (!is_new) hints = hints_of(store_, event, free_channels, licensed_since(event.ids.seat));
        if (auto* server = store_.server()) name_colleagues(*server, event.prospect, hints);
        std::move(hints.begin(), hints.end(), std::back_inserter(warnings));
        return;
    }
    const bool called_free = std::find(free_channels.begin(), free_channels.end(), channel) != free_channels.end();
    // A message by email, by phone or with an invitation is never an InMail, so no plan needs to call it free.
    if (free_channels.empty() || called_free || is_answered_by_itself(channel) || !effect.account) return;
    const auto account = fold_run_->reconciler().account(*outcomes_->of(event.ids.event).account_now);
    if (account) warnings.push_back(record_warning::NotCalledFree{channel, *effect.account, pending_.name_of(account->plan)});
}

std::string Recording::plan_of_send(const PendingEvent& event) {
    const auto& account_now = outcomes_->of(event.ids.event).account_now;
    const auto account = account_now ? fold_run_->reconciler().account(*account_now) : std::nullopt;
    return account ? pending_.name_of(account->plan) : std::string();
}

Instant Recording::licensed_since(SeatId seat) const {
    const Reconciler& reconciler = fold_run_->reconciler();
    const AccountId account = reconciler.account_of(seat);
    for (const Member& member : reconciler.members(account.pool())) {
        if (member.seat == seat) return member.since;
    }
    const auto state = reconciler.account(account);
    return state && state->stint_since ? *state->stint_since : latest();
}

}  // namespace inmail::app
