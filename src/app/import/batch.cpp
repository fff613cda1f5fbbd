#include "import/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "import/archive_differences.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/spellings.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {

ImportBatch::ImportBatch(Store& store, Transaction& transaction, const ImportOptions& options, ImportResult& result,
                         EarlierAttempt known)
    : store_(store),
      transaction_(transaction),
      options_(options),
      result_(result),
      names_(store),
      dates_(store, options.now, known.dates),
      earlier_attempt_(std::move(known)),
      last_before_(store.extent().last_event),
      effects_(last_before_) {
    if (options.replace) {
        replacement_.emplace(store, options.source);
        result.replacement.emplace();
        result.replacement->source = options.source;
    }
    for (auto& seat : store.subscribed(AccountId::Kind::seat)) known_.insert({false, std::move(seat)});
    for (auto& pool : store.subscribed(AccountId::Kind::pool)) known_.insert({true, std::move(pool)});
}

void ImportBatch::reject(std::int64_t line, std::string column, ValueFlaw flaw) {
    result_.rejected.push_back({line, std::move(column), std::move(flaw)});
}

void ImportBatch::reject_unknown(const NamedAccount& subject, std::int64_t line) {
    std::vector<std::string> candidates;
    for (const NamedAccount& known : known_) {
        if (known.is_pool == subject.is_pool) candidates.push_back(known.name);
    }
    ValueFlaw flaw{subject.is_pool ? FlawKind::unknown_pool : FlawKind::unknown_seat, subject.name};
    flaw.choices = std::move(candidates);
    reject(line, subject.is_pool ? "pool" : "seat", std::move(flaw));
}

bool ImportBatch::is_sound(const EventRecord& record, std::optional<Instant> recorded_at) {
    const auto before = result_.rejected.size();
    for (const auto& flaw : names_.flaws_of(record)) reject(record.line, flaw.column, flaw.reason);
    if (record.at > options_.now && !may_lie_in_future(record.kind))
        reject(record.line, "at", {FlawKind::future_event, to_rfc3339(record.at)});
    if (recorded_at && *recorded_at > options_.now) reject(record.line, "recorded_at", {FlawKind::in_future});
    if (recorded_at && *recorded_at < last_recorded_at_) {
        if (earlier_attempt_.by_recorded_at)
            reject(record.line, "recorded_at", {FlawKind::void_before_event});
        else
            holds_rejected_rows_ = out_of_order_ = true;
    }
    if (earlier_attempt_.without_terms.count(record.line) != 0) reject(record.line, "plan", {FlawKind::no_terms});
    return result_.rejected.size() == before;
}

bool ImportBatch::names_known_subjects(const EventRecord& record) {
    bool all_known = true;
    for (const NamedAccount& subject : {NamedAccount{false, record.seat}, NamedAccount{true, record.pool}}) {
        if (subject.name.empty()) continue;
        if (record.kind == EventKind::subscribe) known_.insert(subject);
        if (is_known(subject)) continue;
        if (earlier_attempt_.unknown.count(subject) == 0) {
            waiting_[subject].push_back(record.line);
            continue;
        }
        reject_unknown(subject, record.line);
        all_known = false;
    }
    return all_known;
}

bool ImportBatch::is_known(const NamedAccount& subject) {
    if (known_.count(subject) != 0) return true;
    // A seat whose subscribe was voided is still known: a row about it is no typing error.
    const bool named_once =
        subject.is_pool ? store_.find_pool(subject.name).has_value() : store_.find_seat(subject.name).has_value();
    if (named_once) known_.insert(subject);
    return named_once;
}

std::optional<EventId> ImportBatch::append(EventRecord record, const Origin& origin) {
    const KeyStanding standing = standing_of(record.key);
    return append(std::move(record), origin, standing);
}

std::optional<EventId> ImportBatch::append(EventRecord record, const Origin& origin, const KeyStanding& standing) {
    if (!is_sound(record, origin.recorded_at) || !names_known_subjects(record)) return std::nullopt;
    const bool is_again = standing.what == KeyStanding::What::undone;
    if (is_again) record.key = standing.next_key;
    if (standing.event && !is_again) return take_known(record, standing) ? std::optional{standing.first} : std::nullopt;
    if (replacement_ && replacement_->may_have_changed(record)) {
        perhaps_changed_.emplace_back(std::move(record), origin);
        return std::nullopt;
    }
    const auto event = append_new(std::move(record), origin);
    return event && is_again ? standing.first : event;
}

std::optional<EventId> ImportBatch::append_new(EventRecord&& record, const Origin& origin) {
    const auto recorded_at = origin.recorded_at;
    if (!find_target(record) || out_of_order_) return std::nullopt;
    if (origin.prospect_flaw && spellings_of(store_, record.prospect, {}).empty()) {
        reject(record.line, "prospect", *origin.prospect_flaw);
        return std::nullopt;
    }
    in_own_batch_ = in_own_batch_ || origin.batch.empty() || !recorded_at;
    ++result_.recorded;
    if (origin.keeps_spelling)
        record.at = dates_.settle(record);
    else
        spell_and_settle(record);
    std::optional<Provenance> provenance;
    if (recorded_at) {
        last_recorded_at_ = *recorded_at;
        provenance = Provenance{*recorded_at, {}, origin.batch};
    }
    const EventId event = transaction_.append(record, provenance ? &*provenance : nullptr);
    effects_.recorded(record);
    dates_.appended(record);
    return event;
}

