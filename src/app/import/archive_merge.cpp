#include "import/archive_merge.hpp"

#include <algorithm>
#include <utility>

#include "import/archive_differences.hpp"
#include "import/archive_tellings.hpp"
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
      heard_(batch, store, source_, licence_, known_),
      handover_(source_, licence_, known_, heard_.all()),
      corrections_(known_, heard_, handover_, source.update, summary_.differs) {}

ArchiveSummary ArchiveMerge::run() {
    tell_understood(source_, summary_);
    summary_.after_handover = handover_.told(store_, heard_.all());
    for (const KnownOrdinary& ordinary : heard_.known_ordinary()) merge_ordinary(ordinary);
    for (const Heard& heard : heard_.all()) merge(heard);
    const auto moves = dated_answers_.moves(heard_.only_logged());
    for (const KnownMessage* logged : heard_.only_logged()) {
        const auto move = moves.find(logged->id);
        merge_only_logged(*logged, move == moves.end() ? nullptr : &move->second);
    }
    tell_rows(source_, result_);
    warn_of_doubles(source_, heard_, known_, result_);
    tell_in_order(summary_);
    for (const auto& [seat, rows] : known_elsewhere_) summary_.known_elsewhere.push_back({seat, rows});
    return std::move(summary_);
}

void ArchiveMerge::merge(const Heard& heard) {
    if (heard.mail == nullptr) return merge_earlier(heard);
    switch (heard.standing.what) {
        case KeyStanding::What::in_force:
            return merge_known(heard, *heard.standing.event);
        case KeyStanding::What::replaced:
        case KeyStanding::What::voided:
            return batch_.known_already(heard.standing);
        case KeyStanding::What::unknown:
        case KeyStanding::What::undone:
            break;
    }
    if (heard.is_ordinary) return leave_out_ordinary(heard.mail->line, summary_, result_);
    if (heard.other_answer != nullptr) return merge_other_answer(heard);
    merge_new(heard);
}

// --- what archives told before ---------------------------------------------------------------------------------------

void ArchiveMerge::merge_known(const Heard& heard, const RecordedEvent& known) {
    if (corrected_.count(known.id) != 0) return static_cast<void>(++result_.duplicates);
    auto better = static_cast<const EventRecord&>(known);
    better.line = heard.mail->line;
    if (licence_.has_had(known.seat))
        corrections_.apply(heard, known, better);
    else
        ++known_elsewhere_[known.seat];
    if (heard.logged != nullptr) absorb(heard, known, better);
    if (is_better(better, known))
        batch_.supersede(known, std::move(better));
    else
        batch_.known_already(heard.standing);
}

void ArchiveMerge::merge_earlier(const Heard& heard) {
    const KnownMessage& earlier = *heard.earlier;
    const auto move = heard_.people().move_of_heard(earlier, true);
    const bool stays = (heard.logged == nullptr && !move) || corrected_.count(earlier.id) != 0;
    if (stays) return;
    const RecordedEvent known = event_of(earlier.id);
    auto better = static_cast<const EventRecord&>(known);
    if (move) corrections_.apply(*move, earlier, source_.update ? &better : nullptr);
    if (heard.logged != nullptr) absorb(heard, known, better);
    if (is_better(better, known)) supersede_uncounted(known, std::move(better));
}

void ArchiveMerge::absorb(const Heard& heard, const RecordedEvent& known, EventRecord& record) {
    const RecordedEvent hand = event_of(heard.logged->id);
    keep_logged(record, hand);
    // Of a date alone, what was logged knows better.
    const bool knows_time = heard.mail == nullptr && heard.earlier->has_date_alone && !heard.logged->has_date_alone;
    if (knows_time && day_of(hand.at) == day_of(known.at)) record.at = hand.at;
    summary_.superseded.push_back(superseded_by(*heard.logged, record, heard.mail == nullptr ? 0 : heard.mail->line));
    batch_.take_back(hand, known.key);
}

void ArchiveMerge::merge_ordinary(const KnownOrdinary& ordinary) {
    const RecordedEvent known = event_of(ordinary.heard->event());
    if (!licence_.has_had(known.seat)) return;
    corrections_.name_ordinary(ordinary, known);
    if (!source_.update) return;
    batch_.take_back_ordinary(known);
    corrected_.insert(known.id);
}

void ArchiveMerge::merge_other_answer(const Heard& heard) {
    const io::ArchiveMail& mail = *heard.mail;
    const RecordedEvent known = event_of(heard.other_answer->event());
    // The first answer counts: what came later is an ordinary message, in an archive that lacks the earlier one.
    const bool is_earlier = mail.at < known.at && !heard_.has_date_alone(mail);
    if (is_earlier) corrections_.name_answer(mail, known);
    if (is_earlier && heard.logged != nullptr) {
        const std::string key = merge_logged(heard);
        if (source_.update) batch_.take_back(known, key);
    } else if (is_earlier && source_.update) {
        auto better = static_cast<const EventRecord&>(known);
        const EventRecord record = record_of(heard);
        better.at = record.at;
        better.key = record.key;
        better.line = record.line;
        better.prospect = record.prospect;
        batch_.supersede(known, std::move(better));
    } else {
        ++result_.duplicates;
        batch_.known_runs(known);
    }
    if (is_earlier && source_.update) corrected_.insert(known.id);
}

