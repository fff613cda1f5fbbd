#include "import/archive_handover.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "inmail/app/handovers.hpp"
#include "inmail/app/names.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {

ArchiveHandover::ArchiveHandover(const ArchiveSource& source, const Licence& licence, const KnownMessages& known)
    : source_(source), licence_(licence), step_(licence.step_from(source.handle)) {
    if (step_ == nullptr) return;
    for (const io::ArchiveMail& mail : source.contents.mails) {
        if (mail.kind == EventKind::send) sends_[key_today(mail.prospect)].push_back(mail.at);
    }
    for (const auto* messages : {&known.logged(), &known.heard()}) {
        for (const KnownMessage& message : *messages) {
            const bool is_own = message.kind == EventKind::send && message.seat == source.handle && message.replaced_by.empty();
            if (is_own) sends_[message.person].push_back(message.at);
        }
    }
    for (auto& entry : sends_) std::sort(entry.second.begin(), entry.second.end());
}

std::string ArchiveHandover::seat_of(const io::ArchiveMail& mail) const {
    if (mail.kind == EventKind::send) return source_.handle;
    const auto sends = sends_.find(key_today(mail.prospect));
    if (sends == sends_.end()) return source_.handle;
    const auto after = std::upper_bound(sends->second.begin(), sends->second.end(), mail.at);
    return after == sends->second.begin() ? source_.handle : licence_.holder_at(source_.handle, *std::prev(after), mail.at);
}

std::optional<ArchiveSummary::AfterHandover> ArchiveHandover::told(Store& store) const {
    if (step_ == nullptr) return std::nullopt;
    // A handle that has another licence since records for itself again.
    std::vector<AccountId> holder{AccountId::of(require_seat(store, source_.handle))};
    if (follow_handovers(store, holder, source_.now, std::nullopt).empty()) return std::nullopt;
    ArchiveSummary::AfterHandover after{step_->to, step_->at, {}, {}};
    for (const io::ArchiveMail& mail : source_.contents.mails) {
        if (mail.kind == EventKind::send && mail.at >= step_->at) after.sends.push_back(mail.line);
        if (mail.kind == EventKind::reply && seat_of(mail) != source_.handle) after.answers.push_back(mail.line);
    }
    if (after.sends.empty() && after.answers.empty()) return std::nullopt;
    return after;
}

}  // namespace inmail::app
