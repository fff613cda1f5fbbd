#include "postgres/postgres_store.hpp"

#include <algorithm>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "postgres/event_reader.hpp"
#include "postgres/members.hpp"
#include "postgres/migrate.hpp"
#include "postgres/migrations.hpp"
#include "postgres/terms_rows.hpp"

namespace inmail::store::postgres {

namespace {

const char* table_of(NameKind kind) {
    switch (kind) {
        case NameKind::seat:
            return "seat";
        case NameKind::pool:
            return "pool";
        case NameKind::plan:
            return "plan";
        case NameKind::rulebook:
            return "rulebook";
        case NameKind::prospect:
            break;
    }
    return "prospect";
}

/// Whether a `subscribe` names the row t of the table, or a reassign hands over to it. `in_force`: a condition on the event e.
std::string is_subscribed(const std::string& table, const std::string& in_force) {
    std::string condition = "(EXISTS (SELECT 1 FROM event AS e WHERE e.kind = 0 AND e." + table + " = t.id" + in_force + ")";
    if (table == "seat") condition += " OR EXISTS (SELECT 1 FROM event AS e WHERE e.to_seat = t.id" + in_force + ")";
    return condition + ")";
}

Opening open_ledger(Connection& connection, Access access) {
    std::vector<Question> flight;
    if (access == Access::read) flight.push_back({"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"});
    flight.push_back(
        {"SELECT l.id, r.name, l.zone, l.created_at, (extract(epoch FROM clock_timestamp()) * 1000)::bigint "
         "FROM ledger AS l JOIN rulebook AS r ON r.id = l.default_rulebook"});
    flight.push_back(schema_question());
    try {
        const auto answers = connection.ask_all(flight);
        connection.set_in_transaction(access == Access::read);
        using ledger_fault::LedgerOnServer;
        if (schema_version(answers.back(), connection) < newest_version())
            throw InvalidLedgerRequest(LedgerOnServer{LedgerOnServer::Why::older_schema, connection.name()});
        const Answer& answer = answers[answers.size() - 2];
        if (answer.rows() != 1) throw DamagedLedger({damage::BadSetting{damage::BadSetting::What::id}}, connection.name());
        return {{answer.string(0, 0), answer.string(0, 1), answer.string(0, 2), Instant{answer.integer(0, 3)}},
                Instant{answer.integer(0, 4)}};
    } catch (const ServerFailure& failure) {
        explain_absence(connection, failure);
        throw;
    }
}

/// The user, its role, and a rep's seat, the only one whose name a rep sees.
const std::string of_user =
    "session_user::text, my_role(), (SELECT min(name) FROM seat WHERE left(name, 1) <> '(' AND my_role() = 'rep')";

std::string batch_name(const std::string& table) { return "coalesce(" + table + ".name, 'b' || " + table + ".id::text, '')"; }

/// As a pattern of LIKE that matches the text alone.
std::string literal(const std::string& text) {
    std::string pattern;
    for (const char c : text) {
        if (c == '\\' || c == '%' || c == '_') pattern += '\\';
        pattern += c;
    }
    return pattern;
}

}  // namespace

PostgresStore::PostgresStore(const std::string& location, Access access)
    : connection_(location),
      access_(access),
      opening_(open_ledger(connection_, access)),
      maintenance_(connection_, opening_.info, location) {}

Connection& PostgresStore::asked() {
    if (writing_ != nullptr) writing_->send_pending();
    return connection_;
}

std::vector<std::string> PostgresStore::texts(const Question& question) {
    const Answer answer = asked().ask(question);
    std::vector<std::string> all;
    for (int row = 0; row < answer.rows(); ++row) all.push_back(answer.string(row, 0));
    return all;
}

LedgerStatus PostgresStore::status() {
    const LedgerExtent reach = extent();
    const Answer own = asked().ask({"SELECT " + of_user + ", (SELECT max(seq) FROM event)"});  // a rep does not see every event
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
    const Answer answer = asked().ask({"SELECT seq, event_recorded_at, (SELECT min(occurred_at) FROM event), hash FROM head"});
    ensure(answer.rows() == 1, "a ledger has one head");
    const std::int64_t seq = answer.integer(0, 0);
    return {seq, EventId{seq}, answer.instant_if_any(0, 1), answer.instant_if_any(0, 2), to_hex(answer.digest(0, 3))};
}

std::vector<std::uint32_t> PostgresStore::ids_of(NameKind kind, const std::vector<std::string>& names) {
    std::vector<std::uint32_t> ids(names.size());
    if (names.empty()) return ids;
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
    std::string table = table_of(kind);
    if (kind == NameKind::prospect) {
        table = "(SELECT id, name FROM prospect UNION ALL SELECT id, stand_in FROM erased_prospect)";
    }
    const Answer answer = asked().ask({"SELECT n.place, t.name FROM unnest($1::bigint[]) WITH ORDINALITY AS n (id, place) JOIN " +
                                           table + " AS t ON t.id = n.id",
                                       {std::vector<std::int64_t>(ids.begin(), ids.end())}});
    for (int row = 0; row < answer.rows(); ++row)
        names.at(static_cast<std::size_t>(answer.integer(row, 0) - 1)) = answer.text(row, 1);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] != 0 && names[i].empty())
            throw DamagedLedger({damage::MissingRow{table_of(kind), ids[i]}}, connection_.name());
    }
    return names;
}

