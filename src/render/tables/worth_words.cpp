#include "worth_words.hpp"

#include <fmt/format.h>

#include "words.hpp"

namespace inmail::render {
namespace {

/// "USD 20.00 at the plan's price (3 credits have none)"; empty where nothing has a price.
std::string at_price(const app::MoneySums& sums, std::string_view price, Credits unpriced) {
    if (sums.by_currency().empty()) return {};
    std::string words = fmt::format("{} at {}", money_words(sums), price);
    if (unpriced > no_credits) words += fmt::format(" ({} without one)", credits_words(unpriced));
    return words;
}

}  // namespace

std::string worth_words(const app::Worth& worth) {
    const std::string bought = at_price(worth.bought, "the price of a bought credit", worth.unpriced_bought);
    const std::string plan = at_price(worth.plan, "the plan's price", worth.unpriced_plan);
    return bought + (bought.empty() || plan.empty() ? "" : ", ") + plan;
}

void add_worth_note(Table& table, std::string_view what, Credits credits, const app::Worth& worth) {
    if (credits == no_credits) return;
    const std::string money = worth_words(worth);
    table.notes.push_back(fmt::format("{}: {}{}{}", what, credits_words(credits), money.empty() ? "" : ", worth ", money));
}

Cell amount_cell(const app::MoneySums& sums) {
    const auto& all = sums.by_currency();
    if (all.empty()) return {};
    return all.size() == 1 ? to_decimal(all.front()) : money_words(sums);
}

Cell currency_cell(const app::Worth& worth) {
    app::MoneySums both = worth.bought;
    both += worth.plan;
    return both.by_currency().size() == 1 ? Cell(both.by_currency().front().currency) : Cell();
}

Cell rate_cell(const std::optional<double>& rate) { return rate ? Cell(fmt::format("{:.4f}", *rate)) : Cell(); }

Cell low_cell(const app::Responses& responses) { return responses.rate() ? rate_cell(responses.interval().low) : Cell(); }
Cell high_cell(const app::Responses& responses) { return responses.rate() ? rate_cell(responses.interval().high) : Cell(); }

}  // namespace inmail::render
