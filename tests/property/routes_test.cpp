// Laws of routes and next steps: no plan spends more than is held, exceeds a limit, sends a paid InMail where a free channel is
// valid, or writes twice to one person within a team. Random events in a ledger, read as `route` and `next` read them. What the
// laws know of people comes from the events, not from the planner's contacts.

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>

#include "inmail/app/import/import_events.hpp"
#include "inmail/app/outreach/next.hpp"
#include "inmail/app/outreach/planner.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/io/published.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/open.hpp"
#include "outreach/ledger_plan.hpp"
#include "property/check.hpp"
#include "property/random_outreach.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using namespace inmail::app;
using reference::holds;
using World = reference::Outreach;
using Message = reference::OutreachMessage;

namespace {

constexpr int ledgers = 1000;
constexpr Instant now = reference::outreach_now;
const std::vector<std::string>& handles = reference::outreach_handles;

int number(int least, int most) { return *rc::gen::inRange(least, most + 1); }
bool one_in(int n) { return number(1, n) == 1; }

// --- what the laws know of people, from the events alone -----------------------------------------------------------------

template <class F>
std::optional<Message> latest(const World& world, const std::string& person, std::size_t seat, F&& fits) {
    std::optional<Message> found;
    for (const Message& m : world.messages) {
        if (m.person == person && m.seat == seat && fits(m)) found = m;
    }
    return found;
}

bool has_answered(const World& world, const std::string& person, std::size_t seat) {
    return latest(world, person, seat, [](const Message& m) { return m.ends_outreach(); }).has_value();
}
/// An acceptance holds from then on, whatever is declined later.
bool is_connected(const World& world, const std::string& person, std::size_t seat) {
    return latest(world, person, seat, [](const Message& m) { return m.is_about_connecting() && m.outcome == Outcome::accepted; })
        .has_value();
}
/// The latest message of these, if no answer came since: nothing can have answered it.
template <class F>
std::optional<Instant> open_since(const World& world, const std::string& person, std::size_t seat, F&& fits) {
    const auto sent = latest(world, person, seat, [&](const Message& m) { return !m.is_answer && fits(m.channel); });
    const auto answer = latest(world, person, seat, [](const Message& m) { return m.is_answer; });
    return sent && (!answer || answer->at < sent->at) ? std::optional(sent->at) : std::nullopt;
}
std::optional<Instant> open_request(const World& world, const std::string& person, std::size_t seat) {
    return open_since(world, person, seat, asks_to_connect);
}
/// Pending, lapsed or dropped: LinkedIn takes none after it.
std::optional<Instant> unanswered_inmail(const World& world, const std::string& person, std::size_t seat) {
    return open_since(world, person, seat, [](Channel channel) { return channel == Channel::inmail; });
}
std::optional<Instant> pending_inmail(const World& world, const std::string& person, std::size_t seat) {
    const auto sent = unanswered_inmail(world, person, seat);
    const auto& its = world.seats[seat];
    // A cancel and a switch drop it.
    const bool is_dropped = (its.ends && *its.ends <= now) || (its.switched && sent && *sent < *its.switched);
    return sent && !is_dropped && *sent + days(90) > now ? sent : std::nullopt;
}
/// Whether somebody of the team has the person in hand.
bool is_taken(const World& world, const std::string& person, const std::string& team) {
    for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
        if (world.seats[seat].team != team) continue;
        if (has_answered(world, person, seat) || open_request(world, person, seat) || pending_inmail(world, person, seat))
            return true;
    }
    return false;
}

// --- as the commands do ---------------------------------------------------------------------------------------------------

Sequence connect_first() {
    Sequence sequence;
    sequence.name = "connect-first";
    sequence.end_days = 30;
    Sequence::Step note;
    note.channels = {Channel::connection_note};
    Sequence::Step message;
    message.channels = {Channel::first_degree};
    message.after = Sequence::Step::After::accepted;
    message.only_if = Sequence::Step::OnlyIf::accepted;
    message.from_day = 3;
    message.to_day = 5;
    Sequence::Step inmail;
    inmail.channels = {Channel::inmail};
    inmail.after = Sequence::Step::After::start;
    inmail.only_if = Sequence::Step::OnlyIf::not_accepted;
    inmail.priority = Sequence::Step::Priority::high;
    inmail.from_day = 7;
    inmail.to_day = 10;
    Sequence::Step outside;
    outside.channels = {Channel::email, Channel::phone};
    outside.after = Sequence::Step::After::previous;
    outside.only_if = Sequence::Step::OnlyIf::not_answered;
    outside.from_day = 7;
    outside.to_day = 14;
    sequence.steps = {note, message, inmail, outside};
    return sequence;
}

