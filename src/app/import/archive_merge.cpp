#include "import/archive_merge.hpp"

#include <algorithm>
#include <utility>

#include "import/archive_differences.hpp"
#include "inmail/app/handovers.hpp"
#include "inmail/app/names.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"

namespace inmail::app {
namespace {

using What = KeyStanding::What;

constexpr std::int64_t ms_per_second = 1000;

/// LinkedIn tells seconds, and people's clocks milliseconds.
bool same_second(Instant a, Instant b) { return a.value / ms_per_second == b.value / ms_per_second; }
bool is_midnight(Instant t) { return t == start_of(day_of(t)); }

/// A name and a slug, or two spellings, that may well be one person: the letters without what slugs put between them.
std::string letters_of(const std::string& prospect) {
    std::string letters;
    for (const char c : prospect) {
        if (c != ' ' && c != '-' && c != '.' && c != ',') letters += c;
    }
    return letters;
}

bool is_near(const std::string& a, const std::string& b) {
    const std::string x = letters_of(a);
    const std::string y = letters_of(b);
    if (x.empty() || y.empty()) return false;
    constexpr std::size_t telling_prefix = 6;
    const std::size_t common = std::min(x.size(), y.size());
    if (common >= telling_prefix && x.compare(0, common, y, 0, common) == 0) return true;
    constexpr std::size_t letters_an_edit = 5;
    return edit_distance(x, y) <= std::max(x.size(), y.size()) / letters_an_edit;
}

/// The prospect keys that may mean whom the mail is with, the archive's own first.
std::vector<std::string> people_of(const io::ArchiveMail& mail, const std::string& in_ledger) {
    std::vector<std::string> people{key_today(mail.prospect)};
    for (const std::string& other : {mail.prospect_name, in_ledger}) {
        std::string key = other.empty() ? std::string() : key_today(other);
        if (!key.empty() && std::find(people.begin(), people.end(), key) == people.end()) people.push_back(std::move(key));
    }
    return people;
}

/// Exports before 2020 have no conversations: there a person has one.
std::string conversation_of(const io::ArchiveMail& mail) { return mail.thread.empty() ? "\n" + mail.prospect : mail.thread; }

}  // namespace

ArchiveMerge::ArchiveMerge(Store& store, ImportBatch& batch, const ArchiveSource& source, ImportResult& result)
    : store_(store),
      batch_(batch),
      source_(source),
      archive_(source.contents),
      result_(result),
      label_(source.one_of_several ? source.handle : std::string()),
      licence_(store, source.handle, source.now),
      known_(store, licence_) {}

ArchiveSummary ArchiveMerge::run() {
    look_up();
    match_logged();
    match_answers();
    note_handover();
    for (const Heard& heard : heard_) merge(heard);
    move_answers();
    result_.rows += archive_.rows;
    result_.duplicates += archive_.duplicates;
    for (const auto& rows : archive_.left_out) result_.skipped += static_cast<std::int64_t>(rows.lines.size());
    for (const auto& row : archive_.rejected) result_.rejected.push_back({row.line, row.column, row.flaw, label_});
    for (const auto& warning : archive_.warnings) result_.warnings.push_back({warning.line, warning, label_});
    return summary();
}

// --- what the ledger has of each message -----------------------------------------------------------------------------

KeyStanding ArchiveMerge::standing_of(const io::ArchiveMail& mail) {
    KeyStanding standing = batch_.standing_of(mail.key);
    const bool is_new = standing.what == What::unknown || standing.what == What::undone;
    if (!is_new || mail.key_by_name.empty() || mail.key_by_name == mail.key) return standing;
    // An older archive, without conversation ids, may have brought the same mail.
    KeyStanding by_name = batch_.standing_of(mail.key_by_name);
    return by_name.what == What::unknown || by_name.what == What::undone ? standing : by_name;
}

void ArchiveMerge::look_up() {
    std::set<EventId> in_archive;
    heard_.reserve(archive_.mails.size());
    for (const io::ArchiveMail& mail : archive_.mails) {
        Heard heard;
        heard.mail = &mail;
        heard.standing = standing_of(mail);
        if (heard.standing.what == What::in_force) {
            const RecordedEvent& known = *heard.standing.event;
            in_archive.insert(known.id);
            std::string prospect = known.prospect;
            if (source_.update && !known_.keeps_logged_facts(known)) prospect = corrected(known, mail).prospect;
            prospect_of_.emplace(conversation_of(mail), std::move(prospect));
        }
        heard_.push_back(std::move(heard));
    }
    for (const KnownMessage& earlier : known_.heard()) {
        if (in_archive.count(earlier.id) == 0) heard_.emplace_back().earlier = &earlier;
    }
    for (const Heard& heard : heard_) {
        const bool is_send = (heard.mail != nullptr ? heard.mail->kind : heard.earlier->kind) == EventKind::send;
        Dialogue& dialogue = dialogues_[heard.mail != nullptr ? key_today(heard.mail->prospect) : heard.earlier->person];
        ++(is_send ? dialogue.sends : dialogue.answers);
    }
    for (const auto& warning : archive_.warnings) {
        if (warning.kind == RowWarning::Kind::time_missing) date_only_.insert(warning.line);
    }
}

HeardMessage ArchiveMerge::as_heard(const Heard& heard) const {
    if (const KnownMessage* earlier = heard.earlier) {
        HeardMessage message{earlier->kind, told_by_time(source_.zone, earlier->at), {earlier->person}};
        message.family = first_of_family(earlier->key);
        message.time.is_settled = true;
        return message;
    }
    const io::ArchiveMail& mail = *heard.mail;
    HeardMessage message{mail.kind, told_by_time(source_.zone, mail.at), people_of(mail, prospect_of(mail))};
    if (date_only_.count(mail.line) != 0) message.time = told_by_date(source_.zone, day_of(mail.at));
    if (heard.standing.what == What::in_force) {
        message.family = first_of_family(heard.standing.event->key);
        message.time.is_settled = true;
    }
    return message;
}

void ArchiveMerge::match_logged() {
    std::vector<HeardMessage> heard;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < heard_.size(); ++i) {
        const KeyStanding& standing = heard_[i].standing;
        if (standing.what == What::voided || standing.what == What::replaced) continue;
        if (standing.what == What::in_force && !licence_.has(standing.event->seat)) continue;
        heard.push_back(as_heard(heard_[i]));
        places.push_back(i);
    }
    std::vector<LoggedMessage> logged;
    for (const KnownMessage& message : known_.logged()) {
        TimeTold time = told_as_recorded(source_.zone, message.at);
        time.is_settled = known_.is_settled(message);
        // An answer that was told by its date stands at that day's send (RULES section 2).
        if (is_answer(message.kind) && known_.has_send(message.person, message.at))
            time = hull_of(time, told_by_date(source_.zone, day_of(message.at)));
        logged.push_back({message.kind, time, message.person, message.replaced_by});
    }
    const auto matches = match(heard, logged);
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (!matches[i]) continue;
        const KnownMessage& message = known_.logged()[*matches[i]];
        // What an archive took the place of is spoken for.
        if (!message.replaced_by.empty()) continue;
        heard_[places[i]].logged = &message;
        matched_.insert(message.id);
    }
    for (const KnownMessage& message : known_.logged()) {
        if (message.replaced_by.empty() && matched_.count(message.id) == 0) unmatched_.push_back(&message);
    }
    std::sort(unmatched_.begin(), unmatched_.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
}

