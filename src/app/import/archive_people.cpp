#include "import/archive_people.hpp"

#include <algorithm>

#include "import/archive_differences.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "key_family.hpp"

namespace inmail::app {
namespace {

/// Exports before 2020 have no conversation ids, so all messages with one person form one conversation.
std::string conversation_of(const io::ArchiveMail& mail) { return mail.thread.empty() ? "\n" + mail.prospect : mail.thread; }

void add_key(std::vector<std::string>& keys, const std::string& prospect) {
    if (prospect.empty()) return;
    std::string key = key_today(prospect);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

}  // namespace

ArchivePeople::ArchivePeople(const KnownMessages& known, bool updates) : known_(known), updates_(updates) {
    for (const KnownMessage& message : known.logged()) {
        if (!message.replaced_by.empty()) replaced_[message.replaced_by].push_back(message.person);
    }
}

void ArchivePeople::add(const io::ArchiveMail& mail, const RecordedEvent* event) {
    const std::string person = key_today(mail.prospect);
    if (!mail.prospect_name.empty()) named_[key_today(mail.prospect_name)].emplace(person, &mail);
    if (event == nullptr) {
        if (const KnownMessage* archived = known_.archived_in(mail.thread)) learn(mail, archived->prospect, archived->is_erased);
        return;
    }
    learn(mail, event->prospect, event->prospect_erased);
    const auto replaced = replaced_.find(std::string(first_of_family(event->key)));
    if (replaced == replaced_.end()) return;
    for (const std::string& as_logged : replaced->second) pairs_.emplace(as_logged, person);
}

void ArchivePeople::learn(const io::ArchiveMail& mail, const std::string& known, bool is_erased) {
    const Spelling spelling{known, person_differs(known, is_erased, mail) ? mail.prospect : known, mail.line};
    const auto [entry, is_first] = conversations_.emplace(conversation_of(mail), spelling);
    // One conversation may have several spellings: keep the one that the archive corrects.
    if (!is_first && entry->second.known == entry->second.archived && known != spelling.archived) entry->second = spelling;
    if (is_erased) return;
    people_[key_today(mail.prospect)].emplace(known, spelling);
    known_people_[key_today(known)].emplace(spelling.archived, spelling);
}

void ArchivePeople::add_pair(const io::ArchiveMail& mail, const KnownMessage& logged, bool is_known) {
    pairs_.emplace(logged.person, key_today(mail.prospect));
    if (is_known) learn(mail, logged.prospect, logged.is_erased);
}

void ArchivePeople::index_names() {
    for (const auto& [name, people] : named_) {
        for (const auto& entry : people) {
            const std::string person = key_today(spelling_of(*entry.second, true));
            if (person != name) names_[person].push_back(name);
        }
    }
}

void ArchivePeople::add_unpaired(const std::vector<const KnownMessage*>& logged) {
    for (const KnownMessage* message : logged) {
        if (message->kind == EventKind::send) with_sends_.insert(message->person);
    }
}

const ArchivePeople::Spelling* ArchivePeople::find(const io::ArchiveMail& mail) const {
    const auto conversation = conversations_.find(conversation_of(mail));
    if (conversation != conversations_.end()) return &conversation->second;
    const auto person = people_.find(key_today(mail.prospect));
    return person == people_.end() || person->second.size() != 1 ? nullptr : &person->second.begin()->second;
}

std::string ArchivePeople::spelling_of(const io::ArchiveMail& mail, bool updates) const {
    if (const Spelling* spelling = find(mail)) return updates ? spelling->archived : spelling->known;
    const KnownMessage* logged = shows_address(mail) ? nullptr : known_.logged_in(mail.thread);
    return logged == nullptr ? mail.prospect : logged->prospect;
}

std::vector<std::string> ArchivePeople::keys_of(const io::ArchiveMail& mail) const {
    std::vector<std::string> keys;
    add_key(keys, spelling_of(mail, true));
    add_key(keys, mail.prospect);
    add_key(keys, mail.prospect_name);
    add_key(keys, spelling_of(mail, false));
    return keys;
}

std::vector<std::string> ArchivePeople::keys_of(const KnownMessage& earlier) const {
    std::vector<std::string> keys;
    if (const auto move = move_of_archived(earlier, true)) add_key(keys, move->to);
    add_key(keys, earlier.prospect);
    const auto names = names_.find(keys.front());
    if (names != names_.end()) keys.insert(keys.end(), names->second.begin(), names->second.end());
    return keys;
}

std::optional<ArchivePeople::Respelling> ArchivePeople::move_of_person(const std::string& person, bool updates) const {
    const auto known = known_people_.find(person);
    if (!updates || known == known_people_.end() || known->second.size() != 1) return std::nullopt;
    const Spelling& spelling = known->second.begin()->second;
    return key_today(spelling.archived) == person ? std::nullopt : std::optional{Respelling{spelling.archived, spelling.line}};
}

std::optional<ArchivePeople::Respelling> ArchivePeople::move_of_archived(const KnownMessage& earlier, bool updates) const {
    if (earlier.is_erased || !updates || known_.is_person_edited(earlier.key)) return std::nullopt;
    const auto conversation = earlier.thread.empty() ? conversations_.end() : conversations_.find(earlier.thread);
    if (conversation == conversations_.end()) return move_of_person(earlier.person, updates);
    const Spelling& spelling = conversation->second;
    return key_today(spelling.archived) == earlier.person ? std::nullopt
                                                          : std::optional{Respelling{spelling.archived, spelling.line}};
}

std::optional<ArchivePeople::Respelling> ArchivePeople::move_of_logged(const KnownMessage& logged, bool updates) const {
    if (logged.is_erased) return std::nullopt;
    if (const auto known = known_people_.find(logged.person); known != known_people_.end()) {
        if (known->second.size() == 1 || !is_answer(logged.kind)) return move_of_person(logged.person, updates);
        // The ledger took several of the archive's people for one: an answer comes from the person of the send before it.
        const KnownMessage* send = known_.last_archived_send(logged.person, logged.at);
        return send == nullptr ? std::nullopt : move_of_archived(*send, updates);
    }
    const auto named = named_.find(logged.person);
    const bool is_clear = named != named_.end() && named->second.size() == 1 && !known_.has_archived(logged.person);
    if (!is_clear) return std::nullopt;
    const io::ArchiveMail& mail = *named->second.begin()->second;
    std::string to = spelling_of(mail, updates);
    if (key_today(to) == logged.person || !is_meant(logged, mail)) return std::nullopt;
    return Respelling{std::move(to), mail.line};
}

bool ArchivePeople::is_meant(const KnownMessage& logged, const io::ArchiveMail& mail) const {
    // No logged send has that name, so the answer is to LinkedIn's message.
    const bool answers_nothing = is_answer(logged.kind) && with_sends_.count(logged.person) == 0;
    return answers_nothing || pairs_.count({logged.person, key_today(mail.prospect)}) != 0;
}

}  // namespace inmail::app
