#include "checkpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "closure.hpp"
#include "fold_version.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/digest/digest.hpp"
#include "last_learnt.hpp"

namespace inmail::ledger {

namespace {

constexpr std::int32_t months_a_year = 12;
/// As many as a report draws of an account's past, and the one before.
constexpr std::int32_t last_months_kept = 7;

Month month_of(Instant t) { return inmail::month_of(day_of(t)); }

/// The last month that has ended at `t`.
std::int32_t last_ended_at(Instant t) { return month_of(t + Duration{1}).value - 1; }

bool is_december(std::int32_t month) { return month % months_a_year == months_a_year - 1; }

Digest digest_of(AccountId subject, std::int64_t month, std::int64_t known_at, std::string_view state) {
    std::string text = fmt::format("{} {} {} {} {}\n", fold_version, static_cast<int>(subject.kind), subject.id, month, known_at);
    text += state;
    return sha256(text);
}

/// Of the columns known_at, state and digest, with which `row` begins.
bool is_believed(const Query& row, AccountId subject, std::int64_t month) {
    const Digest digest = digest_of(subject, month, row.integer(0), row.blob(1));
    return row.blob(2) == std::string_view{reinterpret_cast<const char*>(digest.data()), digest.size()};
}

constexpr const char* select_row = "SELECT known_at, state, digest FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND month = ?3";

int number_of(AccountId::Kind kind) { return static_cast<int>(kind); }

}  // namespace

std::optional<Footing> Checkpoints::latest(const std::vector<AccountId>& subjects, const Scope& scope) {
    const std::int32_t after = scope.after ? last_ended_at(*scope.after) : -1;
    for (const std::int32_t month : months_of(subjects, after, last_ended_at(scope.until))) {
        if (auto found = at_end_of(month, subjects, scope.known_at.value_or(last_instant))) return found;
    }
    return std::nullopt;
}

/// Those in (after, until] of which any of the subjects has a row, the latest first.
std::vector<std::int32_t> Checkpoints::months_of(const std::vector<AccountId>& subjects, std::int32_t after, std::int32_t until) {
    std::set<std::int32_t, std::greater<>> months;
    for (const AccountId subject : subjects) {
        Query rows = connection_.query("SELECT month FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND month > ?3 AND month <= ?4")
                         .with(number_of(subject.kind), subject.id, after, until);
        while (rows.step()) months.insert(static_cast<std::int32_t>(rows.integer(0)));
    }
    return {months.begin(), months.end()};
}

std::optional<Footing> Checkpoints::at_end_of(std::int32_t month, const std::vector<AccountId>& subjects, Instant known_at) {
    Footing footing{end_of(Month{month}), {}};
    for (const AccountId subject : subjects) {
        Query row = connection_.query(select_row).with(number_of(subject.kind), subject.id, month);
        if (!row.step()) {
            if (had_events(subject, footing.at)) return std::nullopt;
            continue;
        }
        if (Instant{row.integer(0)} > known_at || !is_believed(row, subject, month)) return std::nullopt;
        footing.parts.push_back({subject, std::string{row.blob(1)}});
    }
    return footing;
}

bool Checkpoints::had_events(AccountId subject, Instant until) {
    const char* sql = subject.is_pool() ? "SELECT 1 FROM event WHERE pool = ?1 AND occurred_at <= ?2 LIMIT 1"
                                        : "SELECT 1 FROM event INDEXED BY event_by_seat WHERE seat = ?1 AND occurred_at <= ?2 LIMIT 1";
    return connection_.query(sql).with(subject.id, until).step();
}

std::vector<Instant> Checkpoints::worth_keeping(Instant until) {
    std::vector<Instant> instants;
    const std::int32_t newest = last_ended_at(until);
    for (std::int32_t month = 0; month <= newest; ++month) {
        if (is_december(month) || month > newest - last_months_kept) instants.push_back(end_of(Month{month}));
    }
    return instants;
}

void Checkpoints::keep(const std::vector<AccountId>& subjects, Instant at, Instant known_at,
                       const std::function<std::string(AccountId)>& state_of) {
    const std::int32_t month = month_of(at).value;
    ensure(at == end_of(Month{month}), "a checkpoint is of the end of a month");
    for (const AccountId subject : subjects) {
        const std::string state = state_of(subject);
        Query row = connection_.query(select_row).with(number_of(subject.kind), subject.id, month);
        if (row.step() && row.blob(1) == state && is_believed(row, subject, month)) continue;
        Query insert = connection_.query("INSERT OR REPLACE INTO checkpoint (kind, subject, month, known_at, state, digest) "
                                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                           .with(number_of(subject.kind), subject.id, month, known_at);
        constexpr int state_column = 5;
        insert.bind_blob(state_column, reinterpret_cast<const std::uint8_t*>(state.data()), state.size());
        insert.bind(state_column + 1, digest_of(subject, month, known_at.value, state));
        insert.run();
        // Those that were last ones a year ago at most; who kept none for longer leaves some, which do no harm.
        connection_
            .query("DELETE FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND month > ?3 AND month <= ?4 AND month % 12 <> 11")
            .with(number_of(subject.kind), subject.id, month - last_months_kept - months_a_year, month - last_months_kept)
            .run();
    }
    none_ = false;
    forgotten_.clear();
}

bool Checkpoints::none() {
    if (!none_) none_ = !connection_.query("SELECT 1 FROM checkpoint LIMIT 1").step();
    return *none_;
}

void Checkpoints::forget_from(AccountId subject, Instant at, bool links) {
    const std::int32_t month = month_of(at).value;
    const auto known = forgotten_.find(subject);
    // What a link joins may have rows that neither side's own events have removed.
    if (!links && known != forgotten_.end() && known->second <= month) return;
    for (const AccountId linked : linked_accounts(connection_, {subject})) {
        connection_.query("DELETE FROM checkpoint WHERE kind = ?1 AND subject = ?2 AND month >= ?3")
            .with(number_of(linked.kind), linked.id, month)
            .run();
        const auto [from, fresh] = forgotten_.try_emplace(linked, month);
        if (!fresh) from->second = std::min(from->second, month);
    }
}

void Checkpoints::forget_all() { connection_.exec("DELETE FROM checkpoint"); }

std::vector<Instant> Checkpoints::instants() {
    std::vector<Instant> instants;
    Query months = connection_.query("SELECT DISTINCT month FROM checkpoint WHERE month BETWEEN ?1 AND ?2 ORDER BY month")
                       .with(month_of(first_instant).value, month_of(last_instant).value);
    while (months.step()) instants.push_back(end_of(Month{static_cast<std::int32_t>(months.integer(0))}));
    return instants;
}

std::vector<AccountId> Checkpoints::wrong_at(Instant at, const std::function<std::string(AccountId)>& state_of) {
    std::vector<AccountId> wrong;
    const std::int32_t month = month_of(at).value;
    std::map<AccountId, Instant> right;  // when what they were made of was known, as they say
    Query rows = connection_.query("SELECT known_at, state, digest, kind, subject FROM checkpoint WHERE month = ?1").with(month);
    while (rows.step()) {
        const AccountId subject{rows.enum_as<AccountId::Kind>(3), rows.id(4)};
        if (!is_believed(rows, subject, month)) continue;
        if (rows.blob(1) != state_of(subject)) wrong.push_back(subject);
        else right.emplace(subject, rows.integer(0));
    }
    if (right.empty()) return wrong;
    const auto earlier = [](const auto& a, const auto& b) { return a.second < b.second; };
    const LastLearnt last_learnt(connection_, at, std::min_element(right.begin(), right.end(), earlier)->second);
    for (const auto& [subject, known_at] : right) {
        if (known_at < last_learnt.of(subject)) wrong.push_back(subject);
    }
    return wrong;
}

}  // namespace inmail::ledger
