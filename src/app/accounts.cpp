#include "inmail/app/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "inmail/core/errors.hpp"
#include "inmail/core/prospect.hpp"
#include "inmail/core/text.hpp"
#include "parts.hpp"
#include "replay.hpp"

namespace inmail::app {
namespace {

constexpr std::string_view pool_prefix = "pool:";
/// Some 5 MB of them, and a dozen of each seat's in a team of a thousand.
constexpr std::size_t events_at_a_time = 32'768;

InputError unknown(const char* what, const std::string& name, const std::vector<std::string>& known, const char* next_step) {
    return InputError(fmt::format("unknown {} '{}'{}", what, for_terminal(name), did_you_mean(name, known)), next_step);
}

RulebookId require_rulebook(Store& store, const std::string& name) {
    if (const auto found = store.find_rulebook(name)) return *found;
    std::vector<std::string> known;
    for (const auto& listing : store.rulebook_listings(std::nullopt)) known.push_back(listing.name);
    throw unknown("rulebook", name, known, "`inmail plans` lists the rulebooks");
}

/// Empty where the event puts nobody into a team.
std::string team_named_by(const Event& event) {
    if (const auto* subscribe = std::get_if<Event::Subscribe>(&event.payload)) return subscribe->team;
    if (const auto* change = std::get_if<Event::Switch>(&event.payload)) return change->team;
    if (const auto* assign = std::get_if<Event::Assign>(&event.payload)) return assign->team;
    return {};
}

RulebookId default_rulebook(Store& store, const std::string& instead) {
    return require_rulebook(store, instead.empty() ? store.info().default_rulebook : instead);
}

}  // namespace

SeatId require_seat(Store& store, const std::string& handle) {
    if (const auto found = store.find_seat(handle)) return *found;
    throw unknown("seat", handle, store.seats(), "`inmail balance` lists the seats; `inmail subscribe` adds one");
}

PoolId require_pool(Store& store, const std::string& name) {
    if (const auto found = store.find_pool(name)) return *found;
    throw unknown("pool", name, store.pools(), "`inmail subscribe --pool NAME --plan PLAN` opens a pool");
}

AccountId find_account(Store& store, const std::string& typed) {
    const bool is_pool = begins_with(typed, pool_prefix);
    const auto name = parse_handle(is_pool ? typed.substr(pool_prefix.size()) : typed);
    if (!name)
        throw InputError(fmt::format("'{}' is no account: {}", for_terminal(typed), name.reason()),
                         "name a seat (ana) or a pool (pool:acme)");
    if (is_pool) return AccountId::of(require_pool(store, *name));
    return AccountId::of(require_seat(store, *name));
}

AccountName name_account(Store& store, AccountId id) {
    return {id.kind, id.is_pool() ? store.name_of(id.pool()) : store.name_of(id.seat())};
}

Books::Books(Store& store, View view, Observer* observer, Instant postings_from)
    : store_(store),
      view_(std::move(view)),
      rulebooks_(std::make_unique<Rulebooks>(store.rulebooks(view_.known_at))),
      default_rulebook_(default_rulebook(store, view_.rulebook)),
      observer_(observer),
      postings_from_(postings_from),
      reconciler_(*rulebooks_, default_rulebook_, observer) {
    for (const auto& typed : view_.accounts) named_.push_back(find_account(store, typed));
    if (!view_.rulebook.empty()) instead_ = default_rulebook_;
}

Books::~Books() = default;

void Books::fold() { fold_to({}, {}); }

void Books::fold_to(const std::vector<Instant>& stops, const std::function<void(Instant)>& at_stop) try {
    ensure(!here_ && std::is_sorted(stops.begin(), stops.end()), "stops ascend, and a fold is made once");
    // Nobody minds in which order things happened, and there are many accounts: each may have its turn.
    const bool any_order = observer_ == nullptr || !observer_->minds_order_of_accounts();
    if (any_order && named_.empty() && !instead_) parts_ = std::make_unique<Parts>(store_);
    if (!instead_) plan_ = store_.footing_plan(scope_until(view_.as_of));
    const auto last = footing_until(view_.as_of);
    auto stop = stops.begin();
    // Up to where the last footing lies, the stops perhaps have some of their own, and nothing else is read.
    for (; last && stop != stops.end() && *stop < last->at; ++stop) {
        if (const auto nearer = footing_until(*stop)) begin_at(*nearer);
        walk_to(*stop, {*stop}, at_stop);
    }
    if (last) begin_at(*last);
    walk_to(view_.as_of, {stop, stops.end()}, at_stop);
    require_team();
} catch (const Defect&) {
    // From where the program itself left off it can go on; what was put there instead proves nothing about the program.
    if (!rests_on_footing_) throw;
    throw DamagedLedger("the ledger is damaged: what it keeps of an earlier fold is none",
                        "Run `inmail verify`; `--no-checkpoints` does without what is kept.");
}

Scope Books::scope_until(Instant until) const {
    Scope scope;
    scope.accounts = named_;
    scope.until = until;
    scope.after = here_;
    scope.known_at = view_.known_at;
    return scope;
}

std::optional<Footing> Books::footing_until(Instant until) const {
    if (instead_) return std::nullopt;
    // Before the first posting that the observer needs.
    if (observer_ != nullptr) until = std::min(until, postings_from_ - Duration{1});
    if (until < first_instant) return std::nullopt;
    return store_.footing(scope_until(until));
}

void Books::begin_at(const Footing& footing) {
    rests_on_footing_ = true;
    reconciler_ = Reconciler(*rulebooks_, default_rulebook_, observer_);
    reconciler_.resume(footing.at, footing.parts);
    here_ = footing.at;
    begun_or_kept_ = footing.at;
    folded_ = 0;
}

void Books::walk_to(Instant end, const std::vector<Instant>& pauses, const std::function<void(Instant)>& at_pause) {
    const Instant past = end + Duration{1};
    auto pause = pauses.begin();
    auto keep = here_ ? std::upper_bound(plan_.instants.begin(), plan_.instants.end(), *here_) : plan_.instants.begin();
    const auto next_pause = [&] {
        return std::min(pause == pauses.end() ? past : *pause, keep == plan_.instants.end() ? past : *keep);
    };
    const auto pause_before = [&](Instant t) {
        for (Instant next = next_pause(); next < t; next = next_pause()) {
            reconciler_.advance_to(next);
            if (keep != plan_.instants.end() && *keep == next) keep_footing(*keep++);
            if (pause != pauses.end() && *pause == next) at_pause(*pause++);
        }
    };
    store_.read(scope_until(end), parts_ ? events_at_a_time : 1, [&](const std::vector<const Event*>& events) {
        for (auto from = events.begin(); from != events.end();) {
            pause_before((*from)->at);
            const auto to =
                std::upper_bound(from, events.end(), next_pause(), [](Instant t, const Event* e) { return t < e->at; });
            batch_.assign(from, to);
            apply_batch();
            from = to;
        }
    });
    pause_before(past);
    reconciler_.advance_to(end);
    here_ = end;
}

void Books::apply_batch() {
    if (view_.known_at) require_known_terms();
    folded_ += static_cast<std::int64_t>(batch_.size());
    if (parts_) {
        parts_->arrange(batch_, part_ends_);
        reconciler_.apply(batch_, part_ends_);
        return;
    }
    for (const Event* event : batch_) {
        if (instead_)
            reconciler_.apply(under(*instead_, *event));
        else
            reconciler_.apply(*event);
    }
}

void Books::require_known_terms() const {
    for (const Event* event : batch_) {
        const Event::PlanChange* change = std::get_if<Event::Subscribe>(&event->payload);
        if (change == nullptr) change = std::get_if<Event::Switch>(&event->payload);
        if (change == nullptr || is_none(change->plan) || rulebooks_->has(change->plan)) continue;
        // A ledger into which an older one's events were imported.
        throw InputError(
            fmt::format("at {} the ledger did not know the plan '{}' yet: its terms were imported later than events that name it",
                        to_rfc3339(*view_.known_at), for_terminal(store_.name_of(change->plan))),
            "ask with a later --known-at");
    }
}

void Books::keep_footing(Instant at) {
    // At the end of a month the footing within it gives way: nothing is added, whatever lies between them.
    const Month month = month_of(day_of(at));
    const bool replaces = at == end_of(month) && begun_or_kept_ && month_of(day_of(*begun_or_kept_)) == month;
    if (folded_ < plan_.events_apart && !replaces) return;
    store_.keep_footing(scope_until(at), at, [this](AccountId subject) { return reconciler_.checkpoint(subject); });
    begun_or_kept_ = at;
    folded_ = 0;
}

void Books::require_team() const {
    if (view_.team.empty() || !listed().empty()) return;
    std::set<std::string> teams;
    Scope everything = scope_until(view_.as_of);
    everything.after.reset();
    store_.read(everything, [&](const Event& event) { teams.insert(team_named_by(event)); });
    if (teams.count(view_.team) != 0) return;
    teams.erase("");
    throw InputError(fmt::format("{} is or was in a team '{}'{}", named_.empty() ? "nobody" : "none of the accounts named",
                                 for_terminal(view_.team), did_you_mean(view_.team, {teams.begin(), teams.end()})),
                     "`inmail balance` shows each seat's team; `inmail assign` changes it");
}

bool Books::asks_about(AccountId id) const {
    if (!view_.team.empty() && (id.is_pool() || reconciler_.seat(id.seat()).team != view_.team)) return false;
    if (named_.empty()) return true;
    return std::any_of(named_.begin(), named_.end(), [&](AccountId named) {
        return named == id || (!named.is_pool() && reconciler_.account_of(named.seat()) == id);
    });
}

bool Books::asks_about(AccountId id, SeatId seat) const {
    if (!view_.team.empty() && reconciler_.seat(seat).team != view_.team) return false;
    if (named_.empty()) return true;
    return std::any_of(named_.begin(), named_.end(),
                       [&](AccountId named) { return named == id || named == AccountId::of(seat); });
}

std::vector<std::pair<AccountName, AccountState>> Books::listed() const {
    std::vector<std::pair<AccountName, AccountState>> found;
    for (auto& state : reconciler_.accounts()) {
        // An account that never had a stint is listed only for facts that are counted against it (INTERFACE, balance).
        if (!state.had_stint && state.totals.all_zero()) continue;
        if (asks_about(state.account)) found.emplace_back(name_account(store_, state.account), std::move(state));
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return found;
}

}  // namespace inmail::app
