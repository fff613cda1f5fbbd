#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/published.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// Who is on which plan, then every rulebook.
struct PlansReport {
    struct Member {
        std::string seat;
        std::string person;  ///< its display name; empty: none
        Instant since;
    };
    /// An account with a plan at as_of.
    struct Held {
        AccountName account;
        std::optional<std::string> team;
        Instant since;                ///< when the plan began, or came to the account's last handle
        NamedTerms row;               ///< the terms in force, with the `refresh` that the stint began with (RULES section 4)
        std::vector<Member> members;  ///< of a pool, by name
        SharedPlanPrice price;        ///< of its own contract; null: not named
        std::string former{};         ///< the handle that had the plan before, and handed it over; empty: none
        Instant began{};              ///< when the plan began
    };
    /// A row of terms that some account is on.
    struct InForce {
        NamedTerms row;
        std::optional<NamedTerms> next;  ///< the row that will replace it
        std::vector<NamedTerms> others;  ///< what the other rulebooks have in force for the plan
    };
    Instant as_of;
    std::optional<Instant> known_at;
    std::string default_rulebook;
    std::vector<Held> held;
    std::vector<InForce> in_force;
    std::vector<RulebookListing> rulebooks;
    std::vector<PublishedPrice> prices;  ///< of the plans that some account is on
    std::vector<PublishedLimit> limits;  ///< of purchases, on plans that somebody is on
};
/// The query names no account. The rulebooks are whole, whatever as_of is.
[[nodiscard]] PlansReport plans(Store& store, const ReportQuery& query);

}  // namespace inmail::app