// --- what is new -----------------------------------------------------------------------------------------------------

void ArchiveMerge::merge_new(const Heard& heard) {
    const io::ArchiveMail& mail = *heard.mail;
    count_early(mail, known_, summary_);
    if (heard.logged != nullptr && heard.logged->is_confirmed) return merge_confirmed(heard);
    if (heard.logged != nullptr) return static_cast<void>(merge_logged(heard));
    if (mail.kind == EventKind::send) dated_answers_.add_send(mail, heard_.people().keys_of(mail), heard.by_date);
    if (heard.by_date != nullptr) return supersede(heard, record_of(heard));
    batch_.append(record_of(heard), heard.standing);
}

void ArchiveMerge::merge_confirmed(const Heard& heard) {
    const RecordedEvent hand = event_of(heard.logged->id);
    auto better = static_cast<const EventRecord&>(hand);
    corrections_.apply(heard, hand, better);
    if (is_better(better, hand)) return static_cast<void>(batch_.supersede(hand, std::move(better)));
    static_cast<void>(merge_logged(heard));
}

std::string ArchiveMerge::merge_logged(const Heard& heard) {
    const io::ArchiveMail& mail = *heard.mail;
    const KnownMessage& logged = *heard.logged;
    const RecordedEvent hand = event_of(logged.id);
    EventRecord record = record_of(heard);
    const bool same_person = key_today(record.prospect) == logged.person && logged.seat == record.seat;
    const bool has_date_alone = heard_.has_date_alone(mail);
    const bool same_time = has_date_alone || (in_one_second(logged.at, mail.at) && !logged.has_date_alone);
    if (same_time && same_person && heard.by_date == nullptr && !heard_.needs_more(heard, logged)) {
        ++result_.matched;
        // Of a date alone, LinkedIn's time is still to come.
        if (!has_date_alone) batch_.known_runs(hand);
        summary_.matches.push_back({mail.line, mail.kind, mail.at, logged.prospect, logged.key});
        return logged.key;
    }
    record.prospect = same_person ? logged.prospect : spelling_of(store_, record);
    keep_logged(record, hand);
    if (mail.kind == EventKind::send) dated_answers_.add_send(mail, heard_.people().keys_of(mail), &logged);
    summary_.superseded.push_back(superseded_by(logged, record, mail.line));
    std::string key = record.key;
    supersede(heard, std::move(record));
    return key;
}

void ArchiveMerge::supersede(const Heard& heard, EventRecord record) {
    if (heard.by_date == nullptr) return static_cast<void>(batch_.supersede(event_of(heard.logged->id), std::move(record)));
    const RecordedEvent by_date = event_of(heard.by_date->id);
    if (known_.stands_for_logged(by_date.key)) keep_logged(record, by_date);
    if (record.thread.empty()) record.thread = by_date.thread;
    if (heard.logged == nullptr) {
        summary_.superseded.push_back(superseded_by(*heard.by_date, record, heard.mail->line));
        return static_cast<void>(batch_.supersede(by_date, std::move(record)));
    }
    batch_.take_back(by_date, record.key);
    batch_.supersede(event_of(heard.logged->id), std::move(record));
}

void ArchiveMerge::merge_only_logged(const KnownMessage& logged, const DatedAnswers::Move* at_send) {
    const auto move = heard_.people().move_of_logged(logged, source_.update);
    const auto correction = heard_.people().move_of_logged(logged, true);
    const bool needs_update = correction && !heard_.people().move_of_logged(logged, false);
    if (needs_update) corrections_.apply(*correction, logged, nullptr);
    if (!move && at_send == nullptr) return;
    const RecordedEvent known = event_of(logged.id);
    auto better = static_cast<const EventRecord&>(known);
    if (move) better.prospect = move->to;
    if (at_send != nullptr) better.at = at_send->to;
    if (at_send != nullptr || !needs_update) {
        summary_.superseded.push_back(superseded_by(logged, better, at_send != nullptr ? at_send->line : move->line));
        summary_.superseded.back().at_its_send = at_send != nullptr;
    }
    supersede_uncounted(known, std::move(better));
}

EventRecord ArchiveMerge::record_of(const Heard& heard) const {
    const io::ArchiveMail& mail = *heard.mail;
    EventRecord record;
    record.at = mail.at;
    record.kind = mail.kind;
    record.seat = handover_.seat_of(heard);
    record.prospect = heard_.people().spelling_of(mail);
    if (mail.kind == EventKind::send) record.channel = mail.channel;
    record.thread = mail.thread;
    record.key = heard.standing.what == KeyStanding::What::undone ? heard.standing.next_key : mail.key;
    record.line = mail.line;
    return record;
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
