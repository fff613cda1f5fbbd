#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "charts.hpp"
#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

constexpr Svg::Size columns_of_months{300, 104};
constexpr double months_top = 18;  ///< leaves room for a label above the highest column
constexpr double months_floor = 84;
constexpr double widest_month = 34;
constexpr double label_letter = 6.2;  ///< on average, of the labels
constexpr double label_gap = 4;

std::size_t longest(const std::vector<SparkPoint>& points) {
    std::size_t most = 0;
    for (const SparkPoint& point : points) most = std::max(most, point.words.size());
    return most;
}

}  // namespace

Markup month_columns(std::string_view id, std::string_view css_class, const std::string& title,
                     const std::vector<SparkPoint>& points) {
    double highest = 0;
    std::string description;
    for (const SparkPoint& point : points) {
        highest = std::max(highest, point.value.value_or(0));
        description += fmt::format("{}: {}. ", month_words(point.month), point.words);
    }
    Svg svg(id, "month-columns", columns_of_months, title, description);
    const double slot = columns_of_months.width / static_cast<double>(points.size());
    const double width = std::min(widest_month, slot * 0.66);
    const bool has_room = label_letter * static_cast<double>(longest(points)) + label_gap <= slot;
    bool names_highest = !has_room;
    const auto month_step = static_cast<std::size_t>(std::ceil(label_letter * 3.5 / slot));
    const std::string column = fmt::format("column {}", css_class);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const SparkPoint& point = points[i];
        const double middle = slot * (static_cast<double>(i) + 0.5);
        if (point.value) {
            const double height = highest > 0 ? (months_floor - months_top) * std::max(0.0, *point.value) / highest : 0;
            svg.rect(middle - width / 2, months_floor - height, {width, height}, column,
                     fmt::format("{}: {}", month_words(point.month), point.words));
            // Without room for all, the first of the highest has its number.
            const bool is_named_highest = names_highest && highest > 0 && *point.value == highest;
            if (is_named_highest) names_highest = false;
            if (has_room || is_named_highest) svg.text(middle, months_floor - height - 5, "label", point.words);
        }
        if ((points.size() - 1 - i) % month_step == 0)
            svg.text(middle, columns_of_months.height - 4, "label", short_month(point.month));
    }
    svg.shape("line",
              {{"class", "floor"}, {"x1", 0.0}, {"x2", columns_of_months.width}, {"y1", months_floor}, {"y2", months_floor}});
    return svg.finish();
}

}  // namespace inmail::render::html
