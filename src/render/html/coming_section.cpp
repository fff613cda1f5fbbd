// The next losses if nothing is sent from the page's making on: account by account, day by day in calendars, loss by loss.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "charts.hpp"
#include "page_words.hpp"
#include "sections.hpp"
#include "tables/loss_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

constexpr std::size_t max_advice = 20;  ///< accounts that lose soonest; the table of losses has the others

/// What an account loses at one instant.
struct AccountLoss {
    Instant at;
    app::AccountName account;
    std::string usable_until;
    app::Outflow lost;
};

void add(app::Outflow& lost, const app::ComingLoss& loss) {
    switch (loss.kind) {
        case Posting::Kind::expired:
            lost.expired += loss.amount;
            return;
        case Posting::Kind::zeroed:
            lost.zeroed += loss.amount;
            return;
        default:
            lost.forfeited += loss.amount;
    }
}

std::vector<AccountLoss> losses_of(const app::ForecastReport& coming, const Display& display) {
    std::map<std::pair<Instant, std::string>, AccountLoss> found;
    for (const auto& row : coming.rows) {
        for (const auto& loss : row.losses) {
            AccountLoss& at_once = found[{loss.at, row.account.typed()}];
            at_once.at = loss.at;
            at_once.account = row.account;
            if (at_once.usable_until.empty()) at_once.usable_until = usable_until(loss, display);
            add(at_once.lost, loss);
        }
    }
    std::vector<AccountLoss> losses;
    for (auto& [when, loss] : found) losses.push_back(std::move(loss));
    return losses;
}

std::vector<DayLoss> by_day(const std::vector<AccountLoss>& losses) {
    std::vector<DayLoss> days;
    for (const AccountLoss& loss : losses) {
        const Day day = day_of(loss.at);
        if (days.empty() || days.back().day != day) days.push_back({day, {}});
        days.back().lost += loss.lost;
    }
    return days;
}

Values::List calendars_of(const std::vector<DayLoss>& days) {
    Values::List calendars;
    if (days.empty()) return calendars;
    const Month last = month_of(days.back().day);
    for (Month month = month_of(days.front().day); month <= last; month = month + 1) {
        calendars.push_back(Values()
                                .set("calendar_month", month_words(month))
                                .set("calendar", calendar_month("calendar-" + to_string(month), month, days)));
    }
    return calendars;
}

std::string coming_headline(const app::Outflow& lost, const std::string& until) {
    if (lost.lost() == no_credits) return fmt::format("Nothing is about to be lost by {}.", until);
    return fmt::format("About to be lost by {}: {} ({}).", until, grouped(lost.lost().value, "credit"), outflow_words(lost));
}

using AccountAhead = app::ForecastReport::Row;

/// When the account loses credits next, or its plan ends.
Instant next_of(const AccountAhead& row) { return row.losses.empty() ? row.plan_end->at : row.losses.front().at; }

/// The accounts that lose credits, and after them those whose plans only end later; soonest first, then the largest loss.
std::vector<const AccountAhead*> soonest_first(const app::ForecastReport& coming) {
    std::vector<const AccountAhead*> rows;
    for (const AccountAhead& row : coming.rows) {
        if (!row.losses.empty() || row.plan_end) rows.push_back(&row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const AccountAhead* a, const AccountAhead* b) {
        const auto rank = [](const AccountAhead* row) {
            return std::make_tuple(row->losses.empty(), next_of(*row), -row->losing.none_reply);
        };
        return rank(a) < rank(b);
    });
    return rows;
}

/// Every loss of the account up to the forecast's end, with "send 37 by 30 June or lose 37".
Values advice_of(const AccountAhead& row, const Display& display) {
    std::string words;
    for (const auto& one : loss_advice(row, display)) words += (words.empty() ? "" : "; ") + one;
    app::Outflow lost;
    for (const auto& loss : row.losses) add(lost, loss);
    Values advice;
    advice.set("account", row.account.typed());
    set_account(advice, row.account);
    advice.figure("available", row.available).figure("cap", row.cap).figure("pending", row.pending);
    advice.set("what_to_do", words);
    advice.figure("expired", lost.expired).figure("forfeited", lost.forfeited).figure("zeroed", lost.zeroed);
    advice.figure("none_reply", row.losing.none_reply);
    advice.figure("expected", row.losing.expected).figure("all_reply", row.losing.all_reply);
    return advice;
}

void add_advice(Values& page, const app::ForecastReport& coming, const Display& display) {
    const auto rows = soonest_first(coming);
    Values::List advice;
    app::ForecastReport::IfIdle sum;
    for (const AccountAhead* row : rows) {
        sum.expected += row->losing.expected;
        sum.all_reply += row->losing.all_reply;
        if (advice.size() < max_advice) advice.push_back(advice_of(*row, display));
    }
    page.set("any_more_advice", rows.size() > advice.size());
    page.set("more_advice", grouped(static_cast<std::int64_t>(rows.size() - advice.size()), "account"));
    page.set("advice", std::move(advice));
    page.figure("coming_lost", coming.losing);
    page.figure("coming_expected", sum.expected).figure("coming_all_reply", sum.all_reply);
}

}  // namespace

void add_coming(Values& page, const app::ForecastReport& coming, const Display& display) {
    const auto losses = losses_of(coming, display);
    Values::List rows;
    app::Outflow sum;
    for (const AccountLoss& loss : losses) {
        sum += loss.lost;
        Values row;
        row.set("on", moment_words(loss.at, display)).set("usable_until", loss.usable_until);
        set_account(row, loss.account);
        row.figure("expired", loss.lost.expired).figure("forfeited", loss.lost.forfeited).figure("zeroed", loss.lost.zeroed);
        rows.push_back(std::move(row));
    }
    page.set("from_now_on", end_words(coming.as_of, display));
    const std::string until = end_words(coming.until, display);
    page.set("coming_until", until);
    page.set("coming_headline", coming_headline(sum, until));
    page.set("calendars", calendars_of(by_day(losses)));
    add_advice(page, coming, display);
    page.set("coming_losses", std::move(rows));
    page.figure("coming_expired", sum.expired);
    page.figure("coming_forfeited", sum.forfeited);
    page.figure("coming_zeroed", sum.zeroed);
    page.set("any_zeroed", sum.zeroed > no_credits);
}

}  // namespace inmail::render::html
