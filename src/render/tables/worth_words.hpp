#pragma once

#include <string>

#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

/// "USD 2,140.00 at the price of a bought credit, USD 428.00 at the plan's"; empty where nothing has a price.
[[nodiscard]] std::string worth_words(const app::Worth& worth);

/// "Lost: 214 credits, worth USD 2,140.00 at the price of a bought credit, ..."; nothing where none is.
void add_worth_note(Table& table, std::string_view what, Credits credits, const app::Worth& worth);

// For spreadsheets: figures that can be summed, each in a column of its own.

/// "2140.00"; of several currencies each with its name. Nothing where there is none.
[[nodiscard]] Cell amount_cell(const app::MoneySums& sums);
/// Of `amount_cell`; nothing where there are several, or none.
[[nodiscard]] Cell currency_cell(const app::Worth& worth);
/// "0.3125"
[[nodiscard]] Cell rate_cell(const std::optional<double>& rate);
/// The ends of the rate's interval; nothing where nothing was sent.
[[nodiscard]] Cell low_cell(const app::Responses& responses);
[[nodiscard]] Cell high_cell(const app::Responses& responses);

}  // namespace inmail::render
