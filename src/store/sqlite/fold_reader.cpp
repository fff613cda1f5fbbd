#include "sqlite/fold_reader.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <queue>
#include <string>
#include <utility>

#include "inmail/chain/event_key.hpp"
#include "inmail/core/damage.hpp"
#include "sqlite/event_block.hpp"
#include "sqlite/key_column.hpp"
#include "sqlite/read_ahead.hpp"

namespace inmail::store {

namespace {

using damage::BadValue;

/// What every event has that the fold reads. SQLite decodes each column of each row, so what few events have is read for them
/// alone.
enum FoldColumn {
    f_seq,
    f_at,
    f_kind,
    f_seat,
    f_pool,
    f_prospect,
    f_channel,
    f_amount,
    f_thread,
    f_campaign,
    f_chars,
    f_outcome,
    f_key
};
constexpr const char* fold_columns = "e.seq, e.occurred_at, e.kind, e.seat, e.pool, e.prospect, e.channel, e.amount, e.thread";
/// Few events share their instant with another, so a fold reads the keys of those alone.
std::string select_events(const Scope& scope) {
    constexpr const char* details = ", e.campaign, e.chars, e.outcome";
    constexpr const char* no_details = ", NULL, NULL, NULL";
    return std::string{"SELECT "} + fold_columns + (scope.details ? details : no_details) + (scope.keys ? ", e.key" : "") +
           " FROM event AS e ";
}
constexpr const char* select_key = "SELECT key FROM event WHERE seq = ?1";
enum DetailColumn { d_plan, d_rulebook, d_team, d_name, d_figures, d_to, d_price, d_currency, d_billed };
constexpr const char* select_details =
    "SELECT plan, rulebook, team, name, figures, to_seat, price_minor, currency, billed FROM event WHERE seq = ?1";
// ?1 after, ?2 until, ?3 the seat or pool, ?4 the last known seq. Kind 12 is `void`.
const std::string happened = "e.occurred_at > ?1 AND e.occurred_at <= ?2 AND e.kind <> 12 ";
// Only if not all is known: SQLite would compare the seq of each row.
constexpr const char* recorded_by_then = "AND e.seq <= ?4 ";
const std::string unvoided = "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq) ";
const std::string unvoided_then = "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq AND v.seq <= ?4) ";
const std::string in_order = "ORDER BY e.occurred_at";

// Name the index, because a query plan with another one would read the whole ledger for one seat.
// For all events, reading the voided ones first is cheaper than a subquery for each.
constexpr const char* from_all = "INDEXED BY event_by_time WHERE ";
constexpr const char* from_seat = "INDEXED BY event_by_seat WHERE e.seat = ?3 AND ";
constexpr const char* from_pool = "INDEXED BY event_by_pool WHERE e.pool = ?3 AND e.seat IS NULL AND ";
// The condition of the index, word for word: subscribe, switch, cancel, reassign.
const std::string plan_events = "e.kind IN (0, 1, 2, 13) AND ";
const std::string from_plan_events = "INDEXED BY event_plan WHERE " + plan_events;
static_assert(is_plan_event(EventKind{0}) && is_plan_event(EventKind{1}) && is_plan_event(EventKind{2}) &&
              is_plan_event(EventKind{13}) && event_kind_count == 14);

/// The payload as a T. Reuses a payload of that type, and so the memory of its strings.
template <class T>
T& payload_as(Event& event) {
    if (T* same = std::get_if<T>(&event.payload)) return *same;
    return event.payload.emplace<T>();
}

/// The voided events, one bit for each event.
class Voided {
  public:
    void read(Connection& connection, std::int64_t last_seq) {
        // Ignore references to missing events. Foreign keys prevent them, and `verify` reports them.
        Query refs = connection.query("SELECT ref FROM event WHERE ref BETWEEN 1 AND (SELECT max(seq) FROM event) AND seq <= ?1")
                         .with(last_seq);
        while (refs.step()) {
            const auto seq = static_cast<std::size_t>(refs.integer(0));
            if (bits_.size() <= seq) bits_.resize(seq + 1);
            bits_[seq] = true;
        }
    }
    [[nodiscard]] bool has(std::int64_t seq) const {
        const auto index = static_cast<std::size_t>(seq);
        return index < bits_.size() && bits_[index];
    }

  private:
    std::vector<bool> bits_;
};

class Decoder {
  public:
    Decoder(Connection& connection, Names& names, const Scope& scope)
        : connection_(connection), names_(names), with_keys_(scope.keys), with_details_(scope.details) {}

