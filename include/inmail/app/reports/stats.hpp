#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/outreach/sequence_step.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/benchmark.hpp"
#include "inmail/app/reports/reply_cost.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/worth.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What messages are grouped by.
enum class Dimension : std::uint8_t { seat, team, channel, weekday, length, campaign, month, step };
constexpr std::array<std::string_view, 8> dimension_names{"seat",   "team",     "channel", "weekday",
                                                          "length", "campaign", "month",   "step"};
[[nodiscard]] std::string_view to_string(Dimension dimension);
[[nodiscard]] std::optional<Dimension> parse_dimension(std::string_view name);

struct StatsRequest {
    Month from;  ///< the messages sent in these months
    Month to;
    std::optional<Dimension> by;          ///< none: all with more than one value, but for steps
    std::function<Day(Instant)> date_at;  ///< on the wall of the display zone: which weekday it was
    Sequences sequences{};                ///< of steps only
};

/// How messages fared. An answer counts for the message that it answers, in the month and on the weekday that the message
/// was sent, if it came by the report's as_of.
struct StatsReport {
    struct Row {
        std::string value;                     ///< "ana", "monday", "under 400", "2026-03", "connect-first 3 inmail"; empty: no
                                               ///< team, campaign or step, an unknown length
        std::string person{};                  ///< of a seat: its display name; empty: none
        Responses responses;                   ///< paid InMails; of a free channel or a step all messages
        std::int64_t pending{0};               ///< InMails of these that may yet be answered
        std::optional<Duration> median_reply;  ///< from the message to its answer; none if there is no answer
        ReplyCost cost;                        ///< of the InMails
        Responses free;                        ///< messages over free channels
        Worth saved;                           ///< of the credits that those of them on LinkedIn would have taken as InMails
        Responses requests;                    ///< to connect, with and without a note; `answered` counts the accepted ones
    };
    struct Group {
        Dimension by{Dimension::seat};
        std::vector<Row> rows;  ///< by value; channels, weekdays and months in their order; those without one last
    };
    /// A seat that was in another team at the end of these months, where the audit has it.
    struct Moved {
        std::string seat;
        std::string team;  ///< then; empty: none
    };
    Instant as_of;
    std::optional<Instant> known_at;
    Month from;
    Month to;
    std::vector<Group> groups;
    Row total;                          ///< of the rows, if they are channels or steps that were asked for; else of InMails
    Responses inmails{};                ///< paid ones, of all rows
    ReplyCost inmail_cost{};            ///< likewise
    std::string team{};                 ///< that the query asks for; empty: all
    std::int64_t sent_on_pools{0};      ///< paid InMails; the audit counts them for no team
    std::vector<Moved> moved{};         ///< by name
    std::vector<std::string> silent{};  ///< by name: seats with a plan at `as_of` that sent no message in these months
    std::optional<Dimension> by{};      ///< that was asked for
    Responses requests_with_note;       ///< `answered` counts the accepted ones
    Responses requests_without_note;
    std::vector<Benchmark> benchmarks{};  ///< all that are published
};

/// A message goes with the licence that it was sent by, to its last handle. A seat stands under its team at the query's as_of, a
/// pool's member under its own. A query of one team counts the messages of its seats, whatever they drew on. Throws
/// InputError for months in the future or before the ledger began.
[[nodiscard]] StatsReport stats(Store& store, const ReportQuery& query, const StatsRequest& request);

}  // namespace inmail::app