void ArchiveMerge::match_answers() {
    std::map<std::string, std::vector<const KnownMessage*>> answers;
    std::map<std::string, std::vector<Instant>> sends;
    for (const Heard& heard : heard_) {
        if (heard.mail != nullptr) {
            if (heard.mail->kind == EventKind::send) sends[heard.mail->thread].push_back(heard.mail->at);
        } else if (heard.earlier->kind == EventKind::send) {
            sends[heard.earlier->thread].push_back(heard.earlier->at);
        } else if (!heard.earlier->thread.empty()) {
            answers[heard.earlier->thread].push_back(heard.earlier);
        }
    }
    if (answers.empty()) return;
    /// How many sends of the conversation an answer follows.
    const auto sends_before = [&sends](const std::string& thread, Instant t) {
        const auto& times = sends[thread];
        return std::count_if(times.begin(), times.end(), [t](Instant sent) { return sent <= t; });
    };
    for (Heard& heard : heard_) {
        const bool is_new = heard.standing.what == What::unknown || heard.standing.what == What::undone;
        if (heard.mail == nullptr || heard.mail->kind == EventKind::send || !is_new) continue;
        const auto known = answers.find(heard.mail->thread);
        if (known == answers.end()) continue;
        auto& open = known->second;
        const auto same = std::find_if(open.begin(), open.end(), [&](const KnownMessage* answer) {
            return sends_before(answer->thread, answer->at) == sends_before(answer->thread, heard.mail->at);
        });
        if (same == open.end()) continue;
        heard.answered = *same;
        open.erase(same);
    }
}