    void decode(const Query& row, EventId id, Instant at, Event& event) {
        event.id = id;
        event.at = at;
        event.seat = SeatId{account_id(row, f_seat)};
        event.pool = PoolId{account_id(row, f_pool)};
        if (with_keys_)
            read_key(row, f_key, event.key);
        else
            event.key.clear();
        switch (row.enum_as<EventKind>(f_kind)) {
            case EventKind::subscribe:
                return plan_change(details_of(row), payload_as<Event::Subscribe>(event));
            case EventKind::switch_plan:
                return plan_change(details_of(row), payload_as<Event::Switch>(event));
            case EventKind::cancel:
                payload_as<Event::Cancel>(event);
                return;
            case EventKind::assign:
                return team_and_name(details_of(row), payload_as<Event::Assign>(event));
            case EventKind::limit:
                return limit(row, payload_as<Event::Limit>(event));
            case EventKind::send:
                return send(row, payload_as<Event::Send>(event));
            case EventKind::reply:
                return reply(row, payload_as<Event::Reply>(event));
            case EventKind::bounce:
                return answer(row, payload_as<Event::Bounce>(event));
            case EventKind::purchase:
                payload_as<Event::Purchase>(event).amount = amount(row);
                return;
            case EventKind::adjust:
                payload_as<Event::Adjust>(event).amount = amount(row);
                return;
            case EventKind::observe:
                payload_as<Event::Observe>(event).shown = amount(row);
                return;
            case EventKind::rollover:
                payload_as<Event::Rollover>(event).figures = figures(row, details_of(row));
                return;
            case EventKind::reassign:
                return reassign(row, details_of(row), payload_as<Event::Reassign>(event));
            case EventKind::void_event:
                break;
        }
        fail_damaged(row, {BadValue::What::unknown_choice, "kind"});
    }

  private:
    [[noreturn]] static void fail_damaged(const Query& row, const BadValue& value) {
        row.fail_damaged(value, Damage::OfEvent{row.integer(f_seq)});
    }
    static std::uint32_t account_id(const Query& row, int column) { return account_id(row, row, column); }
    /// `row`: the event that `from` is of.
    static std::uint32_t account_id(const Query& row, const Query& from, int column) {
        const std::int64_t id = from.integer(column);
        if (id < 0 || id >= first_provisional_id || (id == 0 && !from.is_null(column)))
            fail_damaged(row, {BadValue::What::no_account});
        return static_cast<std::uint32_t>(id);
    }

    Query details_of(const Query& row) {
        Query details = connection_.query(select_details).with(row.integer(f_seq));
        ensure(details.step(), "an event that was read is there");
        return details;
    }
    template <class T>
    void team_and_name(const Query& details, T& payload) {
        payload.team = names_.teams.name_of(details.id(d_team));
        payload.name = details.text(d_name);
    }
    void plan_change(const Query& details, Event::PlanChange& payload) {
        payload.plan = PlanId{details.id(d_plan)};
        payload.rulebook = RulebookId{details.id(d_rulebook)};
        team_and_name(details, payload);
        payload.price = price_of(details);
    }
    static SharedPlanPrice price_of(const Query& details) {
        if (details.is_null(d_price)) return nullptr;
        return std::make_shared<const PlanPrice>(PlanPrice{{details.integer(d_price), std::string(details.text(d_currency))},
                                                           details.enum_as<Billing>(d_billed)});  // NULL reads as monthly
    }
    static void limit(const Query& row, Event::Limit& payload) {
        payload.paid_sends.reset();
        if (!row.is_null(f_amount)) payload.paid_sends = amount(row);
    }
    void send(const Query& row, Event::Send& payload) const {
        payload.channel = row.enum_as<Channel>(f_channel);  // NULL reads as 0, an InMail
        answer(row, payload);
        if (!with_details_) return;
        payload.campaign = names_.campaigns.name_of(row.id(f_campaign));
        payload.chars = row.integer_if_any(f_chars);
    }
    void reply(const Query& row, Event::Reply& payload) const {
        payload.channel.reset();
        if (!row.is_null(f_channel)) payload.channel = row.enum_as<Channel>(f_channel);
        answer(row, payload);
        payload.outcome.reset();
        if (with_details_ && !row.is_null(f_outcome)) payload.outcome = row.enum_as<Outcome>(f_outcome);
    }
    static void reassign(const Query& row, const Query& details, Event::Reassign& payload) {
        payload.to = SeatId{account_id(row, details, d_to)};
        payload.name = details.text(d_name);
    }
    template <class T>
    static void answer(const Query& row, T& payload) {
        payload.prospect = ProspectId{row.id(f_prospect)};
        payload.thread = row.text(f_thread);
    }
    static Credits amount(const Query& row) {
        const Credits amount{row.integer(f_amount)};
        if (amount > max_event_amount || amount < Credits{-max_event_amount.value}) fail_damaged(row, {BadValue::What::amount});
        return amount;
    }
    static CloseFigures figures(const Query& row, const Query& details) {
        const auto figures = parse_close_figures(details.text(d_figures));
        if (!figures) fail_damaged(row, {BadValue::What::unreadable_figures});
        return *figures;
    }

    Connection& connection_;
    Names& names_;
    bool with_keys_;
    bool with_details_;
};

/// Merges streams in order of time into one.
class Merge {
  public:
    void add(Query stream) {
        if (!stream.step()) return;
        const Instant at{stream.integer(f_at)};
        streams_.push_back(std::move(stream));
        order_.push({at, streams_.size() - 1});
    }
    [[nodiscard]] bool empty() const { return order_.empty(); }
    [[nodiscard]] Instant at() const { return order_.top().at; }
    [[nodiscard]] const Query& row() const { return streams_[order_.top().stream]; }
    void step() {
        const std::size_t stream = order_.top().stream;
        order_.pop();
        if (streams_[stream].step()) order_.push({Instant{streams_[stream].integer(f_at)}, stream});
    }