/// Small limits, so that lists reach them.
std::vector<PublishedLimit> small_limits() {
    std::vector<PublishedLimit> limits = io::published_limits();
    for (PublishedLimit& limit : limits) {
        if (limit.what == PublishedLimit::What::send && limit.plan.empty()) limit.count = 3;
    }
    return limits;
}

/// The place of a handle in the world.
std::size_t place_of(const std::string& handle) {
    return static_cast<std::size_t>(std::find(handles.begin(), handles.end(), handle) - handles.begin());
}

struct Ledger {
    explicit Ledger(const World& world) {
        store::create(directory / "ledger.db", "linkedin", "UTC", *parse_rfc3339("2026-08-01T00:00:00Z"));
        store = store::open(directory / "ledger.db", store::Access::write);
        std::istringstream in(world.csv);
        ImportOptions options;
        options.now = now;
        RC_ASSERT(import_events(*store, in, "test", io::Zone::named("UTC"), options).rejected.empty());
        query.as_of = now;
    }
    [[nodiscard]] PlanInput input(const World& world, InMailsTo inmails_to = InMailsTo::all) const {
        const WritingSeat anyone;
        return input_of(LedgerPlan(*store, query, anyone, sequences, inmails_to, everything()), world.listed);
    }
    /// What the seat alone may send, by the whole ledger or by the part that it needs.
    [[nodiscard]] PlanInput input_of_seat(const std::vector<Prospect>& listed, SeatId seat, bool of_part) const {
        WritingSeat writer;
        writer.named = seat;
        if (of_part) return input_of(LedgerPlan(*store, query, writer, sequences, listed), listed);
        return input_of(LedgerPlan(*store, query, writer, sequences, InMailsTo::all, everything()), listed);
    }
    [[nodiscard]] OutreachScope everything() const { return outreach_scope(*store, query, {}, {}, std::nullopt); }
    static PlanInput input_of(LedgerPlan&& plan, const std::vector<Prospect>& listed) {
        std::vector<MergedProspect> merged;
        plan.add_prospects(plan.each_once(listed, "list.csv", merged));
        PlanInput result = plan.input();
        result.limits = small_limits();
        return result;
    }
    [[nodiscard]] NextReport next(const World& world, const std::string& team, Duration within,
                                  std::optional<AccountId> only = std::nullopt) const {
        NextRequest request;
        request.only = only;
        request.sequences = sequences;
        if (one_in(2)) request.sequences.longest.reset();
        for (const Prospect& person : world.listed) {
            const bool is_other = !person.seat.empty() && world.seats[place_of(person.seat)].team != team;
            // A row for a seat of another team is refused.
            if (team.empty() || !is_other) request.prospects.push_back(person);
        }
        request.within = within;
        ReportQuery asked = query;
        asked.team = team;
        return next_steps(*store, asked, request);
    }

    test::TempDir directory{test::TempDir::Medium::memory};
    std::unique_ptr<Store> store;
    ReportQuery query;
    Sequence sequence{connect_first()};
    Sequences sequences{[this](const std::string&) { return &sequence; }, utc_date_at, start_of_utc_date,
                        days(sequence.end_days)};
};

/// What each seat would do if it wrote alone.
std::map<std::string, Plan> plans_by_seat(const PlanInput& all) {
    std::map<std::string, Plan> plans;
    for (std::size_t seat = 0; seat < all.seats.size(); ++seat) {
        PlanInput alone = all;
        for (std::size_t other = 0; other < alone.seats.size(); ++other) alone.seats[other].may_send &= other == seat;
        plans[all.seats[seat].handle] = plan_routes(alone);
    }
    return plans;
}

// --- the laws ----------------------------------------------------------------------------------------------------------