std::vector<std::string> PostgresStore::subscribed(AccountId::Kind kind) {
    const std::string table = kind == AccountId::Kind::pool ? "pool" : "seat";
    // A rep sees stand-ins in brackets for the names of others.
    return texts({"SELECT t.name FROM " + table + " AS t WHERE left(t.name, 1) <> '(' AND " +
                  is_subscribed(table, " AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)") + " ORDER BY t.name"});
}

std::vector<StoredTerms> PostgresStore::terms(std::optional<Instant> known_at) { return read_terms(asked(), known_at); }

void PostgresStore::read(const Scope& scope, std::size_t about,
                         const std::function<void(const std::vector<const Event*>&)>& each) {
    read_in_fold_order(asked(), scope, about, each);
}

std::vector<AccountLink> PostgresStore::links() {
    const Answer answer =
        asked().ask({"SELECT DISTINCT seat, pool, NULL::integer FROM event WHERE seat IS NOT NULL AND pool IS NOT NULL "
                     "UNION ALL SELECT DISTINCT seat, NULL::integer, to_seat FROM event WHERE to_seat IS NOT NULL"});
    std::vector<AccountLink> all;
    for (int row = 0; row < answer.rows(); ++row) {
        const AccountId other =
            answer.is_null(row, 1) ? AccountId::of(SeatId{answer.id(row, 2)}) : AccountId::of(PoolId{answer.id(row, 1)});
        all.push_back({AccountId::of(SeatId{answer.id(row, 0)}), other});
    }
    return all;
}

void PostgresStore::read_records(const Scope& scope, const std::function<void(const RecordedEvent&)>& each) {
    postgres::read_records(asked(), scope, each);
}

std::vector<std::optional<RecordedEvent>> PostgresStore::find_events(const std::vector<std::string>& keys) {
    auto found = postgres::find_events(asked(), keys);
    if (writing_ != nullptr) {
        for (std::size_t i = 0; i < keys.size(); ++i)
            writing_->learn(keys[i], found[i] ? std::optional{found[i]->kind} : std::nullopt);
    }
    return found;
}

std::vector<std::optional<RecordedEvent>> PostgresStore::find_events(const std::vector<EventId>& ids) {
    return postgres::find_events(asked(), ids);
}

std::vector<std::string> PostgresStore::keys_beginning(const std::string& beginning, std::size_t most) {
    // A text that ends within a character is none for the server: it is asked for what comes before, and more is read.
    std::string whole = beginning;
    while (!is_utf8(whole)) whole.pop_back();
    const auto limit = whole == beginning ? Parameter(static_cast<std::int64_t>(most)) : Parameter(std::nullopt);
    std::vector<std::string> keys;
    if (most == 0) return keys;
    asked().read({"SELECT key FROM event WHERE key LIKE $1 ORDER BY key LIMIT $2::bigint", {literal(whole) + "%", limit}},
                 [&](const Answer& answer, int row) {
                     if (begins_with(answer.text(row, 0), beginning)) keys.push_back(answer.string(row, 0));
                     return keys.size() < most;
                 });
    return keys;
}

std::vector<RecordedEvent> PostgresStore::messages_with(ProspectId prospect, Instant until) {
    return postgres::messages_with(asked(), prospect, until);
}

std::vector<RecordedEvent> PostgresStore::records_with(const std::vector<ProspectId>& prospects) {
    return postgres::records_with(asked(), prospects);
}

