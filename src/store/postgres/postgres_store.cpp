#include "postgres/postgres_store.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "postgres/event_reader.hpp"
#include "postgres/lookups.hpp"
#include "postgres/members.hpp"
#include "postgres/migrate.hpp"
#include "postgres/migrations.hpp"
#include "postgres/terms_rows.hpp"

namespace inmail::store::postgres {

namespace {

/// What a reader keeps to its end, and a writer to its commit.
Question begin_snapshot(Access access) {
    return {access == Access::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL REPEATABLE READ"};
}

/// The same flight takes the foreseen answers, which need a snapshot. Null: nothing is foreseen.
Opening open_ledger(Connection& connection, Access access, ForeseenAnswers* foreseen) {
    const bool has_snapshot = access == Access::read || foreseen != nullptr;
    std::vector<Question> flight;
    if (has_snapshot) flight.push_back(begin_snapshot(access));
    const std::size_t ledger = flight.size();
    flight.push_back(
        {"SELECT l.id, r.name, l.zone, l.created_at, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, "
         "to_regclass('member') IS NULL FROM ledger AS l JOIN rulebook AS r ON r.id = l.default_rulebook"});
    const std::size_t schema = flight.size();
    flight.push_back(repeated(schema_question()));
    if (foreseen != nullptr) {
        for (Question& question : foreseen->questions()) flight.push_back(std::move(question));
    }
    try {
        const auto answers = connection.ask_all(flight);
        connection.set_in_transaction(has_snapshot);
        using ledger_fault::LedgerOnServer;
        if (schema_version(answers[schema], connection) < newest_version())
            throw InvalidLedgerRequest(LedgerOnServer{LedgerOnServer::Why::older_schema, connection.name()});
        const Answer& answer = answers[ledger];
        if (answer.rows() != 1) throw DamagedLedger({damage::BadSetting{damage::BadSetting::What::id}}, connection.name());
        if (foreseen != nullptr) foreseen->take(answers);
        return {{answer.string(0, 0), answer.string(0, 1), answer.string(0, 2), Instant{answer.integer(0, 3)}},
                Instant{answer.integer(0, 4)},
                answer.flag(0, 5)};
    } catch (const ServerFailure& failure) {
        explain_failure(connection, failure);
        throw;
    }
}

std::string batch_name(const std::string& table) { return "coalesce(" + table + ".name, 'b' || " + table + ".id::text, '')"; }

}  // namespace

PostgresStore::PostgresStore(const std::string& location, Access access, Caching caching, const ServerOptions& options)
    : connection_(location),
      access_(access),
      foreseen_(options.foreseen),
      opening_(open()),
      maintenance_(connection_, opening_.info, location) {
    // What a rep sees changes with its role, not only with what is recorded.
    const bool keeps = access == Access::read && caching == Caching::used && !options.checkpoints.empty() && !opening_.is_rep;
    if (keeps) checkpoints_ = std::make_unique<ClientCheckpoints>(connection_, info().id, options.checkpoints);
}

Opening PostgresStore::open() {
    if (foreseen_.names.empty()) return open_ledger(connection_, access_, nullptr);
    answers_ = std::make_unique<ForeseenAnswers>(foreseen_, nullptr);
    has_snapshot_ = true;
    try {
        return open_ledger(connection_, access_, &*answers_);
    } catch (const ServerFailure& failure) {
        if (failure.lost_connection()) throw;
    } catch (const Defect&) {
        // A schema of another version may lack what is asked for.
    }
    has_snapshot_ = false;
    answers_.reset();
    connection_.ask_later({"ROLLBACK"});
    return open_ledger(connection_, access_, nullptr);
}

Head PostgresStore::take_snapshot(Instant now) {
    has_asked_more_ = false;
    foreseen_.now = now;
    const bool is_foreseen = !foreseen_.names.empty();
    const auto foresee_anew = [&] {
        const auto earlier = std::exchange(answers_, nullptr);
        answers_ = std::make_unique<ForeseenAnswers>(foreseen_, earlier.get());
    };
    if (answers_ && answers_->can_be_updated())
        answers_->look_for_news(now);
    else if (is_foreseen)
        foresee_anew();
    std::vector<Question> flight{begin_snapshot(access_), repeated(schema_question())};
    for (Question& question : is_foreseen ? answers_->questions() : std::vector{head_question(now)})
        flight.push_back(std::move(question));
    connection_.set_in_transaction(true);
    try {
        const auto answers = connection_.ask_all(flight);
        static_cast<void>(schema_version(answers.at(1), connection_));  // it may have been migrated since it was opened
        if (!is_foreseen) return head_of(answers.back());
        answers_->take(answers);
        if (!answers_->are_current()) {
            foresee_anew();
            answers_->take(connection_.ask_all(answers_->questions()));
        }
        return answers_->head();
    } catch (...) {
        answers_.reset();
        connection_.ask_later({"ROLLBACK"});
        connection_.set_in_transaction(false);
        throw;
    }
}

const ForeseenAnswers* PostgresStore::foreseen() const {
    // What is recorded since the snapshot is not in it.
    const bool is_current = has_snapshot_ || (writing_ != nullptr && !writing_->changes_ledger());
    return answers_ && is_current ? &*answers_ : nullptr;
}

Connection& PostgresStore::asked() {
    note_asked();
    if (writing_ != nullptr) writing_->send_pending();
    return connection_;
}

LedgerStatus PostgresStore::status() {
    const LedgerExtent reach = extent();
    const Answer own =
        asked().ask({std::string("SELECT ") + of_user + ", (SELECT max(seq) FROM event)"});  // a rep does not see every event
    LedgerStatus status;
    status.info = info();
    status.server = LedgerStatus::OnServer{own.string(0, 1), own.string(0, 2), reach.head};
    status.recorder = own.string(0, 0);
    status.writable = status.server->role != "auditor";
    status.events = reach.events;
    if (const auto last = find_event(EventId{own.integer(0, 3)})) {
        status.last_record = {
            last->kind, last->seat,        last->pool,       last->prospect_erased ? std::string{} : last->prospect,
            last->at,   last->recorded_at, last->recorded_by};
    }
    status.schema = status.newest_schema = status.first_schema = newest_version();
    return status;
}

LedgerExtent PostgresStore::extent() {
    return foreseen() != nullptr ? foreseen()->extent() : extent_of(asked().ask(extent_question()));
}

std::vector<std::uint32_t> PostgresStore::ids_of(NameKind kind, const std::vector<std::string>& names) {
    std::vector<std::uint32_t> ids(names.size());
    if (names.empty()) return ids;
    if (foreseen() != nullptr) {
        if (auto known = foreseen()->ids_of(kind, names)) return *std::move(known);
    }
    if (kind == NameKind::prospect && rows_ahead() != nullptr) {
        if (auto known = rows_ahead()->ids_of_prospects(names)) return *std::move(known);
    }
    const std::string table = table_of(kind);
    std::string sql = "SELECT n.place, t.id FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place) JOIN " + table +
                      " AS t ON t.name = n.name";
    if (kind == NameKind::seat || kind == NameKind::pool) sql += " WHERE " + is_subscribed(table, "");
    const Answer answer = asked().ask({sql, {names}});
    for (int row = 0; row < answer.rows(); ++row)
        ids.at(static_cast<std::size_t>(answer.integer(row, 0) - 1)) = answer.id(row, 1);
    return ids;
}

std::vector<std::string> PostgresStore::names_of(NameKind kind, const std::vector<std::uint32_t>& ids) {
    std::vector<std::string> names(ids.size());
    if (ids.empty()) return names;
    if (foreseen() != nullptr) {
        if (auto known = foreseen()->names_of(kind, ids)) return *std::move(known);
    }
    // A report asks for the names of seats one by one. They are few, unlike people's.
    const bool may_keep = kind != NameKind::prospect && (access_ == Access::read || writing_ != nullptr);
    NamesById asked_for;
    NamesById& found = may_keep ? names_[kind] : asked_for;
    const auto is_missing = [&](std::uint32_t id) { return id != 0 && found.count(id) == 0; };
    if (std::any_of(ids.begin(), ids.end(), is_missing)) {
        found = names_by_id(asked().ask(may_keep ? names_question(kind) : names_question(kind, ids)));
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (is_missing(ids[i])) throw DamagedLedger({damage::MissingRow{table_of(kind), ids[i]}}, connection_.name());
        if (ids[i] != 0) names[i] = found[ids[i]];
    }
    return names;
}

std::vector<std::string> PostgresStore::subscribed(AccountId::Kind kind) {
    if (kind == AccountId::Kind::seat && foreseen() != nullptr && foreseen()->subscribed_seats())
        return *foreseen()->subscribed_seats();
    return texts(subscribed_question(kind));
}

std::vector<StoredTerms> PostgresStore::terms(std::optional<Instant> known_at) {
    if (!known_at && foreseen() != nullptr) return foreseen()->terms();
    return terms_of(asked().ask(terms_question(known_at)));
}

void PostgresStore::read(const Scope& scope, std::size_t about,
                         const std::function<void(const std::vector<const Event*>&)>& each) {
    if (foreseen() != nullptr && foreseen()->read(scope, about, each)) return;
    read_in_fold_order(asked(), scope, about, each);
}

std::vector<AccountLink> PostgresStore::links() {
    if (foreseen() != nullptr && foreseen()->links()) return *foreseen()->links();
    return links_of(asked().ask(links_question()));
}

void PostgresStore::read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) {
    postgres::read_records(asked(), scope, each);
}

std::vector<std::optional<RecordedEvent>> PostgresStore::find_events(const std::vector<std::string>& keys) {
    auto known = foreseen() != nullptr ? foreseen()->find_events(keys) : std::nullopt;
    if (!known && rows_ahead() != nullptr) known = rows_ahead()->find_events(keys);
    auto found = known ? *std::move(known) : postgres::find_events(asked(), keys);
    if (writing_ != nullptr) {
        for (std::size_t i = 0; i < keys.size(); ++i)
            writing_->learn(keys[i], found[i] ? std::optional{found[i]->kind} : std::nullopt);
    }
    return found;
}

void PostgresStore::pass_events(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each) {
    const auto known = foreseen() != nullptr ? foreseen()->find_events(ids) : std::nullopt;
    for (const auto& event : known ? *known : postgres::find_events(asked(), ids)) each(event ? &*event : nullptr);
}

std::vector<std::string> PostgresStore::keys_beginning(const std::string& beginning, std::size_t most) {
    return postgres::keys_beginning(asked(), beginning, most);
}

std::vector<RecordedEvent> PostgresStore::messages_with(ProspectId prospect, Instant until) {
    auto known = foreseen() != nullptr ? foreseen()->messages_with(prospect, until) : std::nullopt;
    return known ? *std::move(known) : postgres::messages_with(asked(), prospect, until);
}

std::vector<RecordedEvent> PostgresStore::records_with(const std::vector<ProspectId>& prospects) {
    return postgres::records_with(asked(), prospects);
}

std::optional<Instant> PostgresStore::latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) {
    if (foreseen() != nullptr) {
        if (const auto known = foreseen()->latest_send(seat, prospect, from, until)) return *known;
    }
    const Answer answer = asked().ask(
        {"SELECT max(e.occurred_at) FROM event AS e WHERE e.seat = $1::integer AND e.prospect = $2::integer "
         "AND e.occurred_at BETWEEN $3::bigint AND $4::bigint AND e.kind = $5::integer "
         "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)",
         {std::int64_t{seat.value}, std::int64_t{prospect.value}, from, until, static_cast<std::int64_t>(EventKind::send)}});
    return answer.instant_if_any(0, 0);
}