bool ImportBatch::take_known(EventRecord& record, const KeyStanding& standing) {
    using Hold = SourceReplacement::Hold;
    const RecordedEvent& known = *standing.event;
    const bool is_same = same_content(record, known);
    const bool has_other_notes = !same_but_for_notes(record, known);
    const bool differs = (!is_same || has_other_notes) && standing.what == KeyStanding::What::in_force;
    if (differs && tells_replaced_event(store_, record)) {
        // An archive may have corrected the event's time or person since, under the same key.
        KeyStanding replaced = standing;
        replaced.what = KeyStanding::What::replaced;
        return take_known(record, replaced);
    }
    const Hold hold = replacement_ ? replacement_->hold_on(known.id) : Hold::none;
    if (hold != Hold::none) {
        const bool is_changed = !is_same || has_other_notes;
        replacement_->found(known.id);
        if (hold == Hold::owned && is_changed)
            replace(known, std::move(record));
        else
            leave_alone(standing, is_changed && hold == Hold::shared);
        return true;
    }
    // What replaced a row may differ from it.
    const bool is_replaced = standing.what == KeyStanding::What::replaced;
    if (options_.update && differs && !is_same) {
        spell_and_settle(record);
        supersede(known, std::move(record));
        ++result_.updated;
        return true;
    }
    if (!is_replaced && !is_same) {
        reject(record.line, "key", key_taken_by(known, record));
        return false;
    }
    known_already(standing);
    if (!is_replaced && has_other_notes) worded_otherwise_.push_back(record.line);
    return true;
}

void ImportBatch::leave_alone(const KeyStanding& standing, bool is_changed) {
    if (!is_changed) return known_already(standing);
    ++result_.matched;
    ++result_.replaced;
    ++result_.replacement->left_alone;
}

void ImportBatch::replace(const RecordedEvent& known, EventRecord&& changed) {
    spell_and_settle(changed);
    supersede(known, std::move(changed));
    ++result_.replacement->changed;
}

void ImportBatch::append_changed_rows() {
    if (perhaps_changed_.empty()) return;
    const auto rows = std::exchange(perhaps_changed_, {});
    std::vector<const EventRecord*> records;
    records.reserve(rows.size());
    for (const auto& row : rows) records.push_back(&row.first);
    auto pairs = replacement_->pair(records);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EventRecord record = rows[i].first;
        if (!pairs[i]) {
            append_new(std::move(record), rows[i].second);
            continue;
        }
        const RecordedEvent& known = *pairs[i];
        replacement_->found(known.id);
        if (replacement_->hold_on(known.id) == SourceReplacement::Hold::owned)
            replace(known, std::move(record));
        else
            leave_alone(standing_of(known.key), true);
    }
}

void ImportBatch::append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) {
    transaction_.append_terms(rows, new_title);
    has_terms_ = true;
}

std::string ImportBatch::match(const RecordedEvent& known, const EventRecord& row, bool knows_time) {
    if (replacement_) replacement_->found(known.id);
    auto better = static_cast<const EventRecord&>(known);
    const bool has_added = add_facts(better, row);
    if (knows_time) better.at = row.at;
    const bool may_replace = options_.replaces_only_of.empty() || options_.replaces_only_of == known.recorded_by;
    if (!may_replace || (!has_added && !knows_time)) {
        ++result_.matched;
        note_repeat(known);
        return known.key;
    }
    return supersede(known, std::move(better));
}

void ImportBatch::spell_and_settle(EventRecord& record) {
    if (!record.prospect.empty()) record.prospect = spelling_of(store_, record);
    record.at = dates_.settle(record);
}

bool ImportBatch::find_target(EventRecord& record) {
    if (record.kind != EventKind::void_event) return true;
    const auto target = event_meant(store_, record.ref);
    if (!target) {
        reject(record.line, "ref", {FlawKind::unknown_key, record.ref});
        return false;
    }
    if (target->kind == EventKind::void_event) {
        reject(record.line, "ref", {FlawKind::void_of_void});
        return false;
    }
    record.ref = target->key;
    if (!target->voided()) effects_.taken_back(*target);
    return true;
}

std::string ImportBatch::supersede(const RecordedEvent& known, EventRecord better) {
    if (store_.find_event(better.key)) better.key = KeyFamily(store_, better.key).next_key();
    append_void(known.key, std::string(note_of_replacement) + better.key);
    effects_.taken_back(known, better.key);
    ++result_.recorded;
    effects_.recorded(better);
    transaction_.append(better);
    dates_.appended(better);
    return better.key;
}

void ImportBatch::take_back(const RecordedEvent& known, const std::string& replaced_by) {
    append_void(known.key, std::string(note_of_replacement) + replaced_by);
    effects_.taken_back(known, replaced_by);
}

