#include "import/event_import.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "batch_commands.hpp"
#include "import/archive_differences.hpp"
#include "import/source_zone.hpp"
#include "in_portions.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "record/current_head.hpp"

namespace inmail::app {

EventImport::EventImport(Store& store, Transaction& transaction, const ImportOptions& options, ImportResult& result,
                         const ImportBatch::EarlierAttempt& known, const io::Zone& zone, const std::string& command)
    : batch_(store, transaction, options, result, known),
      store_(store),
      result_(result),
      known_(known),
      keyless_(store),
      last_before_(store.extent().last_event),
      into_empty_(store.extent().events == 0 && !options.records_as_now),
      is_table_(begins_with(command, command_import_csv)),
      by_recorded_at_(known.by_recorded_at),
      skips_invalid_(options.skip_invalid),
      now_(options.now),
      zone_(zone),
      // The rows of a table look ahead themselves, since they ask about the rows before them.
      is_on_server_(store.server() != nullptr),
      rows_at_once_(is_on_server_ ? 10'000 : 1'000),
      looks_ahead_(is_on_server_ && !is_table_),
      near_others_(is_table_ ? command.substr(command_import.size()) : command),
      elsewhere_(store, zone, options.now, command) {}

void EventImport::take(io::EventRow&& row, bool shares_row) {
    if (!looks_ahead_ || shares_row) return take_now(std::move(row), shares_row);
    constexpr std::size_t rows_at_once = 10'000;
    ahead_.push_back(std::move(row));
    if (ahead_.size() == rows_at_once) take_ahead();
}

void EventImport::take_ahead() {
    if (ahead_.empty()) return;
    store::RowsAhead rows;
    for (const io::EventRow& row : ahead_) {
        const EventRecord& record = row.record;
        rows.keys.push_back(record.key_is_derived ? DerivedKeys::first_key_of(record) : record.key);
        if (!record.prospect.empty()) rows.prospects.push_back(record.prospect);
    }
    store_.look_ahead(rows);
    for (auto& row : std::exchange(ahead_, {})) take_now(std::move(row), false);
}

void EventImport::take_now(io::EventRow&& row, bool shares_row) {
    if (shares_row) shared_.emplace(row.record.line, Fate::skipped);
    reads_zone_ = reads_zone_ || row.is_of_zone;
    if (row.record.key_is_derived) row.record.key = keyless_.key_of(row.record);
    if (by_recorded_at_) return put_off(std::move(row), sorted_);
    append(std::move(row));
}

void EventImport::take_known(const RecordedEvent& known) {
    ++result_.duplicates;
    batch_.note_repeat(known);
}

const std::vector<RejectedRow>* EventImport::flaws_of_row(std::int64_t line) const {
    const auto found = known_.bad_rows.find(line);
    return found == known_.bad_rows.end() ? nullptr : &found->second;
}

ImportBatch::EarlierAttempt EventImport::finish() {
    take_ahead();
    std::stable_sort(sorted_.begin(), sorted_.end(), [this](const io::EventRow& a, const io::EventRow& b) {
        return a.recorded_at.value_or(now_) < b.recorded_at.value_or(now_);
    });
    for (auto& row : sorted_) append(std::move(row));
    take_days();
    batch_.append_changed_rows();
    for (auto& row : early_voids_) append_now(std::move(row));
    if (reads_zone_) batch_.read_in(zone_);
    find_torn_rows();
    auto found = batch_.finish();
    count_rows_once();
    return found;
}

/// Closes belong to the ledger that posted them (RULES section 4, rollover): a whole ledger brings its own along.
bool EventImport::skips_close(const EventRecord& close) {
    if (store_.find_event(close.key)) return false;
    if (into_empty_ && close.figures) return false;
    ++result_.skipped;
    result_.warnings.push_back({close.line, import_warning::CloseLeftOut{into_empty_}});
    return true;
}

void EventImport::append(io::EventRow&& row) {
    move_from_tomorrow(row.record);
    // The row that a void names may stand further down.
    if (row.record.kind == EventKind::void_event && !store_.find_event(row.record.ref))
        return put_off(std::move(row), early_voids_);
    if (into_empty_) return append_now(std::move(row));
    if (is_table_) return append_of_table(std::move(row));
    if (elsewhere_.may_be_on_same_day(row.record)) return put_off(std::move(row), of_days_);
    append_now(std::move(row));
}

void EventImport::append_of_table(io::EventRow&& row) {
    const KeyStanding standing = batch_.standing_of(row.record.key);
    if (is_its_own(row.record, standing)) return append_now(std::move(row));
    if (elsewhere_.may_be_near(row.record)) {
        if (standing.is_new()) return wait(std::move(row));
        if (absorbs_log(row.record, standing)) return;
    }
    spell_as_known(row.record);
    append_now(std::move(row));
}

/// Whether the row is known by its key, and nothing that others brought can change that.
bool EventImport::is_its_own(const EventRecord& row, const KeyStanding& standing) {
    return standing.what == KeyStanding::What::in_force && key_today(standing.event->prospect) == key_today(row.prospect) &&
           !elsewhere_.knows_others(row.seat);
}

/// A table's event for which somebody logged the same later takes its place.
bool EventImport::absorbs_log(const EventRecord& row, const KeyStanding& standing) {
    if (standing.what != KeyStanding::What::in_force || shared_.count(row.line) != 0) return false;
    const auto logged = elsewhere_.logged_again(row, *standing.event);
    if (!logged) return false;
    batch_.take_back(*logged, standing.event->key);
    auto better = static_cast<const EventRecord&>(*standing.event);
    better.line = row.line;
    if (!add_facts(better, *logged)) {
        batch_.known_already(standing);
    } else {
        batch_.supersede(*standing.event, std::move(better));
    }
    if (row.key_is_derived) keyless_.stands_for_none(row.key);
    return true;
}

/// Of a table: "Kei Tan" is "kei-tan", if that's the only one with these words to whom the seat wrote.
void EventImport::spell_as_known(EventRecord& row) {
    if (const auto spelling = elsewhere_.spelling_with_words_of(row)) row.prospect = *spelling;
}

/// Rows that any of several events may stand for come last, so that each finds the likeliest.
void EventImport::take_days() {
    for (auto& row : of_days_) {
        append_now(std::move(row));
        row = {};  // gives its memory back
    }
    take_waiting();
}

/// The same for rows of a table: each group finds its events, and then all rows are taken in their order.
void EventImport::take_waiting() {
    std::sort(groups_.begin(), groups_.end());
    std::deque<Match> found;
    while (!groups_.empty()) {
        std::vector<std::uint64_t> places;
        std::vector<EventRecord> records;
        std::uint32_t group = groups_.front().first;
        for (; !groups_.empty() && (groups_.front().first == group || places.size() < rows_at_once_); groups_.pop_front()) {
            group = groups_.front().first;
            places.push_back(groups_.front().second);
            records.push_back(near_others_.at(places.back()).event.record);
        }
        std::vector<const EventRecord*> rows;
        for (const EventRecord& record : records) rows.push_back(&record);
        if (is_on_server_) elsewhere_.look_ahead(rows);
        const auto events = elsewhere_.near(rows);
        for (std::size_t i = 0; i < places.size(); ++i) found.emplace_back(places[i], events[i].value_or(EventId{}));
    }
    std::sort(found.begin(), found.end());
    in_portions(
        found, [this](const std::vector<Match>& some) { take_matches(some); }, rows_at_once_);
}

void EventImport::take_matches(const std::vector<Match>& matches) {
    std::vector<io::EventRow> rows;
    std::vector<EventId> matched;
    for (const auto& [place, event] : matches) {
        rows.push_back(near_others_.at(place).event);
        if (!is_none(event)) matched.push_back(event);
    }
    if (is_on_server_) {
        store::RowsAhead questions;
        std::vector<const EventRecord*> records;
        for (const auto& row : rows) {
            questions.keys.push_back(row.record.key);
            questions.prospects.push_back(row.record.prospect);
            records.push_back(&row.record);
        }
        store_.look_ahead(questions);
        elsewhere_.look_ahead(records);
    }
    const auto events = store_.find_events(matched);
    auto event = events.begin();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool is_new = is_none(matches[i].second);
        if (is_new) spell_as_known(rows[i].record);
        append_now(std::move(rows[i]), is_new ? std::nullopt : *event++);
    }
}