std::vector<std::string> PostgresStore::spellings_of(const std::vector<std::string>& keys) {
    std::map<std::string, std::vector<std::string>> by_key;
    std::vector<std::string> unknown;
    for (const std::string& key : keys) {
        auto known = foreseen() != nullptr ? foreseen()->spellings_of(key) : std::nullopt;
        if (!known && rows_ahead() != nullptr) known = rows_ahead()->spellings_of(key);
        if (known)
            by_key[key] = *std::move(known);
        else
            unknown.push_back(key);
    }
    if (!unknown.empty()) by_key.merge(postgres::spellings_of(asked().ask(spellings_question(unknown))));
    std::vector<std::string> all;
    for (const std::string& key : keys) all.insert(all.end(), by_key[key].begin(), by_key[key].end());
    return all;
}

void PostgresStore::read_prospects(const std::function<void(ProspectId, const std::string&)>& each) {
    asked().read_all({"SELECT id, name FROM prospect ORDER BY id"},
                     [&](const Answer& answer, int row) { each(ProspectId{answer.id(row, 0)}, answer.string(row, 1)); });
}

void PostgresStore::read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) {
    asked().read_all(
        {"SELECT e.seq, e.prospect, c.name, e.thread, e.note FROM event AS e LEFT JOIN campaign AS c ON c.id = e.campaign "
         "WHERE e.kind IN ($1::integer, $2::integer, $3::integer) AND ($4::integer IS NULL OR e.seat = $4::integer) "
         "ORDER BY e.seq",
         {static_cast<std::int64_t>(EventKind::send), static_cast<std::int64_t>(EventKind::reply),
          static_cast<std::int64_t>(EventKind::bounce), seat ? Parameter{std::int64_t{seat->value}} : Parameter{std::nullopt}}},
        [&](const Answer& answer, int row) {
            each({EventId{answer.integer(row, 0)}, ProspectId{answer.id(row, 1)}, answer.string(row, 2), answer.string(row, 3),
                  answer.string(row, 4)});
        });
}

