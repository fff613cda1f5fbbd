#include "import/heard_messages.hpp"

#include <algorithm>
#include <utility>

#include "import/conversation_order.hpp"
#include "import/heard_before.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {
namespace {

constexpr std::int64_t ms_per_second = 1000;

std::int64_t second_of(Instant t) { return t.value / ms_per_second; }

bool is_new(const KeyStanding& standing) {
    return standing.what == KeyStanding::What::unknown || standing.what == KeyStanding::What::undone;
}

}  // namespace

ArchiveMessages::ArchiveMessages(ImportBatch& batch, Reader& ledger, const ArchiveSource& source, const Licence& licence,
                                 const KnownMessages& known)
    : batch_(batch), source_(source), licence_(licence), known_(known), people_(known, source.update) {
    for (const auto& warning : source.contents.warnings) {
        if (warning.kind == RowWarning::Kind::time_missing) date_alone_.insert(warning.line);
    }
    look_up(ledger);
    known_ordinary_ = order_conversations(all_, source.contents.ordinary, date_alone_);
    std::set<EventId> matched;
    find_confirmed(matched);
    find_people();
    count_dialogues();
    find_logged(matched);
}

KeyStanding ArchiveMessages::standing_of(const io::ArchiveMail& mail) {
    KeyStanding standing = batch_.standing_of(mail.key);
    if (!is_new(standing) || mail.key_by_name.empty() || mail.key_by_name == mail.key) return standing;
    // An older archive, without conversation ids, may have brought the same mail.
    KeyStanding by_name = batch_.standing_of(mail.key_by_name);
    return is_new(by_name) ? standing : by_name;
}

void ArchiveMessages::look_up(Reader& ledger) {
    all_.reserve(source_.contents.mails.size() + known_.heard().size());
    for (const io::ArchiveMail& mail : source_.contents.mails) {
        Heard heard;
        heard.mail = &mail;
        heard.standing = standing_of(mail);
        all_.push_back(std::move(heard));
    }
    HeardBefore before(ledger, known_, date_alone_);
    before.find(all_);
    for (const Heard& heard : all_) {
        const bool is_known = heard.is_in_force() && licence_.has(heard.standing.event->seat);
        people_.add(*heard.mail, is_known ? &*heard.standing.event : nullptr);
        if (heard.by_date != nullptr) people_.add_pair(*heard.mail, *heard.by_date, true);
    }
    for (const KnownMessage* earlier : before.others()) all_.emplace_back().earlier = earlier;
}

void ArchiveMessages::find_people() {
    people_.index_names();
    for (Heard& heard : all_) {
        auto keys = heard.mail != nullptr ? people_.keys_of(*heard.mail) : people_.keys_of(*heard.earlier);
        heard.person = std::move(keys.front());
    }
}

void ArchiveMessages::count_dialogues() {
    for (const Heard& heard : all_) {
        Dialogue& dialogue = dialogues_[heard.person];
        ++(heard.kind() == EventKind::send ? dialogue.sends : dialogue.answers);
        dialogue.seconds.insert(second_of(heard.mail != nullptr ? heard.mail->at : heard.earlier->at));
    }
}

ArchiveMessage ArchiveMessages::to_match(const Heard& heard) const {
    if (const KnownMessage* earlier = heard.earlier) {
        ArchiveMessage message{earlier->kind, time_of_instant(source_.zone, earlier->at), people_.keys_of(*earlier)};
        message.family = first_of_family(earlier->key);
        message.settled_as = earlier->person;
        if (earlier->has_date_alone) message.time = time_of_date(source_.zone, day_of(earlier->at));
        return message;
    }
    const io::ArchiveMail& mail = *heard.mail;
    ArchiveMessage message{mail.kind, time_of_instant(source_.zone, mail.at), people_.keys_of(mail)};
    if (has_date_alone(mail)) message.time = time_of_date(source_.zone, day_of(mail.at));
    if (heard.is_in_force()) {
        message.family = first_of_family(heard.standing.event->key);
        message.settled_as = key_today(heard.standing.event->prospect);
    } else if (heard.by_date != nullptr) {
        message.family = first_of_family(heard.by_date->key);
    }
    return message;
}

