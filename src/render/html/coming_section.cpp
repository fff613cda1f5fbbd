// The next losses if nothing is sent: advice for each account, calendars and a table.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "charts.hpp"
#include "page_words.hpp"
#include "sections.hpp"
#include "tables/loss_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

/// People plan a few months ahead. The table has the losses after that.
constexpr int max_calendars = 4;
constexpr std::size_t max_advice = 20;  ///< accounts that lose most; the table has the others

/// What an account loses at one instant.
struct AccountLoss {
    Instant at;
    std::string account;
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
            at_once.account = titled(row.account);
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
    const Month first = month_of(days.front().day);
    const Month last = std::min(month_of(days.back().day), first + (max_calendars - 1));
    for (Month month = first; month <= last; month = month + 1) {
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

/// "send 37 by 30 June or lose 37", for the accounts that lose most, and whose plans end.
Values::List advice_of(const AuditSource& source) {
    Values::List advice;
    for (const auto& row : source.charts.coming.rows) {
        if (advice.size() == max_advice) break;
        std::string words;
        for (const auto& one : loss_advice(row, source.display)) words += (words.empty() ? "" : "; ") + one;
        if (words.empty()) continue;
        advice.push_back(Values()
                             .set("account", row.account.typed())
                             .set("shown_account", titled(row.account))
                             .set("available", row.available)
                             .set("cap", row.cap)
                             .set("pending", row.pending)
                             .set("what_to_do", words)
                             .set("none_reply", row.losing.none_reply)
                             .set("expected", row.losing.expected)
                             .set("all_reply", row.losing.all_reply));
    }
    return advice;
}

}  // namespace

void add_coming(Values& page, const AuditSource& source) {
    const auto losses = losses_of(source.charts.coming, source.display);
    Values::List rows;
    app::Outflow sum;
    for (const AccountLoss& loss : losses) {
        sum += loss.lost;
        rows.push_back(Values()
                           .set("on", moment_words(loss.at, source.display))
                           .set("usable_until", loss.usable_until)
                           .set("shown_account", loss.account)
                           .set("expired", loss.lost.expired)
                           .set("forfeited", loss.lost.forfeited)
                           .set("zeroed", loss.lost.zeroed));
    }
    page.set("from_then_on", end_words(source.report.as_of, source.display));
    const std::string until = end_words(source.charts.coming.until, source.display);
    page.set("coming_until", until);
    page.set("coming_headline", coming_headline(sum, until));
    page.set("calendars", calendars_of(by_day(losses)));
    page.set("advice", advice_of(source));
    page.set("coming_losses", std::move(rows));
    page.set("coming_expired", sum.expired);
    page.set("coming_forfeited", sum.forfeited);
    page.set("coming_zeroed", sum.zeroed);
}

}  // namespace inmail::render::html
