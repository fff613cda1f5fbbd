#pragma once

#include <vector>

#include "fold/timeline.hpp"
#include "inmail/app/diagnose/diagnose.hpp"
#include "inmail/app/fold/report_query.hpp"

namespace inmail::app {

/// Where the ledger and LinkedIn part: between two observations of an account's timeline.
struct Parting {
    EventId agreed;  ///< the last observation that agreed; none: none did
    Credits agreed_on;
    Instant agreed_at;
    std::size_t from{0};  ///< the timeline's entries between them are [from, to)
    std::size_t to{0};
    EventId differs;  ///< the first observation that did not agree
    Instant at;
    Credits shown;
    Credits computed;
};

/// What would turn the ledger's figure into LinkedIn's, fewest facts first. Each is tried on the fold: with what its commands
/// record, the observation that differs agrees, and the one that agreed still does.
[[nodiscard]] std::vector<DiagnoseReport::Explanation> explanations(Store& store, const ReportQuery& query, AccountId account,
                                                                    const std::vector<Timeline::Entry>& timeline,
                                                                    const Parting& parting);

}  // namespace inmail::app
