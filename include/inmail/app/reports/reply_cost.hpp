#pragma once

#include <optional>

#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/credits.hpp"

namespace inmail::app {

/// What some InMails cost, counted in two ways: net of refunds, and gross, as the guides count it (price / reply rate).
struct ReplyCost {
    struct Spending {
        Credits credits;
        Worth worth;  ///< of `credits`

        /// The cost of an answer; none if nobody answered. It lacks the amount at a price that some of the credits lack.
        [[nodiscard]] std::optional<Worth> per_reply(const Responses& responses) const;
        [[nodiscard]] std::optional<double> credits_per_reply(const Responses& responses) const {
            return responses.per_answer(credits);
        }
        Spending& operator+=(const Spending& other);
    };
    Spending net;    ///< credits that went for the InMails and did not come back
    Spending gross;  ///< all credits that went for them

    ReplyCost& operator+=(const ReplyCost& other);
};

}  // namespace inmail::app
