// The next losses if nothing is sent: advice for each account, calendars and a table.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "charts.hpp"
#include "inmail/core/errors.hpp"
#include "loss_words.hpp"
#include "page_words.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

/// People plan a few months ahead. The table has the losses after that.
constexpr int max_calendars = 4;
constexpr std::size_t max_advice = 20;  ///< accounts that lose most; the table has the others

/// Credits held now that an account loses at one instant unless it sends them: they expire, or the next refresh takes them.
struct PreventableLoss {
    Instant at;
    std::string account;
    Credits expires;
    Credits forfeits;
};

std::vector<PreventableLoss> losses_of(const app::ForecastReport& coming) {
    std::map<std::pair<Instant, std::string>, PreventableLoss> found;
    for (const auto& row : coming.rows) {
        for (const auto& forecast : row.losses) {
            const bool expires = forecast.kind == Posting::Kind::expired;
            // Credits of later refreshes, and what those forfeit, belong to a later report.
            if (expires ? forecast.lot->granted_at > coming.as_of : forecast.at != row.next_refresh) continue;
            PreventableLoss& loss = found[{forecast.at, row.account.typed()}];
            loss.at = forecast.at;
            loss.account = row.account.typed();
            (expires ? loss.expires : loss.forfeits) += forecast.amount;
        }
    }
    std::vector<PreventableLoss> losses;
    for (auto& [when, loss] : found) losses.push_back(std::move(loss));
    return losses;
}

/// The date in the display zone.
Day date_in_zone(Instant t, const Display& display) {
    constexpr std::size_t date_length = 10;
    const auto day = parse_shown_day(display.wall_clock(t).substr(0, date_length));
    ensure(day.has_value(), "a shown time begins with a date");
    return *day;
}

std::vector<DayLoss> by_day(const std::vector<PreventableLoss>& losses, const Display& display) {
    std::vector<DayLoss> days;
    for (const PreventableLoss& loss : losses) {
        const Day day = date_in_zone(loss.at, display);
        if (days.empty() || days.back().day != day) days.push_back({day, {}, {}});
        days.back().expires += loss.expires;
        days.back().forfeits += loss.forfeits;
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

std::string coming_headline(Credits expires, Credits forfeits, const std::string& until) {
    if (expires == no_credits && forfeits == no_credits) return "Nothing expires, and no next refresh forfeits anything.";
    std::vector<std::string> parts;
    if (forfeits > no_credits) parts.push_back(fmt::format("the next refreshes take {}", grouped(forfeits.value, "credit")));
    if (expires > no_credits) parts.push_back(fmt::format("{} held now expire by {}", grouped(expires.value, "credit"), until));
    std::string sentence = enumeration(parts) + ".";
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
    return sentence;
}

/// "send 37 by 30 June or lose 37", for the accounts that lose most.
Values::List advice_of(const AuditSource& source) {
    std::vector<const app::ForecastReport::Row*> rows;
    for (const auto& row : source.charts.coming.rows) {
        if (row.next_forfeit.none_reply > no_credits) rows.push_back(&row);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto* a, const auto* b) { return a->next_forfeit.none_reply > b->next_forfeit.none_reply; });
    Values::List advice;
    for (const auto* row : rows) {
        if (advice.size() == max_advice) break;
        advice.push_back(Values()
                             .set("account", row->account.typed())
                             .set("available", row->available)
                             .set("cap", row->cap)
                             .set("pending", row->pending)
                             .set("send_or_lose", send_or_lose(row->next_forfeit.none_reply, row->next_refresh, source.display))
                             .set("none_reply", row->next_forfeit.none_reply)
                             .set("expected", row->next_forfeit.expected)
                             .set("all_reply", row->next_forfeit.all_reply));
    }
    return advice;
}

}  // namespace

void add_coming(Values& page, const AuditSource& source) {
    const auto losses = losses_of(source.charts.coming);
    Values::List rows;
    Credits expires;
    Credits forfeits;
    for (const PreventableLoss& loss : losses) {
        expires += loss.expires;
        forfeits += loss.forfeits;
        rows.push_back(Values()
                           .set("on", moment_words(loss.at, source.display))
                           .set("account", loss.account)
                           .set("expires", loss.expires)
                           .set("forfeits", loss.forfeits));
    }
    page.set("from_then_on", end_words(source.report.as_of, source.display));
    const std::string until = end_words(source.charts.coming.until, source.display);
    page.set("coming_until", until);
    page.set("coming_headline", coming_headline(expires, forfeits, until));
    page.set("calendars", calendars_of(by_day(losses, source.display)));
    page.set("advice", advice_of(source));
    page.set("coming_losses", std::move(rows));
    page.set("coming_expire", expires);
    page.set("coming_forfeit", forfeits);
}

}  // namespace inmail::render::html