void require_spends_what_is_held(const Ledger& ledger, const PlanInput& input, const Plan& plan) {
    std::map<std::string, std::int64_t> spent;
    std::int64_t all = 0;
    for (const Route& route : plan.routes) {
        RC_ASSERT((route.cost == 1) == (route.channel == Channel::inmail));
        if (route.cost == 0) continue;
        ++spent[input.seats[*route.seat].handle];
        ++all;
    }
    for (const auto& account : balance(*ledger.store, ledger.query).accounts) {
        const auto by_account = spent.find(account.account.typed());
        if (by_account != spent.end()) RC_ASSERT(by_account->second <= account.available.value);
    }
    RC_ASSERT(all == plan.spent.value);
    RC_ASSERT(all <= plan.may_spend.value);
    if (input.budget) RC_ASSERT(all <= input.budget->value);
    RC_ASSERT(plan.needed >= plan.spent);
}

/// The credits that a later InMail needs are still there then: those sent now go first to what would be lost.
void require_later_credits(const PlanInput& input, const Plan& plan) {
    for (std::size_t account = 0; account < input.supplies.size(); ++account) {
        std::vector<Instant> later;
        std::int64_t first = 0;
        for (const Route& route : plan.routes) {
            if (route.cost == 0 || input.seats[*route.seat].account != account) continue;
            *route.not_before == now ? void(++first) : later.push_back(*route.not_before);
        }
        for (const Instant t : later) {
            std::int64_t lost = 0;
            for (const auto& loss : input.supplies[account].losses) {
                if (loss.is_held && loss.at <= t) lost += loss.amount.value;
            }
            const auto by_then = std::count_if(later.begin(), later.end(), [&](Instant other) { return other <= t; });
            RC_ASSERT(std::max(first, lost) + by_then <= input.supplies[account].held.value);
        }
    }
}

/// Of what was sent and is planned, no planned message makes more than `most` in the days that end with it.
void require_at_most(std::size_t most, int period, std::vector<Instant> times, const std::vector<Instant>& planned) {
    times.insert(times.end(), planned.begin(), planned.end());
    for (const Instant t : planned) {
        const auto in_period =
            std::count_if(times.begin(), times.end(), [&](Instant other) { return other > t - days(period) && other <= t; });
        RC_ASSERT(static_cast<std::size_t>(in_period) <= most);
    }
}

void require_within_limits(const World& world, const PlanInput& input, const Plan& plan) {
    for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
        std::vector<Instant> sent;
        for (const Message& m : world.messages) {
            if (!m.is_answer && m.seat == seat && asks_to_connect(m.channel)) sent.push_back(m.at);
        }
        std::vector<Instant> notes;
        for (const Route& route : plan.routes) {
            const bool is_its = route.channel == Channel::connection_note && input.seats[*route.seat].handle == handles[seat];
            if (is_its) notes.push_back(*route.not_before);
        }
        require_at_most(3, 7, sent, notes);
    }
}

bool calls_free(const SendingSeat& seat, Channel channel) {
    return std::find(seat.free_channels.begin(), seat.free_channels.end(), channel) != seat.free_channels.end();
}

/// Whether the seat can reach the person for nothing, read from docs/outreach.md and not from the planner.
bool has_free_way(const World& world, const Prospect& who, const SendingSeat& writer) {
    const std::size_t seat = place_of(writer.handle);
    const bool is_listed = who.degree == 1 && who.seat == writer.handle;
    return ((is_listed || is_connected(world, who.key, seat)) && calls_free(writer, Channel::first_degree)) ||
           (who.open_profile && calls_free(writer, Channel::open_profile)) ||
           (who.open_to_work && calls_free(writer, Channel::open_to_work));
}

void require_nothing_after_the_end(const World& world, const SendingSeat& writer, const Route& route) {
    const auto& ends = world.seats[place_of(writer.handle)].ends;
    if (ends) RC_ASSERT(*route.not_before < *ends);
}

void require_nobody_who_answered_is_written_to_again(const World& world, const std::string& person, const SendingSeat& writer,
                                                     const Route& route) {
    for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
        if (world.seats[seat].team != writer.team) continue;
        const auto answer = latest(world, person, seat, [](const Message& m) { return m.ends_outreach(); });
        if (!answer) continue;
        RC_ASSERT(answer->outcome != Outcome::declined);
        RC_ASSERT(route.channel != Channel::inmail && route.channel != Channel::connection_note);
    }
}

