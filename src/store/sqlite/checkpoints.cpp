#include "sqlite/checkpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "inmail/chain/digest.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/fold_version.hpp"
#include "sqlite/last_recorded.hpp"
#include "sqlite/migrations.hpp"

namespace inmail::store {

namespace {

constexpr std::int32_t months_a_half_year = 6;
/// An audit of the last month starts from the end of the month before it, and the rates of the last 90 days from the end of the
/// fourth.
constexpr std::int32_t last_months_kept = 4;
constexpr std::int32_t days_a_week = 7;

/// The last day that has ended at `t`.
Day last_ended_at(Instant t) { return day_of(t + Duration{1}) + -1; }

/// Fewer events are folded as fast as a checkpoint is read. It also bounds the space that checkpoints take.
constexpr std::int64_t least_events_a_checkpoint = 32;

constexpr const char* select_row = "SELECT known_at, state, digest FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND day = ?3";

int number_of(AccountId::Kind kind) { return static_cast<int>(kind); }

}  // namespace

Checkpoints::Checkpoints(Connection& connection)
    : Checkpoints(connection, newest_version(), [&connection](AccountId account, Instant until) {
          const char* sql = account.is_pool()
                                ? "SELECT 1 FROM event WHERE pool = ?1 AND occurred_at <= ?2 LIMIT 1"
                                : "SELECT 1 FROM event INDEXED BY event_by_seat WHERE seat = ?1 AND occurred_at <= ?2 LIMIT 1";
          return connection.query(sql).with(account.id, until).step();
      }) {}

Checkpoints::Checkpoints(Connection& connection, int schema, HadEvents had_events)
    : connection_(connection), schema_(schema), had_events_(std::move(had_events)) {}

/// A state follows from the fold and from the shipped terms, which are rows of migrations: a program with another version of
/// either ignores it.
Digest Checkpoints::digest_of(AccountId subject, std::int64_t day, std::int64_t known_at, std::string_view state) const {
    std::string text =
        fmt::format("{} {} {} {} {} {}\n", fold_version, schema_, static_cast<int>(subject.kind), subject.id, day, known_at);
    text += state;
    return sha256(text);
}

/// Whether the row's digest is right. `row` begins with the columns known_at, state and digest.
bool Checkpoints::is_believed(const Query& row, AccountId subject, std::int64_t day) const {
    const Digest digest = digest_of(subject, day, row.integer(0), row.blob(1));
    return row.blob(2) == std::string_view{reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<Checkpoint> Checkpoints::latest(const std::vector<AccountId>& subjects, const Scope& scope) {
    const Day after = scope.after ? last_ended_at(*scope.after) : Day{-1};
    if (subjects.size() == 1) return latest_of(subjects.front(), after, last_ended_at(scope.until), scope.known_at);
    if (none()) return std::nullopt;
    for (const Day day : days_of(subjects, after, last_ended_at(scope.until))) {
        if (auto found = at_end_of(day, subjects, scope.known_at.value_or(last_instant))) return found;
    }
    return std::nullopt;
}

std::optional<Checkpoint> Checkpoints::latest_of(AccountId subject, Day after, Day until, std::optional<Instant> known_at) {
    Query row = connection_
                    .query(
                        "SELECT known_at, state, digest, day FROM checkpoint "
                        "WHERE kind = ?1 AND subject = ?2 AND day > ?3 AND day <= ?4 ORDER BY day DESC")
                    .with(number_of(subject.kind), subject.id, after.value, until.value);
    while (row.step()) {
        const Day day{row.integer_as<std::int32_t>(3)};
        if (Instant{row.integer(0)} <= known_at.value_or(last_instant) && is_believed(row, subject, day.value))
            return Checkpoint{end_of(day), {{subject, std::string{row.blob(1)}}}};
    }
    return std::nullopt;
}

/// The days in (after, until] on which any of the subjects has a row, latest first.
std::vector<Day> Checkpoints::days_of(const std::vector<AccountId>& subjects, Day after, Day until) {
    std::set<Day, std::greater<>> days;
    for (const AccountId subject : subjects) {
        Query rows = connection_.query("SELECT day FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND day > ?3 AND day <= ?4")
                         .with(number_of(subject.kind), subject.id, after.value, until.value);
        while (rows.step()) days.insert(Day{rows.integer_as<std::int32_t>(0)});
    }
    return {days.begin(), days.end()};
}

std::optional<Checkpoint> Checkpoints::at_end_of(Day day, const std::vector<AccountId>& subjects, Instant known_at) {
    Checkpoint checkpoint{end_of(day), {}};
    for (const AccountId subject : subjects) {
        Query row = connection_.query(select_row).with(number_of(subject.kind), subject.id, day.value);
        if (!row.step()) {
            if (had_events_(subject, checkpoint.at)) return std::nullopt;
            continue;
        }
        if (Instant{row.integer(0)} > known_at || !is_believed(row, subject, day.value)) return std::nullopt;
        checkpoint.parts.push_back({subject, std::string{row.blob(1)}});
    }
    return checkpoint;
}

std::vector<Instant> Checkpoints::worth_keeping(Instant until) {
    std::vector<Instant> instants;
    const Day today = last_ended_at(until) + 1;
    const Month now = month_of(today);
    for (Month month{0}; month < now; month = month + 1) {
        const bool ends_a_half_year = month.value % months_a_half_year == months_a_half_year - 1;
        if (ends_a_half_year || month.value >= now.value - last_months_kept) instants.push_back(end_of(month));
    }
    const Day first = day_of(start_of(now));
    const std::int32_t weeks = (today.value - first.value) / days_a_week;
    if (weeks > 0) instants.push_back(end_of(first + (weeks * days_a_week - 1)));
    return instants;
}

CheckpointSchedule Checkpoints::schedule(Instant until, Instant last_occurred_at, std::size_t accounts) {
    // After the month of the last event a fold is as fast without checkpoints.
    const Instant end_of_last_month = end_of(month_of(day_of(last_occurred_at)));
    return {worth_keeping(std::min(until, end_of_last_month)), least_events_a_checkpoint * static_cast<std::int64_t>(accounts)};
}

bool Checkpoints::has_all(const std::vector<AccountId>& subjects, Instant at) {
    const Day day = day_of(at);
    return std::all_of(subjects.begin(), subjects.end(), [&](AccountId subject) {
        Query row = connection_.query(select_row).with(number_of(subject.kind), subject.id, day.value);
        return row.step() && is_believed(row, subject, day.value);
    });
}

void Checkpoints::keep(const std::vector<AccountId>& subjects, Instant at, Instant known_at,
                       const std::function<std::string(AccountId)>& state_of) {
    const Day day = day_of(at);
    ensure(at == end_of(day), "a checkpoint is of the end of a day");
    const std::vector<Instant> worth = worth_keeping(at);
    for (const AccountId subject : subjects) {
        const std::string state = state_of(subject);
        Query row = connection_.query(select_row).with(number_of(subject.kind), subject.id, day.value);
        if (row.step() && row.blob(1) == state && is_believed(row, subject, day.value)) continue;
        Query insert = connection_
                           .query(
                               "INSERT OR REPLACE INTO checkpoint (kind, subject, day, known_at, state, digest) "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                           .with(number_of(subject.kind), subject.id, day.value, known_at);
        constexpr int state_column = 5;
        insert.bind_blob(state_column, reinterpret_cast<const std::uint8_t*>(state.data()), state.size());
        insert.bind(state_column + 1, digest_of(subject, day.value, known_at.value, state));
        insert.run();
        for (const Day earlier : days_of({subject}, Day{-1}, day)) {
            if (earlier == day || std::binary_search(worth.begin(), worth.end(), end_of(earlier))) continue;
            connection_.query("DELETE FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND day = ?3")
                .with(number_of(subject.kind), subject.id, earlier.value)
                .run();
        }
    }
    none_ = false;
    forgotten_.clear();
}

bool Checkpoints::none() {
    if (!none_) none_ = !connection_.query("SELECT 1 FROM checkpoint LIMIT 1").step();
    return *none_;
}

bool Checkpoints::is_forgotten_from(AccountId subject, Instant at) const {
    const auto known = forgotten_.find(subject);
    return known != forgotten_.end() && known->second <= day_of(at);
}

void Checkpoints::forget_from(const std::vector<AccountId>& linked, Instant at) {
    const Day day = day_of(at);
    for (const AccountId account : linked) {
        connection_.query("DELETE FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND day >= ?3")
            .with(number_of(account.kind), account.id, day.value)
            .run();
        const auto [from, fresh] = forgotten_.try_emplace(account, day);
        if (!fresh) from->second = std::min(from->second, day);
    }
}

void Checkpoints::forget_all(Instant at) {
    connection_.query("DELETE FROM checkpoint WHERE day >= ?1").with(day_of(at).value).run();
}

std::vector<Instant> Checkpoints::instants() {
    std::vector<Instant> instants;
    Query days = connection_.query("SELECT DISTINCT day FROM checkpoint WHERE day BETWEEN ?1 AND ?2 ORDER BY day")
                     .with(day_of(first_instant).value, day_of(last_instant).value);
    while (days.step()) instants.push_back(end_of(Day{days.integer_as<std::int32_t>(0)}));
    return instants;
}

std::vector<AccountId> Checkpoints::wrong_at(Instant at, const std::function<std::string(AccountId)>& state_of) {
    std::vector<AccountId> wrong;
    const std::int32_t day = day_of(at).value;
    std::map<AccountId, Instant> right;  // the known_at of rows with the right state
    // Find the day's rows in the index, which is small, to avoid a scan of the table for each day.
    Query rows = connection_
                     .query(
                         "SELECT known_at, state, digest, kind, subject FROM checkpoint "
                         "WHERE rowid IN (SELECT rowid FROM checkpoint WHERE day = ?1)")
                     .with(day);
    while (rows.step()) {
        const AccountId subject{rows.enum_as<AccountId::Kind>(3), rows.id(4)};
        if (!is_believed(rows, subject, day)) continue;
        if (rows.blob(1) != state_of(subject))
            wrong.push_back(subject);
        else
            right.emplace(subject, rows.integer(0));
    }
    if (right.empty()) return wrong;
    const auto earlier = [](const auto& a, const auto& b) { return a.second < b.second; };
    const LastRecorded last_learnt(connection_, at, std::min_element(right.begin(), right.end(), earlier)->second);
    for (const auto& [subject, known_at] : right) {
        if (known_at < last_learnt.of(subject)) wrong.push_back(subject);
    }
    return wrong;
}

}  // namespace inmail::store