  private:
    struct Next {
        Instant at;
        std::size_t stream;
        bool operator<(const Next& other) const { return other.at < at; }  // puts the earliest on top
    };
    std::vector<Query> streams_;
    std::priority_queue<Next> order_;
};

}  // namespace

std::int64_t last_seq_known(Connection& connection, std::optional<Instant> known_at) {
    if (!known_at) return std::numeric_limits<std::int64_t>::max();
    std::int64_t known = 0;
    std::int64_t last = connection.integer("SELECT coalesce(max(seq), 0) FROM event");
    while (known < last) {
        const std::int64_t middle = last - (last - known) / 2;
        Query query = connection.query("SELECT recorded_at FROM event WHERE seq >= ?1 ORDER BY seq LIMIT 1").with(middle);
        const bool is_known = query.step() && Instant{query.integer(0)} <= *known_at;
        if (is_known)
            known = middle;
        else
            last = middle - 1;
    }
    return known;
}

namespace {

void read_blocks(OpenLedger& ledger, const Scope& scope, std::size_t about, const TakeBlock& take) {
    Connection& connection = *ledger.connection;
    const std::int64_t last_seq = last_seq_known(connection, scope.known_at);
    const Instant after = scope.after.value_or(first_instant - Duration{1});
    // With many open streams, a subquery for each event costs more than reading the voided ones first.
    constexpr std::size_t few_streams = 16;
    const std::string select = select_events(scope);
    Merge merge;
    Voided voided;
    // `which`: an index and a condition, with the account as ?3 if it names one.
    const auto add = [&](const std::string& which, bool asks_if_voided, std::optional<AccountId> account) {
        const bool knows_all = !scope.known_at;
        const std::string& in_force = knows_all ? unvoided : unvoided_then;
        Query stream = connection.prepare(select + which + happened + (knows_all ? "" : recorded_by_then) +
                                          (asks_if_voided ? in_force : "") + in_order);
        stream.with(after, scope.until);
        if (account) stream.bind(3, account->id);
        if (!knows_all) stream.bind(4, last_seq);
        merge.add(std::move(stream));
    };
    if (scope.accounts.empty() && scope.plan_events_only) {
        add(from_plan_events, true, std::nullopt);
    } else if (scope.accounts.empty()) {
        voided.read(connection, last_seq);
        add(from_all, false, std::nullopt);
    }
    const std::vector<AccountId> accounts = scope.accounts.empty() ? scope.accounts : ledger.linked(scope.accounts);
    const bool many = accounts.size() > few_streams;
    if (many) voided.read(connection, last_seq);
    for (const AccountId account : accounts)
        add((account.is_pool() ? from_pool : from_seat) + (scope.plan_events_only ? plan_events : ""), !many, account);
    Decoder decoder(connection, ledger.names, scope);
    const auto read_key_of = [&connection](Event& event) {
        Query key = connection.query(select_key).with(event.id.value);
        ensure(key.step(), "an event that was read is there");
        read_key(key, 0, event.key);
    };
    EventBlock block(about, take, scope.keys ? std::function<void(Event&)>{} : read_key_of);
    for (; !merge.empty(); merge.step()) {
        const EventId id{merge.row().integer(f_seq)};
        if (!voided.has(id.value)) decoder.decode(merge.row(), id, merge.at(), block.next(merge.at()));
    }
    block.flush();
}

}  // namespace

void read_in_fold_order(OpenLedger& ledger, const Scope& scope, std::size_t about,
                        const std::function<void(const std::vector<const Event*>&)>& each) {
    std::vector<const Event*> passed;
    const auto pass = [&](const std::vector<Event>& events, std::size_t count) {
        passed.clear();
        for (std::size_t i = 0; i < count; ++i) passed.push_back(&events[i]);
        each(passed);
    };
    // A short read ends before a thread has begun. In a transaction, only this connection sees what was appended.
    constexpr std::size_t worth_a_thread = 4;  // blocks
    const auto is_long = [&] {
        return about > 1 && scope.accounts.empty() &&
               ledger.connection->integer("SELECT coalesce(max(seq), 0) FROM event") >=
                   static_cast<std::int64_t>(worth_a_thread * about);
    };
    if (ledger.connection->holds_snapshot() && ledger.connection->is_file() && is_long()) {
        OpenLedger second(ledger.connection->second(), ledger.chain);
        // Another program may have recorded since this connection's snapshot.
        if (second.revision == ledger.revision)
            return read_ahead([&](const TakeBlock& take) { read_blocks(second, scope, about / 2, take); }, pass);
    }
    read_blocks(ledger, scope, about, [&](std::vector<Event>& events, std::size_t count) { pass(events, count); });
}

}  // namespace inmail::store
