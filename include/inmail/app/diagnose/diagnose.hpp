#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/reports/observation.hpp"

namespace inmail::app {

/// Where the ledger and LinkedIn diverge, and the smallest explanations.
struct DiagnoseReport {
    /// One fact that may have happened.
    struct Option {
        std::string evidence;               ///< what in the ledger points to it; empty: nothing
        std::vector<std::string> commands;  ///< would record it, in this order
    };
    /// Facts of one kind, of which any `needed` are enough.
    struct Part {
        std::int64_t needed{1};
        std::vector<Option> options;
    };
    /// Facts that, once recorded, make the ledger hold LinkedIn's number. Each explanation was tried on the fold.
    struct Explanation {
        int facts{1};             ///< the number of facts; fewer are likelier
        std::string what;         ///< a sentence
        std::vector<Part> parts;  ///< all are needed
    };
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    int observations{0};
    std::optional<Observation> last_agreed;    ///< before `first_differs`; none: no observation agreed before it
    std::optional<Observation> first_differs;  ///< none: the last observation agrees, or there is none
    std::vector<Explanation> explanations;     ///< fewest facts first
};

/// Diagnoses the query's only account. Records nothing.
[[nodiscard]] DiagnoseReport diagnose(Store& store, const ReportQuery& query);

}  // namespace inmail::app
