#include "import/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "batch_commands.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::app {
namespace {

/// Enough to find them in a spreadsheet. A table may have a million others.
constexpr std::size_t most_lines = 1000;

constexpr Instant in_a_thread{0};

/// Further ones under a changed key count as new.
constexpr int most_people_of_row = 20;

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
    if (const auto* flaws = import_.flaws_of_row(row.line)) {
        result_.rejected.insert(result_.rejected.end(), flaws->begin(), flaws->end());
        return;
    }
    if (request_.preview) report().rows.push_back({row.line, row.rule_line, {}, {}});
    bool is_sound = true;
    for (auto& event : row.events) is_sound = complete(event) && is_sound;
    if (!is_sound) {
        if (request_.preview) report().rows.pop_back();
        return;
    }
    auto& events = row.events;
    std::string reason = std::move(row.left_out);
    const auto repeated = std::remove_if(events.begin(), events.end(), [this](const auto& e) { return is_repeated(e.record); });
    if (repeated != events.end()) reason = "the same event as in a row before";
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
bool TableRows::complete(io::EventRow& event) {
    EventRecord& record = event.record;
    const auto seat = seats_.find(request_.seat.empty() ? record.seat : request_.seat);
    if (!seat) {
        const auto& rejected = result_.rejected;
        const bool is_of_same_row = !rejected.empty() && rejected.back().line == record.line && rejected.back().column == "seat";
        if (!is_of_same_row) reject(record.line, "seat", seat.flaw());
        return false;
    }
    record.seat = *seat;
    drop_unused(record);
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
    return lacks_person || rules_.first_reply_only || rules_.replies_need_send;
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

TableRows::Conversation TableRows::conversation_of(const EventRecord& event) {
    return fingerprint_of(event.seat +
                          (event.thread.empty() ? "\nwith " + key_today(event.prospect) : "\nthread " + event.thread));
}

void TableRows::note_send(const EventRecord& send) {
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
    for (const std::string& base : {event.row_key, of_kind}) {
        const bool is_numbered = is_known || (record.key != event.row_key && record.key != of_kind);
        std::string key = base;
        bool is_found = has(key, record, is_numbered);
        for (int i = 1; !is_found && i <= most_people_; ++i) is_found = has(key = base + ":" + std::to_string(i), record, true);
        if (!is_found) continue;
        record.key = std::move(key);
        return;
    }
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
    import_.take(std::move(event), shares_row);
}

/// The row of the preview.
TableRows::ShownRow TableRows::shown(std::int64_t line) {
    auto& rows = report().rows;
    return std::lower_bound(rows.begin(), rows.end(), line, [](const auto& row, std::int64_t l) { return row.line < l; });
}

void TableRows::finish() {
    std::sort(people_.begin(), people_.end());
    std::sort(sends_.begin(), sends_.end());
    std::sort(by_time_.begin(), by_time_.end());
    for (const auto& [at, place] : by_time_) decide(answers_.at(place));
    for (auto& left_out : report().left_out) {
        std::sort(left_out.lines.begin(), left_out.lines.end());
        result_.skipped += left_out.rows;
    }
}

void TableRows::decide(WaitingRow&& answer) {
    EventRecord& record = answer.event.record;
    const auto person = person_in(record);
    if (record.prospect.empty()) {
        if (!person && rules_.replies_need_send) return leave_out(record.line, "answers no InMail", answer.shares_row);
        if (!person) {
            if (request_.preview) report().rows.erase(shown(record.line));
            return reject(record.line, "thread", {FlawKind::no_send_in_thread, record.thread});
        }
        record.prospect = *person;
    }
    if (rules_.replies_need_send && !person) return leave_out(record.line, "answers no InMail", answer.shares_row);
    if (rules_.first_reply_only) {
        const auto conversation = conversation_of(record);
        Instant answered = in_a_thread;
        const Instant until = record.bare_date ? end_of(day_of(*record.bare_date)) : record.at;
        const auto next = std::upper_bound(sends_.begin(), sends_.end(), std::pair(conversation, until));
        if (next != sends_.begin() && (next - 1)->first == conversation) answered = (next - 1)->second;
        if (!answered_.insert(fingerprint_of(fmt::format("{} {}", conversation, answered.value))))
            return leave_out(record.line, "a later answer to what is answered", answer.shares_row);
    }
    pass_on(std::move(answer.event), answer.shares_row);
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
    if (known == all.end()) known = all.insert(all.end(), {reason, 0, {}});
    ++known->rows;
    if (known->lines.size() < most_lines) known->lines.push_back(line);
}

void TableRows::reject(std::int64_t line, std::string column, ValueFlaw flaw) {
    result_.rejected.push_back({line, std::move(column), std::move(flaw)});
}

}  // namespace inmail::app