std::optional<Instant> PostgresStore::latest_send(SeatId seat, ProspectId prospect, Instant from, Instant until) {
    const Answer answer = asked().ask(
        {"SELECT max(e.occurred_at) FROM event AS e WHERE e.seat = $1::integer AND e.prospect = $2::integer "
         "AND e.occurred_at BETWEEN $3::bigint AND $4::bigint AND e.kind = $5::integer "
         "AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)",
         {std::int64_t{seat.value}, std::int64_t{prospect.value}, from, until, static_cast<std::int64_t>(EventKind::send)}});
    return answer.instant_if_any(0, 0);
}

std::vector<std::string> PostgresStore::spellings_of(const std::string& key) {
    return texts(
        {"SELECT p.name FROM earlier_spelling AS s JOIN prospect AS p ON p.id = s.prospect WHERE s.key = $1 ORDER BY p.id",
         {key}});
}

void PostgresStore::read_prospects(const std::function<void(ProspectId, const std::string&)>& each) {
    asked().read({"SELECT id, name FROM prospect ORDER BY id"}, [&](const Answer& answer, int row) {
        each(ProspectId{answer.id(row, 0)}, answer.string(row, 1));
        return true;
    });
}

void PostgresStore::read_message_texts(std::optional<SeatId> seat, const std::function<void(const MessageText&)>& each) {
    asked().read(
        {"SELECT e.seq, e.prospect, c.name, e.thread, e.note FROM event AS e LEFT JOIN campaign AS c ON c.id = e.campaign "
         "WHERE e.kind IN ($1::integer, $2::integer, $3::integer) AND ($4::integer IS NULL OR e.seat = $4::integer) "
         "ORDER BY e.seq",
         {static_cast<std::int64_t>(EventKind::send), static_cast<std::int64_t>(EventKind::reply),
          static_cast<std::int64_t>(EventKind::bounce), seat ? Parameter{std::int64_t{seat->value}} : Parameter{std::nullopt}}},
        [&](const Answer& answer, int row) {
            each({EventId{answer.integer(row, 0)}, ProspectId{answer.id(row, 1)}, answer.string(row, 2), answer.string(row, 3),
                  answer.string(row, 4)});
            return true;
        });
}

void PostgresStore::read_batches(const std::function<bool(const Batch&)>& each) {
    asked().read({"SELECT " + batch_name("b") +
                  ", b.command, (SELECT max(after_seq) FROM terms) >= "
                  "coalesce((SELECT n.first_seq - 1 FROM batch AS n WHERE n.id > b.id ORDER BY n.id LIMIT 1), "
                  "(SELECT seq FROM head)) FROM batch AS b ORDER BY b.id DESC"},
                 [&](const Answer& answer, int row) {
                     return each({answer.string(row, 0), answer.string(row, 1), answer.flag(row, 2)});
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
    return std::make_unique<PostgresTransaction>(*this, connection_, writing_, now, command);
}

std::optional<LedgerMember> PostgresStore::member() {
    const Answer own = asked().ask({"SELECT " + of_user});
    const std::string role = own.string(0, 1);
    if (role == "owner") return std::nullopt;
    const bool is_rep = role == "rep";
    const MemberRole other = role == "manager" ? MemberRole::manager : MemberRole::auditor;
    return LedgerMember{own.string(0, 0), is_rep ? MemberRole::rep : other, own.string(0, 2)};
}

std::vector<PendingWith> PostgresStore::pending_out_of_sight(const std::string& prospect) {
    const Answer answer = asked().ask(
        {"SELECT p.seat, min(p.sent_at) FROM pending_with($1) AS p WHERE my_role() = 'rep' AND NOT EXISTS (SELECT 1 FROM event "
         "AS e "
         "JOIN seat AS s ON s.id = e.seat WHERE s.name = p.seat AND e.occurred_at = p.sent_at) GROUP BY p.seat ORDER BY 2",
         {prospect}});
    std::vector<PendingWith> pending;
    for (int row = 0; row < answer.rows(); ++row) pending.push_back({answer.string(row, 0), Instant{answer.integer(row, 1)}});
    return pending;
}

void PostgresStore::grant(const LedgerMember& member) {
    const auto seat = member.role == MemberRole::rep ? find_seat(member.seat) : std::nullopt;
    grant_role(asked(), member.user, member.role, seat);
}

void PostgresStore::revoke(const std::string& user) { revoke_role(asked(), user); }

}  // namespace inmail::store::postgres
