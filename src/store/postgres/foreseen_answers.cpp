#include "postgres/foreseen_answers.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "postgres/event_reader.hpp"
#include "postgres/event_rows.hpp"
#include "postgres/lookups.hpp"
#include "postgres/terms_rows.hpp"

namespace inmail::store::postgres {

namespace {

/// A pool of more events is read in portions, as the fold needs them.
constexpr std::int64_t most_events = 50'000;

/// As many as is_outdated looks at.
constexpr std::int64_t most_news = 1000;

/// Until the end of the transaction, one plan serves all names, and looks rows up: the server keeps it, and the ledger grows.
/// Tables are joined as the questions list them, because to look for another order takes the server longer than to answer.
const char* const plan_for_many =
    "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true), "
    "set_config('join_collapse_limit', '1', true)";

// In these, $1 holds the names.

/// The prospects that have one of the names, now or as their key of today.
const std::string named_prospects =
    "(SELECT p.id FROM prospect AS p WHERE p.name = ANY ($1::text[]) "
    "UNION SELECT s.prospect FROM earlier_spelling AS s WHERE s.key = ANY ($1::text[]))";
/// The seats and pools that have one of the names, and the seats that wrote to one of the prospects.
const std::string named_accounts =
    "(SELECT false AS is_pool, seat.id FROM seat WHERE seat.name = ANY ($1::text[]) "
    "UNION SELECT true, pool.id FROM pool WHERE pool.name = ANY ($1::text[]) "
    "UNION SELECT false, e.seat FROM event AS e WHERE e.seat IS NOT NULL AND e.prospect = ANY (ARRAY" +
    named_prospects + "))";

/// Each of the accounts with all that are linked to it. Of the accounts themselves, whether they are known.
Question accounts_question(const std::vector<std::string>& names) {
    // `t` is the account for `is_subscribed`.
    return {
        "SELECT 2 * s.id::bigint + s.is_pool::integer, t.is_pool, t.id, "
        "CASE WHEN t.is_pool THEN (SELECT name FROM pool WHERE id = t.id) ELSE (SELECT name FROM seat WHERE id = t.id) END, "
        "t.is_pool = s.is_pool AND t.id = s.id AND CASE WHEN t.is_pool THEN " +
            is_subscribed("pool", "") + " ELSE " + is_subscribed("seat", "") + " END FROM " + named_accounts +
            " AS s CROSS JOIN LATERAL linked(ARRAY[s.is_pool], ARRAY[s.id]) AS t",
        {names}};
}

Question events_question(const std::vector<std::string>& names) {
    const std::string linked = "(SELECT l.* FROM (SELECT array_agg(s.is_pool) AS pools, array_agg(s.id) AS ids FROM " +
                               named_accounts + " AS s) AS n CROSS JOIN LATERAL linked(n.pools, n.ids) AS l)";
    return {select_for_fold(of_linked_accounts(linked), true) +
                "WHERE e.kind <> 12 AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = e.seq) LIMIT " +
                std::to_string(most_events + 1),
            {names}};
}

/// $1: a reading; $2: its after_seq. After a long pause, to read all anew takes less.
Question news_question(const std::string& reading, std::int64_t after_seq) {
    return {select_records(
                "(SELECT ev.* FROM head AS h CROSS JOIN LATERAL news_of(jsonb_populate_record(NULL::reading, $1::jsonb)) AS n "
                "(seq) JOIN event AS ev ON ev.seq = n.seq WHERE h.seq - $2::bigint <= " +
                    std::to_string(most_news) + ")",
                voided_by_now) +
                "ORDER BY e.seq",
            {reading, after_seq}};
}

Question prospects_question(const std::vector<std::string>& names) {
    return {"SELECT p.id, p.name FROM prospect AS p WHERE p.id = ANY (ARRAY" + named_prospects + ")", {names}};
}

Question records_question(const std::vector<std::string>& names) {
    return {select_records("event", voided_by_now) + "WHERE e.prospect = ANY (ARRAY" + named_prospects + ")", {names}};
}

AccountId account_named_by(const RecordIds& ids) { return is_none(ids.seat) ? AccountId::of(ids.pool) : AccountId::of(ids.seat); }

template <class Key, class Value>
std::vector<Value> value_of(const std::map<Key, std::vector<Value>>& all, const Key& key) {
    const auto found = all.find(key);
    return found == all.end() ? std::vector<Value>{} : found->second;
}

}  // namespace

ForeseenAnswers::ForeseenAnswers(const Foreseen& foreseen, const ForeseenAnswers* earlier)
    : names_(foreseen.names.begin(), foreseen.names.end()), keys_(foreseen.keys.begin(), foreseen.keys.end()) {
    const std::vector<std::string> names(names_.begin(), names_.end());
    ask({plan_for_many}, [](const Answer&) {});
    ask(head_question(foreseen.now), [this](const Answer& answer) { head_ = head_of(answer); });
    // Those of the earlier answers still hold if nothing but events was written since.
    if (earlier != nullptr) terms_ = earlier->terms_;
    const auto other_writer = earlier == nullptr ? std::nullopt : std::optional{earlier->head_.other_writer};
    ask(terms_question(std::nullopt, other_writer), [this](const Answer& answer) { keep_terms(answer); });
    ask(accounts_question(names), [this](const Answer& answer) { keep_accounts(answer); });
    ask(events_question(names), [this](const Answer& answer) { keep_events(answer); });
    ask(prospects_question(names), [this](const Answer& answer) { keep_prospects(answer); });
    ask(records_question(names), [this](const Answer& answer) { keep_records(answer); });
    ask(spellings_question(names), [this](const Answer& answer) { spellings_ = postgres::spellings_of(answer); });
    ask(pending_question(names), [this](const Answer& answer) { pending_ = pending_of(answer); });
    ask({"SELECT pending_text($1::text[]) WHERE my_role() = 'rep'", {names}}, [this](const Answer& answer) {
        if (answer.rows() == 1) pending_text_ = answer.string(0, 0);
    });
    if (!keys_.empty()) {
        ask(keys_question(foreseen.keys), [this](const Answer& answer) {
            for (RecordedEvent& event : records_of(answer)) found_.emplace(event.key, std::move(event));
        });
    }
    if (foreseen.subscribed_seats)
        ask(subscribed_question(AccountId::Kind::seat), [this](const Answer& answer) { subscribed_ = texts_of(answer); });
    if (foreseen.links) ask(links_question(), [this](const Answer& answer) { links_ = links_of(answer); });
}

void ForeseenAnswers::ask(Question question, std::function<void(const Answer&)> keep) {
    steps_.push_back({repeated(std::move(question)), std::move(keep)});
}

void ForeseenAnswers::look_for_news(Instant now) {
    steps_.clear();
    ask({plan_for_many}, [](const Answer&) {});
    const Question news = news_question(reading({}), head_.seq);
    ask(head_question(now), [this](const Answer& answer) { keep_head(answer); });
    ask(news, [this](const Answer& answer) { keep_news(answer); });
}

std::vector<Question> ForeseenAnswers::questions() const {
    std::vector<Question> all;
    for (const Step& step : steps_) all.push_back(step.question);
    return all;
}

void ForeseenAnswers::take(const std::vector<Answer>& flight) {
    ensure(flight.size() >= steps_.size(), "each question has an answer");
    auto answer = flight.end() - static_cast<std::ptrdiff_t>(steps_.size());
    for (const Step& step : steps_) step.keep(*answer++);
}

std::string ForeseenAnswers::reading(const std::vector<std::string>& more_keys) const {
    std::set<std::string> keys(more_keys.begin(), more_keys.end());
    keys.insert(keys_.begin(), keys_.end());
    nlohmann::json reading{{"after_seq", head_.seq}, {"other_writer", head_.other_writer},    {"names", names_},
                           {"keys", keys},           {"subscribed", subscribed_.has_value()}, {"links", links_.has_value()}};
    for (const char* kind : {"seats", "pools"}) reading[kind] = nlohmann::json::array();
    for (const auto& [account, group] : groups_) reading[account.is_pool() ? "pools" : "seats"].push_back(account.id);
    if (pending_text_) reading["pending"] = *pending_text_;
    return reading.dump();
}

void ForeseenAnswers::keep_terms(const Answer& answer) {
    if (answer.rows() != 0) terms_ = terms_of(answer);
    for (const StoredTerms& terms : terms_) {
        ids_by_name_[{NameKind::rulebook, terms.row.rulebook}] = terms.rulebook.value;
        names_by_id_[{NameKind::rulebook, terms.rulebook.value}] = terms.row.rulebook;
        ids_by_name_[{NameKind::plan, terms.row.plan}] = terms.plan.value;
        names_by_id_[{NameKind::plan, terms.plan.value}] = terms.row.plan;
    }
}

void ForeseenAnswers::keep_accounts(const Answer& answer) {
    for (int row = 0; row < answer.rows(); ++row) {
        const std::int64_t seed = answer.integer(row, 0);
        const bool is_pool = answer.flag(row, 1);
        const std::uint32_t id = answer.id(row, 2);
        const NameKind kind = is_pool ? NameKind::pool : NameKind::seat;
        // Accounts that are linked to each other have the same ones, so the least of them numbers all.
        auto& group = groups_.emplace(is_pool ? AccountId::of(PoolId{id}) : AccountId::of(SeatId{id}), seed).first->second;
        group = std::min(group, seed);
        names_by_id_[{kind, id}] = answer.text(row, 3);
        if (answer.flag(row, 4)) ids_by_name_[{kind, answer.string(row, 3)}] = id;
    }
}

void ForeseenAnswers::keep_events(const Answer& answer) {
    if (answer.rows() > most_events) return;
    events_.emplace();
    RecordedEvent event;
    RecordIds ids;
    for (int row = 0; row < answer.rows(); ++row) {
        read_event(answer, row, event, ids);
        events_->emplace_back(groups_.at(account_named_by(ids)), event_of(event, ids));
    }
    std::sort(events_->begin(), events_->end(), [](const auto& a, const auto& b) { return fold_before(a.second, b.second); });
}

void ForeseenAnswers::keep_prospects(const Answer& answer) {
    for (int row = 0; row < answer.rows(); ++row) {
        const std::uint32_t id = answer.id(row, 0);
        ids_by_name_[{NameKind::prospect, answer.string(row, 1)}] = id;
        names_by_id_[{NameKind::prospect, id}] = answer.text(row, 1);
        records_with_[ProspectId{id}];
    }
}

void ForeseenAnswers::keep_records(const Answer& answer) {
    for (int row = 0; row < answer.rows(); ++row) {
        RecordedEvent event;
        RecordIds ids;
        read_event(answer, row, event, ids);
        keep_record(std::move(event), ids.prospect);
    }
}

void ForeseenAnswers::keep_record(RecordedEvent event, ProspectId prospect) {
    const EventId id = event.id;
    records_with_[prospect].push_back(&(records_[id] = std::move(event)));
}

void ForeseenAnswers::keep_head(const Answer& answer) {
    Head head = head_of(answer);
    // Terms, names or roles may be others, or the news too many.
    are_current_ = head.other_writer == head_.other_writer && head.seq - head_.seq <= most_news;
    if (are_current_) head_ = std::move(head);
}

void ForeseenAnswers::keep_news(const Answer& answer) {
    for (int row = 0; row < answer.rows() && are_current_; ++row) {
        RecordedEvent event;
        RecordIds ids;
        read_event(answer, row, event, ids);
        are_current_ = keep_new(event, ids);
    }
}

bool ForeseenAnswers::keep_new(const RecordedEvent& event, const RecordIds& ids) {
    const bool is_plain = event.kind == EventKind::send || is_answer(event.kind) || event.kind == EventKind::purchase ||
                          event.kind == EventKind::adjust || event.kind == EventKind::observe;
    const auto group = groups_.find(account_named_by(ids));
    if (!is_plain || !event.pool.empty() || event.voided() || keys_.count(event.key) != 0 || group == groups_.end()) return false;
    const auto place = [](const auto& a, const auto& b) { return fold_before(a.second, b.second); };
    std::pair added{group->second, event_of(event, ids)};
    events_->insert(std::upper_bound(events_->begin(), events_->end(), added, place), std::move(added));
    if (is_none(ids.prospect)) return true;
    const std::string key = key_today(event.prospect);
    if (!has_asked_for(event.prospect)) return !has_asked_for(key);
    ids_by_name_[{NameKind::prospect, event.prospect}] = ids.prospect.value;
    names_by_id_[{NameKind::prospect, ids.prospect.value}] = event.prospect;
    keep_record(event, ids.prospect);
    return key == event.prospect;
}

std::optional<std::vector<std::uint32_t>> ForeseenAnswers::ids_of(NameKind kind, const std::vector<std::string>& names) const {
    const bool tells_unknown_ones = kind == NameKind::seat || kind == NameKind::pool || kind == NameKind::prospect;
    std::vector<std::uint32_t> ids;
    for (const std::string& name : names) {
        const auto found = ids_by_name_.find({kind, name});
        if (found == ids_by_name_.end() && !(tells_unknown_ones && has_asked_for(name))) return std::nullopt;
        ids.push_back(found == ids_by_name_.end() ? 0 : found->second);
    }
    return ids;
}

std::optional<std::vector<std::string>> ForeseenAnswers::names_of(NameKind kind, const std::vector<std::uint32_t>& ids) const {
    std::vector<std::string> names;
    for (const std::uint32_t id : ids) {
        const auto found = names_by_id_.find({kind, id});
        if (id != 0 && found == names_by_id_.end()) return std::nullopt;
        names.push_back(id == 0 ? std::string() : found->second);
    }
    return names;
}

bool ForeseenAnswers::read(const Scope& scope, std::size_t about,
                           const std::function<void(const std::vector<const Event*>&)>& each) const {
    if (!events_ || scope.known_at || scope.accounts.empty()) return false;
    std::set<std::int64_t> wanted;
    for (const AccountId account : scope.accounts) {
        const auto group = groups_.find(account);
        if (group == groups_.end()) return false;
        wanted.insert(group->second);
    }
    std::vector<const Event*> portion;
    for (const auto& [group, event] : *events_) {
        if (wanted.count(group) == 0 || (scope.after && event.at <= *scope.after) || event.at > scope.until) continue;
        if (scope.plan_events_only && !is_plan_event(event.kind())) continue;
        if (portion.size() >= about && portion.back()->at != event.at) {
            each(portion);
            portion.clear();
        }
        portion.push_back(&event);
    }
    if (!portion.empty()) each(portion);
    return true;
}

std::optional<std::vector<std::optional<RecordedEvent>>> ForeseenAnswers::find_events(
    const std::vector<std::string>& keys) const {
    std::vector<std::optional<RecordedEvent>> events;
    for (const std::string& key : keys) {
        if (keys_.count(key) == 0) return std::nullopt;
        const auto found = found_.find(key);
        events.push_back(found == found_.end() ? std::nullopt : std::optional{found->second});
    }
    return events;
}

std::optional<std::vector<std::optional<RecordedEvent>>> ForeseenAnswers::find_events(const std::vector<EventId>& ids) const {
    std::vector<std::optional<RecordedEvent>> events;
    for (const EventId id : ids) {
        const auto found = records_.find(id);
        if (found == records_.end()) return std::nullopt;
        events.emplace_back(found->second);
    }
    return events;
}

std::optional<std::vector<RecordedEvent>> ForeseenAnswers::messages_with(ProspectId prospect, Instant until) const {
    const auto records = records_with_.find(prospect);
    if (records == records_with_.end()) return std::nullopt;
    std::vector<RecordedEvent> messages;
    for (const RecordedEvent* record : records->second) {
        if (!record->voided() && record->at <= until) messages.push_back(*record);
    }
    std::sort(messages.begin(), messages.end(), [](const auto& a, const auto& b) {
        return std::pair{a.at, a.id} < std::pair{b.at, b.id};
    });
    return messages;
}

std::optional<std::optional<Instant>> ForeseenAnswers::latest_send(SeatId seat, ProspectId prospect, Instant from,
                                                                   Instant until) const {
    const auto handle = names_of(NameKind::seat, {seat.value});
    const auto messages = messages_with(prospect, until);
    if (!handle || !messages) return std::nullopt;
    std::optional<Instant> latest;
    for (const RecordedEvent& message : *messages) {
        if (message.kind == EventKind::send && message.seat == handle->front() && message.at >= from) latest = message.at;
    }
    return latest;
}

std::optional<std::vector<std::string>> ForeseenAnswers::spellings_of(const std::string& key) const {
    return has_asked_for(key) ? std::optional{value_of(spellings_, key)} : std::nullopt;
}

std::optional<std::vector<PendingWith>> ForeseenAnswers::pending_out_of_sight(const std::string& prospect) const {
    return has_asked_for(prospect) ? std::optional{value_of(pending_, prospect)} : std::nullopt;
}

}  // namespace inmail::store::postgres
