#include "import/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "batch_commands.hpp"
#include "import/derived_keys.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::app {
namespace {

constexpr Instant in_a_thread{0};

/// Further ones under a changed key count as new.
constexpr int most_people_of_row = 20;

/// Of a bare date, the end of its day.
Instant latest_time_of(const EventRecord& record) { return record.bare_date ? end_of(day_of(*record.bare_date)) : record.at; }

}  // namespace

TableRows::TableRows(Store& store, EventImport& import, const io::TableRules& rules, const io::Zone& zone,
                     const TableRequest& request, ImportResult& result)
    : store_(store),
      import_(import),
      rules_(rules),
      zone_(rules.zone.empty() ? zone : io::Zone::named(rules.zone)),
      request_(request),
      result_(result),
      seats_(store, request.options.now),
      last_before_(import.last_before()),
      notes_rejected_(request.options.skip_invalid),
      looks_ahead_(store.server() != nullptr),
      recorded_before_(store, last_before_),
      names_(request.file_name),
      answers_(request.file_name) {
    const std::string command = std::string(command_import_csv) + rules.name;
    store.read_batches([&](const Batch& batch) { return !(was_imported_ = batch.command == command); });
    const auto splits = [](const io::EventRule& event) {
        const auto& prospect = event.value(io::TableField::prospect);
        return prospect && !prospect->split.empty();
    };
    const bool has_split = std::any_of(rules.rows.begin(), rules.rows.end(), [&splits](const io::RowRule& row) {
        return std::any_of(row.events.begin(), row.events.end(), splits);
    });
    if (has_split) most_people_ = most_people_of_row;
    result_.table.emplace();
    report().rules = rules.name;
    report().is_preview = request.preview;
    report().rules_file = rules.folder.empty() ? std::string() : rules.file;
}

void TableRows::take(io::TableRow&& row) {
    if (!looks_ahead_) return take_now(std::move(row));
    constexpr std::size_t rows_at_once = 10'000;
    ahead_.push_back(std::move(row));
    if (ahead_.size() == rows_at_once) take_ahead();
}

void TableRows::take_ahead() {
    if (ahead_.empty()) return;
    store::RowsAhead questions;
    std::vector<EventRecord> records;
    for (const auto& row : ahead_) {
        for (const auto& event : row.events) foresee(event, questions, records);
    }
    store_.look_ahead(questions);
    OtherSources& others = import_.other_sources();
    std::vector<const EventRecord*> compared;  // with what others brought
    for (const EventRecord& record : records) {
        if (!store_.find_event(record.key) || others.knows_others(record.seat)) compared.push_back(&record);
    }
    others.look_ahead(compared);
    for (auto& row : std::exchange(ahead_, {})) take_now(std::move(row));
}

void TableRows::foresee(const io::EventRow& event, store::RowsAhead& questions, std::vector<EventRecord>& records) {
    EventRecord record = event.record;
    const auto seat = seats_.find(request_.seat.empty() ? record.seat : request_.seat);
    if (!seat) return;
    record.seat = *seat;
    (void)drop_unused(record);
    if (record.key_is_derived) record.key = DerivedKeys::first_key_of(record);
    questions.keys.push_back(record.key);
    if (!record.prospect.empty()) questions.prospects.push_back(record.prospect);
    const bool asks_for_others = !event.row_key.empty() && was_imported_ && most_people_ == 1;
    if (asks_for_others) {
        for (auto& key : other_keys_of(event)) questions.keys.push_back(std::move(key));
    }
    records.push_back(std::move(record));
}

void TableRows::take_now(io::TableRow&& row) {
    if (const auto* flaws = import_.flaws_of_row(row.line)) {
        result_.rejected.insert(result_.rejected.end(), flaws->begin(), flaws->end());
        return note_rejected(row.events);
    }
    if (request_.preview) report().rows.push_back({row.line, row.rule_line});
    secrets_ = std::move(row.secrets);
    bool is_sound = true;
    const auto is_send = [](const io::EventRow& event) { return event.record.kind == EventKind::send; };
    const bool has_send = std::any_of(row.events.begin(), row.events.end(), is_send);
    for (auto& event : row.events) is_sound = complete(event, has_send) && is_sound;
    if (!is_sound) {
        if (request_.preview) report().rows.pop_back();
        return note_rejected(row.events);
    }
    auto& events = row.events;
    std::string reason = std::move(row.left_out);
    const auto repeated = std::remove_if(events.begin(), events.end(), [this](const auto& e) { return is_repeated(e.record); });
    if (repeated != events.end()) reason = "the same event as in a row before";
    if (was_imported_ && repeated == events.begin()) {
        for (const auto& event : events) recorded_before_.add(row.line, event.record.key);
        for (const auto& key : row.other_keys) recorded_before_.add_row_key(row.line, key);
    }
    events.erase(repeated, events.end());
    if (events.empty()) return leave_out(row.line, reason);
    const bool shares_row = events.size() > 1;
    for (auto& event : events) {
        keep_key(event);
        if (event.record.kind == EventKind::send) note_send(event.record);
        if (waits(event.record))
            by_time_.emplace_back(event.record.at, answers_.add({event, shares_row}));
        else
            pass_on(std::move(event), shares_row);
    }
}

