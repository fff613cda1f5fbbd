#include "postgres/transaction.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "inmail/chain/event_key.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/chain/random.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "postgres/migrate.hpp"
#include "postgres/postgres_store.hpp"
#include "postgres/terms_rows.hpp"

namespace inmail::store::postgres {

namespace {

using Json = nlohmann::json;

constexpr std::size_t events_a_question = 2000;
constexpr int most_attempts = 20;

bool is_conflict(const ServerFailure& failure) {
    return failure.state() == serialization_failure || failure.state() == deadlock_detected;
}

/// Refuses who has opened the ledger, and so has a role, but may not record.
void refuse_without_right(const ServerFailure& failure) {
    using ledger_refusal::NotAllowed;
    if (failure.state() == insufficient_privilege) throw RefusedByLedger(NotAllowed{NotAllowed::Why::role});
}

/// 16 random bytes in hex, for a prospect who may be new.
std::string new_salt() {
    Digest random{};
    constexpr std::size_t salt_bytes = 16;
    fill_random(random.data(), salt_bytes);
    return to_hex(random).substr(0, 2 * salt_bytes);
}

void put(Json& object, const char* field, const std::string& text) {
    if (!text.empty()) object[field] = text;
}
template <class T>
void put(Json& object, const char* field, const std::optional<T>& number) {
    if (number) object[field] = static_cast<std::int64_t>(*number);
}

/// The fields of the type new_event.
Json json_of(const EventRecord& record, const std::optional<Provenance>& provenance) {
    Json event{{"occurred_at", record.at.value}, {"kind", static_cast<int>(record.kind)}, {"key", record.key}};
    put(event, "seat", record.seat);
    put(event, "pool", record.pool);
    put(event, "team", record.team);
    put(event, "name", record.name);
    put(event, "plan", record.plan);
    put(event, "rulebook", record.rulebook);
    if (!record.prospect.empty()) {
        event["prospect"] = record.prospect;
        event["salt"] = new_salt();
        if (const std::string key = key_today(record.prospect); key != record.prospect) event["spelling"] = key;
    }
    put(event, "channel", record.channel);
    put(event, "outcome", record.outcome);
    put(event, "thread", record.thread);
    put(event, "campaign", record.campaign);
    if (record.amount) event["amount"] = record.amount->value;
    if (record.price) event["price_minor"] = record.price->minor;
    if (record.price) event["currency"] = record.price->currency;
    put(event, "note", record.note);
    put(event, "ref", record.ref);
    if (record.figures) event["figures"] = to_string(*record.figures);
    if (record.line > 0) event["line"] = record.line;
    put(event, "to_seat", record.to);
    put(event, "chars", record.chars);
    put(event, "billed", record.billed);
    if (!provenance) return event;
    event["recorded_at"] = provenance->recorded_at.value;
    put(event, "recorded_by", provenance->recorded_by);
    put(event, "batch", provenance->batch);
    return event;
}

}  // namespace

PostgresTransaction::PostgresTransaction(PostgresStore& store, Connection& connection, PostgresTransaction*& writing, Head head,
                                         Instant now, std::string command)
    : store_(store),
      connection_(connection),
      writing_(writing),
      now_(now),
      command_(std::move(command)),
      head_(std::move(head)),
      batch_("b" + std::to_string(head_.own_batch)) {
    writing_ = this;
}

PostgresTransaction::~PostgresTransaction() {
    writing_ = nullptr;
    if (!open_) return;
    try {
        roll_back();
    } catch (const std::exception&) {
        // Nothing is lost by it: what is not committed goes when the connection closes.
    }
}

void PostgresTransaction::require_open() const { ensure(open_, "nothing is written after the commit"); }

EventId PostgresTransaction::append(const EventRecord& record, const Provenance* provenance) {
    require_open();
    PendingEvent pending{record, provenance == nullptr ? std::nullopt : std::optional{*provenance}};
    const Instant recorded_at = provenance == nullptr ? head_.recorded_at : provenance->recorded_at;
    if (head_.event_recorded_at && recorded_at < *head_.event_recorded_at)
        throw InvalidLedgerRequest(ledger_fault::RecordedEarlier{record.line, *head_.event_recorded_at, recorded_at});
    const EventId id{head_.seq + 1};
    std::string& key = pending.record.key;
    if (key.empty()) key = generate_key(recorded_at, id.value);
    // Chance keeps generated keys apart, and the server refuses a key that it has: that is worth no round trip.
    const bool is_surely_new = is_generated_key(key) && kinds_.count(key) == 0;
    ensure(is_surely_new || !kind_of(key), "a key is new in the ledger");
    require_known_names(record);
    if (!record.ref.empty()) {
        const auto target = kind_of(record.ref);
        ensure(target.has_value(), "a void names an event that is recorded");
        ensure(*target != EventKind::void_event, "a void is not voided (RULES section 3)");
    }
    kinds_[key] = record.kind;
    store_.note_appended(pending.record);
    if (steps_.empty() || !std::holds_alternative<Events>(steps_.back())) steps_.emplace_back(Events{});
    std::get<Events>(steps_.back()).push_back(std::move(pending));
    head_.seq = id.value;
    head_.event_recorded_at = recorded_at;
    head_.recorded_at = std::max(head_.recorded_at, recorded_at);
    return id;
}

std::optional<EventKind> PostgresTransaction::kind_of(const std::string& key) {
    const auto known = kinds_.find(key);
    if (known != kinds_.end()) return known->second;
    std::optional<EventKind> kind;
    const auto foreseen = store_.rows_ahead() != nullptr ? store_.rows_ahead()->find_events({key}) : std::nullopt;
    if (foreseen) {
        if (foreseen->front()) kind = foreseen->front()->kind;
    } else {
        const Answer answer = connection_.ask({"SELECT kind FROM event WHERE key = $1", {key}});
        if (answer.rows() == 1) kind = static_cast<EventKind>(answer.integer(0, 0));
    }
    kinds_[key] = kind;
    return kind;
}

void PostgresTransaction::require_known_names(const EventRecord& record) {
    if (record.plan.empty() && record.rulebook.empty()) return;
    if (!plans_) {
        store_.note_asked();
        const auto answers = connection_.ask_all({{"SELECT name FROM plan"}, {"SELECT name FROM rulebook"}});
        const auto names_in = [](const Answer& answer) {
            std::vector<std::string> names;
            for (int row = 0; row < answer.rows(); ++row) names.push_back(answer.string(row, 0));
            return names;
        };
        plans_ = names_in(answers[0]);
        rulebooks_ = names_in(answers[1]);
    }
    const auto knows = [](const std::vector<std::string>& names, const std::string& name) {
        return name.empty() || std::find(names.begin(), names.end(), name) != names.end();
    };
    ensure(knows(*plans_, record.plan) && knows(*rulebooks_, record.rulebook), "plans and rulebooks of an event are known");
}

void PostgresTransaction::append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) {
    require_open();
    steps_.emplace_back(Question{"SELECT append_terms($1::jsonb, $2)", {postgres::json_of(rows), new_title}});
    // A row that the ledger has is refused here, not at the commit. Terms are imported seldom and by one person.
    send_pending();
    plans_.reset();
}

