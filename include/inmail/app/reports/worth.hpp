#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/money.hpp"

namespace inmail::app {

/// Money in several currencies: each on its own, never added to another.
class MoneySums {
  public:
    void add(const std::string& currency, std::int64_t minor);  ///< 0 adds no entry
    MoneySums& operator+=(const MoneySums& other);
    [[nodiscard]] const std::vector<Money>& by_currency() const { return sums_; }  ///< by currency's name

  private:
    std::vector<Money> sums_;
};

/// What credits are worth, at two prices that must not be mixed.
struct Worth {
    MoneySums bought;  ///< at the price of a bought credit (the terms' credit_price_minor)
    MoneySums plan;    ///< at the plan's price a credit (price_minor / allowance), the whole rounded half up to the minor unit
    Credits unpriced_bought;  ///< credits whose terms name no price of a bought one
    Credits unpriced_plan;    ///< credits whose terms name no price of the plan, or bring no allowance

    Worth& operator+=(const Worth& other);
};

}  // namespace inmail::app