/// Finds the event's seat and checks it. False: its row is rejected.
bool TableRows::complete(io::EventRow& event, bool has_send) {
    EventRecord& record = event.record;
    const auto seat = seats_.find(request_.seat.empty() ? record.seat : request_.seat);
    if (!seat) {
        const auto& rejected = result_.rejected;
        const bool is_of_same_row = !rejected.empty() && rejected.back().line == record.line && rejected.back().column == "seat";
        if (!is_of_same_row) reject(record.line, "seat", seat.flaw());
        return false;
    }
    record.seat = *seat;
    const auto dropped = drop_unused(record);
    if (!has_send && std::find(dropped.begin(), dropped.end(), "campaign") != dropped.end()) {
        const auto& lines = campaigns_of_answers_.lines;
        if (lines.empty() || lines.back() != record.line) campaigns_of_answers_.add(record.line);
    }
    bool is_sound = true;
    for (auto& flaw : flaws_of(record)) {
        if (flaw.reason.kind == FlawKind::needs_prospect && waits(record)) continue;
        reject(record.line, std::move(flaw.column), std::move(flaw.reason));
        is_sound = false;
    }
    return is_sound;
}

/// Whether other rows decide about the event.
bool TableRows::waits(const EventRecord& event) const {
    if (!is_answer(event.kind)) return false;
    const bool lacks_person = event.prospect.empty() && !event.thread.empty();
    const bool is_to_invitation = !event.prospect.empty() && event.channel && asks_to_connect(*event.channel);
    return lacks_person || is_to_invitation || rules_.first_reply_only || rules_.replies_need_send;
}

bool TableRows::is_repeated(const EventRecord& event) {
    if (rules_.same.empty()) return false;
    std::string facts;
    for (const auto& fact : rules_.same) facts += fact_of(event, fact) + '\n';
    return !seen_.insert(fingerprint_of(facts));
}

std::string TableRows::fact_of(const EventRecord& event, const std::string& fact) const {
    if (fact == "event") return std::string(to_string(event.kind));
    if (fact == "seat") return event.seat;
    if (fact == "prospect") return key_today(event.prospect);
    return to_string(event.bare_date ? day_of(*event.bare_date) : zone_.date_at(event.at));
}

TableRows::Conversation TableRows::exchange_with_person(const EventRecord& event) {
    return fingerprint_of(event.seat + "\nwith " + key_today(event.prospect));
}

TableRows::Conversation TableRows::conversation_of(const EventRecord& event) {
    return event.thread.empty() ? exchange_with_person(event) : fingerprint_of(event.seat + "\nthread " + event.thread);
}

void TableRows::note_send(const EventRecord& send) {
    if (asks_to_connect(*send.channel)) invitations_.emplace_back(exchange_with_person(send), *send.channel, send.at);
    if (!send.thread.empty())
        people_.emplace_back(conversation_of(send), names_.add(send.prospect));
    else if (rules_.first_reply_only || rules_.replies_need_send)
        sends_.emplace_back(conversation_of(send), send.at);
}

void TableRows::keep_key(io::EventRow& event) {
    EventRecord& record = event.record;
    if (event.row_key.empty() || !was_imported_ || has(record.key, record, true)) return;
    const bool is_known = store_.find_event(record.key).has_value();
    const std::string of_kind = event.row_key + ":" + std::string(to_string(record.kind));
    const bool is_numbered = is_known || (record.key != event.row_key && record.key != of_kind);
    for (auto& key : other_keys_of(event)) {
        const bool has_number = key != event.row_key && key != of_kind;
        if (!has(key, record, is_numbered || has_number)) continue;
        record.key = std::move(key);
        return;
    }
}

