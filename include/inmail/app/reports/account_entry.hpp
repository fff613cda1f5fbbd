#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// One event, or one change by the calendar at an instant, with everything that it did to an account.
struct AccountEntry {
    struct AnsweredMessage {
        std::string key;
        std::string prospect;
        Instant sent_at;
    };
    /// One posting; posting.hpp says what each kind means.
    struct PostingLine {
        Posting::Kind kind{Posting::Kind::granted};
        std::string_view rule;  ///< that it follows: "RULES section 4, refresh"
        Credits amount;
        LotId lot;                               ///< of credits that moved
        std::optional<int> expires_at_refresh;   ///< of granted: the refresh at which the lot expires; none: it expires by days
        std::optional<AnsweredMessage> message;  ///< that was answered, lapsed or dropped; only of `explain`
        std::optional<Instant> until;            ///< of a paid send: the end of its window, inclusive
        Credits held;                            ///< available after it
        bool changes_price{false};               ///< of outside: of the plan that runs, and nothing else
        std::optional<Posting::Refresh> refresh;
        std::optional<CloseFigures> close;
        std::optional<CloseFigures> now;
    };
    Instant at;
    std::string what;                    ///< an event's kind; or refresh, expiry, lapse
    std::string seat;                    ///< whose event it was; empty: the calendar's or a pool's own
    std::string person{};                ///< the seat's display name, in a history of a pool or of several accounts; empty: none
    std::optional<RecordedEvent> event;  ///< none: the calendar
    Credits change;                      ///< of what is available
    Credits available;                   ///< after it
    std::vector<PostingLine> postings;
    AccountName account{};  ///< only of `history`
    /// The void of an event that counts no more.
    struct TakenBack {
        Instant at;  ///< when it was recorded
        std::string key;
        std::string note;
    };
    std::optional<TakenBack> taken_back{};  ///< only of `history`; it changed nothing then, and `available` means nothing
};

}  // namespace inmail::app
