#include "import/heard_messages.hpp"

#include <algorithm>
#include <utility>

#include "import/archive_differences.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {
namespace {

bool is_new(const KeyStanding& standing) {
    return standing.what == KeyStanding::What::unknown || standing.what == KeyStanding::What::undone;
}

/// Exports before 2020 have no conversations: there a person has one.
std::string conversation_of(const io::ArchiveMail& mail) { return mail.thread.empty() ? "\n" + mail.prospect : mail.thread; }

}  // namespace

std::vector<std::string> people_of(const io::ArchiveMail& mail, const std::string& in_ledger) {
    std::vector<std::string> people{key_today(mail.prospect)};
    for (const std::string& other : {mail.prospect_name, in_ledger}) {
        std::string key = other.empty() ? std::string() : key_today(other);
        if (!key.empty() && std::find(people.begin(), people.end(), key) == people.end()) people.push_back(std::move(key));
    }
    return people;
}

bool Heard::is_new() const { return mail != nullptr && app::is_new(standing); }

HeardMessages::HeardMessages(ImportBatch& batch, const ArchiveSource& source, const Licence& licence, const KnownMessages& known)
    : batch_(batch), source_(source), licence_(licence), known_(known) {
    for (const auto& warning : source.contents.warnings) {
        if (warning.kind == RowWarning::Kind::time_missing) date_alone_.insert(warning.line);
    }
    look_up();
    count_dialogues();
    find_logged();
    find_other_answers();
}

KeyStanding HeardMessages::standing_of(const io::ArchiveMail& mail) {
    KeyStanding standing = batch_.standing_of(mail.key);
    if (!app::is_new(standing) || mail.key_by_name.empty() || mail.key_by_name == mail.key) return standing;
    // An older archive, without conversation ids, may have brought the same mail.
    KeyStanding by_name = batch_.standing_of(mail.key_by_name);
    return app::is_new(by_name) ? standing : by_name;
}

void HeardMessages::look_up() {
    std::set<EventId> in_archive;
    all_.reserve(source_.contents.mails.size() + known_.heard().size());
    for (const io::ArchiveMail& mail : source_.contents.mails) {
        Heard heard;
        heard.mail = &mail;
        heard.standing = standing_of(mail);
        if (heard.standing.what == KeyStanding::What::in_force) {
            const RecordedEvent& known = *heard.standing.event;
            in_archive.insert(known.id);
            const bool corrects = source_.update && !known_.keeps_logged_facts(known);
            spell(mail, corrects ? corrected(known, mail).prospect : known.prospect);
        }
        all_.push_back(std::move(heard));
    }
    for (const KnownMessage& earlier : known_.heard()) {
        if (in_archive.count(earlier.id) == 0) all_.emplace_back().earlier = &earlier;
    }
}

void HeardMessages::count_dialogues() {
    for (const Heard& heard : all_) {
        const bool is_send = (heard.mail != nullptr ? heard.mail->kind : heard.earlier->kind) == EventKind::send;
        Dialogue& dialogue = dialogues_[heard.mail != nullptr ? key_today(heard.mail->prospect) : heard.earlier->person];
        ++(is_send ? dialogue.sends : dialogue.answers);
    }
}

HeardMessage HeardMessages::to_match(const Heard& heard) const {
    if (const KnownMessage* earlier = heard.earlier) {
        HeardMessage message{earlier->kind, told_by_time(source_.zone, earlier->at), {earlier->person}};
        message.family = first_of_family(earlier->key);
        message.time.is_settled = true;
        return message;
    }
    const io::ArchiveMail& mail = *heard.mail;
    HeardMessage message{mail.kind, told_by_time(source_.zone, mail.at), people_of(mail, prospect_of(mail))};
    if (has_date_alone(mail)) message.time = told_by_date(source_.zone, day_of(mail.at));
    if (heard.standing.what == KeyStanding::What::in_force) {
        message.family = first_of_family(heard.standing.event->key);
        message.time.is_settled = true;
    }
    return message;
}

