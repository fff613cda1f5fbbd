#pragma once

#include <map>
#include <optional>

#include "fold/by_account.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/core/posting.hpp"
#include "reports/response_tally.hpp"

namespace inmail::app {

/// The messages that were sent in a span, and what became of each by the end of the fold: what a reply cost, and how long it
/// took. It grows with the messages of the span, never with the ledger.
class MessageLog {
  public:
    struct SentMessage {
        AccountId account;  ///< that it was sent from, by its last handle
        SeatId seat;
        Instant sent_at;
        bool paid{false};
        bool pending{false};  ///< may yet be answered, and its credit come back
        bool spent{false};    ///< a credit went for it and did not come back
        std::optional<Instant> answered_at;
    };

    explicit MessageLog(const Span& sent) : sent_(sent) {}

    void on(const Posting& p);
    [[nodiscard]] const std::map<EventId, SentMessage>& messages() const { return messages_; }

    /// What the account's messages cost so far.
    [[nodiscard]] Credits spent_by(AccountId account) const;

  private:
    Span sent_;
    std::map<EventId, SentMessage> messages_;
    ByAccount<Credits> spent_;
};

}  // namespace inmail::app
