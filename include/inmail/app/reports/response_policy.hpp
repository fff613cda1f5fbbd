#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// A seat that answers too few InMails for the `policy` of its terms, or nearly too few (RULES section 8, policy).
struct PolicyStanding {
    enum class Verdict : std::uint8_t { below, near };

    std::string seat;
    std::string person;               ///< the seat's display name; empty: none
    std::optional<std::string> team;  ///< of the seat
    AccountName account;              ///< in which it sends
    Verdict verdict{Verdict::below};
    ResponsePolicy policy;
    Responses responses;  ///< InMails sent in the policy's days, free ones too; answered by their end

    /// How many answers to these InMails the policy asks for.
    [[nodiscard]] std::int64_t wanted() const;
    [[nodiscard]] std::int64_t missing() const { return wanted() > responses.answered ? wanted() - responses.answered : 0; }
};

/// Standings at the query's as_of, those below first, then by seat. A seat that sent fewer than the policy's min_sends is not
/// judged.
[[nodiscard]] std::vector<PolicyStanding> policy_standings(Store& store, const ReportQuery& query);

}  // namespace inmail::app