LoggedMessage HeardMessages::to_match(const KnownMessage& logged) const {
    TimeTold time = told_as_recorded(source_.zone, logged.at);
    time.is_settled = known_.is_settled(logged);
    // An answer that was told by its date stands at that day's send (RULES section 2).
    if (is_answer(logged.kind) && known_.has_send(logged.person, logged.at))
        time = hull_of(time, told_by_date(source_.zone, day_of(logged.at)));
    return {logged.kind, time, logged.person, logged.replaced_by};
}

void HeardMessages::find_logged() {
    std::vector<HeardMessage> heard;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        const KeyStanding& standing = all_[i].standing;
        if (standing.what == KeyStanding::What::voided || standing.what == KeyStanding::What::replaced) continue;
        if (standing.what == KeyStanding::What::in_force && !licence_.has(standing.event->seat)) continue;
        heard.push_back(to_match(all_[i]));
        places.push_back(i);
    }
    std::vector<LoggedMessage> logged;
    for (const KnownMessage& message : known_.logged()) logged.push_back(to_match(message));
    const auto matches = match(heard, logged);
    std::set<EventId> matched;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (!matches[i]) continue;
        const KnownMessage& message = known_.logged()[*matches[i]];
        // What an archive took the place of is spoken for.
        if (!message.replaced_by.empty()) continue;
        all_[places[i]].logged = &message;
        matched.insert(message.id);
    }
    for (const KnownMessage& message : known_.logged()) {
        if (message.replaced_by.empty() && matched.count(message.id) == 0) only_logged_.push_back(&message);
    }
    std::stable_sort(only_logged_.begin(), only_logged_.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
}

void HeardMessages::find_other_answers() {
    std::map<std::string, std::vector<const KnownMessage*>> answers;
    std::map<std::string, std::vector<Instant>> sends;
    for (const Heard& heard : all_) {
        if (heard.mail != nullptr) {
            if (heard.mail->kind == EventKind::send) sends[heard.mail->thread].push_back(heard.mail->at);
        } else if (heard.earlier->kind == EventKind::send) {
            sends[heard.earlier->thread].push_back(heard.earlier->at);
        } else if (!heard.earlier->thread.empty()) {
            answers[heard.earlier->thread].push_back(heard.earlier);
        }
    }
    if (answers.empty()) return;
    for (auto& entry : sends) std::sort(entry.second.begin(), entry.second.end());
    /// How many sends of the conversation an answer follows.
    const auto sends_before = [&sends](const std::string& thread, Instant t) {
        const auto& times = sends[thread];
        return std::upper_bound(times.begin(), times.end(), t) - times.begin();
    };
    for (Heard& heard : all_) {
        if (!heard.is_new() || heard.mail->kind == EventKind::send) continue;
        const auto known = answers.find(heard.mail->thread);
        if (known == answers.end()) continue;
        auto& open = known->second;
        const auto same = std::find_if(open.begin(), open.end(), [&](const KnownMessage* answer) {
            return sends_before(answer->thread, answer->at) == sends_before(answer->thread, heard.mail->at);
        });
        if (same == open.end()) continue;
        heard.other_answer = *same;
        open.erase(same);
    }
}

std::string HeardMessages::prospect_of(const io::ArchiveMail& mail) const {
    const auto found = prospect_.find(conversation_of(mail));
    if (found != prospect_.end()) return found->second;
    const std::string* known = known_.prospect_of(mail.thread);
    return known == nullptr ? mail.prospect : *known;
}

const std::string& HeardMessages::spell(const io::ArchiveMail& mail, const std::string& prospect) {
    return prospect_.emplace(conversation_of(mail), prospect).first->second;
}

bool HeardMessages::needs_conversation(const io::ArchiveMail& mail, const KnownMessage& logged) const {
    const Dialogue& dialogue = dialogues_.at(key_today(mail.prospect));
    return logged.thread.empty() && !mail.thread.empty() && dialogue.sends > 1 && dialogue.answers > 0;
}

}  // namespace inmail::app
