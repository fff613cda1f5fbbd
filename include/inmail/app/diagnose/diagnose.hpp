#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/reports/observation.hpp"

namespace inmail::app {

/// Where the ledger and LinkedIn parted, and the smallest explanations of it.
struct DiagnoseReport {
    /// One thing that can have happened.
    struct Option {
        std::string evidence;               ///< what in the ledger it rests on; empty: nothing
        std::vector<std::string> commands;  ///< what would record it, in this order
    };
    /// Any `needed` of the options.
    struct Part {
        std::int64_t needed{1};
        std::vector<Option> options;
    };
    /// Recorded, it makes the fold show LinkedIn's number: each was tried on the fold before it is told.
    struct Explanation {
        int facts{1};             ///< how many things must have happened for it; fewer is likelier
        std::string what;         ///< a sentence
        std::vector<Part> parts;  ///< all of them together record it
    };
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    int observations{0};
    std::optional<Observation> last_agreed;    ///< before `first_differs`; none: no observation agreed before it
    std::optional<Observation> first_differs;  ///< none: the last observation agrees, or there is none
    std::vector<Explanation> explanations;     ///< fewest facts first
};

/// The query names one account. Changes nothing.
[[nodiscard]] DiagnoseReport diagnose(Store& store, const ReportQuery& query);

}  // namespace inmail::app
