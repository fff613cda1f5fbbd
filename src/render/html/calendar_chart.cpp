#include <fmt/format.h>

#include "charts.hpp"
#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

constexpr int days_per_week = 7;
constexpr Svg::Size cell{40, 34};
constexpr double gap = 3;
constexpr double heading = 18;
constexpr std::array<std::string_view, days_per_week> weekdays{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

/// 0 for Monday.
int weekday_of(Day day) {
    constexpr int thursday = 3;  // 1 January 1970
    return (day.value + thursday) % days_per_week;
}

std::string words_of(const DayLoss& loss, Day first) {
    return fmt::format("{} {}: {}", loss.day.value - first.value + 1, month_words(month_of(first)), outflow_words(loss.lost));
}

std::string_view class_of(const app::Outflow& lost) {
    if (lost.zeroed > no_credits) return "day zeroes";
    return lost.forfeited > no_credits ? "day forfeits" : "day expires";
}

}  // namespace

Markup calendar_month(std::string_view id, Month month, const std::vector<DayLoss>& losses) {
    const Day first = first_day(month);
    const int length = first_day(month + 1).value - first.value;
    const int before = weekday_of(first);
    const int weeks = (before + length + days_per_week - 1) / days_per_week;
    std::string description;
    for (const DayLoss& loss : losses) {
        if (month_of(loss.day) == month) description += words_of(loss, first) + ". ";
    }
    Svg svg(id, "calendar", {days_per_week * cell.width, heading + weeks * cell.height},
            fmt::format("Credits that {} takes, if nothing is sent", month_words(month)),
            description.empty() ? "Nothing." : description);
    for (int i = 0; i < days_per_week; ++i)
        svg.text(cell.width * (i + 0.5), heading - 6, "weekday", weekdays.at(static_cast<std::size_t>(i)));

    auto loss = losses.begin();
    for (int i = 0; i < length; ++i) {
        const Day day = first + i;
        const int week = (before + i) / days_per_week;
        const double x = cell.width * ((before + i) % days_per_week);
        const double y = heading + cell.height * week;
        while (loss != losses.end() && loss->day < day) ++loss;
        const bool loses = loss != losses.end() && loss->day == day;
        const Svg::Size box{cell.width - gap, cell.height - gap};
        if (loses)
            svg.rect(x + gap / 2, y, box, class_of(loss->lost), words_of(*loss, first));
        else
            svg.rect(x + gap / 2, y, box, "day");
        svg.text(x + 6, y + 11, loses ? "date due" : "date", std::to_string(i + 1));
        if (loses) svg.text(x + cell.width / 2, y + 25, "amount", grouped(loss->lost.lost().value));
    }
    return svg.finish();
}

}  // namespace inmail::render::html
