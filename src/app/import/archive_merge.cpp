#include "import/archive_merge.hpp"

#include <algorithm>
#include <utility>

#include "import/archive_differences.hpp"
#include "import/near_names.hpp"
#include "import/pairing.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {

ArchiveMerge::ArchiveMerge(Store& store, ImportBatch& batch, const ArchiveSource& source, ImportResult& result)
    : store_(store),
      batch_(batch),
      source_(source),
      result_(result),
      licence_(store, source.handle, source.now),
      known_(store, licence_),
      heard_(batch, source_, licence_, known_),
      handover_(source_, licence_, known_) {}

ArchiveSummary ArchiveMerge::run() {
    tell_understood();
    summary_.after_handover = handover_.told(store_);
    for (const Heard& heard : heard_.all()) merge(heard);
    for (const auto& move : dated_answers_.moves(heard_.only_logged())) move_answer(move);
    tell_rows();
    return summary();
}

// --- one message after the other ---------------------------------------------------------------------------------------

void ArchiveMerge::merge(const Heard& heard) {
    if (heard.mail == nullptr) {
        // No row of this archive: it counts as none.
        const auto recorded = result_.recorded;
        if (heard.logged != nullptr) absorb(event_of(*heard.earlier), *heard.logged, 0);
        result_.recorded = recorded;
        return;
    }
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
    if (heard.other_answer != nullptr) return merge_other_answer(heard, event_of(*heard.other_answer));
    merge_new(heard);
}

void ArchiveMerge::merge_known(const Heard& heard, const RecordedEvent& known) {
    const io::ArchiveMail& mail = *heard.mail;
    if (!licence_.has(known.seat)) ++known_elsewhere_[known.seat];
    if (heard.logged != nullptr && absorb(known, *heard.logged, mail.line)) return;
    if (licence_.has(known.seat) && heard.logged == nullptr && correct(known, mail)) return;
    batch_.known_already(heard.standing);
}

bool ArchiveMerge::absorb(const RecordedEvent& known, const KnownMessage& logged, std::int64_t line) {
    const RecordedEvent hand = event_of(logged);
    auto better = static_cast<const EventRecord&>(known);
    keep_logged(better, hand);
    tell_superseded(logged, known.at, line);
    batch_.take_back(hand, known.key);
    if (same_but_for_notes(better, known) && better.note == known.note && better.chars == known.chars) return false;
    batch_.supersede(known, std::move(better));
    return true;
}

bool ArchiveMerge::correct(const RecordedEvent& known, const io::ArchiveMail& mail) {
    if (known_.keeps_logged_facts(known)) return false;
    auto found = differences(known, mail);
    if (found.empty()) return false;
    std::move(found.begin(), found.end(), std::back_inserter(summary_.differs));
    if (!source_.update) return false;
    batch_.supersede(known, corrected(known, mail));
    return true;
}

void ArchiveMerge::merge_other_answer(const Heard& heard, const RecordedEvent& known) {
    const io::ArchiveMail& mail = *heard.mail;
    // The first answer counts: what came later is an ordinary message, in an archive that lacks the earlier one.
    const bool is_earlier = mail.at < known.at;
    if (is_earlier) {
        summary_.differs.push_back({mail.line, mail.kind, known.key, known.prospect,
                                    ArchiveSummary::Difference::What::answered_at, to_rfc3339(known.at), to_rfc3339(mail.at)});
    }
    auto better = static_cast<const EventRecord&>(known);
    if (heard.logged != nullptr) {
        const RecordedEvent hand = event_of(*heard.logged);
        keep_logged(better, hand);
        tell_superseded(*heard.logged, is_earlier && source_.update ? mail.at : known.at, mail.line);
        batch_.take_back(hand, known.key);
    }
    if (is_earlier && source_.update) {
        better.at = mail.at;
        better.key = heard.standing.what == KeyStanding::What::undone ? heard.standing.next_key : mail.key;
        better.line = mail.line;
        batch_.supersede(known, std::move(better));
        return;
    }
    ++result_.duplicates;
    batch_.told_again(known);
}

void ArchiveMerge::merge_new(const Heard& heard) {
    const io::ArchiveMail& mail = *heard.mail;
    count_early(mail);
    EventRecord record = record_of(heard);
    if (heard.logged != nullptr) return merge_logged(heard, std::move(record));
    warn_of_double(mail);
    note_send(mail, record.prospect, nullptr);
    batch_.append(std::move(record), heard.standing);
}

void ArchiveMerge::merge_logged(const Heard& heard, EventRecord record) {
    const io::ArchiveMail& mail = *heard.mail;
    const KnownMessage& logged = *heard.logged;
    const std::string& prospect = heard_.spell(mail, logged.prospect);
    const bool same_person = key_today(prospect) == logged.person && logged.seat == record.seat;
    const bool same_time = heard_.has_date_alone(mail) || (in_one_second(logged.at, mail.at) && !logged.has_date_alone());
    const RecordedEvent hand = event_of(logged);
    if (same_time && same_person && !heard_.needs_conversation(mail, logged)) {
        ++result_.matched;
        batch_.told_again(hand);
        summary_.matches.push_back({mail.line, mail.kind, mail.at, logged.prospect, logged.key});
        return;
    }
    record.prospect = prospect;
    keep_logged(record, hand);
    note_send(mail, prospect, &logged);
    tell_superseded(logged, mail.at, mail.line);
    batch_.supersede(hand, std::move(record));
}

