#include "record/send_hints.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/spellings.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {
namespace {

using namespace record_warning;

bool is_of(const std::vector<Channel>& channels, Channel channel) {
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

class SendHints {
  public:
    SendHints(Reader& ledger, const EventRecord& send, const std::vector<Channel>& free_channels)
        : ledger_(ledger), send_(send), free_channels_(free_channels) {
        for (const auto& spelling : spellings_of(ledger, key_today(send.prospect), send.prospect)) {
            const auto id = ledger.find_prospect(spelling);
            if (!id) continue;
            prospects_.insert(*id);
            const auto found = ledger.messages_with(*id, send.at);
            messages_.insert(messages_.end(), found.begin(), found.end());
        }
        // Of one instant, what was sent comes before its answers, as in a fold.
        const auto place = [](const RecordedEvent& message) { return std::pair{message.at, message.kind != EventKind::send}; };
        std::stable_sort(messages_.begin(), messages_.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    }

    [[nodiscard]] std::vector<RecordWarning> all() const {
        std::vector<RecordWarning> hints;
        if (auto free = free_way()) hints.push_back(std::move(*free));
        for (auto& pending : pending_of_colleagues()) hints.push_back(std::move(pending));
        return hints;
    }

  private:
    /// The best reason to believe that this message cost nothing.
    [[nodiscard]] std::optional<RecordWarning> free_way() const {
        std::optional<Instant> answered;
        std::optional<Instant> connected;
        std::optional<FreeBefore> free;
        bool has_written = false;
        for (const RecordedEvent& message : messages_) {
            if (message.seat != send_.seat || message.kind == EventKind::bounce) continue;
            const Channel channel = message.channel.value_or(Channel::inmail);
            if (message.kind == EventKind::reply) {
                const bool declined = message.outcome == Outcome::declined;
                const bool accepts_connection = channel == Channel::connection_note || channel == Channel::connection_request;
                if (has_written && !declined && !is_answered_by_itself(channel)) answered = message.at;
                if (accepts_connection && message.outcome == Outcome::accepted) connected = message.at;
                continue;
            }
            if (is_answered_by_itself(channel)) continue;
            has_written = true;
            if (is_of(free_channels_, channel)) free = FreeBefore{send_.seat, send_.prospect, channel, message.at};
        }
        if (answered && is_of(free_channels_, Channel::replied_thread))
            return AnsweredThread{send_.seat, send_.prospect, *answered};
        if (connected && is_of(free_channels_, Channel::first_degree)) return Connected{send_.seat, send_.prospect, *connected};
        if (free) return *free;
        return std::nullopt;
    }

    /// Those that may be pending still, as no plan's window is longer.
    [[nodiscard]] std::vector<const RecordedEvent*> paid_by_colleagues() const {
        std::vector<const RecordedEvent*> paid;
        for (const RecordedEvent& message : messages_) {
            const bool is_paid = message.kind == EventKind::send && message.channel.value_or(Channel::inmail) == Channel::inmail;
            if (is_paid && message.seat != send_.seat) paid.push_back(&message);
        }
        if (paid.empty()) return paid;
        int longest_days = 0;
        for (const auto& row : ledger_.terms(std::nullopt))
            longest_days = std::max(longest_days, row.row.terms.refund_window_days);
        const Instant first = send_.at - days(longest_days + 1);
        paid.erase(std::remove_if(paid.begin(), paid.end(), [&](const auto* message) { return message->at < first; }),
                   paid.end());
        return paid;
    }

    [[nodiscard]] std::vector<ColleaguePending> pending_of_colleagues() const {
        std::set<AccountId> senders;
        for (const RecordedEvent* message : paid_by_colleagues()) {
            if (const auto sender = ledger_.find_seat(message->seat)) senders.insert(AccountId::of(*sender));
        }
        if (senders.empty()) return {};
        FoldRun fold_run(ledger_, ReportQuery{send_.at, std::nullopt, {senders.begin(), senders.end()}});
        fold_run.fold();
        const auto own = ledger_.find_seat(send_.seat);
        std::vector<ColleaguePending> pending;
        for (const AccountState& account : fold_run.reconciler().accounts()) {
            for (const PendingMail& mail : fold_run.reconciler().pending(account.account)) {
                if (prospects_.count(mail.prospect) == 0 || mail.seat == own) continue;
                pending.push_back({ledger_.name_of(mail.seat), send_.prospect, mail.sent_at});
            }
        }
        return pending;
    }

    Reader& ledger_;
    const EventRecord& send_;
    const std::vector<Channel>& free_channels_;
    std::set<ProspectId> prospects_;
    std::vector<RecordedEvent> messages_;  ///< of all seats with the prospect, by time
};

}  // namespace

std::vector<RecordWarning> hints_of(Reader& ledger, const EventRecord& send, const std::vector<Channel>& free_channels) {
    return SendHints(ledger, send, free_channels).all();
}

}  // namespace inmail::app
