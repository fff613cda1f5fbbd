#include "record/send_hints.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "fold/handover_log.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/spellings.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/name_match.hpp"

namespace inmail::app {
namespace {

using namespace record_warning;

bool is_of(const std::vector<Channel>& channels, Channel channel) {
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

/// The send, earlier messages to its prospect, and the fold that says who has those messages now and which were answered.
class SendHints {
  public:
    SendHints(Reader& ledger, const PendingEvent& send, const std::vector<Channel>& free_channels, Instant licensed_since)
        : ledger_(ledger), send_(send), free_channels_(free_channels), licensed_since_(licensed_since) {
        for (const auto& spelling : spellings_of(ledger, key_today(send.prospect), send.prospect)) {
            const auto id = spelling == send.prospect ? std::optional(send.ids.prospect) : ledger.find_prospect(spelling);
            if (!id) continue;
            prospects_.insert(*id);
            for (auto& message : ledger.messages_with(*id, send.at)) messages_.push_back({std::move(message), {}});
        }
        // At one instant, sends come before answers, as in a fold.
        const auto place = [](const PastMessage& m) { return std::pair{m.event.at, m.event.kind != EventKind::send}; };
        std::stable_sort(messages_.begin(), messages_.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    }

    [[nodiscard]] std::vector<RecordWarning> all() {
        std::vector<RecordWarning> hints;
        if (messages_.empty() || has_nothing()) return hints;
        find_seats();
        fold();
        const auto free = free_way();
        if (free) hints.push_back(*free);
        const bool is_own_answer_told = free && !std::holds_alternative<FreeBefore>(*free);
        for (auto& answered : answered_before(!is_own_answer_told)) hints.push_back(std::move(answered));
        for (auto& pending : pending_of_colleagues()) hints.push_back(std::move(pending));
        return hints;
    }

  private:
    struct PastMessage {
        RecordedEvent event;
        SeatId seat;  ///< whose it is at the time of the send: messages go with a licence
    };

    /// Whether there are only paid InMails of the seat's own, which no hand-over can have taken away.
    [[nodiscard]] bool has_nothing() const {
        const bool are_own = std::all_of(messages_.begin(), messages_.end(), [&](const PastMessage& m) {
            const bool is_paid = m.event.kind == EventKind::send && m.event.channel.value_or(Channel::inmail) == Channel::inmail;
            return m.event.seat == send_.seat && is_paid;
        });
        return are_own && licensed_since_ <= messages_.front().event.at;
    }

    void find_seats() {
        std::vector<std::string> handles{send_.seat};
        for (const PastMessage& message : messages_) handles.push_back(message.event.seat);
        const auto ids = ledger_.ids_of(NameKind::seat, handles);
        own_ = SeatId{ids.front()};
        for (std::size_t i = 0; i < messages_.size(); ++i) messages_[i].seat = SeatId{ids[i + 1]};
    }

    void fold() {
        std::set<AccountId> senders;
        if (!is_none(own_)) senders.insert(AccountId::of(own_));
        for (const PastMessage& message : messages_) senders.insert(AccountId::of(message.seat));
        HandoverLog handovers;
        Collector collector([&](const Posting& p) {
            handovers.on(p);
            if (p.kind == Posting::Kind::replied) answered_[p.cause] = p.message.event;
        });
        const ReportQuery query{send_.at, std::nullopt, {senders.begin(), senders.end()}};
        FoldRun fold_run(ledger_, query, &collector, messages_.front().event.at);
        fold_run.fold();
        for (PastMessage& message : messages_) message.seat = handovers.licensee(message.seat, message.event.at, send_.at);
        for (const AccountState& account : fold_run.reconciler().accounts()) {
            for (const PendingMail& mail : fold_run.reconciler().pending(account.account)) {
                if (prospects_.count(mail.prospect) != 0 && mail.seat != own_) pending_.push_back(mail);
            }
        }
    }

    /// The channel of the message that the reply answered; none: it answered none.
    [[nodiscard]] std::optional<Channel> answered_by(const RecordedEvent& reply) const {
        const auto answered = answered_.find(reply.id);
        if (answered == answered_.end()) return std::nullopt;
        for (const PastMessage& message : messages_) {
            if (message.event.id == answered->second) return message.event.channel.value_or(Channel::inmail);
        }
        return std::nullopt;
    }

    /// The best reason to believe that this message cost nothing.
    [[nodiscard]] std::optional<RecordWarning> free_way() const {
        std::optional<AnsweredThread> answered;
        std::optional<Connected> connected;
        std::optional<FreeBefore> free;
        for (const auto& [message, seat] : messages_) {
            if (seat != own_ || message.kind == EventKind::bounce) continue;
            if (message.kind == EventKind::reply) {
                const auto channel = answered_by(message);
                if (!channel) continue;
                if (asks_to_connect(*channel) && message.outcome == Outcome::accepted)
                    connected = Connected{message.seat, send_.prospect, message.at};
                if (!is_answered_by_itself(*channel) && message.outcome != Outcome::declined)
                    answered = AnsweredThread{message.seat, send_.prospect, message.at};
                continue;
            }
            const Channel channel = message.channel.value_or(Channel::inmail);
            if (!is_answered_by_itself(channel) && is_of(free_channels_, channel))
                free = FreeBefore{message.seat, send_.prospect, channel, message.at};
        }
        if (answered && is_of(free_channels_, Channel::replied_thread)) return *answered;
        if (connected && is_of(free_channels_, Channel::first_degree)) return *connected;
        if (free) return *free;
        return std::nullopt;
    }

    /// The last answer to each colleague, and to the seat itself if it was a refusal. Who accepts an invitation answers nothing.
    [[nodiscard]] std::vector<AnsweredBefore> answered_before(bool tells_own) const {
        std::map<SeatId, AnsweredBefore> last;
        for (const auto& [message, seat] : messages_) {
            if (message.kind != EventKind::reply) continue;
            const auto channel = answered_by(message);
            if (!channel || asks_to_connect(*channel)) continue;
            last[seat] = {ledger_.name_of(seat), send_.prospect, message.outcome == Outcome::declined, message.at};
        }
        std::vector<AnsweredBefore> answers;
        for (auto& [seat, answer] : last) {
            if (seat != own_ || (tells_own && answer.declined)) answers.push_back(std::move(answer));
        }
        return answers;
    }

    /// One for each colleague: the InMail that has waited longest.
    [[nodiscard]] std::vector<ColleaguePending> pending_of_colleagues() const {
        std::map<SeatId, Instant> since;
        for (const PendingMail& mail : pending_) {
            const auto [known, is_new] = since.emplace(mail.seat, mail.sent_at);
            known->second = std::min(known->second, mail.sent_at);
        }
        std::vector<ColleaguePending> colleagues;
        for (const auto& [seat, sent_at] : since) colleagues.push_back({ledger_.name_of(seat), send_.prospect, sent_at});
        return colleagues;
    }

    Reader& ledger_;
    const PendingEvent& send_;
    const std::vector<Channel>& free_channels_;
    Instant licensed_since_;
    SeatId own_;
    std::set<ProspectId> prospects_;
    std::vector<PastMessage> messages_;    ///< of all seats with the prospect, by time
    std::map<EventId, EventId> answered_;  ///< by reply
    std::vector<PendingMail> pending_;     ///< of others, with the prospect
};

}  // namespace

std::vector<RecordWarning> hints_of(Reader& ledger, const PendingEvent& send, const std::vector<Channel>& free_channels,
                                    Instant licensed_since) {
    return SendHints(ledger, send, free_channels, licensed_since).all();
}

void name_colleagues(ServerLedger& server, const std::string& prospect, std::vector<RecordWarning>& hints) {
    for (PendingWith& pending : server.pending_out_of_sight(prospect)) {
        const auto is_stand_in = [&](const RecordWarning& hint) {
            const auto* colleague = std::get_if<ColleaguePending>(&hint);
            return colleague != nullptr && colleague->sent_at == pending.sent_at;
        };
        hints.erase(std::remove_if(hints.begin(), hints.end(), is_stand_in), hints.end());
        hints.emplace_back(ColleaguePending{std::move(pending.seat), prospect, pending.sent_at});
    }
}

std::optional<record_warning::MayBeOne> twin_of(Reader& ledger, FoldSource& with_pending, const EventRecord& send) {
    const std::vector<std::string> names = other_forms_of_name(send.prospect);
    if (names.empty()) return std::nullopt;
    const auto ids = with_pending.ids_of(NameKind::prospect, names);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (ids[i] == 0) continue;
        MayBeOne twin{send.prospect, names[i], {}, send.at};
        if (ids[i] < first_provisional_id) {
            for (const auto& message : ledger.messages_with(ProspectId{ids[i]}, last_instant)) {
                if (message.kind != EventKind::send) continue;
                twin.seat = message.seat;
                twin.at = message.at;
            }
            if (twin.seat.empty()) continue;
        }
        return twin;
    }
    return std::nullopt;
}

}  // namespace inmail::app