std::vector<std::string> TableRows::other_keys_of(const io::EventRow& event) const {
    std::vector<std::string> keys;
    for (const std::string& base : {event.row_key, event.row_key + ":" + std::string(to_string(event.record.kind))}) {
        keys.push_back(base);
        for (int i = 1; i <= most_people_; ++i) keys.push_back(base + ":" + std::to_string(i));
    }
    return keys;
}

bool TableRows::has(const std::string& key, const EventRecord& event, bool is_of_person) {
    const auto known = store_.find_event(key);
    if (!known || known->id > last_before_ || known->kind != event.kind) return false;
    return !is_of_person || key_today(known->prospect) == key_today(event.prospect);
}

void TableRows::pass_on(io::EventRow&& event, bool shares_row) {
    const EventRecord& record = event.record;
    TableReport& counts = report();
    counts.lacks_keys = counts.lacks_keys || record.key_is_derived;
    if (record.kind == EventKind::reply)
        ++counts.replies;
    else if (record.kind == EventKind::bounce)
        ++counts.bounces;
    else
        ++(record.channel == Channel::inmail ? counts.sends : counts.free_sends);
    if (request_.preview) { shown(record.line)->events.push_back(record); }
    const std::int64_t line = record.line;
    const std::string key = record.key;
    const auto flaws_before = result_.rejected.size();
    import_.take(std::move(event), shares_row);
    if (!was_imported_) return;
    // That the event with the key differs is said by the flaw itself.
    const bool is_rejected = result_.rejected.size() > flaws_before && result_.rejected.back().flaw.kind != FlawKind::key_taken;
    if (!is_rejected)
        recorded_before_.keep(key);
    else if (notes_rejected_)
        recorded_before_.add(line, key);
}

void TableRows::note_rejected(std::int64_t line, const std::vector<std::string>& keys) {
    if (!was_imported_ || !notes_rejected_) return;
    for (const auto& key : keys) recorded_before_.add_row_key(line, key);
}

void TableRows::note_rejected(const std::vector<io::EventRow>& events) {
    if (!was_imported_ || !notes_rejected_) return;
    for (const auto& event : events) {
        recorded_before_.add(event.record.line, event.record.key);
        if (!event.row_key.empty()) recorded_before_.add_row_key(event.record.line, event.row_key);
    }
}

/// The row of the preview.
TableRows::ShownRow TableRows::shown(std::int64_t line) {
    auto& rows = report().rows;
    return std::lower_bound(rows.begin(), rows.end(), line, [](const auto& row, std::int64_t l) { return row.line < l; });
}

void TableRows::finish() {
    take_ahead();
    std::sort(people_.begin(), people_.end());
    std::sort(sends_.begin(), sends_.end());
    std::sort(invitations_.begin(), invitations_.end());
    std::sort(by_time_.begin(), by_time_.end());
    secrets_.clear();
    for (const auto& [at, place] : by_time_) decide(answers_.at(place));
    for (auto& left_out : report().left_out) {
        std::sort(left_out.lines.begin(), left_out.lines.end());
        result_.skipped += left_out.rows;
    }
    using What = import_warning::NotedRows::What;
    warn_of_recorded_before();
    warn_of(What::campaign, campaigns_of_answers_);
}

void TableRows::warn_of_recorded_before() {
    using What = import_warning::NotedRows::What;
    const auto lines = recorded_before_.find();
    if (lines.empty()) return;
    std::set<std::int64_t> rejected;
    for (const auto& row : result_.rejected) rejected.insert(row.line);
    RowsAlike left_out;
    RowsAlike rejected_before;
    for (const auto line : lines) (rejected.count(line) != 0 ? rejected_before : left_out).add(line);
    warn_of(What::recorded_before, left_out);
    warn_of(What::rejected_before, rejected_before);
}

void TableRows::warn_of(import_warning::NotedRows::What what, const RowsAlike& rows) {
    if (rows.rows != 0) result_.warnings.push_back({0, import_warning::NotedRows{what, rows}});
}