void PostgresStore::read_batches(const std::function<bool(const Batch&)>& each) {
    asked().read(
        {"SELECT " + batch_name("b") +
         ", b.command, (SELECT max(after_seq) FROM terms) >= coalesce((SELECT n.first_seq - 1 "
         "FROM batch AS n WHERE n.id > b.id ORDER BY n.id LIMIT 1), (SELECT seq FROM head)), r.name = session_user "
         "FROM batch AS b JOIN event AS e ON e.seq = b.first_seq JOIN recorder AS r ON r.id = e.recorded_by ORDER BY b.id DESC"},
        [&](const Answer& answer, int row) {
            return each({answer.string(row, 0), answer.string(row, 1), answer.flag(row, 2), answer.flag(row, 3)});
        });
}

std::string PostgresStore::command_of(const std::string& batch) {
    const auto commands = texts({"SELECT command FROM batch WHERE coalesce(name, 'b' || id::text) = $1 ORDER BY id", {batch}});
    return commands.empty() ? std::string() : commands.back();
}

std::vector<ArchiveOwner> PostgresStore::archive_owners() {
    const Answer answer = asked().ask({"SELECT o.seat, p.name, " + batch_name("b") +
                                       " FROM archive_owner AS o JOIN prospect AS p ON p.id = o.prospect "
                                       "LEFT JOIN batch AS b ON b.id = o.batch ORDER BY o.id"});
    std::vector<ArchiveOwner> all;
    for (int row = 0; row < answer.rows(); ++row)
        all.push_back({SeatId{answer.id(row, 0)}, answer.string(row, 1), answer.string(row, 2)});
    return all;
}