void require_no_repeat(const World& world, const std::string& person, const SendingSeat& writer, const Route& route) {
    const std::size_t seat = place_of(writer.handle);
    // LinkedIn takes no second InMail before the first is answered, and a second request is none.
    if (route.channel == Channel::inmail) RC_ASSERT(!unanswered_inmail(world, person, seat));
    const auto request = open_request(world, person, seat);
    if (route.channel == Channel::connection_note) RC_ASSERT(!request);
    const auto is_only = std::count_if(world.messages.begin(), world.messages.end(),
                                       [&](const Message& m) { return m.person == person && m.seat == seat; });
    if (route.channel == Channel::inmail && request && is_only == 1)
        RC_ASSERT(*route.not_before >= start_of(day_of(*request) + wait_for_answer.value / ms_per_day));
}

/// One person is written to by one seat of a team, once somebody of it has begun.
void require_one_seat_of_a_team(const World& world, const PlanInput& input) {
    const auto plans = plans_by_seat(input);
    for (std::size_t i = 0; i < input.prospects.size(); ++i) {
        const std::string& person = input.prospects[i].prospect.key;
        std::map<std::string, int> writers;
        for (const SendingSeat& seat : input.seats) writers[seat.team] += plans.at(seat.handle).routes[i].channel ? 1 : 0;
        for (const auto& [team, count] : writers) {
            if (is_taken(world, person, team)) RC_ASSERT(count <= 1);
        }
    }
}

/// Whether the person has accepted and declined to connect with the seat, so that no one next step is right.
bool contradicts(const World& world, const std::string& person, std::size_t seat) {
    std::set<Outcome> outcomes;
    for (const Message& m : world.messages) {
        if (m.is_answer && m.person == person && m.seat == seat && asks_to_connect(m.channel) && m.outcome)
            outcomes.insert(*m.outcome);
    }
    return outcomes.count(Outcome::declined) != 0 && outcomes.size() > 1;
}

/// `next` says what `route` says of the seat, but for credits that are missing. `input`: with InMails to whom sequences have them
/// for.
void require_next_agrees(const World& world, const Ledger& ledger, const PlanInput& input) {
    const auto plans = plans_by_seat(input);
    std::set<std::pair<std::string, std::string>> written;  // person and team
    const bool has_emea =
        std::any_of(world.seats.begin(), world.seats.end(), [](const auto& seat) { return seat.team == "emea"; });
    for (const auto& row : ledger.next(world, has_emea && one_in(3) ? "emea" : "", days(number(0, 20))).rows) {
        const std::size_t seat = place_of(row.seat);
        RC_ASSERT(written.insert({row.prospect, world.seats[seat].team}).second);
        const auto person = std::find_if(input.prospects.begin(), input.prospects.end(),
                                         [&](const auto& p) { return p.prospect.key == row.prospect; });
        // A list may give the person to another seat.
        if (contradicts(world, row.prospect, seat)) continue;
        if (person->seat && input.seats[*person->seat].handle != row.seat) continue;
        const Route& route = plans.at(row.seat).routes[static_cast<std::size_t>(person - input.prospects.begin())];
        if (route.reason == RouteReason::no_credits) continue;
        RC_LOG() << row.seat << " to " << row.prospect << ": " << to_string(row.channels.front()) << " due "
                 << to_rfc3339(row.due) << ", and route says " << (route.channel ? to_string(*route.channel) : "nothing") << '\n';
        if (route.reason == RouteReason::colleague_wrote) {
            // Due once the colleague's week is over.
            RC_ASSERT(route.not_before.has_value());
            RC_ASSERT(row.due >= *route.not_before);
            continue;
        }
        RC_ASSERT(route.channel == row.channels.front());
        RC_ASSERT(route.cost == row.cost);
        RC_ASSERT(route.not_before >= std::max(now, row.due));
    }
}

