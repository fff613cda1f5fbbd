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

/// What credits are worth, at two prices that must not be mixed. Each is the price of the credits' plan. Credits of
/// one price are multiplied first and rounded once, half up to the minor unit; sums add what was rounded.
struct Worth {
    MoneySums plan;           ///< at the plan's price a credit: the contract's, or else the terms' price_minor, by the allowance
    MoneySums bought;         ///< at the price of a bought credit (credit_price_minor), of plans that can buy
    Credits unpriced_plan;    ///< credits of plans that have no known price, or bring no allowance
    Credits unsourced_plan;   ///< credits of plans with a list price that no source names
    Credits unpriced_bought;  ///< credits of plans that cannot buy, or name no price of a bought one

    Worth& operator+=(const Worth& other);
};

}  // namespace inmail::app