void TableRows::decide(WaitingRow&& answer) {
    EventRecord& record = answer.event.record;
    const auto leave_it_out = [&](const char* reason) {
        if (was_imported_ && !answer.shares_row) recorded_before_.add(record.line, record.key);
        leave_out(record.line, reason, answer.shares_row);
    };
    const bool asks_for_person = record.prospect.empty() || rules_.replies_need_send;
    const auto person = asks_for_person ? person_in(record) : std::nullopt;
    if (record.prospect.empty()) {
        if (!person && rules_.replies_need_send) return leave_it_out("answers no InMail");
        if (!person) {
            if (request_.preview) report().rows.erase(shown(record.line));
            note_rejected({answer.event});
            return reject(record.line, "thread", {FlawKind::no_send_in_thread, record.thread});
        }
        record.prospect = *person;
    }
    if (rules_.replies_need_send && !person) return leave_it_out("answers no InMail");
    if (rules_.first_reply_only) {
        const auto conversation = conversation_of(record);
        Instant answered = in_a_thread;
        const Instant until = latest_time_of(record);
        const auto next = std::upper_bound(sends_.begin(), sends_.end(), std::pair(conversation, until));
        if (next != sends_.begin() && (next - 1)->first == conversation) answered = (next - 1)->second;
        if (!answered_.insert(fingerprint_of(fmt::format("{} {}", conversation, answered.value))))
            return leave_it_out("a later answer to what is answered");
    }
    take_channel_of_invitation(record);
    pass_on(std::move(answer.event), answer.shares_row);
}

/// Tools seldom say whether an invitation that was accepted had a note, but an answer by one of the two channels never finds a
/// message by the other (RULES section 4, reply).
void TableRows::take_channel_of_invitation(EventRecord& answer) {
    if (!answer.channel || !asks_to_connect(*answer.channel)) return;
    const Channel written = *answer.channel;
    const Channel other = written == Channel::connection_note ? Channel::connection_request : Channel::connection_note;
    const std::string key = answer.key_is_derived ? DerivedKeys::first_key_of(answer) : answer.key;
    if (!has_invited(answer, written) && has_invited(answer, other)) answer.channel = other;
    // The row is no other one because an invitation came in since.
    const auto known = store_.find_event(key);
    const bool may_correct = request_.options.update && !answer.key_is_derived;
    if (known && known->kind == answer.kind && !may_correct && known->channel && asks_to_connect(*known->channel))
        answer.channel = known->channel;
}

/// Whether the person of the answer was invited by the channel, by the table or the ledger.
bool TableRows::has_invited(const EventRecord& answer, Channel channel) {
    const Conversation exchange = exchange_with_person(answer);
    const auto earliest =
        std::lower_bound(invitations_.begin(), invitations_.end(), std::tuple(exchange, channel, first_instant));
    if (earliest != invitations_.end()) {
        const auto& [of_exchange, of_channel, at] = *earliest;
        if (of_exchange == exchange && of_channel == channel && at <= latest_time_of(answer)) return true;
    }
    return import_.other_sources().has_sent(answer, channel, latest_time_of(answer));
}

/// To whom the seat wrote in the answer's conversation, by the table or the ledger; none: nobody.
std::optional<std::string> TableRows::person_in(const EventRecord& answer) {
    const Conversation conversation = conversation_of(answer);
    if (answer.thread.empty()) {
        const auto sent = std::lower_bound(sends_.begin(), sends_.end(), std::pair(conversation, first_instant));
        if (sent != sends_.end() && sent->first == conversation) return answer.prospect;
        return import_.other_sources().person_written_to(answer.seat, answer.prospect);
    }
    const auto written_to = std::lower_bound(people_.begin(), people_.end(), std::pair(conversation, Place{0}));
    if (written_to != people_.end() && written_to->first == conversation) return names_.at(written_to->second);
    return import_.other_sources().person_in(answer.seat, answer.thread);
}

/// `shares_row`: other events of the row are counted, so that its line is not one left out.
void TableRows::leave_out(std::int64_t line, const std::string& reason, bool shares_row) {
    if (request_.preview && shown(line)->events.empty()) shown(line)->left_out = reason;
    if (shares_row) return;
    auto& all = report().left_out;
    auto known = std::find_if(all.begin(), all.end(), [&reason](const auto& l) { return l.reason == reason; });
    if (known == all.end()) {
        known = all.emplace(all.end());
        known->reason = reason;
    }
    known->add(line);
}

void TableRows::reject(std::int64_t line, std::string column, ValueFlaw flaw) {
    io::hide(secrets_, flaw);
    result_.rejected.push_back({line, std::move(column), std::move(flaw)});
}

}  // namespace inmail::app