void ArchiveMerge::note_handover() {
    const Licence::Step* step = licence_.step_from(source_.handle);
    if (step == nullptr) return;
    for (const io::ArchiveMail& mail : archive_.mails) {
        if (mail.kind == EventKind::send) sends_[key_today(mail.prospect)].push_back(mail.at);
    }
    for (const auto* messages : {&known_.logged(), &known_.heard()}) {
        for (const KnownMessage& message : *messages) {
            const bool is_own = message.kind == EventKind::send && message.seat == source_.handle && message.replaced_by.empty();
            if (is_own) sends_[message.person].push_back(message.at);
        }
    }
    for (auto& entry : sends_) std::sort(entry.second.begin(), entry.second.end());
    // A handle that has another licence since records for itself again.
    std::vector<AccountId> holder{AccountId::of(require_seat(store_, source_.handle))};
    if (follow_handovers(store_, holder, source_.now, std::nullopt).empty()) return;
    ArchiveSummary::AfterHandover after{step->to, step->at, {}, {}};
    for (const io::ArchiveMail& mail : archive_.mails) {
        if (mail.kind == EventKind::send && mail.at >= step->at) after.sends.push_back(mail.line);
        if (mail.kind == EventKind::reply && seat_of(mail) != source_.handle) after.answers.push_back(mail.line);
    }
    if (!after.sends.empty() || !after.answers.empty()) told_.after_handover = std::move(after);
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
        case What::in_force:
            return merge_known(heard, *heard.standing.event);
        case What::replaced:
        case What::voided:
            return batch_.known_already(heard.standing);
        case What::unknown:
        case What::undone:
            break;
    }
    if (heard.answered != nullptr) return merge_other_answer(heard, event_of(*heard.answered));
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
    EventRecord better = known;
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
    std::move(found.begin(), found.end(), std::back_inserter(told_.differs));
    if (!source_.update) return false;
    batch_.supersede(known, corrected(known, mail));
    return true;
}

