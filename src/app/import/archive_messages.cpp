#include "import/archive_messages.hpp"

#include <algorithm>
#include <utility>

#include "import/conversation_order.hpp"
#include "import/earlier_archives.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {
namespace {

constexpr std::int64_t ms_per_second = 1000;

std::int64_t second_of(Instant t) { return t.value / ms_per_second; }

/// Whether the message has its pair of that source already.
bool has_logged_of(const ArchivedMessage& archived, const std::string& table) {
    const auto is_of_table = [&table](const KnownMessage* logged) { return logged->table == table; };
    const bool has_first = archived.logged != nullptr && is_of_table(archived.logged);
    return has_first || std::any_of(archived.also_logged.begin(), archived.also_logged.end(), is_of_table);
}

}  // namespace

ArchiveMessages::ArchiveMessages(ImportBatch& batch, Store& ledger, const ArchiveSource& source, const Licence& licence,
                                 const KnownMessages& known)
    : batch_(batch), source_(source), licence_(licence), known_(known), people_(known, source.update) {
    for (const auto& warning : source.contents.warnings) {
        if (warning.kind == RowWarning::Kind::time_missing) dates_only_.insert(warning.line);
    }
    look_ahead(ledger);
    look_up(ledger);
    known_ordinary_ = order_conversations(all_, source.contents.ordinary, dates_only_);
    std::set<EventId> matched;
    find_confirmed(matched);
    find_people();
    count_dialogues();
    find_logged(matched);
}

KeyStanding ArchiveMessages::standing_of(const io::ArchiveMail& mail) {
    KeyStanding standing = batch_.standing_of(mail.key);
    if (!standing.is_new() || mail.key_by_name.empty() || mail.key_by_name == mail.key) return standing;
    // An older archive, without conversation ids, may have brought the same mail.
    KeyStanding by_name = batch_.standing_of(mail.key_by_name);
    return by_name.is_new() ? standing : by_name;
}

void ArchiveMessages::look_ahead(Store& ledger) const {
    if (ledger.server() == nullptr) return;
    store::RowsAhead rows;
    for (const io::ArchiveMail& mail : source_.contents.mails) {
        rows.keys.push_back(mail.key);
        if (!mail.key_by_name.empty()) rows.keys.push_back(mail.key_by_name);
        rows.prospects.push_back(mail.prospect);
    }
    for (const KnownMessage& logged : known_.logged()) rows.keys.push_back(logged.key);
    ledger.look_ahead(rows);
}

void ArchiveMessages::look_up(Reader& ledger) {
    all_.reserve(source_.contents.mails.size() + known_.archived().size());
    for (const io::ArchiveMail& mail : source_.contents.mails) {
        ArchivedMessage archived;
        archived.mail = &mail;
        archived.standing = standing_of(mail);
        all_.push_back(std::move(archived));
    }
    EarlierArchives before(ledger, known_, dates_only_);
    before.find(all_);
    for (const ArchivedMessage& archived : all_) {
        const bool is_known = archived.is_in_force() && licence_.has(archived.standing.event->seat);
        people_.add(*archived.mail, is_known ? &*archived.standing.event : nullptr);
        if (archived.by_date != nullptr) people_.add_pair(*archived.mail, *archived.by_date, true);
    }
    for (const KnownMessage* earlier : before.others()) all_.emplace_back().earlier = earlier;
}

void ArchiveMessages::find_people() {
    people_.index_names();
    for (ArchivedMessage& archived : all_) {
        auto keys = archived.mail != nullptr ? people_.keys_of(*archived.mail) : people_.keys_of(*archived.earlier);
        archived.person = std::move(keys.front());
    }
}

void ArchiveMessages::count_dialogues() {
    for (const ArchivedMessage& archived : all_) {
        Dialogue& dialogue = dialogues_[archived.person];
        ++(archived.kind() == EventKind::send ? dialogue.sends : dialogue.answers);
        dialogue.seconds.insert(second_of(archived.mail != nullptr ? archived.mail->at : archived.earlier->at));
    }
}

ArchivedToMatch ArchiveMessages::to_match(const ArchivedMessage& archived) const {
    if (const KnownMessage* earlier = archived.earlier) {
        ArchivedToMatch message{earlier->kind, time_of_instant(source_.zone, earlier->at), people_.keys_of(*earlier)};
        message.families.emplace_back(first_of_family(earlier->key));
        message.settled_as = earlier->person;
        if (earlier->has_only_date) message.time = time_of_archive_date(source_.zone, day_of(earlier->at));
        return message;
    }
    const io::ArchiveMail& mail = *archived.mail;
    ArchivedToMatch message{mail.kind, time_of_instant(source_.zone, mail.at), people_.keys_of(mail)};
    if (has_only_date(mail)) message.time = time_of_archive_date(source_.zone, day_of(mail.at));
    if (archived.is_in_force()) {
        // Another archive may have told the time.
        const Instant at = archived.standing.event->at;
        if (has_only_date(mail) && !begins_utc_date(at)) message.time = time_of_instant(source_.zone, at);
        message.families.emplace_back(first_of_family(archived.standing.event->key));
        message.settled_as = key_today(archived.standing.event->prospect);
    }
    if (archived.by_date != nullptr) message.families.emplace_back(first_of_family(archived.by_date->key));
    return message;
}