void PostgresTransaction::set_archive_owner(SeatId seat, const std::string& owner) {
    require_open();
    const std::string key = key_today(owner);
    steps_.emplace_back(Question{"SELECT set_archive_owner($1::integer, $2, $3, $4)",
                                 {std::int64_t{seat.value}, owner, new_salt(), key == owner ? Parameter(std::nullopt) : key}});
}

void PostgresTransaction::note_known_run(EventId first, EventId last) {
    require_open();
    ensure(first <= last && last.value <= head_.seq, "a run of recorded events");
    steps_.emplace_back(Question{"SELECT note_known_run($1::bigint, $2::bigint)", {first.value, last.value}});
}

void PostgresTransaction::note_import_zone(const std::string& zone) {
    require_open();
    steps_.emplace_back(Question{"SELECT note_import_zone($1)", {zone}});
}

Parameter PostgresTransaction::reading() const {
    const auto appends_events = [](const Step& step) { return std::holds_alternative<Events>(step); };
    if (!std::all_of(steps_.begin(), steps_.end(), appends_events)) return std::nullopt;
    std::vector<std::string> keys;
    for (const auto& [key, kind] : kinds_) keys.push_back(key);
    auto read = store_.reading(keys);
    return read ? Parameter(*std::move(read)) : Parameter(std::nullopt);
}

Question PostgresTransaction::begin_write(Parameter reading) const {
    return repeated({"SELECT begin_write($1::bytea, $2::xid8, $3::jsonb, $4::bigint, $5)",
                     {head_.hash, head_.writer, std::move(reading), now_, command_}});
}

std::vector<Question> PostgresTransaction::appends() const {
    std::vector<Question> questions;
    for (const Step& step : steps_) {
        if (const auto* question = std::get_if<Question>(&step)) {
            questions.push_back(*question);
            continue;
        }
        const Events& events = std::get<Events>(step);
        for (std::size_t begin = 0; begin < events.size(); begin += events_a_question) {
            Json rows = Json::array();
            for (std::size_t i = begin; i < std::min(begin + events_a_question, events.size()); ++i)
                rows.push_back(json_of(events[i].record, events[i].provenance));
            questions.push_back(repeated({"SELECT append_events($1::jsonb)", {rows.dump()}}));
        }
    }
    return questions;
}

