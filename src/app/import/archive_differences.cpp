#include "import/archive_differences.hpp"

#include <string>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::app {
namespace {

enum class SpelledBy : std::uint8_t { hidden, name, address };

/// A name of one word looks like a slug, so it helps to know how the archive spells the name.
SpelledBy spelling_of(const std::string& prospect, const io::ArchiveMail& mail) {
    if (is_hidden_person(prospect)) return SpelledBy::hidden;
    const bool is_that_name = !mail.prospect_name.empty() && key_today(prospect) == key_today(mail.prospect_name);
    const bool has_space = prospect.find(' ') != std::string::npos;
    return has_space || (is_that_name && prospect == mail.prospect_name) ? SpelledBy::name : SpelledBy::address;
}

/// Titles behind a name come and go: "Kei Tan, PhD".
std::string without_titles(const std::string& name) { return name.substr(0, name.find(',')); }

}  // namespace

bool channel_differs(const RecordedEvent& known, const io::ArchiveMail& mail) {
    if (mail.kind != EventKind::send || !mail.channel_is_known || known.channel == mail.channel) return false;
    // The other free channels are what a person saw, and no archive shows.
    return known.channel == Channel::inmail || known.channel == Channel::first_degree;
}

bool shows_address(const io::ArchiveMail& mail) { return spelling_of(mail.prospect, mail) == SpelledBy::address; }

bool may_be_person_of(const std::string& prospect, const io::ArchiveMail& mail) {
    const SpelledBy archived = spelling_of(mail.prospect, mail);
    const SpelledBy had = spelling_of(prospect, mail);
    if (archived != had || archived == SpelledBy::hidden) return true;
    return archived == SpelledBy::name && without_titles(prospect) == without_titles(mail.prospect);
}

bool person_differs(const std::string& known, bool is_erased, const io::ArchiveMail& mail) {
    if (is_erased || key_today(known) == key_today(mail.prospect)) return false;
    const SpelledBy archived = spelling_of(mail.prospect, mail);
    const SpelledBy had = spelling_of(known, mail);
    const bool are_names = archived == SpelledBy::name && had == SpelledBy::name;
    return archived == SpelledBy::address || (are_names && without_titles(known) != without_titles(mail.prospect));
}

bool is_free_to_linkedin_alone(const EventRecord& record, const EventRecord& logged) {
    return logged.channel == Channel::inmail && record.channel && record.channel != Channel::inmail;
}

void keep_logged(EventRecord& record, const EventRecord& logged) {
    // What was logged without a channel is an InMail: that says less than Connections.csv does.
    if (logged.channel && !is_free_to_linkedin_alone(record, logged)) record.channel = logged.channel;
    if (logged.outcome) record.outcome = logged.outcome;
    if (logged.chars) record.chars = logged.chars;
    if (!logged.campaign.empty()) record.campaign = logged.campaign;
    if (!logged.note.empty()) record.note = logged.note;
    if (record.thread.empty()) record.thread = logged.thread;
}

bool is_better(const EventRecord& record, const RecordedEvent& event) {
    const bool is_same = same_but_for_notes(record, event) && record.prospect == event.prospect;
    return !is_same || record.note != event.note || record.chars != event.chars;
}

bool add_facts(EventRecord& event, const EventRecord& row) {
    bool has_added = false;
    const auto add = [&has_added](auto& fact, const auto& archived) {
        const std::decay_t<decltype(archived)> nothing{};
        if (fact != nothing || archived == nothing) return;
        fact = archived;
        has_added = true;
    };
    add(event.campaign, row.campaign);
    add(event.note, row.note);
    add(event.outcome, row.outcome);
    add(event.thread, row.thread);
    add(event.chars, row.chars);
    // A row without a channel is one of an InMail: that says less than LinkedIn does.
    const bool is_free = event.kind == EventKind::send && row.channel && row.channel != Channel::inmail;
    if (is_free && event.channel == Channel::inmail) {
        event.channel = row.channel;
        has_added = true;
    }
    return has_added;
}

}  // namespace inmail::app
