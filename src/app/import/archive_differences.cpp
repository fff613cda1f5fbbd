#include "import/archive_differences.hpp"

#include <string>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::app {
namespace {

enum class Spelling : std::uint8_t { hidden, name, address };

/// A name of one word looks like a slug, so it helps to know how the archive spells the name.
Spelling spelling_of(const std::string& prospect, const io::ArchiveMail& mail) {
    if (begins_with(prospect, "conversation:")) return Spelling::hidden;
    const bool is_that_name = !mail.prospect_name.empty() && key_today(prospect) == key_today(mail.prospect_name);
    const bool has_space = prospect.find(' ') != std::string::npos;
    return has_space || (is_that_name && prospect == mail.prospect_name) ? Spelling::name : Spelling::address;
}

bool channel_differs(const RecordedEvent& known, const io::ArchiveMail& mail) {
    if (mail.kind != EventKind::send || !mail.channel_is_known || known.channel == mail.channel) return false;
    // The other free channels are what a person saw, and no archive shows.
    return known.channel == Channel::inmail || known.channel == Channel::first_degree;
}

/// Titles behind a name come and go: "Kei Tan, PhD".
std::string without_titles(const std::string& name) { return name.substr(0, name.find(',')); }

bool prospect_differs(const RecordedEvent& known, const io::ArchiveMail& mail) {
    if (known.prospect_erased || key_today(known.prospect) == key_today(mail.prospect)) return false;
    const Spelling told = spelling_of(mail.prospect, mail);
    const Spelling had = spelling_of(known.prospect, mail);
    const bool are_names = told == Spelling::name && had == Spelling::name;
    return told == Spelling::address || (are_names && without_titles(known.prospect) != without_titles(mail.prospect));
}

}  // namespace

std::vector<ArchiveSummary::Difference> differences(const RecordedEvent& known, const io::ArchiveMail& mail) {
    using What = ArchiveSummary::Difference::What;
    std::vector<ArchiveSummary::Difference> found;
    if (channel_differs(known, mail)) {
        found.push_back({mail.line, mail.kind, known.key, known.prospect, What::channel, std::string(to_string(*known.channel)),
                         std::string(to_string(mail.channel))});
    }
    if (prospect_differs(known, mail))
        found.push_back({mail.line, mail.kind, known.key, known.prospect, What::prospect, known.prospect, mail.prospect});
    return found;
}

EventRecord corrected(const RecordedEvent& known, const io::ArchiveMail& mail) {
    auto record = static_cast<const EventRecord&>(known);
    record.line = mail.line;
    if (channel_differs(known, mail)) record.channel = mail.channel;
    if (prospect_differs(known, mail)) record.prospect = mail.prospect;
    return record;
}

void keep_logged(EventRecord& record, const EventRecord& logged) {
    if (logged.channel) record.channel = logged.channel;
    if (logged.outcome) record.outcome = logged.outcome;
    if (logged.chars) record.chars = logged.chars;
    if (!logged.campaign.empty()) record.campaign = logged.campaign;
    if (!logged.note.empty()) record.note = logged.note;
    if (record.thread.empty()) record.thread = logged.thread;
}

bool add_facts(EventRecord& event, const EventRecord& row) {
    bool has_added = false;
    const auto add = [&has_added](auto& fact, const auto& told) {
        const std::decay_t<decltype(told)> nothing{};
        if (fact != nothing || told == nothing) return;
        fact = told;
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
