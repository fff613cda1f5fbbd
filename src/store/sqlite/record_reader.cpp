#include "sqlite/record_reader.hpp"

#include <algorithm>
#include <limits>

#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/damage.hpp"
#include "sqlite/fold_reader.hpp"
#include "sqlite/key_column.hpp"

namespace inmail::store {

namespace {

/// In the order of select_with.
enum RecordColumn {
    c_seq,
    c_at,
    c_kind,
    c_seat,
    c_pool,
    c_prospect,
    c_channel,
    c_amount,
    c_key,
    c_thread,
    c_plan,
    c_rulebook,
    c_team,
    c_name,
    c_figures,
    c_to,
    c_ref,
    c_outcome,
    c_campaign,
    c_price_minor,
    c_currency,
    c_chars,
    c_billed,
    c_note,
    c_line,
    c_recorded_at,
    c_recorded_by,
    c_batch,
    c_hash_version,
    c_hash,
    c_prospect_name,
    c_prospect_salt,
    c_erased_digest,
    c_voided_by
};

// A subquery opens its table for each row that it is asked for, which costs as much as the row: most need none.
std::string select_with(const std::string& voided_by, const std::string& index = {}) {
    return "SELECT e.seq, e.occurred_at, e.kind, e.seat, e.pool, e.prospect, e.channel, e.amount, e.key, e.thread, e.plan, "
           "e.rulebook, e.team, e.name, e.figures, e.to_seat, "
           "CASE WHEN e.ref IS NOT NULL THEN (SELECT r.key FROM event AS r WHERE r.seq = e.ref) END, "
           "e.outcome, e.campaign, e.price_minor, e.currency, e.chars, e.billed, "
           "e.note, e.line, e.recorded_at, e.recorded_by, e.batch, e.hash_version, e.hash, p.name, p.salt, "
           "CASE WHEN p.id IS NULL AND e.prospect IS NOT NULL THEN (SELECT x.digest FROM erased_prospect AS x WHERE x.id = "
           "e.prospect) END, " +
           voided_by + " FROM event AS e " + index + " LEFT JOIN prospect AS p ON p.id = e.prospect ";
}
// ?1 is the last event known.
const std::string first_void = "(SELECT min(v.seq) FROM event AS v WHERE v.ref = e.seq AND v.seq <= ?1)";
const std::string select_records = select_with(first_void);
// An event's link does not say whether the event was taken back.
const std::string select_links = select_with("NULL") + "ORDER BY e.seq";
const std::string select_by_seq = select_records + "WHERE e.seq = ?2";
const std::string select_by_key = select_records + "WHERE e.key = ?2";
const std::string select_of_prospect = select_with(first_void, "INDEXED BY event_by_prospect") + "WHERE e.prospect = ?2";
const std::string select_in_force_of_prospect =
    select_with("NULL", "INDEXED BY event_by_prospect") +
    "WHERE e.prospect = ?1 AND e.occurred_at <= ?2 AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq) "
    "ORDER BY e.occurred_at, e.seq";

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

using damage::BadValue;

[[noreturn]] void fail_in_event(const Query& row, const BadValue& value) {
    row.fail_damaged(value, Damage::OfEvent{row.integer(c_seq)});
}

template <class Enum>
Enum enum_of(const Query& row, int column, std::size_t count, const char* what) {
    const std::int64_t value = row.integer(column);
    if (value < 0 || value >= static_cast<std::int64_t>(count)) fail_in_event(row, {BadValue::What::unknown_choice, what});
    return static_cast<Enum>(value);
}

/// Empty if nothing is given, and only there: a number 0 is none of ours.
const std::string& name_of(const Query& row, int column, Dictionary& dictionary) {
    static const std::string none;
    if (row.is_null(column)) return none;
    if (row.id(column) == 0) fail_in_event(row, {BadValue::What::no_name});
    return dictionary.name_of(row.id(column));
}

/// Text that may be missing from a column. Empty text is damage, because its hash would be the same.
std::string_view text_if_any(const Query& row, int column) {
    if (row.is_null(column)) return {};
    const std::string_view text = row.text(column);
    if (text.empty()) fail_in_event(row, {BadValue::What::empty_text});
    return text;
}

void read_prospect(const Query& row, RecordedEvent& event) {
    event.prospect_erased = false;
    event.prospect.clear();
    if (row.is_null(c_prospect)) return;
    if (!row.is_null(c_prospect_name)) {
        event.prospect = row.text(c_prospect_name);
        return;
    }
    if (row.is_null(c_erased_digest)) fail_in_event(row, {BadValue::What::no_prospect});
    event.prospect_erased = true;
    event.prospect = Prospects::stand_in(row.digest(c_erased_digest));
}

/// Checks what no hash shows: a currency without its price. And what was never accepted.
void require_sound(const Query& row, const RecordedEvent& event) {
    if (row.is_null(c_price_minor) != row.is_null(c_currency)) fail_in_event(row, {BadValue::What::half_a_price});
    const std::vector<RecordFlaw> flaws = flaws_of(event);
    if (!flaws.empty()) fail_in_event(row, {BadValue::What::flawed_column, flaws.front().column, 0, flaws.front().reason});
}

}  // namespace

void RecordReader::read(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) {
    batch_.reset();
    const std::int64_t last_seq = last_seq_known(connection_, scope.known_at);
    if (!scope.batch.empty()) return read_batch(scope, last_seq, each);
    if (scope.accounts.empty()) return read_all(scope.until, last_seq, each);
    read_accounts(scope, last_seq, each);
}

void RecordReader::pass(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) {
    pass_each(
        select_by_seq, ids, [](Query& query, EventId id) { query.bind(2, id.value); }, each);
}

std::vector<std::optional<RecordedEvent>> RecordReader::find(const std::vector<std::string>& keys) {
    std::vector<std::optional<RecordedEvent>> found;
    found.reserve(keys.size());
    pass_each(
        select_by_key, keys, [](Query& query, const std::string& key) { StoredKey{key}.bind_to(query, 2); },
        [&](const RecordedEvent* event) { found.push_back(event == nullptr ? std::nullopt : std::optional{*event}); });
    return found;
}

template <class What, class Bind, class Each>
void RecordReader::pass_each(const std::string& select, const std::vector<What>& wanted, Bind bind, Each&& each) {
    batch_.reset();
    RecordedEvent event;
    Query query = connection_.query(select.c_str()).with(no_limit);
    for (const What& one : wanted) {
        bind(query, one);
        const bool is_there = query.step();
        if (is_there) {
            decode(query, event);
            require_sound(query, event);
        }
        each(is_there ? &event : nullptr);
        query.reset();
    }
}

std::vector<RecordedEvent> RecordReader::in_force_of(ProspectId prospect, Instant until) {
    batch_.reset();
    std::vector<RecordedEvent> events;
    Query query = connection_.query(select_in_force_of_prospect.c_str()).with(prospect.value, until);
    while (query.step()) {
        decode(query, events.emplace_back());
        require_sound(query, events.back());
    }
    return events;
}

std::vector<RecordedEvent> RecordReader::all_of(const std::vector<ProspectId>& prospects) {
    batch_.reset();
    std::vector<RecordedEvent> events;
    for (const ProspectId prospect : prospects) {
        Query query = connection_.query(select_of_prospect.c_str()).with(no_limit, prospect.value);
        while (query.step()) {
            decode(query, events.emplace_back());
            require_sound(query, events.back());
        }
    }
    std::sort(events.begin(), events.end(), [](const RecordedEvent& a, const RecordedEvent& b) { return a.id < b.id; });
    return events;
}

void RecordReader::read_links(const std::function<void(const EventLink&)>& each) {
    batch_.reset();
    EventLink link;
    Query query = connection_.prepare(select_links);
    while (query.step()) {
        link.unreadable.reset();
        try {
            decode(query, link.event);
            require_sound(query, link.event);
            link.hash_version = query.integer(c_hash_version);
            link.context.prospect.reset();
            if (!query.is_null(c_prospect_name)) {
                link.context.prospect = names_.prospects.digest_of(query.blob(c_prospect_salt), query.text(c_prospect_name));
            } else if (!query.is_null(c_erased_digest)) {
                link.context.prospect = query.digest(c_erased_digest);
            }
            const BatchRun& run = batch(query.integer(c_batch));
            link.context.command = run.command;
            link.in_batch = run.first_seq <= link.event.id.value && link.event.id.value < run.end_seq;
        } catch (const DamagedLedger& damage) { link.unreadable = damage.damage(); }
        each(link);
    }
}

void RecordReader::read_all(Instant until, std::int64_t last_seq, const std::function<void(const RecordedEvent&)>& each) {
    RecordedEvent event;
    Query query =
        connection_.prepare(select_records + "WHERE e.seq <= ?1 AND e.occurred_at <= ?2 ORDER BY e.seq").with(last_seq, until);
    while (query.step()) {
        decode(query, event);
        each(event);
    }
}

void RecordReader::read_batch(const Scope& scope, std::int64_t last_seq, const std::function<void(const RecordedEvent&)>& each) {
    ensure(scope.accounts.empty(), "a batch is read whole");
    RecordedEvent event;
    for (const BatchRun& run : batches_named(connection_, scope.batch)) {
        Query query = connection_
                          .prepare(select_records +
                                   "WHERE e.seq >= ?2 AND e.seq < ?3 AND e.seq <= ?1 AND +e.batch = ?4 "
                                   "AND e.occurred_at <= ?5 ORDER BY e.seq")
                          .with(last_seq, run.first_seq, run.end_seq, run.id, scope.until);
        while (query.step()) {
            decode(query, event);
            each(event);
        }
    }
}

void RecordReader::read_accounts(const Scope& scope, std::int64_t last_seq,
                                 const std::function<void(const RecordedEvent&)>& each) {
    RecordedEvent event;
    Query query = connection_.prepare(select_by_seq + " AND e.occurred_at <= ?3");
    for (const std::int64_t seq : seqs_of(ledger_.linked(scope.accounts), last_seq)) {
        query.with(last_seq, seq, scope.until);
        if (query.step()) {
            decode(query, event);
            each(event);
        }
        query.reset();
    }
}

std::vector<std::int64_t> RecordReader::seqs_of(const std::vector<AccountId>& accounts, std::int64_t last_seq) {
    // A void names no account: it stands with the event that it takes back.
    const std::string with_voids =
        " AND seq <= ?2) SELECT seq FROM own UNION ALL "
        "SELECT v.seq FROM own JOIN event AS v ON v.ref = own.seq WHERE v.seq <= ?2";
    std::vector<std::int64_t> seqs;
    for (const AccountId account : accounts) {
        Query query = connection_
                          .prepare((account.is_pool() ? "WITH own AS (SELECT seq FROM event WHERE pool = ?1 AND seat IS NULL"
                                                      : "WITH own AS (SELECT seq FROM event WHERE seat = ?1") +
                                   with_voids)
                          .with(account.id, last_seq);
        while (query.step()) seqs.push_back(query.integer(0));
    }
    std::sort(seqs.begin(), seqs.end());
    return seqs;
}

void RecordReader::decode(const Query& row, RecordedEvent& event) {
    // These come first, to name the event if the rest cannot be read.
    event.id = EventId{row.integer(c_seq)};
    event.key.clear();
    read_key(row, c_key, event.key);
    event.at = Instant{row.integer(c_at)};
    event.kind = enum_of<EventKind>(row, c_kind, event_kind_count, "kind");
    event.seat = name_of(row, c_seat, names_.seats);
    event.pool = name_of(row, c_pool, names_.pools);
    event.team = name_of(row, c_team, names_.teams);
    event.name = text_if_any(row, c_name);
    event.plan = name_of(row, c_plan, names_.plans);
    event.rulebook = name_of(row, c_rulebook, names_.rulebooks);
    read_prospect(row, event);
    event.channel.reset();
    if (!row.is_null(c_channel)) event.channel = enum_of<Channel>(row, c_channel, channel_count, "channel");
    event.outcome.reset();
    if (!row.is_null(c_outcome)) event.outcome = enum_of<Outcome>(row, c_outcome, outcome_count, "outcome");
    event.thread = text_if_any(row, c_thread);
    event.campaign = name_of(row, c_campaign, names_.campaigns);
    event.amount.reset();
    if (!row.is_null(c_amount)) event.amount = Credits{row.integer(c_amount)};
    event.price.reset();
    if (!row.is_null(c_price_minor)) event.price = Money{row.integer(c_price_minor), std::string{text_if_any(row, c_currency)}};
    event.to = name_of(row, c_to, names_.seats);
    event.chars.reset();
    if (!row.is_null(c_chars)) event.chars = row.integer(c_chars);
    event.billed.reset();
    if (!row.is_null(c_billed)) event.billed = enum_of<Billing>(row, c_billed, billing_count, "billing");
    event.note = text_if_any(row, c_note);
    event.ref.clear();
    if (!row.is_null(c_ref)) read_key(row, c_ref, event.ref);
    const std::string_view figures = text_if_any(row, c_figures);
    event.figures = parse_close_figures(figures);
    if (event.figures.has_value() == figures.empty()) fail_in_event(row, {BadValue::What::unreadable_figures});
    event.line = row.integer(c_line);
    event.recorded_at = Instant{row.integer(c_recorded_at)};
    event.recorded_by = name_of(row, c_recorded_by, names_.recorders);
    event.batch = batch(row.integer(c_batch)).name;
    event.hash = row.digest(c_hash);
    if (const std::int64_t version = row.integer(c_hash_version); !ledger_.chain.knows(version))
        fail_in_event(row, {BadValue::What::hash_version, {}, version});
    else if (!ledger_.chain.guards(version, event))
        fail_in_event(row, {BadValue::What::unguarded, {}, version});
    event.voided_by = EventId{row.is_null(c_voided_by) ? 0 : row.integer(c_voided_by)};
}

const BatchRun& RecordReader::batch(std::int64_t id) {
    if (!batch_ || batch_->id != id) batch_ = batch_of(connection_, id);
    return *batch_;
}

}  // namespace inmail::store
