// Measures the fold without its reading of events, which are in memory first. Run: INMAIL_LEDGER=ledger.db bench_fold

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>

#include "inmail/core/reconciler.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/rulebooks.hpp"

namespace {

using namespace inmail;

/// The input of one fold.
struct Events {
    Rulebooks rulebooks;
    RulebookId default_rulebook;
    std::vector<Event> in_order;
    Instant end;
};

Events read(const Scope& scope, Store& store) {
    Events events{rulebooks_of(store.terms(std::nullopt)), *store.find_rulebook(store.info().default_rulebook), {}, {}};
    store.read(scope, [&](const Event& event) { events.in_order.push_back(event); });
    if (events.in_order.empty()) throw std::runtime_error("the ledger holds no events");
    events.end = events.in_order.back().at;
    return events;
}

std::unique_ptr<Store> open_ledger() {
    const char* path = std::getenv("INMAIL_LEDGER");
    if (path == nullptr) throw std::runtime_error("set INMAIL_LEDGER to the ledger whose events are folded");
    return store::open(path, store::Access::read);
}

Events read_all() { return read(Scope{}, *open_ledger()); }

Events read_one_seat() {
    const auto store = open_ledger();
    Scope scope;
    scope.accounts.push_back(AccountId::of(*store->find_seat("ana")));
    return read(scope, *store);
}

void apply_all(Reconciler& reconciler, const Events& events) {
    std::vector<const Event*> in_order;
    in_order.reserve(events.in_order.size());
    for (const Event& event : events.in_order) in_order.push_back(&event);
    reconciler.apply(in_order);
}

void fold(const Events& events, Observer* observer) {
    Reconciler reconciler(events.rulebooks, events.default_rulebook, observer);
    apply_all(reconciler, events);
    reconciler.advance_to(events.end);
    benchmark::DoNotOptimize(reconciler.accounts());
}

void count_events(benchmark::State& state, const Events& events) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events.in_order.size()));
}

void fold_of_all(benchmark::State& state) {
    const Events events = read_all();
    while (state.KeepRunning()) fold(events, nullptr);
    count_events(state, events);
}

void fold_of_one_seat(benchmark::State& state) {
    const Events events = read_one_seat();
    while (state.KeepRunning()) fold(events, nullptr);
    count_events(state, events);
}

/// Folds the same events account by account, each with the accounts that memberships link to it. The difference to fold_of_all
/// is the cost of time order, in which each event touches another account's memory.
void fold_account_by_account(benchmark::State& state) {
    const Events all = read_all();
    // All pools and all seats that are ever a member of one may be linked, so fold them together.
    std::set<SeatId> members;
    for (const Event& event : all.in_order) {
        if (!is_none(event.seat) && !is_none(event.pool)) members.insert(event.seat);
    }
    std::map<SeatId, Events> groups;
    for (const Event& event : all.in_order) {
        const bool linked = is_none(event.seat) || members.count(event.seat) != 0;
        const SeatId group = linked ? SeatId{} : event.seat;
        const auto [entry, is_new] = groups.try_emplace(group, Events{all.rulebooks, all.default_rulebook, {}, all.end});
        entry->second.in_order.push_back(event);
    }
    while (state.KeepRunning()) {
        for (const auto& group : groups) fold(group.second, nullptr);
    }
    count_events(state, all);
}

/// With an observer, as in every report except the balance.
void fold_of_all_observed(benchmark::State& state) {
    struct Counter : Observer {
        std::int64_t postings{0};
        void on(const Posting&) override { ++postings; }
    } counter;
    const Events events = read_all();
    while (state.KeepRunning()) fold(events, &counter);
    count_events(state, events);
}

/// The copy of the fold's whole state with which a forecast begins.
void fork_of_all(benchmark::State& state) {
    const Events events = read_all();
    Reconciler reconciler(events.rulebooks, events.default_rulebook);
    apply_all(reconciler, events);
    while (state.KeepRunning())
        benchmark::DoNotOptimize(reconciler.fork(nullptr, reconciler.subjects(), Reconciler::ForkedMessages::all));
}

/// A fold of all events, and the accounts that its checkpoints cover.
struct Folded {
    explicit Folded(const Events& events) : reconciler(events.rulebooks, events.default_rulebook) {
        apply_all(reconciler, events);
        for (const Event& event : events.in_order) {
            if (!is_none(event.seat)) subjects.insert(AccountId::of(event.seat));
            if (!is_none(event.pool)) subjects.insert(AccountId::of(event.pool));
        }
        reconciler.advance_to(events.end);
    }
    [[nodiscard]] std::vector<AccountCheckpoint> checkpoints() const {
        std::vector<AccountCheckpoint> saved;
        for (const AccountId subject : subjects) saved.push_back({subject, reconciler.checkpoint(subject)});
        return saved;
    }

    Reconciler reconciler;
    std::set<AccountId> subjects;
};

void save_all(benchmark::State& state) {
    const Events events = read_all();
    const Folded folded(events);
    std::int64_t bytes = 0;
    while (state.KeepRunning()) {
        for (const AccountCheckpoint& checkpoint : folded.checkpoints())
            bytes += static_cast<std::int64_t>(checkpoint.state.size());
    }
    state.SetBytesProcessed(bytes);
}

void resume_all(benchmark::State& state) {
    const Events events = read_all();
    const std::vector<AccountCheckpoint> checkpoints = Folded(events).checkpoints();
    while (state.KeepRunning()) {
        Reconciler resumed(events.rulebooks, events.default_rulebook);
        resumed.resume(events.end, checkpoints);
        benchmark::DoNotOptimize(resumed.accounts());
    }
}

BENCHMARK(fold_of_all)->Unit(benchmark::kMillisecond);
BENCHMARK(fold_account_by_account)->Unit(benchmark::kMillisecond);
BENCHMARK(fold_of_all_observed)->Unit(benchmark::kMillisecond);
BENCHMARK(fold_of_one_seat)->Unit(benchmark::kMicrosecond);
BENCHMARK(fork_of_all)->Unit(benchmark::kMillisecond);
BENCHMARK(save_all)->Unit(benchmark::kMillisecond);
BENCHMARK(resume_all)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