LoggedMessage ArchiveMessages::to_match(const KnownMessage& logged) const {
    LocalTime time = time_of_record(source_.zone, logged.at);
    // An answer that was told by its date stands at that day's send (RULES section 2).
    if (is_answer(logged.kind) && known_.has_send(logged.person, logged.at))
        time = hull_of(time, time_of_date(source_.zone, day_of(logged.at)));
    return {logged.kind, time, logged.person, logged.replaced_by, known_.is_settled(logged) ? logged.person : std::string()};
}

void ArchiveMessages::find_logged(std::set<EventId>& matched) {
    std::vector<ArchiveMessage> heard;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        const bool is_told = all_[i].is_new() || all_[i].is_in_force();
        if (!is_told || all_[i].is_ordinary || all_[i].logged != nullptr) continue;
        if (all_[i].mail != nullptr && all_[i].is_in_force() && !licence_.has(all_[i].standing.event->seat)) continue;
        heard.push_back(to_match(all_[i]));
        places.push_back(i);
    }
    std::vector<LoggedMessage> logged;
    std::vector<const KnownMessage*> open;
    for (const KnownMessage& message : known_.logged()) {
        if (message.is_confirmed) continue;
        open.push_back(&message);
        logged.push_back(to_match(message));
    }
    const auto matches = match(heard, logged);
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (!matches[i]) continue;
        const KnownMessage& message = *open[*matches[i]];
        // What an archive took the place of is spoken for.
        if (!message.replaced_by.empty()) continue;
        Heard& pair = all_[places[i]];
        pair.logged = &message;
        matched.insert(message.id);
        if (pair.mail != nullptr) people_.add_pair(*pair.mail, message, false);
    }
    find_only_logged(matched);
}

void ArchiveMessages::find_confirmed(std::set<EventId>& matched) {
    std::map<std::pair<EventKind, std::int64_t>, std::vector<Heard*>> by_second;
    for (Heard& heard : all_) {
        if (heard.is_new() && !heard.is_ordinary && !has_date_alone(*heard.mail))
            by_second[{heard.mail->kind, second_of(heard.mail->at)}].push_back(&heard);
    }
    for (const bool of_person : {true, false}) {
        for (const KnownMessage& message : known_.logged()) {
            const bool is_open = message.is_confirmed && matched.count(message.id) == 0;
            const auto second = is_open ? by_second.find({message.kind, second_of(message.at)}) : by_second.end();
            if (second == by_second.end()) continue;
            std::vector<Heard*> found;
            for (Heard* heard : second->second) {
                const auto keys = people_.keys_of(*heard->mail);
                const bool is_person = std::find(keys.begin(), keys.end(), message.person) != keys.end();
                if (heard->logged == nullptr && (is_person || !of_person)) found.push_back(heard);
            }
            // Another person of that second is the same under a new address.
            if (found.empty() || (!of_person && found.size() > 1)) continue;
            found.front()->logged = &message;
            matched.insert(message.id);
            people_.add_pair(*found.front()->mail, message, true);
        }
    }
}

void ArchiveMessages::find_only_logged(const std::set<EventId>& matched) {
    for (const KnownMessage& message : known_.logged()) {
        if (message.replaced_by.empty() && matched.count(message.id) == 0) only_logged_.push_back(&message);
    }
    std::stable_sort(only_logged_.begin(), only_logged_.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
    people_.add_unpaired(only_logged_);
}

bool ArchiveMessages::conversation_decides(const Heard& heard) const {
    const Dialogue& dialogue = dialogues_.at(heard.person);
    return !heard.mail->thread.empty() && dialogue.sends > 1 && dialogue.answers > 0;
}

bool ArchiveMessages::needs_more(const Heard& heard, const KnownMessage& logged) const {
    const Instant at = heard.mail->at;
    const bool shares_second = logged.at != at && dialogues_.at(heard.person).seconds.count(second_of(at)) > 1;
    return shares_second || (logged.thread.empty() && conversation_decides(heard));
}

}  // namespace inmail::app
