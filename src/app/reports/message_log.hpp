#pragma once

#include <map>
#include <optional>

#include "fold/collector.hpp"
#include "inmail/core/posting.hpp"
#include "reports/response_tally.hpp"

namespace inmail::app {

/// The messages that were sent in a span, and what became of each by the end of the fold: what a reply cost, and how long it
/// took. It grows with the messages of the span, never with the ledger.
class MessageLog {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent,     Posting::Kind::sent_free, Posting::Kind::consumed,
                                        Posting::Kind::replied,  Posting::Kind::refunded,  Posting::Kind::bounced,
                                        Posting::Kind::lapsed,   Posting::Kind::dropped,   Posting::Kind::reassigned};

    struct SentMessage {
        AccountId account;  ///< that it was sent from, by its last handle
        SeatId seat;        ///< that sent it, likewise
        bool paid{false};
        bool pending{false};  ///< may yet be answered, and its credit come back
        bool funded{false};   ///< a credit went for it
        bool spent{false};    ///< ... and did not come back
        Instant sent_at;
        std::optional<Instant> answered_at;
        EventId answered_by{};        ///< the reply; none: no answer
        const Terms* terms{nullptr};  ///< in force when it was sent, as long as the fold's rulebooks live
        SharedPlanPrice price;        ///< of the stint in which it was sent
    };

    explicit MessageLog(const Span& sent) : sent_(sent) {}

    void on(const Posting& p);
    [[nodiscard]] const std::map<EventId, SentMessage>& messages() const { return messages_; }

  private:
    Span sent_;
    std::map<EventId, SentMessage> messages_;
};

}  // namespace inmail::app