std::vector<KnownRun> PostgresStore::known_runs() {
    const Answer answer = asked().ask({"SELECT t.command, " + batch_name("b") +
                                       ", t.after_seq, t.first_seq, t.last_seq FROM told_again AS t "
                                       "LEFT JOIN batch AS b ON b.id = t.batch ORDER BY t.id"});
    std::vector<KnownRun> all;
    for (int row = 0; row < answer.rows(); ++row) {
        all.push_back({answer.string(row, 0), answer.string(row, 1), EventId{answer.integer(row, 2)},
                       EventId{answer.integer(row, 3)}, EventId{answer.integer(row, 4)}});
    }
    return all;
}

std::vector<ImportZone> PostgresStore::zones_of_imports(const std::string& command) {
    const Answer answer = asked().ask({"SELECT " + batch_name("b") +
                                           ", z.zone FROM import_zone AS z LEFT JOIN batch AS b ON b.id = z.batch "
                                           "WHERE z.command = $1 ORDER BY z.id",
                                       {command}});
    std::vector<ImportZone> all;
    for (int row = 0; row < answer.rows(); ++row) all.push_back({answer.string(row, 0), answer.string(row, 1)});
    return all;
}

std::unique_ptr<Transaction> PostgresStore::begin(Instant now, const std::string& command) {
    ensure(access_ == Access::write, "a ledger that is opened for reading is not written");
    ensure(writing_ == nullptr, "one write is open at a time");
    row_answers_.reset();
    names_.clear();  // a number that another write gave and took back may stand for another name
    Head head = std::exchange(has_snapshot_, false) ? answers_->head() : take_snapshot(now);
    return std::make_unique<PostgresTransaction>(*this, connection_, writing_, std::move(head), now, command);
}

void PostgresStore::look_ahead(const RowsAhead& rows) {
    ensure(writing_ != nullptr, "an import looks ahead in its write");
    row_answers_.reset();
    row_answers_.emplace(asked(), rows);
}

std::optional<LedgerMember> PostgresStore::member() { return member_of_user(asked().ask({std::string("SELECT ") + of_user})); }

std::vector<LedgerMember> PostgresStore::members() {
    if (opening_.is_rep) return {*member()};
    return members_of(asked().ask(members_question()));
}

std::vector<PendingWith> PostgresStore::pending_out_of_sight(const std::string& prospect) {
    auto known = foreseen() != nullptr ? foreseen()->pending_out_of_sight(prospect) : std::nullopt;
    return known ? *std::move(known) : pending_of(asked().ask(pending_question({prospect})))[prospect];
}

void PostgresStore::grant(const LedgerMember& member) {
    const auto seat = member.role == MemberRole::rep ? find_seat(member.seat) : std::nullopt;
    grant_role(asked(), member.user, member.role, seat);
}

void PostgresStore::revoke(const std::string& user) { revoke_role(asked(), user); }

}  // namespace inmail::store::postgres