void ArchiveMerge::merge_other_answer(const Heard& heard, const RecordedEvent& known) {
    const io::ArchiveMail& mail = *heard.mail;
    // The first answer counts: what came later is an ordinary message, in an archive that lacks the earlier one.
    const bool is_earlier = mail.at < known.at;
    if (is_earlier) {
        told_.differs.push_back({mail.line, mail.kind, known.key, known.prospect, ArchiveSummary::Difference::What::answered_at,
                                 to_rfc3339(known.at), to_rfc3339(mail.at)});
    }
    EventRecord better = known;
    if (heard.logged != nullptr) {
        const RecordedEvent hand = event_of(*heard.logged);
        keep_logged(better, hand);
        tell_superseded(*heard.logged, is_earlier && source_.update ? mail.at : known.at, mail.line);
        batch_.take_back(hand, known.key);
    }
    if (is_earlier && source_.update) {
        better.at = mail.at;
        better.key = heard.standing.what == What::undone ? heard.standing.next_key : mail.key;
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
    if (heard.logged == nullptr) {
        warn_of_double(mail);
        brought(mail, record.prospect, nullptr);
        batch_.append(std::move(record));
        return;
    }
    const KnownMessage& logged = *heard.logged;
    // The first of a conversation says how its person is spelled.
    const std::string& prospect = prospect_of_.emplace(conversation_of(mail), logged.prospect).first->second;
    const bool same_person = key_today(prospect) == logged.person && logged.seat == record.seat;
    const bool same_time = date_only_.count(mail.line) != 0 || (same_second(logged.at, mail.at) && !is_midnight(logged.at));
    if (same_time && same_person && !needs_conversation(mail, logged)) {
        ++result_.matched;
        batch_.told_again(event_of(logged));
        told_.matches.push_back({mail.line, mail.kind, mail.at, logged.prospect, logged.key});
        return;
    }
    const RecordedEvent hand = event_of(logged);
    record.prospect = prospect;
    keep_logged(record, hand);
    brought(mail, prospect, &logged);
    tell_superseded(logged, mail.at, mail.line);
    batch_.supersede(hand, std::move(record));
}

bool ArchiveMerge::needs_conversation(const io::ArchiveMail& mail, const KnownMessage& logged) const {
    const Dialogue& dialogue = dialogues_.at(key_today(mail.prospect));
    return logged.thread.empty() && !mail.thread.empty() && dialogue.sends > 1 && dialogue.answers > 0;
}

void ArchiveMerge::brought(const io::ArchiveMail& mail, const std::string& prospect, const KnownMessage* logged) {
    prospect_of_.emplace(conversation_of(mail), prospect);
    if (mail.kind != EventKind::send) return;
    const SendBrought send{mail.at, logged == nullptr ? std::nullopt : std::optional{logged->at}, mail.line};
    for (const std::string& person : people_of(mail, prospect)) brought_[person].push_back(send);
}

// --- answers that were told by their date ------------------------------------------------------------------------------

void ArchiveMerge::move_answers() {
    for (const KnownMessage* message : unmatched_) {
        if (!is_answer(message->kind)) continue;
        const auto sends = brought_.find(message->person);
        if (sends == brought_.end()) continue;
        const SendBrought* latest = nullptr;
        for (const SendBrought& send : sends->second) {
            // It stands at the send of its date. Where that was logged, it moves with it.
            const bool is_its =
                send.logged_at == message->at || (is_midnight(message->at) && day_of(send.at) == day_of(message->at));
            if (is_its && send.at > message->at && (latest == nullptr || send.at > latest->at)) latest = &send;
        }
        if (latest != nullptr) move_answer(*message, *latest);
    }
}

void ArchiveMerge::move_answer(const KnownMessage& answer, const SendBrought& send) {
    const RecordedEvent known = event_of(answer);
    EventRecord better = known;
    better.at = send.at;
    tell_superseded(answer, send.at, send.line);
    told_.superseded.back().at_its_send = true;
    const auto recorded = result_.recorded;
    batch_.supersede(known, std::move(better));
    result_.recorded = recorded;
}

// --- words about it --------------------------------------------------------------------------------------------------

EventRecord ArchiveMerge::record_of(const Heard& heard) const {
    const io::ArchiveMail& mail = *heard.mail;
    EventRecord record;
    record.at = mail.at;
    record.kind = mail.kind;
    record.seat = seat_of(mail);
    record.prospect = prospect_of(mail);
    if (mail.kind == EventKind::send) record.channel = mail.channel;
    record.thread = mail.thread;
    record.key = heard.standing.what == What::undone ? heard.standing.next_key : mail.key;
    record.line = mail.line;
    return record;
}

std::string ArchiveMerge::prospect_of(const io::ArchiveMail& mail) const {
    const auto found = prospect_of_.find(conversation_of(mail));
    if (found != prospect_of_.end()) return found->second;
    const std::string* known = known_.prospect_of(mail.thread);
    return known == nullptr ? mail.prospect : *known;
}

std::string ArchiveMerge::seat_of(const io::ArchiveMail& mail) const {
    if (mail.kind == EventKind::send) return source_.handle;
    const auto sends = sends_.find(key_today(mail.prospect));
    if (sends == sends_.end()) return source_.handle;
    const auto after = std::upper_bound(sends->second.begin(), sends->second.end(), mail.at);
    return after == sends->second.begin() ? source_.handle : licence_.holder_at(source_.handle, *std::prev(after), mail.at);
}

RecordedEvent ArchiveMerge::event_of(const KnownMessage& message) {
    auto event = store_.find_event(message.id);
    ensure(event.has_value(), "an event that was read is found");
    return std::move(*event);
}

void ArchiveMerge::count_early(const io::ArchiveMail& mail) {
    const auto& first_stint = known_.first_stint();
    if (!first_stint || mail.at >= first_stint->at) return;
    if (!early_) early_ = ArchiveSummary::EarlyRows{0, mail.at, first_stint->plan};
    ++early_->rows;
    early_->earliest = std::min(early_->earliest, mail.at);
}

void ArchiveMerge::warn_of_double(const io::ArchiveMail& mail) {
    const auto is_before = [](const KnownMessage* message, Instant t) { return message->at < t; };
    auto logged = std::lower_bound(unmatched_.begin(), unmatched_.end(), mail.at - most_apart, is_before);
    for (; logged != unmatched_.end() && (*logged)->at <= mail.at + most_apart; ++logged) {
        const KnownMessage& hand = **logged;
        if (hand.kind != mail.kind || (!is_near(hand.prospect, mail.prospect) && !is_near(hand.prospect, mail.prospect_name)))
            continue;
        result_.warnings.push_back(
            {mail.line, import_warning::PerhapsTwice{source_.handle, mail.kind, mail.prospect, hand.prospect, hand.key}, {}});
    }
}

void ArchiveMerge::tell_superseded(const KnownMessage& logged, Instant at, std::int64_t line) {
    told_.superseded.push_back({line, logged.kind, logged.prospect, logged.key, logged.at, at});
}

ArchiveSummary ArchiveMerge::summary() {
    const auto count = [&](EventKind kind, Channel channel) {
        return std::count_if(archive_.mails.begin(), archive_.mails.end(), [&](const auto& mail) {
            return mail.kind == kind && (kind == EventKind::reply || mail.channel == channel);
        });
    };
    told_.seat = source_.handle;
    told_.owner = archive_.owner;
    told_.proof = archive_.owner_proof;
    told_.sends = count(EventKind::send, Channel::inmail);
    told_.free_sends = count(EventKind::send, Channel::first_degree);
    told_.replies = count(EventKind::reply, Channel::inmail);
    told_.assumptions = archive_.assumptions;
    told_.corrected = source_.update;
    const auto by_line = [](const auto& a, const auto& b) { return a.line < b.line; };
    std::stable_sort(told_.superseded.begin(), told_.superseded.end(), by_line);
    std::stable_sort(told_.differs.begin(), told_.differs.end(), by_line);
    for (const auto& [seat, rows] : known_elsewhere_) told_.known_elsewhere.push_back({seat, rows});
    told_.early = early_;
    told_.left_out = archive_.left_out;
    return std::move(told_);
}

}  // namespace inmail::app