void PostgresTransaction::send_pending() {
    if (!open_ || steps_.empty()) return;
    std::vector<Question> questions;
    if (!holds_head_) questions.push_back(begin_write(std::nullopt));
    // Who holds the head and is gone must not hold it for long.
    questions.push_back({"SELECT set_config('idle_in_transaction_session_timeout', '30s', true)"});
    for (Question& question : appends()) questions.push_back(std::move(question));
    try {
        connection_.ask_all(questions);
    } catch (const ServerFailure& failure) {
        if (failure.state() == head_has_moved || is_conflict(failure)) throw HeadMoved();
        refuse_without_right(failure);
        throw;
    }
    holds_head_ = true;
    std::move(steps_.begin(), steps_.end(), std::back_inserter(sent_));
    steps_.clear();
}

void PostgresTransaction::commit() {
    ensure(open_, "a transaction is committed once");
    try {
        if (holds_head_)
            send_rest();
        else if (steps_.empty())
            roll_back();
        else
            send_whole();
    } catch (const ServerFailure& failure) {
        // Whatever failed while it was found out: the answer that was lost first says that it may be recorded.
        if (lost_commit_) throw *lost_commit_;
        refuse_without_right(failure);
        throw;
    }
    connection_.set_in_transaction(false);
    open_ = false;
    writing_ = nullptr;
}

void PostgresTransaction::send_rest() {
    std::vector<Question> questions = appends();
    questions.push_back(commit_question());
    try {
        connection_.ask_all(questions);
    } catch (const ServerFailure& failure) {
        if (is_conflict(failure)) throw HeadMoved();
        if (!failure.lost_connection()) throw;
        lost_commit_.emplace(failure);
        connection_.connect_again();
        if (!took_place()) throw HeadMoved();
    }
}

void PostgresTransaction::send_whole() {
    // The next writer waits for the head until this commit, but not until it is durable: commits become so together, in their
    // order.
    std::vector<Question> questions{
        {"BEGIN ISOLATION LEVEL READ COMMITTED"}, {"SET LOCAL synchronous_commit = off"}, begin_write(reading())};
    const std::size_t begun = questions.size() - 1;
    for (Question& question : appends()) questions.push_back(std::move(question));
    questions.push_back(commit_question());
    for (int attempt = 1;; ++attempt) {
        try {
            leave_transaction();
            connection_.set_in_transaction(true);
            const auto answers = connection_.ask_all(questions, durable_question());
            // Others may have recorded batches since the snapshot.
            batch_ = "b" + std::to_string(answers.at(begun).integer(0, 0));
            return;
        } catch (const ServerFailure& failure) {
            if (failure.state() == head_has_moved) {
                // What was lost has moved it, or is now too late.
                if (lost_commit_ && is_recorded()) return;
                throw HeadMoved();
            }
            if (attempt == most_attempts || !(is_conflict(failure) || failure.lost_connection())) throw;
            if (failure.lost_connection()) {
                if (lost_commit_) throw;
                lost_commit_.emplace(failure);
                connection_.connect_again();
                if (is_recorded()) return;
            }
        }
        std::this_thread::sleep_for(random_pause(std::chrono::milliseconds{8} * attempt));
    }
}

bool PostgresTransaction::took_place() {
    try {
        connection_.set_in_transaction(true);
        // Waits for the lost transaction, which has locked the head. A commit that comes later still finds another head.
        connection_.ask_all({{"BEGIN ISOLATION LEVEL READ COMMITTED"}, begin_write(std::nullopt), commit_question()});
        connection_.set_in_transaction(false);
        return false;
    } catch (const ServerFailure& failure) {
        if (failure.state() != head_has_moved) throw;
    }
    return is_recorded();
}

bool PostgresTransaction::is_recorded() {
    leave_transaction();
    writing_ = nullptr;  // the questions are no longer this transaction's
    for (const std::vector<Step>* steps : {&sent_, &steps_}) {
        for (const Step& step : *steps) {
            const auto* events = std::get_if<Events>(&step);
            if (events == nullptr) continue;
            // All was committed, or nothing.
            const EventRecord& record = events->front().record;
            const auto found = store_.find_events(std::vector{record.key}).front();
            if (!found || !same_content(record, *found)) return false;
            batch_ = found->batch;
            connection_.ask(durable_question());
            return true;
        }
    }
    throw *lost_commit_;  // without an event, nothing tells
}

void PostgresTransaction::leave_transaction() {
    // What was read, or what failed, ends in the next flight.
    if (connection_.in_transaction()) connection_.ask_later({"ROLLBACK"});
    connection_.set_in_transaction(false);
}

void PostgresTransaction::roll_back() {
    open_ = false;
    steps_.clear();
    if (!connection_.in_transaction()) return;
    connection_.set_in_transaction(false);
    // A snapshot hinders nobody, so its end can wait for the next flight.
    connection_.ask_later({"ROLLBACK"});
    if (holds_head_) connection_.ask_all(std::vector<Question>{});
}

}  // namespace inmail::store::postgres