void EventImport::wait(io::EventRow&& row) {
    if (row.record.key_is_derived) keyless_.stands_for_none(row.record.key);
    const std::uint32_t group = OtherSources::group_of(row.record);
    groups_.emplace_back(group, near_others_.add({std::move(row), false}));
}

/// East of UTC, today begins before the UTC date of that name (RULES section 2).
void EventImport::move_from_tomorrow(EventRecord& record) const {
    if (record.bare_date && *record.bare_date > now_ && day_of(*record.bare_date) == zone_.date_at(now_)) record.at = now_;
}

void EventImport::append_now(io::EventRow&& row, const std::optional<RecordedEvent>& near) {
    const auto shared = shared_.find(row.record.line);
    if (shared == shared_.end()) return append_counted(std::move(row), near);
    ImportResult before;
    before.recorded = result_.recorded;
    before.matched = result_.matched;
    before.duplicates = result_.duplicates;
    append_counted(std::move(row), near);
    note_fate(shared->second, before);
}

void EventImport::append_counted(io::EventRow&& row, const std::optional<RecordedEvent>& near) {
    if (!into_empty_ && is_other_sources(row.record, near)) return;
    const std::string derived_key = row.record.key_is_derived ? row.record.key : std::string();
    std::optional<EventId> event;
    if (row.record.kind != EventKind::rollover || !skips_close(row.record)) {
        const auto origin = origin_of(row);
        event = batch_.append(std::move(row.record), origin);
    }
    if (derived_key.empty()) return;
    if (event)
        keyless_.stands_for(*event);
    else
        keyless_.stands_for_none(derived_key);
}

