#include "sqlite/transaction.hpp"

#include <algorithm>
#include <utility>

#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "sqlite/batches.hpp"
#include "sqlite/current_user.hpp"
#include "sqlite/key_column.hpp"
#include "sqlite/terms_table.hpp"

namespace inmail::store {

namespace {

template <class T>
std::optional<std::int64_t> number_of(const std::optional<T>& value) {
    if (!value) return std::nullopt;
    return static_cast<std::int64_t>(*value);
}

std::optional<std::uint32_t> id_if_given(Dictionary& dictionary, const std::string& name) {
    if (name.empty()) return std::nullopt;
    return dictionary.find_or_add(name);
}

std::optional<std::uint32_t> id_if_known(Dictionary& dictionary, const std::string& name) {
    if (name.empty()) return std::nullopt;
    const auto id = dictionary.find(name);
    ensure(id.has_value(), "plans and rulebooks of an event are known");
    return id;
}

}  // namespace

WriteTransaction::WriteTransaction(OpenLedger& ledger, Instant now, std::string command)
    : ledger_(ledger), now_(now), command_(std::move(command)), user_(current_user()) {
    connection().restore_memory();
    connection().exec("BEGIN IMMEDIATE");
    try {
        read_state();
    } catch (...) {
        connection().exec("ROLLBACK");
        throw;
    }
}

void WriteTransaction::read_state() {
    head_ = ledger_.begin(user_);
    recorded_at_ = std::max(now_, head_.recorded_at.value_or(now_));
    last_batch_id_ = head_.last_batch;
    own_batch_id_ = 1 + head_.last_batch;
    if (head_.next_batch_is_taken) own_batch_id_ = next_own_batch(connection(), head_.last_batch);
    own_batch_name_ = own_batch_name(own_batch_id_);
}

WriteTransaction::~WriteTransaction() {
    if (!open_) return;
    ledger_.names.forget();
    ledger_.changed();
    try {
        // After some errors SQLite has rolled back by itself.
        if (connection().in_transaction()) connection().exec("ROLLBACK");
    } catch (const std::exception&) {
        // Nothing is lost by it: what is not committed goes when the connection closes.
    }
}

EventId WriteTransaction::append(const EventRecord& record, const Provenance* provenance) {
    ensure(open_, "nothing is appended after the commit");
    complete(record, provenance);
    EventContext context;
    std::optional<std::uint32_t> prospect;
    if (!event_.prospect.empty()) {
        const Prospects::Row known = ledger_.names.prospects.find_or_add(event_.prospect);
        prospect = known.id;
        context.prospect = known.digest;
    }
    context.command = command_;
    event_.hash = ledger_.chain.link(ledger_.chain.newest_version(), head_.hash, event_, context);
    insert(enter_batch(event_.batch, event_.id.value), prospect);
    ledger_.changed(!event_.seat.empty() && (!event_.pool.empty() || !event_.to.empty()));
    drop_checkpoints();
    head_.seq = event_.id.value;
    head_.recorded_at = head_.event_recorded_at = event_.recorded_at;
    head_.hash = event_.hash;
    recorded_at_ = std::max(recorded_at_, event_.recorded_at);
    return event_.id;
}

void WriteTransaction::complete(const EventRecord& record, const Provenance* provenance) {
    static_cast<EventRecord&>(event_) = record;
    event_.id = EventId{head_.seq + 1};
    event_.recorded_at = provenance != nullptr ? provenance->recorded_at : recorded_at_;
    event_.recorded_by = provenance != nullptr && !provenance->recorded_by.empty() ? provenance->recorded_by : user_;
    event_.batch = provenance != nullptr && !provenance->batch.empty() ? provenance->batch : own_batch_name_;
    if (head_.event_recorded_at && event_.recorded_at < *head_.event_recorded_at) {
        throw InvalidLedgerRequest(ledger_fault::RecordedEarlier{record.line, *head_.event_recorded_at, event_.recorded_at});
    }
    if (event_.key.empty()) event_.key = generate_key(event_.recorded_at, event_.id.value);
}

std::optional<std::int64_t> WriteTransaction::seq_of(const std::string& ref) {
    if (ref.empty()) return std::nullopt;
    Query query = connection().query("SELECT seq, kind FROM event WHERE key = ?1").with(StoredKey{ref});
    ensure(query.step(), "a void names an event that is recorded");
    ensure(query.enum_as<EventKind>(1) != EventKind::void_event, "a void is not voided (RULES section 3)");
    return query.integer(0);
}

std::int64_t WriteTransaction::enter_batch(const std::string& name, std::int64_t seq) {
    if (current_batch_id_ != 0 && name == current_batch_name_) return current_batch_id_;
    current_batch_id_ = 1 + last_batch_id_;
    if (name == own_batch_name_) current_batch_id_ = std::max(current_batch_id_, own_batch_id_);
    last_batch_id_ = current_batch_id_;
    current_batch_name_ = name;
    insert_batch(connection(), current_batch_id_, seq, name, command_);
    return current_batch_id_;
}

void WriteTransaction::insert(std::int64_t batch_id, std::optional<std::uint32_t> prospect) {
    const RecordedEvent& event = event_;
    Names& names = ledger_.names;
    Query insert = connection().query(
        "INSERT OR ROLLBACK INTO event (seq, occurred_at, kind, seat, pool, prospect, channel, amount, key, plan, rulebook, "
        "team, ref, "
        "outcome, "
        "campaign, price_minor, line, recorded_at, recorded_by, batch, hash_version, hash, to_seat, chars, billed, thread, name, "
        "figures, currency, note) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, "
        "?25, ?26, ?27, ?28, ?29, ?30)");
    const std::optional<std::int64_t> ref = seq_of(event.ref);
    insert.with(event.id.value, event.at, static_cast<int>(event.kind), id_if_given(names.seats, event.seat),
                id_if_given(names.pools, event.pool), prospect, number_of(event.channel),
                event.amount ? std::optional{event.amount->value} : std::nullopt, StoredKey{event.key},
                id_if_known(names.plans, event.plan), id_if_known(names.rulebooks, event.rulebook),
                id_if_given(names.teams, event.team), ref, number_of(event.outcome), id_if_given(names.campaigns, event.campaign),
                event.price ? std::optional{event.price->minor} : std::nullopt,
                event.line > 0 ? std::optional{event.line} : std::nullopt, event.recorded_at,
                names.recorders.find_or_add(event.recorded_by), batch_id, ledger_.chain.newest_version(), event.hash,
                id_if_given(names.seats, event.to), event.chars, number_of(event.billed));
    constexpr int first_of_texts = 26;
    insert.bind_given(first_of_texts, event.thread);
    insert.bind_given(first_of_texts + 1, event.name);
    insert.bind_given(first_of_texts + 2, event.figures ? to_string(*event.figures) : std::string{});
    insert.bind_given(first_of_texts + 3, event.price ? event.price->currency : std::string{});
    insert.bind_given(first_of_texts + 4, event.note);
    insert.run();
}

void WriteTransaction::drop_checkpoints() {
    const auto [account, links, at] = effect_of_event();
    // No checkpoint is kept of a day that was not over at the last change.
    const auto last_change = head_.last_change_at();
    if (!last_change || end_of(day_of(at)) > *last_change || ledger_.checkpoints.none()) return;
    // Accounts that a membership links may have rows that neither account's own events have removed.
    if (links || !ledger_.checkpoints.is_forgotten_from(account, at))
        ledger_.checkpoints.forget_from(ledger_.linked({account}), at);
}

WriteTransaction::ChangedAccount WriteTransaction::effect_of_event() {
    const auto effect_of = [](SeatId seat, PoolId pool, bool to_another, Instant at) {
        return ChangedAccount{is_none(seat) ? AccountId::of(pool) : AccountId::of(seat),
                              !is_none(seat) && (!is_none(pool) || to_another), at};
    };
    if (event_.kind == EventKind::void_event) {
        Query target =
            connection().query("SELECT seat, pool, occurred_at, to_seat FROM event WHERE key = ?1").with(StoredKey{event_.ref});
        ensure(target.step(), "a void names an event that is recorded");
        return effect_of(SeatId{target.id(0)}, PoolId{target.id(1)}, !target.is_null(3), Instant{target.integer(2)});
    }
    return effect_of(SeatId{event_.seat.empty() ? 0 : ledger_.names.seats.find(event_.seat).value_or(0)},
                     PoolId{event_.pool.empty() ? 0 : ledger_.names.pools.find(event_.pool).value_or(0)}, !event_.to.empty(),
                     event_.at);
}

void WriteTransaction::append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) {
    ensure(open_, "nothing is appended after the commit");
    ledger_.changed();
    ledger_.checkpoints.forget_all();
    for (const NamedTerms& row : rows) {
        TermsLink link;
        link.rulebook = row.rulebook;
        link.title = title_of(row.rulebook, new_title);
        link.plan = row.plan;
        link.terms = row.terms;
        link.recorded_at = row.recorded_at.value_or(recorded_at_);
        link.recorded_by = user_;
        link.after_seq = head_.seq;
        const std::int64_t version = ledger_.chain.newest_version();
        const Digest hash = ledger_.chain.link(version, head_.hash, link);
        Names& names = ledger_.names;
        insert_terms(
            connection(),
            {names.rulebooks.find_or_add(row.rulebook), names.plans.find_or_add(row.plan), names.recorders.find_or_add(user_)},
            link, version, hash);
        head_.hash = hash;
        head_.recorded_at = link.recorded_at;
    }
}

