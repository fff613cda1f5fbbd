#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/chain/event_record.hpp"

namespace inmail::app {

/// The reason for each number of an account: every posting of the fold, event by event and refresh by refresh.
struct ExplainReport {
    struct AnsweredMessage {
        std::string key;
        std::string prospect;
        Instant sent_at;
    };
    /// One posting; posting.hpp says what each kind means, section_of which rule it follows.
    struct PostingLine {
        Posting::Kind kind{Posting::Kind::granted};
        Credits amount;
        LotId lot;                               ///< of credits that moved
        std::optional<AnsweredMessage> message;  ///< that was answered, lapsed or dropped
        std::optional<Instant> until;            ///< of a paid send: the end of its window, inclusive
        Credits held;                            ///< available after it
        std::optional<Posting::Refresh> refresh;
        std::optional<CloseFigures> close;
        std::optional<CloseFigures> now;
    };
    struct Entry {
        Instant at;
        std::string what;                    ///< an event's kind; or refresh, expiry, lapse
        std::string seat;                    ///< whose event it was; empty: the calendar's or a pool's own
        std::optional<RecordedEvent> event;  ///< none: the calendar
        Credits change;
        Credits available;
        std::vector<PostingLine> steps;
    };

    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<Entry> entries;  ///< in the order of the fold
    Credits available;           ///< at the end
    std::vector<Lot> lots;       ///< at the end, in draw order
};

/// The query names one account; `only`: this event alone (none: all). Throws InputError for a voided event, or one that did
/// nothing to the account.
[[nodiscard]] ExplainReport explain(Store& store, const ReportQuery& query, EventId only = {});

}  // namespace inmail::app
