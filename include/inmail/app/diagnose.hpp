#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/app/accounts.hpp"
#include "inmail/app/reports.hpp"

namespace inmail::app {

/// Where the ledger and LinkedIn parted, and the smallest explanations of it.
struct DiagnoseReport {
    struct Explanation {
        int facts{1};                       ///< how many things must have happened for it; fewer is likelier
        std::string what;                   ///< a sentence
        std::vector<std::string> evidence;  ///< what in the ledger it rests on: the InMails, replies or refreshes concerned
        std::vector<std::string> commands;  ///< what would record it
    };
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    int observations{0};
    std::optional<Observation> last_agreed;    ///< before `first_differs`; none: no observation agreed before it
    std::optional<Observation> first_differs;  ///< none: the last observation agrees, or there is none
    std::vector<Explanation> explanations;     ///< fewest facts first
};

/// The view names one account. Changes nothing.
[[nodiscard]] DiagnoseReport diagnose(Store& store, const View& view);

}  // namespace inmail::app