std::string WriteTransaction::title_of(const std::string& rulebook, const std::string& new_title) {
    if (!ledger_.names.rulebooks.find(rulebook)) {
        connection()
            .query("INSERT INTO rulebook (id, name, title) SELECT coalesce(max(id), 0) + 1, ?1, ?2 FROM rulebook")
            .with(rulebook, new_title)
            .run();
    }
    Query query = connection().query("SELECT title FROM rulebook WHERE name = ?1").with(rulebook);
    ensure(query.step(), "a rulebook that was added is found");
    return query.string(0);
}

void WriteTransaction::set_archive_owner(SeatId seat, const std::string& owner) {
    ensure(open_, "nothing is written after the commit");
    const std::uint32_t prospect = ledger_.names.prospects.find_or_add(owner).id;
    connection()
        .query(
            "INSERT INTO archive_owner (id, seat, prospect, recorded_at, batch) "
            "SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4 FROM archive_owner")
        .with(seat.value, prospect, recorded_at_, batch_so_far())
        .run();
}

void WriteTransaction::note_known_run(EventId first, EventId last) {
    ensure(open_, "nothing is written after the commit");
    ensure(first <= last && last.value <= head_.seq, "a run of recorded events");
    connection()
        .query(
            "INSERT INTO told_again (id, command, batch, after_seq, first_seq, last_seq) "
            "SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4, ?5 FROM told_again")
        .with(command_, batch_so_far(), head_.seq, first.value, last.value)
        .run();
}

void WriteTransaction::note_import_zone(const std::string& zone) {
    ensure(open_, "nothing is written after the commit");
    connection()
        .query("INSERT INTO import_zone (id, command, batch, zone) SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3 FROM import_zone")
        .with(command_, batch_so_far(), zone)
        .run();
}

std::optional<std::int64_t> WriteTransaction::batch_so_far() const {
    return current_batch_id_ == 0 ? std::nullopt : std::optional{current_batch_id_};
}

void WriteTransaction::erase(const std::string& prospect) {
    ensure(open_, "nothing is written after the commit");
    if (ledger_.names.prospects.find(prospect)) ledger_.names.prospects.erase(prospect, recorded_at_);
}

void WriteTransaction::commit() {
    ensure(open_, "a transaction is committed once");
    connection().commit();
    open_ = false;
    ledger_.changed();
}

}  // namespace inmail::store