void ImportBatch::take_back_ordinary(const RecordedEvent& known) {
    append_void(known.key, std::string(note_of_ordinary_message));
    effects_.taken_back(known);
}

void ImportBatch::append_void(const std::string& key, std::string note) {
    EventRecord taken_back;
    taken_back.at = options_.now;
    taken_back.kind = EventKind::void_event;
    taken_back.ref = key;
    taken_back.note = std::move(note);
    transaction_.append(taken_back);
    in_own_batch_ = true;
}

KeyStanding ImportBatch::standing_of(const std::string& key) {
    KeyStanding standing = key.empty() ? KeyStanding{} : standing_of_key(store_, key);
    if (standing.what == KeyStanding::What::voided && options_.again) standing.what = KeyStanding::What::undone;
    return standing;
}

void ImportBatch::known_already(const KeyStanding& standing) {
    const bool is_replaced = standing.what == KeyStanding::What::replaced;
    ++(is_replaced ? result_.matched : result_.duplicates);
    if (is_replaced) ++result_.replaced;
    if (standing.what == KeyStanding::What::voided) voided_.push_back(standing.event->key);
    if (standing.what == KeyStanding::What::in_force) note_repeat(*standing.event);
}

void ImportBatch::leave_out_whole(std::map<std::int64_t, std::vector<RejectedRow>> bad_rows) {
    earlier_attempt_.bad_rows.merge(std::move(bad_rows));
    holds_rejected_rows_ = true;
}

void ImportBatch::reject_unknown() {
    for (const auto& [subject, lines] : waiting_) {
        if (is_known(subject)) continue;
        for (const auto line : lines) reject_unknown(subject, line);
        earlier_attempt_.unknown.insert(subject);
        holds_rejected_rows_ = true;
    }
}

void ImportBatch::reject_without_terms() {
    if (names_.rulebooks_are_complete()) return;
    Collector collector([&](const Posting& p) {
        const bool of_this_import = p.cause > last_before_;
        if (p.kind != Posting::Kind::stint_started || !p.other_rulebook || !of_this_import) return;
        const auto event = store_.find_event(p.cause);
        ensure(event.has_value(), "what was folded was recorded");
        reject(event->line, "plan", {FlawKind::no_terms});
        earlier_attempt_.without_terms.insert(event->line);
        holds_rejected_rows_ = true;
    });
    FoldRun fold_run(store_, ReportQuery{last_instant, std::nullopt, {}}, &collector);
    fold_run.fold();
}

void ImportBatch::void_gone_rows() {
    if (!replacement_) return;
    ImportReplacement& report = *result_.replacement;
    for (const EventId event : replacement_->gone()) {
        auto found = store_.find_event(event);
        ensure(found.has_value(), "what a file brought was recorded");
        report.gone.push_back(std::move(*found));
    }
    report.left_alone += static_cast<std::int64_t>(replacement_->gone_but_shared().size());
    constexpr std::size_t most_of = 3;
    const bool is_suspicious = result_.rows == 0 || report.gone.size() * most_of > replacement_->covered();
    if (is_suspicious && !report.gone.empty() && !options_.force)
        throw Refused(refusal::ReplacesTooMuch{report.source, report.gone, static_cast<std::int64_t>(replacement_->covered())});
    for (const RecordedEvent& gone : report.gone) {
        append_void(gone.key, std::string(note_of_gone_row));
        effects_.taken_back(gone);
    }
}

ImportBatch::EarlierAttempt ImportBatch::finish() {
    if (out_of_order_) {
        // The rows are out of order, and the other flaws may come from that: they are sorted first.
        earlier_attempt_.by_recorded_at = true;
        return earlier_attempt_;
    }
    if (auto dates = dates_.findings(); !(dates == earlier_attempt_.dates)) {
        earlier_attempt_.dates = std::move(dates);
        result_.recorded = 0;
        return earlier_attempt_;
    }
    reject_unknown();
    transaction_.release_memory();
    if (!holds_rejected_rows_) reject_without_terms();
    std::stable_sort(result_.rejected.begin(), result_.rejected.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    if (!voided_.empty()) result_.warnings.push_back({0, import_warning::KnownButVoided{std::move(voided_)}});
    if (!worded_otherwise_.empty()) {
        std::sort(worded_otherwise_.begin(), worded_otherwise_.end());
        result_.warnings.push_back({0, import_warning::KnownInOtherWords{worded_otherwise_}});
    }
    if (holds_rejected_rows_ || (!result_.rejected.empty() && (!options_.skip_invalid || options_.replace))) {
        result_.recorded = 0;
        return earlier_attempt_;
    }
    void_gone_rows();
    effects_.report(store_, options_.now, result_);
    if (options_.dry_run) return earlier_attempt_;
    const bool has_known_run = note_known_run();
    const bool has_zone = note_zone();
    if (!has_known_run && !has_zone && !in_own_batch_ && !has_terms_ && result_.recorded == 0) return earlier_attempt_;
    if (in_own_batch_) result_.batch = transaction_.batch();
    transaction_.commit();
    return earlier_attempt_;
}

}  // namespace inmail::app
