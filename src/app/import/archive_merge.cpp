#include "import/archive_merge.hpp"

#include <algorithm>
#include <utility>

#include "import/archive_differences.hpp"
#include "import/archive_report.hpp"
#include "import/pairing.hpp"
#include "inmail/app/spellings.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {

ArchiveMerge::ArchiveMerge(Store& store, ImportBatch& batch, const ArchiveSource& source, ImportResult& result)
    : store_(store),
      batch_(batch),
      source_(source),
      result_(result),
      licence_(store, source.handle, source.now),
      known_(store, licence_),
      archived_(batch, store, source_, licence_, known_),
      handover_(source_, licence_, archived_.all(), archived_.only_logged()),
      corrections_(known_, archived_, handover_, source.update, summary_.differs) {}

ArchiveSummary ArchiveMerge::run() {
    report_understood(source_, summary_);
    summary_.after_handover = handover_.after_handover(store_, archived_.all());
    for (const KnownOrdinary& ordinary : archived_.known_ordinary()) merge_ordinary(ordinary);
    for (const ArchivedMessage& archived : archived_.all()) merge(archived);
    const auto moves = dated_answers_.moves(archived_.only_logged());
    for (const KnownMessage* logged : archived_.only_logged()) {
        const auto move = moves.find(logged->id);
        merge_only_logged(*logged, move == moves.end() ? nullptr : &move->second);
    }
    report_rows(source_, result_);
    warn_of_doubles(source_, archived_, known_, result_);
    sort_by_line(summary_);
    for (const auto& [seat, rows] : known_elsewhere_) summary_.known_elsewhere.push_back({seat, rows});
    return std::move(summary_);
}

void ArchiveMerge::merge(const ArchivedMessage& archived) {
    if (archived.mail == nullptr) return merge_earlier(archived);
    switch (archived.standing.what) {
        case KeyStanding::What::in_force:
            return merge_known(archived, *archived.standing.event);
        case KeyStanding::What::replaced:
        case KeyStanding::What::voided:
            return batch_.known_already(archived.standing);
        case KeyStanding::What::unknown:
        case KeyStanding::What::undone:
            break;
    }
    if (archived.is_ordinary) return leave_out_ordinary(archived.mail->line, summary_, result_);
    if (archived.other_answer != nullptr) return merge_other_answer(archived);
    merge_new(archived);
}

// --- messages of earlier archives -------------------------------------------------------------------------------------

void ArchiveMerge::merge_known(const ArchivedMessage& archived, const RecordedEvent& known) {
    if (corrected_.count(known.id) != 0) return static_cast<void>(++result_.duplicates);
    auto better = static_cast<const EventRecord&>(known);
    better.line = archived.mail->line;
    if (licence_.has_had(known.seat))
        corrections_.apply(archived, known, better);
    else
        ++known_elsewhere_[known.seat];
    if (archived.logged != nullptr) absorb(archived, known, better);
    if (archived.by_date != nullptr) absorb_by_date(archived, known, better);
    if (is_better(better, known))
        batch_.supersede(known, std::move(better));
    else
        batch_.known_already(archived.standing);
}

void ArchiveMerge::merge_earlier(const ArchivedMessage& archived) {
    const KnownMessage& earlier = *archived.earlier;
    const auto move = archived_.people().move_of_archived(earlier, true);
    const bool stays = (archived.logged == nullptr && !move) || corrected_.count(earlier.id) != 0;
    if (stays) return;
    const RecordedEvent known = event_of(earlier);
    auto better = static_cast<const EventRecord&>(known);
    if (move) corrections_.apply(*move, earlier, source_.update ? &better : nullptr);
    if (archived.logged != nullptr) absorb(archived, known, better);
    if (is_better(better, known)) supersede_uncounted(known, std::move(better));
}

void ArchiveMerge::absorb(const ArchivedMessage& archived, const RecordedEvent& known, EventRecord& record) {
    const RecordedEvent hand = event_of(*archived.logged);
    keep_logged(record, absorb_others(archived, hand));
    // The logged time is better than a bare date.
    const bool knows_time = archived.mail == nullptr && archived.earlier->has_only_date && !archived.logged->has_only_date;
    if (knows_time && day_of(hand.at) == day_of(known.at)) record.at = hand.at;
    summary_.superseded.push_back(superseded_by(*archived.logged, record, archived.mail == nullptr ? 0 : archived.mail->line));
    batch_.take_back(hand, known.key);
}

