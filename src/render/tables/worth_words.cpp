#include "worth_words.hpp"

#include <fmt/format.h>

#include "words.hpp"

namespace inmail::render {
namespace {

/// Empty if nothing has a price.
std::string at_price(const app::MoneySums& sums, std::string_view price, const std::vector<std::string>& but) {
    if (sums.by_currency().empty()) return {};
    std::string words = fmt::format("{} at {}", money_words(sums), price);
    if (!but.empty()) words += fmt::format(" ({})", fmt::join(but, "; "));
    return words;
}

void add_credits(std::vector<std::string>& but, Credits credits, std::string_view what) {
    if (credits > no_credits) but.push_back(fmt::format("{} {}", credits_words(credits), what));
}

std::vector<Money> by_currency(const app::Worth& worth) {
    app::MoneySums both = worth.plan;
    both += worth.bought;
    return both.by_currency();
}

}  // namespace

std::string worth_words(const app::Worth& worth) {
    std::vector<std::string> but_of_plan;
    add_credits(but_of_plan, worth.unpriced_plan, "without one");
    add_credits(but_of_plan, worth.unsourced_plan, "at one that no source names");
    std::vector<std::string> but_of_bought;
    add_credits(but_of_bought, worth.unpriced_bought, "of plans that sell none");
    const std::string plan = at_price(worth.plan, "the plan's price", but_of_plan);
    const std::string bought = at_price(worth.bought, "the price of a bought credit", but_of_bought);
    return plan + (plan.empty() || bought.empty() ? "" : ", ") + bought;
}

void add_worth_note(Table& table, std::string_view what, Credits credits, const app::Worth& worth) {
    if (credits == no_credits) return;
    const std::string money = worth_words(worth);
    table.notes.push_back(fmt::format("{}: {}{}{}", what, credits_words(credits), money.empty() ? "" : ", worth ", money));
}

Cell cost_cell(const app::ReplyCost::Spending& spending, const app::Responses& responses, app::MoneySums app::Worth::*price) {
    const auto cost = spending.per_reply(responses);
    return cost ? Cell(money_words((*cost).*price)) : Cell();
}

std::string reply_cost_words(const app::ReplyCost& cost, const app::Responses& responses) {
    if (responses.answered == 0) return {};
    const auto money = [&](const app::ReplyCost::Spending& spending) {
        const std::string words = worth_words(*spending.per_reply(responses));
        return words.empty() ? words : " (" + words + ")";
    };
    return fmt::format("a reply cost {} credits net of refunds{}, {} gross, as guides count it{}",
                       decimal_words(cost.net.credits_per_reply(responses)), money(cost.net),
                       decimal_words(cost.gross.credits_per_reply(responses)), money(cost.gross));
}

Cell cost_amount_cell(const app::ReplyCost::Spending& spending, const app::Responses& responses,
                      app::MoneySums app::Worth::*price, const app::Worth& row) {
    const auto cost = spending.per_reply(responses);
    return cost ? amount_cell((*cost).*price, row) : Cell();
}

Cell amount_cell(const app::MoneySums& sums, const app::Worth& row) {
    const auto& all = sums.by_currency();
    if (all.empty()) return {};
    return by_currency(row).size() == 1 ? to_decimal(all.front()) : money_words(sums);
}

Cell currency_cell(const app::Worth& row) {
    const auto all = by_currency(row);
    return all.size() == 1 ? Cell(all.front().currency) : Cell();
}

Cell rate_cell(const std::optional<double>& rate) { return rate ? Cell(fmt::format("{:.4f}", *rate)) : Cell(); }

Cell low_cell(const app::Responses& responses) { return responses.rate() ? rate_cell(responses.interval().low) : Cell(); }
Cell high_cell(const app::Responses& responses) { return responses.rate() ? rate_cell(responses.interval().high) : Cell(); }

}  // namespace inmail::render