/// Of a row of `next`, and of a route with the names of its seats.
auto said(const NextReport::Row& row) {
    return std::tuple(row.prospect, row.seat, row.channels, row.cost, row.due, row.last_day, row.overdue_days, row.number,
                      row.instead, row.instead_since, row.after_decline);
}
auto said(const PlanInput& input, const Route& route) {
    const auto handle = [&](std::optional<std::size_t> seat) { return seat ? input.seats[*seat].handle : std::string(); };
    return std::tuple(handle(route.seat), route.channel, route.cost, route.not_before, route.reason, route.since,
                      handle(route.colleague), handle(route.colleague_pending), route.colleague_pending_since,
                      handle(route.other_team), route.other_team_since);
}

void require_part_says_what_all_says(const World& world, const Ledger& ledger) {
    const std::size_t place = static_cast<std::size_t>(number(0, static_cast<int>(world.seats.size()) - 1));
    const auto seat = ledger.store->find_seat(handles[place]);
    if (!seat) return;
    const Duration within = days(number(0, 20));
    std::vector<NextReport::Row> of_all = ledger.next(world, "", within).rows;
    of_all.erase(std::remove_if(of_all.begin(), of_all.end(), [&](const auto& row) { return row.seat != handles[place]; }),
                 of_all.end());
    const auto of_part = ledger.next(world, "", within, AccountId::of(*seat)).rows;
    RC_ASSERT(of_part.size() == of_all.size());
    for (std::size_t i = 0; i < of_all.size(); ++i) RC_ASSERT(said(of_part[i]) == said(of_all[i]));

    std::vector<Prospect> listed = world.listed;
    for (Prospect& person : listed) person.seat.clear();
    const PlanInput all = ledger.input_of_seat(listed, *seat, false);
    const PlanInput part = ledger.input_of_seat(listed, *seat, true);
    const Plan plan_of_all = plan_routes(all);
    const Plan plan_of_part = plan_routes(part);
    for (std::size_t i = 0; i < all.prospects.size(); ++i)
        RC_ASSERT(said(part, plan_of_part.routes[i]) == said(all, plan_of_all.routes[i]));
    RC_ASSERT(plan_of_part.held == plan_of_all.held);
    RC_ASSERT(plan_of_part.needed == plan_of_all.needed);
    RC_ASSERT(plan_of_part.notes_followed == plan_of_all.notes_followed);
}

}  // namespace

TEST_CASE("what one seat does next is the same by the part of the ledger that it needs and by all of it", "[routes]") {
    CHECK(holds("routes of one seat", ledgers, [] {
        const World world = reference::any_outreach();
        RC_LOG() << world.csv;
        require_part_says_what_all_says(world, Ledger(world));
    }));
}

TEST_CASE("a plan from a ledger spends what is held, keeps to limits, prefers what is free, and writes once", "[routes]") {
    CHECK(holds("routes", ledgers, [] {
        const World world = reference::any_outreach();
        RC_LOG() << world.csv;
        const Ledger ledger(world);
        PlanInput input = ledger.input(world);
        if (one_in(3)) input.budget = Credits{number(0, 15)};
        const Plan plan = plan_routes(input);
        RC_ASSERT(plan.routes.size() == input.prospects.size());
        require_spends_what_is_held(ledger, input, plan);
        require_later_credits(input, plan);
        require_within_limits(world, input, plan);
        for (std::size_t i = 0; i < plan.routes.size(); ++i) {
            const Route& route = plan.routes[i];
            const Prospect& who = input.prospects[i].prospect;
            if (route.reason == RouteReason::no_credits) RC_ASSERT(!has_free_way(world, who, input.seats[*route.seat]));
            if (!route.channel) continue;
            const SendingSeat& writer = input.seats[*route.seat];
            if (route.channel == Channel::inmail) RC_ASSERT(!has_free_way(world, who, writer));
            require_nothing_after_the_end(world, writer, route);
            require_nobody_who_answered_is_written_to_again(world, who.key, writer, route);
            require_no_repeat(world, who.key, writer, route);
        }
        input.budget.reset();
        require_one_seat_of_a_team(world, input);
        // A limit moves a message of a plan to a later day, and `next` leaves it where it is due.
        PlanInput of_sequences = ledger.input(world, InMailsTo::high_priority);
        of_sequences.limits.clear();
        require_next_agrees(world, ledger, of_sequences);
    }));
}
