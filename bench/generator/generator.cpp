#include "generator.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "inmail/chain/event_record.hpp"
#include "names.hpp"
#include "working_days.hpp"

namespace inmail::bench {
namespace {

constexpr std::int64_t ms_per_hour = 3'600'000;
constexpr std::size_t max_recent_prospects = 8;  ///< of one seat
constexpr std::size_t max_contacted_prospects = 1'024;

constexpr std::array<Channel, 10> free_channels{
    Channel::open_profile, Channel::open_profile, Channel::open_profile, Channel::open_profile,   Channel::first_degree,
    Channel::first_degree, Channel::first_degree, Channel::open_to_work, Channel::replied_thread, Channel::connection_note};

Instant at_hours(Random& random, Day day, std::int64_t first_hour, std::int64_t last_hour) {
    const auto span = static_cast<std::uint64_t>((last_hour - first_hour) * ms_per_hour);
    return Instant{start_of(day).value + first_hour * ms_per_hour + static_cast<std::int64_t>(random.below(span))};
}
Instant in_office_hours(Random& random, Day day) { return at_hours(random, day, 7, 19); }
Instant while_awake(Random& random, Day day) { return at_hours(random, day, 6, 22); }

EventRecord event_of(const Seat& seat, EventKind kind) {
    EventRecord record;
    record.kind = kind;
    record.seat = seat.handle;
    return record;
}

EventRecord subscribe_of(const Seat& seat) {
    EventRecord record = event_of(seat, EventKind::subscribe);
    record.plan = seat.plan;
    record.pool = seat.pool;
    record.team = seat.team;
    return record;
}

/// Most people answer within days, some within the refund window of 90 days, a few after it.
int days_until_answer(Random& random) {
    const auto percent = random.below(100);
    if (percent < 45) return static_cast<int>(random.between(1, 3));
    if (percent < 80) return static_cast<int>(random.between(4, 13));
    if (percent < 98) return static_cast<int>(random.between(14, 73));
    return static_cast<int>(random.between(91, 120));
}

Outcome outcome_of(Random& random) {
    const auto percent = random.below(100);
    if (percent < 55) return Outcome::accepted;
    if (percent < 85) return Outcome::declined;
    return percent < 95 ? Outcome::quick : Outcome::auto_reply;
}

/// How many of 100,000 random events have this kind. All others are sends.
struct Share {
    EventKind kind;
    std::uint64_t events;
};
constexpr std::uint64_t all_shares = 100'000;
constexpr std::array<Share, 6> shares{{{EventKind::observe, 300},
                                       {EventKind::adjust, 300},
                                       {EventKind::purchase, 400},
                                       {EventKind::assign, 150},
                                       {EventKind::limit, 100},
                                       {EventKind::switch_plan, 30}}};

EventKind kind_of(Random& random) {
    std::uint64_t drawn = random.below(all_shares);
    for (const Share& share : shares) {
        if (drawn < share.events) return share.kind;
        drawn -= share.events;
    }
    return EventKind::send;
}

}  // namespace

Generator::Generator(const Shape& shape, Sink sink) : shape_(shape), sink_(std::move(sink)), team_(shape.seats, shape.seed) {
    if (shape.events < opening_events()) {
        throw std::invalid_argument("--events must be at least " + std::to_string(opening_events()) + " for so many seats");
    }
}

void Generator::run() {
    const auto days = working_days(shape_.events - opening_events(), shape_.seats * shape_.events_a_seat_and_year, shape_.seed);
    open_accounts(days.empty() ? last_day : days.front().day);
    for (const WorkingDay& day : days) generate_day(day.day, day.events);
}

std::int64_t Generator::opening_events() const { return static_cast<std::int64_t>(team_.seats().size() + team_.pools().size()); }

void Generator::open_accounts(Day day) {
    Random random(shape_.seed);
    for (const auto& pool : team_.pools()) {
        EventRecord record;
        record.pool = pool;
        record.plan = pool_plan;
        add(random, start_of(day), std::move(record));
    }
    for (const Seat& seat : team_.seats()) add(random, start_of(day), subscribe_of(seat));
    for (const auto& record : std::exchange(today_, {})) sink_(record);
}

void Generator::generate_day(Day day, std::int64_t events) {
    Random random(shape_.seed + 1, static_cast<std::uint64_t>(day.value));
    add_scheduled(random, day, events);
    while (static_cast<std::int64_t>(today_.size()) < events) add_random(random, day);
    std::stable_sort(today_.begin(), today_.end(), [](const EventRecord& a, const EventRecord& b) { return a.at < b.at; });
    for (const auto& record : today_) sink_(record);
    today_.clear();
}

void Generator::add_scheduled(Random& random, Day day, std::int64_t events) {
    while (!scheduled_.empty() && scheduled_.begin()->first <= day) {
        auto& due = scheduled_.begin()->second;
        for (; !due.empty() && static_cast<std::int64_t>(today_.size()) < events; due.pop_back()) {
            add(random, while_awake(random, day), std::move(due.back()));
        }
        if (!due.empty()) return;  // the rest waits for tomorrow
        scheduled_.erase(scheduled_.begin());
    }
}

void Generator::add_random(Random& random, Day day) {
    Seat& seat = team_.pick_seat(random);
    if (day <= seat.away_until) return;
    const auto add_now = [&](EventRecord record) { add(random, in_office_hours(random, day), std::move(record)); };
    EventRecord record = event_of(seat, kind_of(random));
    switch (record.kind) {
        case EventKind::observe:
            record.amount = Credits{static_cast<std::int64_t>(random.below(150))};
            return add_now(std::move(record));
        case EventKind::adjust:
            record.amount = Credits{static_cast<std::int64_t>(random.between(1, 5))};
            if (random.chance(1, 2)) record.amount = -*record.amount;
            record.note = "as LinkedIn shows it";
            return add_now(std::move(record));
        case EventKind::assign:
            record.team = random.pick(team_.seats()).team;
            return add_now(std::move(record));
        case EventKind::limit:
            if (seat.pool.empty()) break;
            record.amount = Credits{static_cast<std::int64_t>(random.between(10, 30)) * 10};
            return add_now(std::move(record));
        case EventKind::purchase:
            if (!seat.buys) break;
            record.amount = Credits{static_cast<std::int64_t>(random.between(1, 4)) * 5};
            record.price = Money{1'000, "USD"};
            return add_now(std::move(record));
        case EventKind::switch_plan:
            return change_plan(random, day, seat);
        default:
            break;
    }
    send(random, day, seat);
}

void Generator::send(Random& random, Day day, Seat& seat) {
    EventRecord record = event_of(seat, EventKind::send);
    record.at = in_office_hours(random, day);
    record.prospect = prospect_of(random, seat);
    record.channel = random.chance(15, 100) ? random.pick(free_channels) : Channel::inmail;
    if (random.chance(30, 100)) record.campaign = campaign_name(random, day);
    if (seat.keeps_threads) record.thread = thread_id(random);
    const Instant at = record.at;
    if (!random.chance(1, 2'000)) {
        schedule_answer(random, day, seat, record);
        return add(random, at, std::move(record));
    }
    // An event recorded by mistake and voided on the next day.
    record.key = event_key(random, at, recorded_ + 1);
    EventRecord correction;
    correction.kind = EventKind::void_event;
    correction.ref = record.key;
    correction.note = "the wrong person";
    schedule(day + 1, std::move(correction));
    add(random, at, std::move(record));
}

void Generator::schedule_answer(Random& random, Day day, const Seat& seat, const EventRecord& sent) {
    EventRecord answer = event_of(seat, EventKind::reply);
    answer.prospect = sent.prospect;
    answer.thread = sent.thread;
    if (random.chance(seat.replies_percent, 100)) {
        answer.outcome = outcome_of(random);
        schedule(day + days_until_answer(random), std::move(answer));
    } else if (sent.channel == Channel::inmail && random.chance(15, 1'000)) {
        answer.kind = EventKind::bounce;
        schedule(day + 1, std::move(answer));
    }
}

/// Changes the seat's plan or pool, or cancels it for some weeks.
void Generator::change_plan(Random& random, Day day, Seat& seat) {
    if (!seat.pool.empty()) return change_pool(random, day, seat);
    constexpr std::string_view core = "sales-navigator-core";
    constexpr std::string_view advanced = "sales-navigator-advanced";
    if ((seat.plan == core || seat.plan == advanced) && random.chance(1, 2)) {
        seat.plan = seat.plan == core ? advanced : core;
        EventRecord record = event_of(seat, EventKind::switch_plan);
        record.plan = seat.plan;
        return add(random, in_office_hours(random, day), std::move(record));
    }
    if (&seat == &team_.seats().front()) return;  // one seat must stay
    // Late in the evening, after every other event of the seat's day.
    add(random, Instant{start_of(day).value + 22 * ms_per_hour}, event_of(seat, EventKind::cancel));
    seat.away_until = working_day_from(day + static_cast<int>(random.between(7, 60)));
    schedule(seat.away_until, subscribe_of(seat));
}

void Generator::change_pool(Random& random, Day day, Seat& seat) {
    seat.pool = random.pick(team_.pools());
    add(random, in_office_hours(random, day), subscribe_of(seat));
}

std::string Generator::prospect_of(Random& random, Seat& seat) {
    if (!seat.recent.empty() && random.chance(1, 20)) return random.pick(seat.recent);
    std::string prospect = !contacted_.empty() && random.chance(1, 25) ? random.pick(contacted_) : prospect_name(random);
    const auto remember = [&](std::vector<std::string>& known, std::size_t most) {
        if (known.size() < most)
            known.push_back(prospect);
        else
            known[static_cast<std::size_t>(random.below(most))] = prospect;
    };
    remember(seat.recent, max_recent_prospects);
    remember(contacted_, max_contacted_prospects);
    return prospect;
}

void Generator::schedule(Day day, EventRecord record) {
    if (day = working_day_from(day); day <= last_day) scheduled_[day].push_back(std::move(record));
}

void Generator::add(Random& random, Instant at, EventRecord record) {
    ++recorded_;
    record.at = at;
    if (shape_.keys && record.key.empty()) record.key = event_key(random, at, recorded_);
    today_.push_back(std::move(record));
}

}  // namespace inmail::bench