LoggedToMatch ArchiveMessages::to_match(const KnownMessage& logged) const {
    return {logged.kind, known_.time_of(logged, source_.zone), logged.person, logged.replaced_by,
            known_.is_settled(logged) ? logged.person : std::string()};
}

/// One message may have come from several sources, but no source brings it twice.
void ArchiveMessages::find_logged(std::set<EventId>& matched) {
    std::set<std::string> tables{""};
    for (const KnownMessage& message : known_.logged()) tables.insert(message.table);
    for (const std::string& table : tables) find_logged_of(table, matched);
    find_only_logged(matched);
}

void ArchiveMessages::join(ArchivedMessage& archived, const KnownMessage& logged, std::set<EventId>& matched) {
    if (archived.logged == nullptr)
        archived.logged = &logged;
    else
        archived.also_logged.push_back(&logged);
    matched.insert(logged.id);
}

void ArchiveMessages::find_logged_of(const std::string& table, std::set<EventId>& matched) {
    std::vector<ArchivedToMatch> archived;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        const bool counts = all_[i].is_new() || all_[i].is_in_force();
        const bool has_pair = has_logged_of(all_[i], table);
        if (!counts || all_[i].is_ordinary || has_pair) continue;
        if (all_[i].mail != nullptr && all_[i].is_in_force() && !licence_.has(all_[i].standing.event->seat)) continue;
        archived.push_back(to_match(all_[i]));
        places.push_back(i);
    }
    std::vector<LoggedToMatch> logged;
    std::vector<const KnownMessage*> open;
    for (const KnownMessage& message : known_.logged()) {
        if (message.is_confirmed || message.table != table) continue;
        open.push_back(&message);
        logged.push_back(to_match(message));
    }
    const auto matches = match(archived, logged);
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (!matches[i]) continue;
        const KnownMessage& message = *open[*matches[i]];
        // A logged message that an archive replaced has its pair already.
        if (!message.replaced_by.empty()) continue;
        ArchivedMessage& pair = all_[places[i]];
        join(pair, message, matched);
        if (pair.mail != nullptr) people_.add_pair(*pair.mail, message, false);
    }
}

void ArchiveMessages::find_confirmed(std::set<EventId>& matched) {
    find_confirmed(matched, Precision::second, true);
    // Another person in that second is the same one under a new address.
    find_confirmed(matched, Precision::second, false);
    find_confirmed(matched, Precision::date, true);
}

void ArchiveMessages::find_confirmed(std::set<EventId>& matched, Precision precision, bool of_person) {
    const auto place_of = [precision](EventKind kind, Instant t) {
        return std::pair(kind, precision == Precision::date ? std::int64_t{day_of(t).value} : second_of(t));
    };
    std::map<std::pair<EventKind, std::int64_t>, std::vector<ArchivedMessage*>> by_place;
    for (ArchivedMessage& archived : all_) {
        if (!archived.is_new() || archived.is_ordinary) continue;
        const bool is_precise = has_only_date(*archived.mail) == (precision == Precision::date);
        if (is_precise) by_place[place_of(archived.mail->kind, archived.mail->at)].push_back(&archived);
    }
    for (const KnownMessage& message : known_.logged()) {
        const bool is_open = message.is_confirmed && matched.count(message.id) == 0;
        const auto place = is_open ? by_place.find(place_of(message.kind, message.at)) : by_place.end();
        if (place == by_place.end()) continue;
        std::vector<ArchivedMessage*> found;
        for (ArchivedMessage* archived : place->second) {
            const auto keys = people_.keys_of(*archived->mail);
            const bool is_person = std::find(keys.begin(), keys.end(), message.person) != keys.end();
            if (!has_logged_of(*archived, message.table) && (is_person || !of_person)) found.push_back(archived);
        }
        if (found.empty() || (!of_person && found.size() > 1)) continue;
        join(*found.front(), message, matched);
        people_.add_pair(*found.front()->mail, message, true);
    }
}

void ArchiveMessages::find_only_logged(const std::set<EventId>& matched) {
    for (const KnownMessage& message : known_.logged()) {
        if (message.replaced_by.empty() && matched.count(message.id) == 0) only_logged_.push_back(&message);
    }
    std::stable_sort(only_logged_.begin(), only_logged_.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
    people_.add_unpaired(only_logged_);
}

bool ArchiveMessages::conversation_decides(const ArchivedMessage& archived) const {
    const Dialogue& dialogue = dialogues_.at(archived.person);
    return !archived.mail->thread.empty() && dialogue.sends > 1 && dialogue.answers > 0;
}

bool ArchiveMessages::needs_more(const ArchivedMessage& archived, const KnownMessage& logged) const {
    const Instant at = archived.mail->at;
    const bool shares_second = logged.at != at && dialogues_.at(archived.person).seconds.count(second_of(at)) > 1;
    return shares_second || (logged.thread.empty() && conversation_decides(archived));
}

}  // namespace inmail::app
