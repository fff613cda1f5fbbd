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
#include "inmail/core/credits.hpp"
#include "inmail/core/prospect.hpp"
#include "inmail/core/sequence.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

struct NextRequest {
    WritingSeat writer{};             ///< only the steps of the seat that it names
    std::optional<AccountId> only{};  ///< only the steps of this seat, or of the pool's members; none: of all seats
    Duration within{};                ///< also what is due so much later than as_of
    Sequences sequences{};
    std::vector<Prospect> prospects{};  ///< what is known of people; the others are of high priority
    std::string list{};                 ///< the name of the file that says so, for messages
};

/// The steps of sequences that are due. It records nothing.
struct NextReport {
    struct Row {
        std::string prospect;       ///< as the ledger spells the person
        bool needs_address{false};  ///< typed as it is spelled, it would be taken for a seat or a time
        std::string seat;           ///< a handle
        std::string sequence;
        std::size_t number{0};  ///< of the step, from 1
        Sequence::Step step;
        std::vector<Channel> channels;           ///< the step's, or a free one instead of an InMail
        std::optional<RouteReason> instead{};    ///< why that one is free
        std::optional<Instant> instead_since{};  ///< likewise; as Route::since
        bool after_decline{false};               ///< it is due because a request was declined
        int cost{0};                             ///< credits, 0 or 1
        Instant since;                           ///< what its days are counted from
        Instant due;                             ///< the beginning of a UTC date
        Instant last_day;                        ///< likewise
        std::int64_t overdue_days{0};            ///< days after last_day
        bool is_high{true};
        std::string campaign;  ///< of the first message; empty: none
    };
    /// An account that holds fewer credits than its steps take; likewise a seat and its usage limit.
    struct Shortage {
        std::string account;
        Credits needed;
        Credits held;
        std::optional<Instant> next_credits{};  ///< of an account: when it gets the next ones; none: not known
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::vector<Row> rows;              ///< soonest first
    Instant until;                      ///< what is due by then
    std::int64_t waiting{0};            ///< people whose next step is due later
    std::optional<Instant> next_due{};  ///< the first of these
    std::vector<Shortage> shortages;
    std::vector<Shortage> limited{};  ///< seats whose usage limit allows fewer; `held`: how many it allows now
    std::vector<MergedProspect> merged;
    std::vector<AlikeProspect> alike{};  ///< people of the list or of the rows who may be one with others
};

/// Only seats with a plan have steps, and of a team only the seat that `route` has go on with the person. An answer to a
/// colleague of the team ends a sequence, too. Throws as `route`.
[[nodiscard]] NextReport next_steps(Store& store, const ReportQuery& query, const NextRequest& request);

}  // namespace inmail::app