EventRecord ArchiveMerge::absorb_others(const ArchivedMessage& archived, const RecordedEvent& logged) {
    auto all = static_cast<const EventRecord&>(logged);
    for (const KnownMessage* other : archived.also_logged) {
        const RecordedEvent event = event_of(*other);
        static_cast<void>(add_facts(all, event));
        // That key leads to the event that replaces both.
        summary_.superseded.push_back(superseded_by(*other, all, archived.mail == nullptr ? 0 : archived.mail->line));
        batch_.take_back(event, logged.key);
    }
    return all;
}

void ArchiveMerge::absorb_by_date(const ArchivedMessage& archived, const RecordedEvent& known, EventRecord& record) {
    const RecordedEvent by_date = event_of(*archived.by_date);
    if (known_.stands_for_logged(by_date.key)) keep_logged(record, by_date);
    summary_.superseded.push_back(superseded_by(*archived.by_date, record, archived.mail->line));
    batch_.take_back(by_date, known.key);
}

void ArchiveMerge::merge_ordinary(const KnownOrdinary& ordinary) {
    const RecordedEvent known = event_of(ordinary.archived->event());
    if (!licence_.has_had(known.seat) || known_.is_edited(known.key)) return;
    corrections_.name_ordinary(ordinary, known);
    if (!source_.update) return;
    batch_.take_back_ordinary(known);
    corrected_.insert(known.id);
}

void ArchiveMerge::merge_other_answer(const ArchivedMessage& archived) {
    const io::ArchiveMail& mail = *archived.mail;
    const RecordedEvent known = event_of(archived.other_answer->event());
    // The first answer counts: what came later is an ordinary message, in an archive that lacks the earlier one.
    const bool is_earlier = mail.at < known.at && !archived_.has_only_date(mail) && !known_.is_edited(known.key);
    if (is_earlier) corrections_.name_answer(mail, known);
    if (is_earlier && archived.logged != nullptr) {
        const std::string key = merge_logged(archived);
        if (source_.update) batch_.take_back(known, key);
    } else if (is_earlier && source_.update) {
        auto better = static_cast<const EventRecord&>(known);
        const EventRecord record = record_of(archived);
        better.at = record.at;
        better.key = record.key;
        better.line = record.line;
        better.prospect = record.prospect;
        batch_.supersede(known, std::move(better));
    } else {
        ++result_.duplicates;
        batch_.note_repeat(known);
    }
    if (is_earlier && source_.update) corrected_.insert(known.id);
}

// --- what is new -----------------------------------------------------------------------------------------------------

void ArchiveMerge::merge_new(const ArchivedMessage& archived) {
    const io::ArchiveMail& mail = *archived.mail;
    count_early(mail, known_, summary_);
    if (archived.logged != nullptr && archived.logged->is_confirmed) return merge_confirmed(archived);
    if (archived.logged != nullptr) return static_cast<void>(merge_logged(archived));
    if (mail.kind == EventKind::send) dated_answers_.add_send(mail, archived_.people().keys_of(mail), archived.by_date);
    if (archived.by_date != nullptr) return supersede(archived, record_of(archived));
    batch_.append(record_of(archived), archived.standing);
}

void ArchiveMerge::merge_confirmed(const ArchivedMessage& archived) {
    const RecordedEvent hand = event_of(*archived.logged);
    auto better = static_cast<const EventRecord&>(hand);
    corrections_.apply(archived, hand, better);
    if (!is_better(better, hand)) return static_cast<void>(merge_logged(archived));
    // Under LinkedIn's key later archives read it as one of its conversation.
    better.key = record_of(archived).key;
    static_cast<void>(add_facts(better, absorb_others(archived, hand)));
    if (archived.by_date != nullptr) absorb_by_date(archived, hand, better);
    batch_.supersede(hand, std::move(better));
}

