#include "property/random_ledger.hpp"

#include <algorithm>
#include <ostream>

#include "property/difference.hpp"

namespace reference {
namespace {

using Strings = std::vector<std::string>;

const Strings rulebooks{"linkedin", "own"};  // the first is the default, and a store's default must be one that ships
const Strings plans{"small", "large", "pooled"};
const Strings seats{"ana", "ben", "cy"};
const Strings takers{"ana", "ben", "cy", "dee", "eli"};
const Strings pools{"acme", "bold"};
const Strings prospects{"p", "q"};
const Strings threads{"", "", "s", "t"};
const Strings free_channels{"open-profile", "first-degree", "email", "replied-thread", "connection-note", "connection-request"};
const Strings reply_channels{"", "", "", "inmail", "first-degree", "email", "connection-note", "connection-request"};
const Strings teams{"", "", "emea", "apac"};

/// A kind occurs as often as it is listed here.
const Strings kinds{"send",    "send",          "send",     "send",     "send",    "reply",         "reply",       "reply",
                    "free",    "subscribe",     "join",     "join",     "switch",  "cancel",        "cancel",      "open",
                    "close",   "bounce",        "purchase", "purchase", "adjust",  "adjust",        "adjust",      "limit",
                    "limit",   "assign",        "observe",  "rollover", "void",    "pool purchase", "pool adjust", "switch pool",
                    "observe", "pool rollover", "rollover", "reassign", "reassign"};

/// Days after the start: few, and close to sums of the terms' months, expiry days and windows.
const std::vector<int> some_days{0, 0, 1, 1, 2, 3, 4, 28, 29, 30, 31, 31, 32, 33, 45, 58, 59, 60, 61, 89, 90, 91, 120, 123, 150};
const std::vector<Millis> some_times{0, 0, 0, 0, 1, day_ms / 2, day_ms / 2, day_ms - 1};
const std::vector<std::optional<int>> some_expiries{std::nullopt, 1, 2, 3, 28, 30, 31, 59};
const std::vector<std::optional<int>> some_expiry_refreshes{std::nullopt, std::nullopt, 1, 2, 3};
const std::vector<int> some_windows{1, 2, 3, 28, 31, 59};
const std::vector<long long> some_amounts{1, 2, 3, 5, -1, -2, -3, -7};

/// Numbers of different days, seats and prospects in a ledger.
const std::vector<int> some_day_counts{4, 10, static_cast<int>(some_days.size())};
const std::vector<int> some_seat_counts{1, 2, 3};
const std::vector<int> some_prospect_counts{1, 2};

constexpr int rows_per_plan = 2;
constexpr Millis recording_step_ms = 1000;

template <class T>
const T& pick(const std::vector<T>& from, int i) {
    return from[static_cast<std::size_t>(i) % from.size()];
}

/// 31 January 2028: month ends that clamp, and a leap day after four weeks.
Millis first_moment() {
    static const Millis start = midnight_of(Date{2028, 1, 31});
    return start;
}

Millis instant_of(const EventSeed& seed) {
    return first_moment() + pick(some_days, seed.day) * day_ms + pick(some_times, seed.time);
}

Terms terms_of(const TermsSeed& seed) {
    Terms terms;
    terms.allowance = seed.allowance;
    terms.cap = seed.allowance + seed.room;
    terms.cap_rule = seed.cap_rule == 0 ? "stop" : "trim";
    terms.refresh = seed.refresh == 0 ? "calendar" : "anniversary";
    terms.expiry_days = pick(some_expiries, seed.expiry);
    terms.refund_window_days = pick(some_windows, seed.window);
    terms.window_rule = seed.window_rule == 0 ? "elapsed" : "calendar-day";
    terms.refund_expiry = seed.refund_expiry == 0 ? "fresh" : "original";
    terms.purchasable = seed.purchasable == 0;
    terms.expiry_refreshes = pick(some_expiry_refreshes, seed.expiry_refreshes);
    terms.repeat_refund = seed.repeat_refund == 0 ? "each" : "latest";
    terms.purchase_expiry_days = pick(some_expiries, seed.purchase_expiry);
    return terms;
}

std::vector<Terms> terms_of(const std::vector<TermsSeed>& seeds) {
    std::vector<Terms> rows;
    int i = 0;
    for (const std::string& rulebook : rulebooks) {
        for (const std::string& plan : plans) {
            for (int row = 0; row < rows_per_plan; ++row) {
                Terms terms = terms_of(pick(seeds, i++));
                terms.rulebook = rulebook;
                terms.plan = plan;
                const int first_day = terms.refund_window_days == 2 ? 4 : -1;  // some rows start after the first events
                terms.effective_from = first_moment() + (row == 0 ? first_day : 32) * day_ms;
                rows.push_back(terms);
            }
        }
    }
    return rows;
}

void name_plan(Event& e, const EventSeed& seed) {
    e.plan = pick(plans, seed.plan);
    if (seed.rulebook > 0) e.rulebook = pick(rulebooks, seed.rulebook);
}

void name_prospect(Event& e, const EventSeed& seed) {
    e.prospect = pick(prospects, seed.prospect);
    e.thread = pick(threads, seed.thread);
}

long long amount_above_zero(const EventSeed& seed) { return std::abs(pick(some_amounts, seed.amount)); }

void fill_pool_event(Event& e, const std::string& kind, const EventSeed& seed) {
    e.pool = pick(pools, seed.pool);
    if (kind == "open" || kind == "switch pool") {
        e.event = kind == "open" ? "subscribe" : "switch";
        name_plan(e, seed);
    } else if (kind == "close") {
        e.event = "cancel";
    } else if (kind == "pool purchase") {
        e.event = "purchase";
        e.amount = amount_above_zero(seed);
    } else if (kind == "pool rollover") {
        e.event = "rollover";
    } else {
        e.event = "adjust";
        e.amount = pick(some_amounts, seed.amount);
    }
}

void fill_seat_event(Event& e, const std::string& kind, const EventSeed& seed) {
    e.event = kind;
    e.seat = pick(seats, seed.seat);
    if (kind == "send" || kind == "reply" || kind == "bounce") {
        name_prospect(e, seed);
        if (kind == "reply") e.channel = pick(reply_channels, seed.amount);
    } else if (kind == "reassign") {
        e.to = pick(takers, seed.amount);
        if (seed.thread == 0) e.name = "Dee";
    } else if (kind == "free") {
        e.event = "send";
        name_prospect(e, seed);
        e.channel = pick(free_channels, seed.thread);
    } else if (kind == "subscribe" || kind == "switch") {
        name_plan(e, seed);
        e.team = pick(teams, seed.amount);
    } else if (kind == "join") {
        e.event = seed.plan == 0 ? "switch" : "subscribe";
        e.pool = pick(pools, seed.pool);
        e.team = pick(teams, seed.amount);
    } else if (kind == "assign") {
        e.team = seed.amount % 2 == 0 ? "emea" : "apac";
    } else if (kind == "limit") {
        if (seed.amount > 0) e.amount = seed.amount - 1;
    } else if (kind == "adjust") {
        e.amount = pick(some_amounts, seed.amount);
    } else if (kind == "purchase") {
        e.amount = amount_above_zero(seed);
    } else if (kind == "observe") {
        e.amount = seed.amount;
    }
}

bool concerns_a_pool(const std::string& kind) {
    return kind == "open" || kind == "close" || kind == "switch pool" || kind == "pool purchase" || kind == "pool adjust" ||
           kind == "pool rollover";
}

Event event_of(const EventSeed& seed, const std::string& kind) {
    Event e;
    e.at = instant_of(seed);
    if (concerns_a_pool(kind)) {
        fill_pool_event(e, kind, seed);
    } else {
        fill_seat_event(e, kind, seed);
    }
    return e;
}

/// Voids an earlier event of the same ledger; "a void cannot itself be voided".
void name_target(Event& e, const EventSeed& seed, const std::vector<Event>& earlier) {
    Strings targets;
    for (const Event& event : earlier) {
        if (event.event != "void") targets.push_back(event.key);
    }
    e.ref = targets.empty() ? "" : pick(targets, seed.prospect + 2 * seed.seat + 6 * seed.amount);
}

void add(std::vector<Event>& events, const EventSeed& seed, const std::string& kind) {
    const auto number = static_cast<Millis>(events.size());
    Event e = event_of(seed, kind);
    if (kind == "void") {
        e.seat.clear();
        name_target(e, seed, events);
        if (e.ref.empty()) return;
    }
    // A letter first, so that keys do not sort in the order of recording.
    e.key = std::string(1, static_cast<char>('a' + seed.key)) + std::to_string(number);
    e.recorded_at = first_moment() + number * recording_step_ms;
    events.push_back(e);
}

rc::Gen<EventSeed> any_event() {
    const auto below = [](std::size_t n) { return rc::gen::inRange(0, static_cast<int>(n)); };
    return rc::gen::build<EventSeed>(
        rc::gen::set(&EventSeed::kind, below(kinds.size())), rc::gen::set(&EventSeed::day, below(some_days.size())),
        rc::gen::set(&EventSeed::time, below(some_times.size())), rc::gen::set(&EventSeed::seat, below(seats.size())),
        rc::gen::set(&EventSeed::pool, below(pools.size())), rc::gen::set(&EventSeed::plan, below(plans.size())),
        rc::gen::set(&EventSeed::rulebook, below(rulebooks.size() + 1)),
        rc::gen::set(&EventSeed::prospect, below(prospects.size())), rc::gen::set(&EventSeed::thread, below(threads.size())),
        rc::gen::set(&EventSeed::amount, below(some_amounts.size())), rc::gen::set(&EventSeed::key, below(5)));
}

rc::Gen<TermsSeed> any_terms() {
    return rc::gen::build<TermsSeed>(
        rc::gen::set(&TermsSeed::allowance, rc::gen::inRange(0, 4)), rc::gen::set(&TermsSeed::room, rc::gen::inRange(0, 4)),
        rc::gen::set(&TermsSeed::cap_rule, rc::gen::inRange(0, 2)), rc::gen::set(&TermsSeed::refresh, rc::gen::inRange(0, 2)),
        rc::gen::set(&TermsSeed::expiry, rc::gen::inRange(0, static_cast<int>(some_expiries.size()))),
        rc::gen::set(&TermsSeed::window, rc::gen::inRange(0, static_cast<int>(some_windows.size()))),
        rc::gen::set(&TermsSeed::window_rule, rc::gen::inRange(0, 2)),
        rc::gen::set(&TermsSeed::refund_expiry, rc::gen::inRange(0, 2)),
        rc::gen::set(&TermsSeed::purchasable, rc::gen::inRange(0, 2)),
        rc::gen::set(&TermsSeed::purchase_expiry, rc::gen::inRange(0, static_cast<int>(some_expiries.size()))),
        rc::gen::set(&TermsSeed::expiry_refreshes, rc::gen::inRange(0, static_cast<int>(some_expiry_refreshes.size()))),
        rc::gen::set(&TermsSeed::repeat_refund, rc::gen::inRange(0, 2)));
}

/// The full range of every number at any rapidcheck size, for short ledgers as for long ones.
template <class T>
rc::Gen<T> at_full_range(rc::Gen<T> gen) {
    return rc::gen::resize(rc::kNominalSize, std::move(gen));
}

/// Up to `most` events, each number of events equally likely.
rc::Gen<std::vector<EventSeed>> some_events(int most) {
    return rc::gen::resize(most, rc::gen::container<std::vector<EventSeed>>(at_full_range(any_event())));
}

/// The event moved to the ledger's few days, seats and prospects.
EventSeed closer_together(EventSeed event, const LedgerSeed& ledger) {
    event.day %= pick(some_day_counts, ledger.days);
    event.seat %= pick(some_seat_counts, ledger.seats);
    event.prospect %= pick(some_prospect_counts, ledger.prospects);
    return event;
}

}  // namespace

Ledger ledger_of(const LedgerSeed& seed) {
    Ledger ledger;
    ledger.default_rulebook = rulebooks.front();
    ledger.terms = terms_of(seed.terms);
    for (const EventSeed& opening : seed.opening) {
        EventSeed event = closer_together(opening, seed);
        event.day %= 4;  // 31 January or 1 February
        const Strings openings{"subscribe", "open", "join", "join"};
        add(ledger.events, event, pick(openings, event.kind));
    }
    for (const EventSeed& event : seed.events) add(ledger.events, closer_together(event, seed), pick(kinds, event.kind));
    return ledger;
}

std::vector<Millis> probes_of(const LedgerSeed& seed) {
    std::vector<Millis> probes;
    for (const EventSeed& probe : seed.probes) probes.push_back(instant_of(probe));
    return probes;
}

std::optional<Millis> known_at_of(const LedgerSeed& seed) {
    if (seed.known_at == 0) return std::nullopt;
    return first_moment() + seed.known_at * recording_step_ms;
}

rc::Gen<LedgerSeed> any_ledger() {
    constexpr int most_openings = 6;
    constexpr int most_events = 40;
    constexpr int probes = 2;
    constexpr int terms_rows = 5;  // prime to the number of rows that they fill in turn
    const auto any_of = [](const std::vector<int>& counts) {
        return at_full_range(rc::gen::inRange(0, static_cast<int>(counts.size())));
    };
    return rc::gen::build<LedgerSeed>(
        rc::gen::set(&LedgerSeed::days, any_of(some_day_counts)), rc::gen::set(&LedgerSeed::seats, any_of(some_seat_counts)),
        rc::gen::set(&LedgerSeed::prospects, any_of(some_prospect_counts)),
        rc::gen::set(&LedgerSeed::terms, rc::gen::container<std::vector<TermsSeed>>(terms_rows, at_full_range(any_terms()))),
        rc::gen::set(&LedgerSeed::opening, some_events(most_openings)),
        rc::gen::set(&LedgerSeed::events, some_events(most_events)),
        rc::gen::set(&LedgerSeed::probes, rc::gen::container<std::vector<EventSeed>>(probes, at_full_range(any_event()))),
        rc::gen::set(&LedgerSeed::known_at, at_full_range(rc::gen::inRange(0, most_events))));
}

std::ostream& operator<<(std::ostream& out, const LedgerSeed& seed) {
    out << "\n" << show(ledger_of(seed)) << "as of";
    for (const Millis probe : probes_of(seed)) out << " " << show(probe);
    if (const auto known_at = known_at_of(seed)) out << " known at " << show(*known_at);
    return out << "\n";
}

}  // namespace reference
