#include "import/heard_before.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "import/archive_differences.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

constexpr std::int64_t minute_ms = 60'000;

std::int64_t minute_of(Instant t) { return t.value / minute_ms; }

/// Old exports tell minutes, and have no conversation ids.
bool tells_minute(const std::string& thread, Instant at) { return thread.empty() && at.value % minute_ms == 0; }

bool at_same_moment(const KnownMessage& earlier, const io::ArchiveMail& mail) {
    if (earlier.at == mail.at) return true;
    const bool is_minute = tells_minute(earlier.thread, earlier.at) || tells_minute(mail.thread, mail.at);
    return is_minute && minute_of(earlier.at) == minute_of(mail.at);
}

bool is_person_of(const KnownMessage& earlier, const io::ArchiveMail& mail) {
    const bool is_that_name = !mail.prospect_name.empty() && earlier.person == key_today(mail.prospect_name);
    return is_that_name || earlier.person == key_today(mail.prospect);
}

bool may_be_earlier(const KnownMessage& earlier, const io::ArchiveMail& mail) { return may_be_person_of(earlier.prospect, mail); }

bool is_of_conversation(const KnownMessage& earlier, const io::ArchiveMail& mail) {
    const bool has_threads = !earlier.thread.empty() && !mail.thread.empty();
    return has_threads ? earlier.thread == mail.thread : is_person_of(earlier, mail);
}

}  // namespace

HeardBefore::HeardBefore(Reader& ledger, const KnownMessages& known, const std::set<std::int64_t>& date_alone)
    : ledger_(ledger), known_(known), date_alone_(date_alone) {}

void HeardBefore::find(std::vector<Heard>& mails) {
    for (const Heard& heard : mails) {
        if (heard.is_in_force()) taken_.insert(heard.standing.event->id);
    }
    find_at_moment(mails);
    find_on_date(mails);
}

void HeardBefore::take(Heard& heard, const KnownMessage& earlier) {
    taken_.insert(earlier.id);
    auto event = ledger_.find_event(earlier.id);
    ensure(event.has_value(), "an event that was read is found");
    heard.standing = {KeyStanding::What::in_force, event->id, std::move(event), {}};
}

void HeardBefore::find_at_moment(std::vector<Heard>& mails) {
    std::map<std::pair<EventKind, std::int64_t>, std::vector<const KnownMessage*>> by_minute;
    for (const KnownMessage& earlier : known_.heard()) {
        if (taken_.count(earlier.id) == 0) by_minute[{earlier.kind, minute_of(earlier.at)}].push_back(&earlier);
    }
    if (by_minute.empty()) return;
    const auto candidates = [&](const Heard& heard, bool (*is_person)(const KnownMessage&, const io::ArchiveMail&)) {
        std::vector<const KnownMessage*> found;
        const auto minute = by_minute.find({heard.mail->kind, minute_of(heard.mail->at)});
        if (!heard.is_new() || minute == by_minute.end()) return found;
        for (const KnownMessage* earlier : minute->second) {
            const bool has_threads = !earlier->thread.empty() && !heard.mail->thread.empty();
            const bool fits = has_threads ? earlier->thread == heard.mail->thread : is_person(*earlier, *heard.mail);
            const bool is_open = taken_.count(earlier->id) == 0;
            if (fits && is_open && at_same_moment(*earlier, *heard.mail)) found.push_back(earlier);
        }
        return found;
    };
    for (Heard& heard : mails) {
        const auto found = candidates(heard, is_person_of);
        if (!found.empty()) take(heard, *found.front());
    }
    // One shows a name and the other an address: only where nothing else can be meant.
    std::map<const KnownMessage*, std::vector<Heard*>> claims;
    for (Heard& heard : mails) {
        const auto found = candidates(heard, may_be_earlier);
        if (found.size() == 1) claims[found.front()].push_back(&heard);
    }
    for (const auto& [earlier, claimants] : claims) {
        if (claimants.size() == 1) take(*claimants.front(), *earlier);
    }
}

void HeardBefore::find_on_date(std::vector<Heard>& mails) {
    using Subject = std::tuple<EventKind, Day>;
    std::map<Subject, std::vector<const KnownMessage*>> by_date;
    for (const KnownMessage& earlier : known_.heard()) {
        const bool is_open = taken_.count(earlier.id) == 0 && (earlier.has_date_alone || !date_alone_.empty());
        if (is_open) by_date[{earlier.kind, day_of(earlier.at)}].push_back(&earlier);
    }
    if (by_date.empty()) return;
    for (auto& entry : by_date) {
        std::stable_sort(entry.second.begin(), entry.second.end(), [](auto* a, auto* b) { return a->at < b->at; });
    }
    for (Heard& heard : mails) {
        const auto date = by_date.find({heard.mail->kind, day_of(heard.mail->at)});
        if (!heard.is_new() || date == by_date.end()) continue;
        const bool has_date_alone = date_alone_.count(heard.mail->line) != 0;
        const auto earlier = std::find_if(date->second.begin(), date->second.end(), [&](const KnownMessage* message) {
            const bool is_open = taken_.count(message->id) == 0 && message->has_date_alone != has_date_alone;
            return is_open && is_of_conversation(*message, *heard.mail);
        });
        if (earlier == date->second.end()) continue;
        if (has_date_alone) {
            take(heard, **earlier);
        } else {
            taken_.insert((*earlier)->id);
            heard.by_date = *earlier;
        }
    }
}

std::vector<const KnownMessage*> HeardBefore::others() const {
    std::vector<const KnownMessage*> others;
    for (const KnownMessage& earlier : known_.heard()) {
        if (taken_.count(earlier.id) == 0) others.push_back(&earlier);
    }
    return others;
}

}  // namespace inmail::app