std::string ArchiveMerge::merge_logged(const ArchivedMessage& archived) {
    const io::ArchiveMail& mail = *archived.mail;
    const KnownMessage& logged = *archived.logged;
    const RecordedEvent hand = event_of(logged);
    const EventRecord all_logged = absorb_others(archived, hand);
    EventRecord record = record_of(archived);
    const bool same_person = key_today(record.prospect) == logged.person && logged.seat == record.seat;
    const bool has_only_date = archived_.has_only_date(mail);
    const bool same_time = has_only_date || (in_one_second(logged.at, mail.at) && !logged.has_only_date);
    const bool says_all =
        !archived_.needs_more(archived, logged) && !is_free_to_linkedin_alone(record, hand) && !is_better(all_logged, hand);
    if (same_time && same_person && archived.by_date == nullptr && says_all) {
        ++result_.matched;
        // This archive has only the date; a later one may bring the time.
        if (!has_only_date) batch_.note_repeat(hand);
        summary_.matches.push_back({mail.line, mail.kind, mail.at, logged.prospect, logged.key});
        return logged.key;
    }
    record.prospect = same_person ? logged.prospect : spelling_of(store_, record);
    keep_logged(record, all_logged);
    if (mail.kind == EventKind::send) dated_answers_.add_send(mail, archived_.people().keys_of(mail), &logged);
    summary_.superseded.push_back(superseded_by(logged, record, mail.line));
    std::string key = record.key;
    supersede(archived, std::move(record));
    return key;
}

void ArchiveMerge::supersede(const ArchivedMessage& archived, EventRecord record) {
    if (archived.by_date == nullptr) return static_cast<void>(batch_.supersede(event_of(*archived.logged), std::move(record)));
    const RecordedEvent by_date = event_of(*archived.by_date);
    if (known_.stands_for_logged(by_date.key)) keep_logged(record, by_date);
    if (record.thread.empty()) record.thread = by_date.thread;
    if (archived.logged == nullptr) {
        summary_.superseded.push_back(superseded_by(*archived.by_date, record, archived.mail->line));
        return static_cast<void>(batch_.supersede(by_date, std::move(record)));
    }
    batch_.take_back(by_date, record.key);
    batch_.supersede(event_of(*archived.logged), std::move(record));
}

void ArchiveMerge::merge_only_logged(const KnownMessage& logged, const DatedAnswers::Move* at_send) {
    const auto move = archived_.people().move_of_logged(logged, source_.update);
    const auto correction = archived_.people().move_of_logged(logged, true);
    const bool needs_update = correction && !archived_.people().move_of_logged(logged, false);
    if (needs_update) corrections_.apply(*correction, logged, nullptr);
    if (!move && at_send == nullptr) return;
    const RecordedEvent known = event_of(logged);
    auto better = static_cast<const EventRecord&>(known);
    if (move) better.prospect = move->to;
    if (at_send != nullptr) better.at = at_send->to;
    if (at_send != nullptr || !needs_update) {
        summary_.superseded.push_back(superseded_by(logged, better, at_send != nullptr ? at_send->line : move->line));
        summary_.superseded.back().at_its_send = at_send != nullptr;
    }
    supersede_uncounted(known, std::move(better));
}

EventRecord ArchiveMerge::record_of(const ArchivedMessage& archived) const {
    const io::ArchiveMail& mail = *archived.mail;
    EventRecord record;
    record.at = mail.at;
    record.kind = mail.kind;
    record.seat = handover_.seat_of(archived);
    record.prospect = archived_.people().spelling_of(mail);
    if (mail.kind == EventKind::send) record.channel = mail.channel;
    record.chars = mail.chars;
    record.thread = mail.thread;
    record.key = archived.standing.what == KeyStanding::What::undone ? archived.standing.next_key : mail.key;
    record.line = mail.line;
    return record;
}

RecordedEvent ArchiveMerge::event_of(const KnownMessage& message) {
    // By its key, which the messages have asked for.
    auto event = store_.find_event(message.key);
    ensure(event.has_value(), "an event that was read is found");
    return std::move(*event);
}

RecordedEvent ArchiveMerge::event_of(EventId id) {
    auto event = store_.find_event(id);
    ensure(event.has_value(), "an event that was read is found");
    return std::move(*event);
}

void ArchiveMerge::supersede_uncounted(const RecordedEvent& known, EventRecord better) {
    const auto recorded = result_.recorded;
    batch_.supersede(known, std::move(better));
    result_.recorded = recorded;
}

}  // namespace inmail::app
