#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "inmail/app/reports/overview.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/terminal.hpp"
#include "tables/loss_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using app::ForecastReport;
using Row = ForecastReport::Row;

constexpr std::size_t most_named = 3;

std::string line_of(std::string_view label, const std::string& words, const Display& display) {
    return fitted(fmt::format("{:<17} {}", fmt::format("{}:", label), for_terminal(words)), display) + "\n";
}

std::string whose(const app::OverviewReport& report) {
    const auto& rows = report.forecast.rows;
    if (report.of_one) {
        const Row& row = rows.front();
        if (!row.account.is_pool()) return fmt::format("{}, {}", titled(row.account), row.plan);
        return fmt::format("{} on {}, {}", report.seat.typed(), row.account.typed(), row.plan);
    }
    const auto pools = std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.account.is_pool(); });
    const auto seats = static_cast<std::int64_t>(rows.size()) - pools;
    if (pools == 0) return counted(seats, "seat");
    if (seats == 0) return counted(pools, "pool");
    return fmt::format("{} and {}", counted(seats, "seat"), counted(pools, "pool"));
}

std::string left_words(const app::OverviewReport& report) {
    const auto& rows = report.forecast.rows;
    if (report.of_one) {
        return fmt::format("{}, cap {}", counted(rows.front().available.value, "InMail"), rows.front().cap.value);
    }
    Credits available;
    std::vector<std::string> empty;
    for (const Row& row : rows) {
        available += row.available;
        if (row.available == no_credits) empty.push_back(row.account.typed());
    }
    const std::string all = counted(available.value, "InMail");
    return empty.empty() ? all : fmt::format("{}; none for {}", all, first_words(empty, most_named));
}

std::string risk_words(const app::OverviewReport& report, const Display& display) {
    const ForecastReport& forecast = report.forecast;
    const std::string until = window_words(forecast.until, display);
    if (forecast.losing == no_credits) return fmt::format("nothing by {}", until);
    const auto first = std::min_element(forecast.rows.begin(), forecast.rows.end(), [](const Row& a, const Row& b) {
        if (a.losses.empty() || b.losses.empty()) return !a.losses.empty();
        return a.losses.front().at < b.losses.front().at;
    });
    if (report.of_one) return losing_words(*first, display);
    return fmt::format("{} by {}; first {}: {}", credits_words(forecast.losing), until, first->account.typed(),
                       losing_words(*first, display));
}

std::string answer_words(const app::OverviewReport& report) {
    const auto& rows = report.pending.rows;
    if (rows.empty()) return "nobody";
    std::vector<std::string> people;
    rows.each([&](const auto& row) {
        const std::string whose = report.of_one ? "" : row.seat + ", ";
        people.push_back(fmt::format("{} ({}{} left)", row.prospect, whose, counted(row.days_left, "day")));
    });
    return first_words(people, most_named);
}

std::string refresh_words(const app::OverviewReport& report, const Display& display) {
    std::map<Instant, Credits> refreshes;
    std::map<Instant, std::int64_t> accounts;
    for (const Row& row : report.forecast.rows) {
        if (!row.next_refresh) continue;
        ++accounts[*row.next_refresh];
        for (const auto& refresh : row.refreshes) {
            if (refresh.at == *row.next_refresh) refreshes[refresh.at] += refresh.granted;
        }
    }
    if (accounts.empty()) return "none";
    const auto& [at, n] = *accounts.begin();
    std::string words = fmt::format("{}, {}", moment_words(at, display), credits_words(refreshes[at]));
    if (!report.of_one) words += fmt::format(" for {}", counted(n, "account"));
    return words;
}

}  // namespace

std::string overview_words(const app::OverviewReport& report, const Display& display) {
    if (report.forecast.rows.empty()) {
        const std::string who = report.of_one ? report.seat.typed() + " has no plan" : "No seat has a plan";
        return fitted(for_terminal(who) + ". `inmail subscribe SEAT --plan PLAN` records one.", display) + "\n";
    }
    return line_of(report.of_one ? "Seat" : "Team", whose(report), display) + line_of("Left", left_words(report), display) +
           line_of("At risk next", risk_words(report, display), display) +
           line_of("May still answer", answer_words(report), display) +
           line_of("Next refresh", refresh_words(report, display), display);
}

}  // namespace inmail::render
