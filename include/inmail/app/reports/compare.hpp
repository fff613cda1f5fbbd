#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/report_query.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/core/usage_totals.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

struct CompareRequest {
    std::vector<UsageTotals> totals;              ///< of LinkedIn's report
    std::optional<std::pair<Day, Day>> period{};  ///< of totals that do not say theirs
    std::string seat{};                           ///< the handle of all totals; empty: they name it
};

/// LinkedIn's count for a seat and a period, beside the ledger's.
struct CompareReport {
    /// What would explain that the ledger has fewer InMails.
    struct Explanations {
        bool nothing_recorded{false};    ///< no send of the seat in the period
        std::optional<Day> begins{};     ///< the seat's first send in the ledger is that day, after the period's first
        std::optional<Day> ends{};       ///< ... its last, before the period's last
        bool so_far{false};              ///< the period is not over
        std::int64_t outside{0};         ///< sends in the period that count nowhere: the seat had no plan
        std::int64_t taken_back{0};      ///< sends in the period that were taken back, and not recorded again
        std::int64_t around{0};          ///< sends on the day before the period and the day after: zones differ
        std::int64_t other_channels{0};  ///< messages in the period that are no InMails: notes, requests, email, calls
    };
    struct Row {
        std::string seat;
        std::string person{};  ///< its display name; empty: none
        Day from;
        Day to;  ///< inclusive
        std::int64_t their_sends{0};
        std::optional<std::int64_t> accepted{};
        std::optional<std::int64_t> declined{};
        std::int64_t sends{0};       ///< paid InMails that the ledger has
        std::int64_t free_sends{0};  ///< messages without cost, but not those of `other_channels`
        std::int64_t replies{0};     ///< answers to both by as_of
        Explanations explanations{};

        /// InMails that LinkedIn counts and the ledger lacks.
        [[nodiscard]] std::int64_t missing() const { return std::max<std::int64_t>(0, their_sends - sends - free_sends); }
        [[nodiscard]] std::int64_t missing_replies() const {
            return std::max<std::int64_t>(0, accepted.value_or(0) + declined.value_or(0) - replies);
        }
    };
    Instant as_of;
    std::optional<Instant> known_at{};
    std::vector<Row> rows;                ///< in the order of the report
    std::vector<RejectedRow> rejected{};  ///< totals of no known seat, of days to come, or told twice

    [[nodiscard]] bool found_any() const;
};

/// Counts as LinkedIn does: a message goes with the handle that sent it, also if its licence went to another later. Days are UTC
/// days. Of a query of teams only the seats of these are compared. Each of the totals says its period, or the request does.
[[nodiscard]] CompareReport compare(Store& store, const ReportQuery& query, const CompareRequest& request);

}  // namespace inmail::app
