#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/outreach/merged_prospect.hpp"
#include "inmail/app/outreach/planner.hpp"
#include "inmail/app/outreach/sequence_step.hpp"
#include "inmail/app/outreach/writing_seat.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/core/prospect.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

struct RouteRequest {
    std::vector<Prospect> prospects;
    WritingSeat writer{};
    std::optional<Credits> budget{};  ///< none: all that is held
    std::string list{};               ///< the file's name, for messages; empty: typed
    Sequences sequences{};
};

/// The plan for a list of prospects. It records nothing.
struct RouteReport {
    struct Row {
        Prospect prospect;
        std::string seat;  ///< that writes, or would; empty: none can
        std::optional<Channel> channel;
        int cost{0};
        std::optional<Instant> not_before;
        RouteReason reason{RouteReason::new_person};
        std::optional<Instant> since;
        std::string colleague;            ///< a handle; empty: none
        std::string source;               ///< of what `reason` rests on: the terms, the ledger, the list or a guide
        std::string colleague_pending{};  ///< a handle of the team, whose InMail is pending; empty: none
        std::optional<Instant> colleague_pending_since{};
        std::string other_team{};  ///< a handle of another team; as `Route`; empty: none
        std::optional<Instant> other_team_since{};
        std::optional<RouteReason> other_team_reason{};
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<Row> rows;  ///< in the order of the list
    std::vector<MergedProspect> merged;
    std::vector<AlikeProspect> alike{};  ///< people of the list who may be one with others
    Credits held;
    Credits may_spend;  ///< the budget, at most what is held
    Credits needed;
    Credits spent;
    std::int64_t limited{0};         ///< of those needed: InMails that usage limits stop, though there are credits
    std::int64_t saved{0};           ///< messages that cost nothing, which InMails would
    std::int64_t notes{0};           ///< of these: requests to connect, which may not be accepted
    std::int64_t notes_followed{0};  ///< of the notes: if they stay unanswered, the credits held allow an InMail
    Worth worth_saved;
    Worth worth_free;  ///< of those saved without the notes
    std::int64_t unrouted{0};
    std::optional<Instant> notes_due{};  ///< when the first InMail after an unanswered note of the plan is due
};

/// Throws InvalidFile for rows of an unknown or another seat, and for a connection without its seat. The query's team: only its
/// seats write.
[[nodiscard]] RouteReport route(Store& store, const ReportQuery& query, RouteRequest request);

}  // namespace inmail::app
