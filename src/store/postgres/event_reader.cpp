#include "postgres/event_reader.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "postgres/event_rows.hpp"

namespace inmail::store::postgres {

namespace {

constexpr const char* unvoided = "NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq)";
/// $1: an instant, or NULL. The subquery is answered once, not for each row.
constexpr const char* known_by_then = "($1::bigint IS NULL OR e.seq <= (SELECT last_known($1)))";
constexpr const char* unvoided_then =
    "NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq AND ($1::bigint IS NULL OR v.seq <= (SELECT last_known($1))))";
/// The seq of events that are taken back.
constexpr const char* voided_then =
    "SELECT v.ref FROM event AS v WHERE v.ref IS NOT NULL AND ($1::bigint IS NULL OR v.seq <= (SELECT last_known($1)))";
constexpr const char* voided_by_then =
    "(SELECT min(v.seq + 0) FROM event AS v WHERE v.ref = e.seq AND ($1::bigint IS NULL OR v.seq <= (SELECT last_known($1))))";

/// Accounts as two arrays, the parameters of the function `linked`.
struct Accounts {
    explicit Accounts(const std::vector<AccountId>& accounts) {
        for (const AccountId account : accounts) {
            pools.push_back(account.is_pool() ? 1 : 0);
            ids.push_back(account.id);
        }
    }
    std::vector<std::int64_t> pools, ids;
};

/// $4 and $5: the accounts.
constexpr const char* linked_to_some = "linked($4::integer[]::boolean[], $5::integer[])";

Parameter instant_if_any(const std::optional<Instant>& instant) {
    return instant ? Parameter(*instant) : Parameter(std::nullopt);
}

/// The events in the order of the question; none for an unknown one. `key_of`: what was asked for.
template <class Key, class KeyOf>
std::vector<std::optional<RecordedEvent>> in_order_of(const std::vector<Key>& asked_for, const std::vector<RecordedEvent>& events,
                                                      KeyOf key_of) {
    std::map<Key, const RecordedEvent*> by_key;
    for (const RecordedEvent& event : events) by_key[key_of(event)] = &event;
    std::vector<std::optional<RecordedEvent>> found;
    for (const Key& wanted : asked_for) {
        const auto event = by_key.find(wanted);
        found.push_back(event == by_key.end() ? std::nullopt : std::optional{*event->second});
    }
    return found;
}

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

// + 0: for a plain minimum, the server may walk the index of seq past all events.
const char* const voided_by_now = "(SELECT min(v.seq + 0) FROM event AS v WHERE v.ref = e.seq)";

std::string of_linked_accounts(const std::string& accounts) {
    // One index serves each half. Arrays, since a join of accounts whose number the server does not know may read all events.
    return "(WITH a AS MATERIALIZED (SELECT l.is_pool, l.id FROM " + accounts +
           " AS l) SELECT ev.* FROM event AS ev WHERE ev.seat = ANY (ARRAY(SELECT a.id FROM a WHERE NOT a.is_pool)) "
           "UNION ALL SELECT ev.* FROM event AS ev WHERE ev.seat IS NULL AND ev.pool = ANY (ARRAY(SELECT a.id FROM a WHERE "
           "a.is_pool)))";
}

std::vector<RecordedEvent> records_of(const Answer& answer) {
    std::vector<RecordedEvent> events(static_cast<std::size_t>(answer.rows()));
    RecordIds ids;
    for (int row = 0; row < answer.rows(); ++row) read_event(answer, row, events[static_cast<std::size_t>(row)], ids);
    return events;
}

void read_in_fold_order(Connection& connection, const Scope& scope, std::size_t about,
                        const std::function<void(const std::vector<const Event*>&)>& each) {
    Question question;
    const bool is_of_all = scope.accounts.empty();
    question.sql = select_for_fold(is_of_all ? "event" : of_linked_accounts(linked_to_some), scope.details) +
                   "WHERE e.occurred_at > $2::bigint AND e.occurred_at <= $3::bigint AND e.kind <> 12 AND " + known_by_then +
                   (is_of_all ? "" : " AND " + std::string(unvoided_then)) +
                   (scope.plan_events_only ? " AND e.kind IN (0, 1, 2, 13)" : "") + " ORDER BY e.occurred_at";
    question.parameters = {instant_if_any(scope.known_at), scope.after.value_or(first_instant - Duration{1}), scope.until};
    // A server would look up each of all events among the few voids.
    std::unordered_set<std::int64_t> voided;
    if (is_of_all) {
        connection.read({voided_then, {instant_if_any(scope.known_at)}}, [&](const Answer& answer, int row) {
            voided.insert(answer.integer(row, 0));
            return true;
        });
    } else {
        const Accounts accounts(scope.accounts);
        question.parameters.emplace_back(accounts.pools);
        question.parameters.emplace_back(accounts.ids);
    }
    std::vector<Event> events;
    const auto flush = [&] {
        std::sort(events.begin(), events.end(), fold_before);
        std::vector<const Event*> portion;
        for (const Event& event : events) portion.push_back(&event);
        each(portion);
        events.clear();
    };
    RecordedEvent event;
    RecordIds ids;
    const auto take = [&](const Answer& answer, int row) {
        read_event(answer, row, event, ids);
        if (voided.count(event.id.value) != 0) return true;
        if (events.size() >= about && events.back().at != event.at) flush();
        events.push_back(event_of(event, ids));
        return true;
    };
    if (is_of_all)
        connection.read_all(question, take);
    else
        connection.read(question, take);
    if (!events.empty()) flush();
}

void read_records(Connection& connection, const Scope& scope, const std::function<void(const RecordedEvent&)>& each) {
    Question question;
    question.parameters = {instant_if_any(scope.known_at), scope.until};
    std::string condition = std::string("WHERE e.occurred_at <= $2::bigint AND ") + known_by_then;
    std::string from = "event";
    if (!scope.batch.empty()) {
        ensure(scope.accounts.empty(), "a batch is read whole");
        // The events of a run stand together, so no index of batches is needed.
        from =
            "(SELECT ev.* FROM batch AS b JOIN event AS ev ON ev.batch = b.id AND ev.seq >= b.first_seq AND ev.seq < coalesce("
            "(SELECT n.first_seq FROM batch AS n WHERE n.id > b.id ORDER BY n.id LIMIT 1), 9223372036854775807) "
            "WHERE coalesce(b.name, 'b' || b.id::text) = $3)";
        question.parameters.emplace_back(scope.batch);
    } else if (!scope.accounts.empty()) {
        const Accounts accounts(scope.accounts);
        question.parameters.insert(question.parameters.end(), {std::nullopt, accounts.pools, accounts.ids});
        // A void names no account: it stands with the event that it takes back.
        const std::string linked = of_linked_accounts(linked_to_some);
        from = "(SELECT ev.* FROM " + linked + " AS ev WHERE $3::text IS NULL UNION ALL SELECT v.* FROM " + linked +
               " AS own JOIN event AS v ON v.ref = own.seq)";
    }
    question.sql = select_records(from, voided_by_then) + condition + " ORDER BY e.seq";
    RecordedEvent event;
    RecordIds ids;
    connection.read(question, [&](const Answer& answer, int row) {
        read_event(answer, row, event, ids);
        each(event);
        return true;
    });
}

Question keys_question(const std::vector<std::string>& keys) {
    // Joined, so that the server knows how many there are.
    return {select_records("(SELECT ev.* FROM unnest($1::text[]) AS k (key) JOIN event AS ev ON ev.key = k.key)", voided_by_now),
            {keys}};
}

std::vector<std::optional<RecordedEvent>> find_events(Connection& connection, const std::vector<std::string>& keys) {
    const auto events = records_of(connection.ask(keys_question(keys)));
    return in_order_of(keys, events, [](const RecordedEvent& event) { return event.key; });
}

std::vector<std::optional<RecordedEvent>> find_events(Connection& connection, const std::vector<EventId>& ids) {
    std::vector<std::int64_t> seqs;
    for (const EventId id : ids) seqs.push_back(id.value);
    const auto events =
        records_of(connection.ask({select_records("event", voided_by_now) + "WHERE e.seq = ANY ($1::bigint[])", {seqs}}));
    return in_order_of(ids, events, [](const RecordedEvent& event) { return event.id; });
}

std::vector<std::string> keys_beginning(Connection& connection, const std::string& beginning, std::size_t most) {
    // A text that ends within a character is none for the server: it is asked for what comes before, and more is read.
    std::string whole = beginning;
    while (!is_utf8(whole)) whole.pop_back();
    const auto limit = whole == beginning ? Parameter(static_cast<std::int64_t>(most)) : Parameter(std::nullopt);
    std::vector<std::string> keys;
    if (most == 0) return keys;
    connection.read({"SELECT key FROM event WHERE key LIKE $1 ORDER BY key LIMIT $2::bigint", {literal(whole) + "%", limit}},
                    [&](const Answer& answer, int row) {
                        if (begins_with(answer.text(row, 0), beginning)) keys.push_back(answer.string(row, 0));
                        return keys.size() < most;
                    });
    return keys;
}

std::vector<RecordedEvent> messages_with(Connection& connection, ProspectId prospect, Instant until) {
    return records_of(connection.ask({select_records("event", "NULL::bigint") +
                                          "WHERE e.prospect = $1::integer AND e.occurred_at <= $2::bigint AND " + unvoided +
                                          " ORDER BY e.occurred_at, e.seq",
                                      {std::int64_t{prospect.value}, until}}));
}

std::vector<RecordedEvent> records_with(Connection& connection, const std::vector<ProspectId>& prospects) {
    std::vector<std::int64_t> ids;
    for (const ProspectId prospect : prospects) ids.push_back(prospect.value);
    return records_of(connection.ask(
        {select_records("event", voided_by_now) + "WHERE e.prospect = ANY ($1::integer[]) ORDER BY e.seq", {ids}}));
}

}  // namespace inmail::store::postgres