void ArchiveMerge::note_send(const io::ArchiveMail& mail, const std::string& prospect, const KnownMessage* logged) {
    heard_.spell(mail, prospect);
    if (mail.kind == EventKind::send) dated_answers_.add_send(mail, people_of(mail, prospect), logged);
}

void ArchiveMerge::move_answer(const DatedAnswers::Move& move) {
    const RecordedEvent known = event_of(*move.answer);
    auto better = static_cast<const EventRecord&>(known);
    better.at = move.to;
    tell_superseded(*move.answer, move.to, move.line);
    summary_.superseded.back().at_its_send = true;
    // No row of this archive: it counts as none.
    const auto recorded = result_.recorded;
    batch_.supersede(known, std::move(better));
    result_.recorded = recorded;
}

EventRecord ArchiveMerge::record_of(const Heard& heard) const {
    const io::ArchiveMail& mail = *heard.mail;
    EventRecord record;
    record.at = mail.at;
    record.kind = mail.kind;
    record.seat = handover_.seat_of(mail);
    record.prospect = heard_.prospect_of(mail);
    if (mail.kind == EventKind::send) record.channel = mail.channel;
    record.thread = mail.thread;
    record.key = heard.standing.what == KeyStanding::What::undone ? heard.standing.next_key : mail.key;
    record.line = mail.line;
    return record;
}

RecordedEvent ArchiveMerge::event_of(const KnownMessage& message) {
    auto event = store_.find_event(message.id);
    ensure(event.has_value(), "an event that was read is found");
    return std::move(*event);
}

// --- words about it --------------------------------------------------------------------------------------------------

void ArchiveMerge::tell_understood() {
    const io::ArchiveContents& archive = source_.contents;
    const auto count = [&archive](EventKind kind, Channel channel) {
        return std::count_if(archive.mails.begin(), archive.mails.end(), [&](const auto& mail) {
            return mail.kind == kind && (kind == EventKind::reply || mail.channel == channel);
        });
    };
    summary_.seat = source_.handle;
    summary_.owner = archive.owner;
    summary_.proof = archive.owner_proof;
    summary_.sends = count(EventKind::send, Channel::inmail);
    summary_.free_sends = count(EventKind::send, Channel::first_degree);
    summary_.replies = count(EventKind::reply, Channel::inmail);
    summary_.assumptions = archive.assumptions;
    summary_.corrected = source_.update;
    summary_.left_out = archive.left_out;
}

void ArchiveMerge::tell_rows() {
    const io::ArchiveContents& archive = source_.contents;
    const std::string label = source_.one_of_several ? source_.handle : std::string();
    result_.rows += archive.rows;
    result_.duplicates += archive.duplicates;
    for (const auto& rows : archive.left_out) result_.skipped += static_cast<std::int64_t>(rows.lines.size());
    for (const auto& row : archive.rejected) result_.rejected.push_back({row.line, row.column, row.flaw, label});
    for (const auto& warning : archive.warnings) result_.warnings.push_back({warning.line, warning, label});
}

void ArchiveMerge::tell_superseded(const KnownMessage& logged, Instant at, std::int64_t line) {
    summary_.superseded.push_back({line, logged.kind, logged.prospect, logged.key, logged.at, at});
}

void ArchiveMerge::count_early(const io::ArchiveMail& mail) {
    const auto& first_stint = known_.first_stint();
    if (!first_stint || mail.at >= first_stint->at) return;
    if (!summary_.early) summary_.early = ArchiveSummary::EarlyRows{0, mail.at, first_stint->plan};
    ++summary_.early->rows;
    summary_.early->earliest = std::min(summary_.early->earliest, mail.at);
}

void ArchiveMerge::warn_of_double(const io::ArchiveMail& mail) {
    const auto& only_logged = heard_.only_logged();
    const auto is_before = [](const KnownMessage* message, Instant t) { return message->at < t; };
    auto logged = std::lower_bound(only_logged.begin(), only_logged.end(), mail.at - most_apart, is_before);
    for (; logged != only_logged.end() && (*logged)->at <= mail.at + most_apart; ++logged) {
        const KnownMessage& hand = **logged;
        if (hand.kind != mail.kind ||
            (!may_be_one_person(hand.prospect, mail.prospect) && !may_be_one_person(hand.prospect, mail.prospect_name)))
            continue;
        result_.warnings.push_back(
            {mail.line, import_warning::PerhapsTwice{source_.handle, mail.kind, mail.prospect, hand.prospect, hand.key}, {}});
    }
}

ArchiveSummary ArchiveMerge::summary() {
    const auto by_line = [](const auto& a, const auto& b) { return a.line < b.line; };
    std::stable_sort(summary_.superseded.begin(), summary_.superseded.end(), by_line);
    std::stable_sort(summary_.differs.begin(), summary_.differs.end(), by_line);
    for (const auto& [seat, rows] : known_elsewhere_) summary_.known_elsewhere.push_back({seat, rows});
    return std::move(summary_);
}

}  // namespace inmail::app