/// Takes the event's count back; `count_rows_once` counts its row by the best that became of its events.
void EventImport::note_fate(Fate& fate, const ImportResult& before) {
    Fate of_event = Fate::skipped;
    if (result_.recorded > before.recorded)
        of_event = Fate::recorded;
    else if (result_.matched > before.matched)
        of_event = Fate::matched;
    else if (result_.duplicates > before.duplicates)
        of_event = Fate::duplicate;
    fate = std::max(fate, of_event);
    result_.recorded = before.recorded;
    result_.matched = before.matched;
    result_.duplicates = before.duplicates;
}

void EventImport::count_rows_once() {
    const bool is_refused = !result_.rejected.empty() && !skips_invalid_;
    std::set<std::int64_t> rejected;
    for (const auto& row : result_.rejected) rejected.insert(row.line);
    for (const auto& [line, fate] : shared_) {
        if (rejected.count(line) != 0) continue;
        switch (fate) {
            case Fate::skipped:
                ++result_.skipped;
                break;
            case Fate::duplicate:
                ++result_.duplicates;
                break;
            case Fate::matched:
                ++result_.matched;
                break;
            case Fate::recorded:
                if (!is_refused) ++result_.recorded;
                break;
        }
    }
}

/// A row with a rejected event is rejected whole, even where others of its events were recorded by then.
void EventImport::find_torn_rows() {
    if (!skips_invalid_) return;
    std::map<std::int64_t, std::vector<RejectedRow>> torn;
    for (const auto& row : result_.rejected) {
        if (shared_.count(row.line) != 0) torn[row.line].push_back(row);
    }
    if (!torn.empty()) batch_.leave_out_whole(std::move(torn));
}

/// Counts the row as matched if another source has the event.
bool EventImport::is_other_sources(const EventRecord& row, const std::optional<RecordedEvent>& near) {
    if (!batch_.standing_of(row.key).is_new()) return false;
    auto known = near;
    if (!known && !is_table_) known = elsewhere_.in_same_second(row);
    if (!known && !is_table_) known = elsewhere_.on_same_day(row);
    if (!known) return false;
    std::string key = batch_.match(*known, row, is_table_ && elsewhere_.lacks_time(*known, row));
    if (matches_ != nullptr) matches_->emplace_back(row.key, std::move(key));
    if (row.key_is_derived) keyless_.stands_for_none(row.key);
    return true;
}

ImportBatch::Origin EventImport::origin_of(const io::EventRow& row) const {
    return {into_empty_ ? row.recorded_at : std::nullopt, row.batch, row.recorded_at.has_value(), row.prospect_flaw};
}

void EventImport::put_off(io::EventRow&& row, Rows& until_later) {
    if (row.record.key_is_derived) keyless_.stands_for_none(row.record.key);
    until_later.push_back(std::move(row));
}

namespace {

ImportResult attempt(Store& store, const std::string& command, const io::Zone& zone_of_now, const ImportOptions& options,
                     const ReadRows& read, ImportBatch::EarlierAttempt& earlier_attempt) {
    const auto transaction = store.begin(options.now, command);
    const io::Zone zone = options.zone_as_before ? zone_as_before(store, command, zone_of_now) : zone_of_now;
    ImportResult result;
    result.dry_run = options.dry_run;
    EventImport import(store, *transaction, options, result, earlier_attempt, zone, command);
    result.rows = read(import, zone, result);
    auto found = import.finish();
    earlier_attempt = std::move(found);
    if (import.reads_zone() && zone.name() != zone_of_now.name())
        result.warnings.push_back({0, import_warning::ReadInEarlierZone{zone.name(), zone_of_now.name()}});
    return result;
}

/// Whether another attempt would do better than the one that found this out.
bool is_worth_another(const ImportBatch::EarlierAttempt& known, const ImportBatch::EarlierAttempt& found,
                      const ImportOptions& options) {
    if (found.by_recorded_at && !known.by_recorded_at) return true;
    if (!(found.dates == known.dates)) return true;
    const bool more_bad_rows = found.unknown.size() > known.unknown.size() ||
                               found.without_terms.size() > known.without_terms.size() ||
                               found.bad_rows.size() > known.bad_rows.size();
    return more_bad_rows && options.skip_invalid;
}

}  // namespace

ImportResult import_rows(Store& store, const std::string& command, const io::Zone& zone, const ImportOptions& options,
                         const ReadRows& read) {
    ImportBatch::EarlierAttempt known;
    while (true) {
        ImportBatch::EarlierAttempt found;
        ImportResult result = on_current_head([&] {
            found = known;
            return attempt(store, command, zone, options, read, found);
        });
        if (!is_worth_another(known, found, options)) return result;
        known = std::move(found);
    }
}

}  // namespace inmail::app
