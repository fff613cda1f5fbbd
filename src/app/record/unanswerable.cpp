#include "record/unanswerable.hpp"

#include "fold/fold_run.hpp"
#include "inmail/app/handovers.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/people.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {
namespace {

/// Which messages the answer can find (RULES section 4, reply and bounce), and which answers find those.
class Answerable {
  public:
    explicit Answerable(const EventRecord& answer) : is_bounce_(answer.kind == EventKind::bounce) {
        if (answer.channel && is_answered_by_itself(*answer.channel)) channel_ = answer.channel;
    }

    /// The only channel whose messages the answer finds; none: any channel.
    [[nodiscard]] std::optional<Channel> channel() const { return channel_; }

    [[nodiscard]] bool holds(const RecordedEvent& message) const {
        const auto channel = message.channel;
        if (message.kind == EventKind::reply) {
            const bool is_by_itself = channel && is_answered_by_itself(*channel);
            return channel_ ? !is_by_itself || channel == channel_ : !is_bounce_ || !is_by_itself;
        }
        if (message.kind != EventKind::send) return !channel_;
        if (channel_) return channel == channel_;
        return !is_bounce_ || channel.value_or(Channel::inmail) == Channel::inmail;
    }

  private:
    bool is_bounce_;
    std::optional<Channel> channel_;
};

/// When the seat's latest InMail to the person was sent that is pending when the answer comes.
std::optional<Instant> pending_since(Store& ledger, const EventRecord& answer, ProspectId prospect) {
    const SeatId seat = require_seat(ledger, answer.seat);
    FoldRun fold_run(ledger, ReportQuery{answer.at, std::nullopt, {AccountId::of(seat)}});
    fold_run.fold();
    std::optional<Instant> latest;
    for (const AccountState& account : fold_run.reconciler().accounts()) {
        for (const PendingMail& mail : fold_run.reconciler().pending(account.account)) {
            if (mail.seat == seat && mail.prospect == prospect) latest = std::max(latest, std::optional{mail.sent_at});
        }
    }
    return latest;
}

/// Whether the handle's messages are the seat's by then, by a reassign (RULES section 4).
bool went_to(Store& ledger, const std::string& handle, const EventRecord& answer) {
    std::vector<AccountId> account{AccountId::of(require_seat(ledger, handle))};
    follow_handovers(ledger, account, answer.at, std::nullopt);
    return account.front() == AccountId::of(require_seat(ledger, answer.seat));
}

}  // namespace

refusal::NothingToAnswer unanswerable(Store& ledger, const EventRecord& answer) {
    const Answerable answerable(answer);
    refusal::NothingToAnswer found;
    found.seat = answer.seat;
    found.prospect = answer.prospect;
    found.kind = answer.kind;
    found.at = answer.at;
    found.channel = answerable.channel();
    const auto prospect = ledger.find_prospect(answer.prospect);
    if (!prospect) {
        found.nearest = nearest_person(ledger, answer.prospect, answer.seat);
        return found;
    }
    if (found.channel) found.waiting_since = pending_since(ledger, answer, *prospect);
    for (const RecordedEvent& message : ledger.messages_with(*prospect, last_instant)) {
        if (message.seat != answer.seat && !went_to(ledger, message.seat, answer)) {
            if (message.kind == EventKind::send) found.sent_by = message.seat;
        } else if (!answerable.holds(message)) {
            if (message.kind == EventKind::send && message.at <= answer.at) found.sent_otherwise_at = message.at;
        } else if (message.kind != EventKind::send) {
            if (!found.sent_at) continue;
            found.answered_at = message.at;
            found.answered_by = message.kind;
        } else if (message.at <= answer.at) {
            found.sent_at = message.at;
            found.answered_at.reset();
        } else if (!found.sent_after) {
            found.sent_after = message.at;
        }
    }
    return found;
}

}  // namespace inmail::app
