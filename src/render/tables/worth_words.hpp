#pragma once

#include <string>

#include "inmail/app/reports/reply_cost.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// "USD 428.00 at the plan's price, USD 140.00 at the price of a bought credit (200 credits of plans that sell none)"; empty if
/// nothing has a price.
[[nodiscard]] std::string worth_words(const app::Worth& worth);

/// "Lost: 214 credits, worth USD 428.00 at the plan's price, ..."; nothing if none is.
void add_worth_note(Table& table, std::string_view what, Credits credits, const app::Worth& worth);

/// What a reply cost at one of the prices: "USD 6.86". Nothing if nobody replied, or a credit has no such price.
[[nodiscard]] Cell cost_cell(const app::ReplyCost::Spending& spending, const app::Responses& responses,
                             app::MoneySums app::Worth::*price);
/// "a reply cost 3.04 credits net of refunds (USD 6.20 at the plan's price), 4.04 gross, as guides count it (...)"; empty if
/// nobody replied.
[[nodiscard]] std::string reply_cost_words(const app::ReplyCost& cost, const app::Responses& responses);

// For spreadsheets: figures that can be summed, each in a column of its own.

/// "2140.00", or "EUR 9.00, USD 2,140.00" where `row`, all money of the row, is in several currencies. Nothing if there is
/// none.
[[nodiscard]] Cell amount_cell(const app::MoneySums& sums, const app::Worth& row);
/// `cost_cell` as an amount.
[[nodiscard]] Cell cost_amount_cell(const app::ReplyCost::Spending& spending, const app::Responses& responses,
                                    app::MoneySums app::Worth::*price, const app::Worth& row);
/// The currency of the row's amounts; nothing if there are several, or none.
[[nodiscard]] Cell currency_cell(const app::Worth& row);
/// "0.3125"
[[nodiscard]] Cell rate_cell(const std::optional<double>& rate);
/// The ends of the rate's interval; nothing if nothing was sent.
[[nodiscard]] Cell low_cell(const app::Responses& responses);
[[nodiscard]] Cell high_cell(const app::Responses& responses);

}  // namespace inmail::render
