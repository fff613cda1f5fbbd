// What is lost next if nothing is sent: the calendar, and what each next refresh takes.

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

/// A reader plans a few months ahead; what a plan of long-lived credits takes later stands in the table.
constexpr int most_calendars = 4;
constexpr std::size_t most_advice = 20;  ///< likewise: who loses most

/// A loss that can still be prevented by sending what is held now: credits that expire, and what the next refresh takes.
struct Threat {
    Instant at;
    std::string account;
    Credits expires;
    Credits forfeits;
};

std::vector<Threat> threats_of(const app::ForecastReport& coming) {
    std::map<std::pair<Instant, std::string>, Threat> found;
    for (const auto& row : coming.rows) {
        for (const auto& loss : row.losses) {
            const bool expires = loss.kind == Posting::Kind::expired;
            // What later refreshes bring, and take, is another month's report.
            if (expires ? loss.lot->granted_at > coming.as_of : loss.at != row.next_refresh) continue;
            Threat& threat = found[{loss.at, row.account.typed()}];
            threat.at = loss.at;
            threat.account = row.account.typed();
            (expires ? threat.expires : threat.forfeits) += loss.amount;
        }
    }
    std::vector<Threat> threats;
    for (auto& [when, threat] : found) threats.push_back(std::move(threat));
    return threats;
}

/// The date that the display zone's clocks show.
Day shown_day(Instant t, const Display& display) {
    constexpr std::size_t date_length = 10;
    const auto day = parse_shown_day(display.wall_clock(t).substr(0, date_length));
    ensure(day.has_value(), "a wall clock reading begins with a date");
    return *day;
}

std::vector<DayLoss> by_day(const std::vector<Threat>& threats, const Display& display) {
    std::vector<DayLoss> days;
    for (const Threat& threat : threats) {
        const Day day = shown_day(threat.at, display);
        if (days.empty() || days.back().day != day) days.push_back({day, {}, {}});
        days.back().expires += threat.expires;
        days.back().forfeits += threat.forfeits;
    }
    return days;
}

Values::List calendars_of(const std::vector<DayLoss>& days) {
    Values::List calendars;
    if (days.empty()) return calendars;
    const Month first = month_of(days.front().day);
    const Month last = std::min(month_of(days.back().day), first + (most_calendars - 1));
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
    if (expires > no_credits)
        parts.push_back(fmt::format("{} that are held now expire by {}", grouped(expires.value, "credit"), until));
    std::string sentence = listed_words(parts) + ".";
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
    return sentence;
}

/// "send 37 by 30 June or lose 37": who loses most first, the rest in the table of all that is lost next.
Values::List advice_of(const AuditSource& source) {
    std::vector<const app::ForecastReport::Row*> rows;
    for (const auto& row : source.charts.coming.rows) {
        if (row.next_forfeit.none_reply > no_credits) rows.push_back(&row);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto* a, const auto* b) { return a->next_forfeit.none_reply > b->next_forfeit.none_reply; });
    Values::List advice;
    for (const auto* row : rows) {
        if (advice.size() == most_advice) break;
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
    const auto threats = threats_of(source.charts.coming);
    Values::List rows;
    Credits expires;
    Credits forfeits;
    for (const Threat& threat : threats) {
        expires += threat.expires;
        forfeits += threat.forfeits;
        rows.push_back(Values()
                           .set("on", moment_words(threat.at, source.display))
                           .set("account", threat.account)
                           .set("expires", threat.expires)
                           .set("forfeits", threat.forfeits));
    }
    page.set("from_then_on", end_words(source.report.as_of, source.display));
    const std::string until = end_words(source.charts.coming.until, source.display);
    page.set("coming_until", until);
    page.set("coming_headline", coming_headline(expires, forfeits, until));
    page.set("calendars", calendars_of(by_day(threats, source.display)));
    page.set("advice", advice_of(source));
    page.set("threats", std::move(rows));
    page.set("threats_expire", expires);
    page.set("threats_forfeit", forfeits);
}

}  // namespace inmail::render::html
