#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/outreach/merged_prospect.hpp"
#include "inmail/app/outreach/sequence_step.hpp"
#include "inmail/app/outreach/writing_seat.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/prospect.hpp"
#include "inmail/core/published.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// A share of messages that is taken to be accepted or answered.
struct AssumedRate {
    static constexpr int all = 1000;  ///< per mille
    enum class From : std::uint8_t {
        given,
        ledger,     ///< its own messages of the last twelve months, rounded down to a per mille
        published,  ///< it has too few of them: the lower end of the lowest range that is published
    };
    From from{From::given};
    int per_mille{0};  ///< 0 to 1000
    Responses own{};   ///< of the ledger, as `inmail stats` counts them; of a given rate not counted
    std::optional<PublishedBenchmark> published{};

    /// As many of `n`, rounded down.
    [[nodiscard]] std::int64_t share_of(std::int64_t n) const;
};
/// As in JSON.
inline constexpr std::array<std::string_view, 3> rate_source_names{"given", "ledger", "published"};

struct ListForecastRequest {
    std::vector<Prospect> prospects{};  ///< of a list
    std::string list{};                 ///< the file's name, for messages
    std::int64_t count{0};              ///< of people of whom nothing is known, instead of a list; at most max_prospects
    std::optional<int> acceptance{};    ///< per mille of requests to connect, 0 to 1000; none: what is known of it
    std::optional<int> replies{};       ///< likewise of InMails
    Sequences sequences{};
    WritingSeat writer{};
};
constexpr std::int64_t max_prospects = 100'000;

/// For how long a list's InMails wait for credits.
constexpr Duration list_horizon = days(365);

/// How far a list of prospects takes the credits, by an InMail to each and by the router. Both ways write to the same people on
/// the same days, from the same seats: those of `route`. Nothing else is sent.
struct ListForecastReport {
    /// held + allotted + back - lost - sent = left (RULES section 6).
    struct Balance {
        Credits held;      ///< at the report's as_of
        Credits allotted;  ///< by refreshes since then
        Credits back;      ///< by answers
        Credits lost;      ///< expired, forfeited or zeroed
        Credits sent;
        Credits left;
        Instant at;
    };
    /// What becomes of an account's InMails.
    struct Course {
        std::int64_t sent{0};
        std::int64_t answered{0};               ///< rounded over all accounts together
        std::int64_t unsent{0};                 ///< within list_horizon no credit comes for them
        Credits back;                           ///< by answers, inside the refund window
        std::optional<Instant> dry_at{};        ///< when an InMail first finds no credit, or no plan
        std::optional<Instant> last_sent_at{};  ///< the last InMail
        Balance balance;                        ///< then, or after the last answer if the credits last
    };
    struct Way : Course {
        std::int64_t people{0};    ///< who are written to
        std::int64_t free{0};      ///< of these over a free channel, without notes
        std::int64_t notes{0};     ///< requests to connect that are sent, or wait for an answer
        std::int64_t accepted{0};  ///< of the notes, rounded over all accounts; each of the others is followed by an InMail
        std::int64_t inmails{0};   ///< one credit each

        Way& operator+=(const Way& other);
    };
    struct Row {
        AccountName account;
        std::optional<std::string> team;
        Way each;    ///< an InMail to each
        Way router;  ///< the cheapest channel to each
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::int64_t prospects{0};  ///< each person once
    std::int64_t left_out{0};   ///< who are not written to now, as `route` says, or to whom LinkedIn takes no InMail
    std::vector<MergedProspect> merged;
    AssumedRate acceptance;
    AssumedRate replies;
    std::vector<Row> rows;  ///< accounts that write, as reports sort
    Way each;               ///< the sums; the first dry_at, the last last_sent_at
    Way router;
};

/// Throws as `route`. The query's accounts and team say who may write.
[[nodiscard]] ListForecastReport forecast_list(Store& store, const ReportQuery& query, ListForecastRequest request);

}  // namespace inmail::app
