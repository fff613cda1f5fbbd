#include "import/earlier_archives.hpp"

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
#include "inmail/text/words.hpp"

namespace inmail::app {
namespace {

constexpr std::int64_t minute_ms = 60'000;

std::int64_t minute_of(Instant t) { return t.value / minute_ms; }

/// Old exports have minutes only, and no conversation ids.
bool has_only_minutes(const std::string& thread, Instant at) { return thread.empty() && at.value % minute_ms == 0; }

bool at_same_moment(const KnownMessage& earlier, const io::ArchiveMail& mail) {
    if (earlier.at == mail.at) return true;
    const bool is_minute = has_only_minutes(earlier.thread, earlier.at) || has_only_minutes(mail.thread, mail.at);
    return is_minute && minute_of(earlier.at) == minute_of(mail.at);
}

bool is_person_of(const KnownMessage& earlier, const io::ArchiveMail& mail) {
    const bool is_that_name = !mail.prospect_name.empty() && earlier.person == key_today(mail.prospect_name);
    return is_that_name || earlier.person == key_today(mail.prospect);
}

/// Whether the two spellings share a word, or one is of somebody hidden.
bool is_alike(const std::string& one, const std::string& other) {
    if (is_hidden_person(one) || is_hidden_person(other)) return true;
    return share_word(words_in(one), words_in(other));
}

}  // namespace

EarlierArchives::EarlierArchives(Reader& ledger, const KnownMessages& known, const std::set<std::int64_t>& dates_only)
    : ledger_(ledger), known_(known), dates_only_(dates_only) {}

void EarlierArchives::find(std::vector<ArchivedMessage>& mails) {
    for (const ArchivedMessage& archived : mails) {
        if (!archived.is_in_force()) continue;
        taken_.insert(archived.standing.event->id);
        people_.emplace(key_today(archived.standing.event->prospect), key_today(archived.mail->prospect));
    }
    // Each mail that is found may show who its person is.
    std::size_t taken = 0;
    do {
        taken = taken_.size();
        find_at_moment(mails);
        find_on_date(mails);
    } while (taken != taken_.size());
    find_doubles(mails);
}

bool EarlierArchives::is_of_conversation(const KnownMessage& earlier, const io::ArchiveMail& mail, Sameness sameness) const {
    if (!earlier.thread.empty() && !mail.thread.empty()) return earlier.thread == mail.thread;
    if (sameness != Sameness::certain) {
        const bool is_possible = may_be_person_of(earlier.prospect, mail);
        return is_possible && (sameness == Sameness::possible || is_alike(earlier.prospect, mail.prospect));
    }
    return is_person_of(earlier, mail) || people_.count({earlier.person, key_today(mail.prospect)}) != 0;
}

void EarlierArchives::take(ArchivedMessage& archived, const KnownMessage& earlier) {
    taken_.insert(earlier.id);
    people_.emplace(earlier.person, key_today(archived.mail->prospect));
    const bool has_only_date = dates_only_.count(archived.mail->line) != 0;
    if (earlier.has_only_date && !has_only_date && !at_same_moment(earlier, *archived.mail)) {
        archived.by_date = &earlier;
        return;
    }
    auto event = ledger_.find_event(earlier.id);
    ensure(event.has_value(), "an event that was read is found");
    archived.standing = {KeyStanding::What::in_force, event->id, std::move(event), {}};
}

/// Takes mails with the same person first, then those that can mean nothing else.
template <class Candidates>
void EarlierArchives::find_with(std::vector<ArchivedMessage>& mails, Sameness least, const Candidates& candidates) {
    for (ArchivedMessage& archived : mails) {
        const auto found = candidates(archived, Sameness::certain);
        if (!found.empty()) take(archived, *found.front());
    }
    std::map<const KnownMessage*, std::vector<ArchivedMessage*>> claims;
    for (ArchivedMessage& archived : mails) {
        const auto found = candidates(archived, least);
        const auto is_same = [&found](const KnownMessage* earlier) { return earlier->person == found.front()->person; };
        if (!found.empty() && std::all_of(found.begin(), found.end(), is_same)) claims[found.front()].push_back(&archived);
    }
    for (const auto& [earlier, claimants] : claims) {
        const std::string& prospect = claimants.front()->mail->prospect;
        const auto is_same = [&prospect](const ArchivedMessage* archived) { return archived->mail->prospect == prospect; };
        if (std::all_of(claimants.begin(), claimants.end(), is_same)) take(*claimants.front(), *earlier);
    }
}

void EarlierArchives::find_at_moment(std::vector<ArchivedMessage>& mails) {
    std::map<std::pair<EventKind, std::int64_t>, std::vector<const KnownMessage*>> by_minute;
    for (const KnownMessage& earlier : known_.archived()) {
        if (taken_.count(earlier.id) == 0) by_minute[{earlier.kind, minute_of(earlier.at)}].push_back(&earlier);
    }
    if (by_minute.empty()) return;
    const auto candidates = [&](const ArchivedMessage& archived, Sameness sameness) {
        std::vector<const KnownMessage*> found;
        const auto minute = by_minute.find({archived.mail->kind, minute_of(archived.mail->at)});
        if (!archived.is_new() || minute == by_minute.end()) return found;
        for (const KnownMessage* earlier : minute->second) {
            const bool is_open = taken_.count(earlier->id) == 0 && at_same_moment(*earlier, *archived.mail);
            if (is_open && is_of_conversation(*earlier, *archived.mail, sameness)) found.push_back(earlier);
        }
        return found;
    };
    find_with(mails, Sameness::possible, candidates);
}

void EarlierArchives::find_on_date(std::vector<ArchivedMessage>& mails) {
    std::map<std::pair<EventKind, Day>, std::vector<const KnownMessage*>> by_date;
    for (const KnownMessage& earlier : known_.archived()) {
        const bool is_open = taken_.count(earlier.id) == 0 && (earlier.has_only_date || !dates_only_.empty());
        if (is_open) by_date[{earlier.kind, day_of(earlier.at)}].push_back(&earlier);
    }
    if (by_date.empty()) return;
    for (auto& entry : by_date) {
        std::stable_sort(entry.second.begin(), entry.second.end(), [](auto* a, auto* b) { return a->at < b->at; });
    }
    const auto candidates = [&](const ArchivedMessage& archived, Sameness sameness) {
        std::vector<const KnownMessage*> found;
        const auto date = by_date.find({archived.mail->kind, day_of(archived.mail->at)});
        if (!archived.is_new() || archived.by_date != nullptr || date == by_date.end()) return found;
        const bool has_only_date = dates_only_.count(archived.mail->line) != 0;
        for (const KnownMessage* earlier : date->second) {
            const bool is_open = taken_.count(earlier->id) == 0 && earlier->has_only_date != has_only_date;
            if (is_open && is_of_conversation(*earlier, *archived.mail, sameness)) found.push_back(earlier);
        }
        return found;
    };
    // A date is weaker evidence than a second.
    find_with(mails, Sameness::alike, candidates);
}

void EarlierArchives::find_doubles(std::vector<ArchivedMessage>& mails) {
    std::map<std::tuple<std::string, EventKind, Day>, std::vector<const KnownMessage*>> by_date;
    for (const KnownMessage& earlier : known_.archived()) {
        const bool is_open = taken_.count(earlier.id) == 0 && earlier.has_only_date && !earlier.thread.empty();
        if (is_open) by_date[{earlier.thread, earlier.kind, day_of(earlier.at)}].push_back(&earlier);
    }
    if (by_date.empty()) return;
    for (ArchivedMessage& archived : mails) {
        const bool has_only_date = dates_only_.count(archived.mail->line) != 0;
        if (!archived.is_in_force() || archived.by_date != nullptr || has_only_date) continue;
        const auto date = by_date.find({archived.mail->thread, archived.mail->kind, day_of(archived.mail->at)});
        if (date == by_date.end() || date->second.empty()) continue;
        archived.by_date = date->second.back();
        date->second.pop_back();
        taken_.insert(archived.by_date->id);
    }
}

std::vector<const KnownMessage*> EarlierArchives::others() const {
    std::vector<const KnownMessage*> others;
    for (const KnownMessage& earlier : known_.archived()) {
        if (taken_.count(earlier.id) == 0) others.push_back(&earlier);
    }
    return others;
}

}  // namespace inmail::app
