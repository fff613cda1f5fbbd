#include "import/archive_handover.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "inmail/app/handovers.hpp"
#include "inmail/app/names.hpp"

namespace inmail::app {

ArchiveHandover::ArchiveHandover(const ArchiveSource& source, const Licence& licence,
                                 const std::vector<ArchivedMessage>& archived,
                                 const std::vector<const KnownMessage*>& only_logged)
    : source_(source), licence_(licence) {
    if (!licence.was_handed_over()) return;
    for (const ArchivedMessage& message : archived) {
        if (message.kind() != EventKind::send) continue;
        if (message.mail == nullptr)
            sends_[message.person].push_back({message.earlier->at, message.earlier->seat});
        else if (message.is_in_force())
            sends_[message.person].push_back({message.standing.event->at, message.standing.event->seat});
        else
            sends_[message.person].push_back({message.mail->at, source.handle});
    }
    // What was logged late, of a message that LinkedIn tells, is not to stand after the hand-over.
    for (const KnownMessage* message : only_logged) {
        const bool is_own = message->kind == EventKind::send && message->seat == source.handle;
        if (is_own) sends_[message->person].push_back({message->at, message->seat});
    }
    for (auto& entry : sends_) std::stable_sort(entry.second.begin(), entry.second.end());
}

std::string ArchiveHandover::seat_of(const ArchivedMessage& archived) const {
    return holder_of(archived).value_or(source_.handle);
}

std::optional<std::string> ArchiveHandover::holder_of(const ArchivedMessage& archived) const {
    const auto sends = archived.kind() == EventKind::send ? sends_.end() : sends_.find(archived.person);
    if (sends == sends_.end()) return std::nullopt;
    const Instant answered = archived.mail->at;
    const auto after = std::upper_bound(sends->second.begin(), sends->second.end(), Send{answered, {}});
    if (after == sends->second.begin()) return std::nullopt;
    const Send& send = *std::prev(after);
    if (!licence_.has_had(send.seat)) return std::nullopt;
    return licence_.holder_at(send.seat, send.at, answered);
}

std::optional<ArchiveSummary::AfterHandover> ArchiveHandover::after_handover(Store& store,
                                                                             const std::vector<ArchivedMessage>& archived) const {
    const Licence::Transfer* step = licence_.transfer_from(source_.handle);
    if (step == nullptr) return std::nullopt;
    // A handle that has another licence since records for itself again.
    std::vector<AccountId> holder{AccountId::of(require_seat(store, source_.handle))};
    if (follow_handovers(store, holder, source_.now, std::nullopt).empty()) return std::nullopt;
    ArchiveSummary::AfterHandover after{step->to, step->at, {}, {}};
    for (const ArchivedMessage& message : archived) {
        if (message.mail == nullptr) continue;
        const std::string seat = seat_of(message);
        // A message that the ledger has for another seat is listed as a difference.
        const bool stays = !source_.update && message.is_in_force() && message.standing.event->seat != seat;
        if (message.kind() == EventKind::send && message.mail->at >= step->at) after.sends.push_back(message.mail->line);
        if (message.kind() != EventKind::send && seat != source_.handle && !stays) after.answers.push_back(message.mail->line);
    }
    if (after.sends.empty() && after.answers.empty()) return std::nullopt;
    return after;
}

}  // namespace inmail::app
