#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "charts.hpp"
#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

double share_of(Credits part, Credits whole) {
    return whole == no_credits ? 0 : static_cast<double>(part.value) / static_cast<double>(whole.value);
}

/// The parts one after the other, each with a tooltip unless it is empty.
template <class Tooltip>
void draw_parts(Svg& svg, const app::Outflow& outflow, Credits widest, Svg::Size size, Tooltip tooltip) {
    double x = 0;
    for (const OutflowPart& part : parts_of(outflow)) {
        if (part.credits == no_credits) continue;
        const double width = size.width * share_of(part.credits, widest);
        svg.rect(x, 0, {width, size.height}, part.css_class, tooltip(part));
        x += width;
    }
}

/// The smallest number of the form 1, 2 or 5 x 10^n that is at least `at_least`.
Credits round_step(double at_least) {
    const double power = std::pow(10, std::floor(std::log10(std::max(at_least, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= at_least) return Credits{std::llround(factor * power)};
    }
    return Credits{std::llround(10 * power)};
}

constexpr Svg::Size columns_size{1000, 270};
constexpr double axis_x = 44;       ///< leaves room for the scale's numbers
constexpr double columns_top = 20;  ///< leaves room for a label above the highest column
constexpr double columns_floor = 246;
constexpr double widest_column = 56;
constexpr int steps = 4;

/// Draws the scale's lines and numbers. Returns the credits at its top.
Credits draw_scale(Svg& svg, Credits highest) {
    const Credits step = round_step(static_cast<double>(highest.value) / steps);
    const Credits at_top = step * std::max<std::int64_t>(1, (highest.value + step.value - 1) / step.value);
    for (Credits at; at <= at_top; at += step) {
        const double y = columns_floor - (columns_floor - columns_top) * share_of(at, at_top);
        svg.shape("line", {{"class", "grid"}, {"x1", axis_x}, {"x2", columns_size.width}, {"y1", y}, {"y2", y}});
        svg.text(axis_x - 8, y + 4, "scale", grouped(at.value));
    }
    return at_top;
}

}  // namespace

std::array<OutflowPart, 5> parts_of(const app::Outflow& outflow) {
    return {{{"used", "used", outflow.used},
             {"back", "came back", outflow.came_back},
             {"expired", "expired", outflow.expired},
             {"forfeited", "forfeited", outflow.forfeited},
             {"zeroed", "zeroed", outflow.zeroed}}};
}

std::string outflow_words(const app::Outflow& outflow) {
    std::vector<std::string> words;
    for (const OutflowPart& part : parts_of(outflow)) {
        if (part.credits != no_credits) words.push_back(fmt::format("{} {}", grouped(part.credits.value), part.name));
    }
    return words.empty() ? "nothing" : enumeration(words);
}

Markup outflow_bar(std::string_view id, const std::string& title, const app::Outflow& outflow, Credits widest, Svg::Size size) {
    Svg svg(id, "bar", size, title, outflow_words(outflow));
    draw_parts(svg, outflow, widest, size,
               [](const OutflowPart& part) { return fmt::format("{} {}", grouped(part.credits.value), part.name); });
    return svg.finish();
}

Markup outflow_bar(const app::Outflow& outflow, Credits widest, Svg::Size size) {
    Svg svg("bar", size);
    draw_parts(svg, outflow, widest, size, [](const OutflowPart&) { return std::string(); });
    return svg.finish();
}

Markup outflow_columns(std::string_view id, const std::vector<Month>& months, const std::vector<app::Outflow>& outflows) {
    std::string description;
    Credits highest;
    for (std::size_t i = 0; i < months.size(); ++i) {
        description += fmt::format("{}: {}. ", month_words(months[i]), outflow_words(outflows[i]));
        highest = std::max(highest, outflows[i].all());
    }
    Svg svg(id, "columns", columns_size, "Where the credits went, month by month", description);
    const Credits at_top = draw_scale(svg, highest);
    const double slot = (columns_size.width - axis_x) / static_cast<double>(months.size());
    const double width = std::min(widest_column, slot * 0.62);
    for (std::size_t i = 0; i < months.size(); ++i) {
        const double middle = axis_x + slot * (static_cast<double>(i) + 0.5);
        double y = columns_floor;
        for (const OutflowPart& part : parts_of(outflows[i])) {
            if (part.credits == no_credits) continue;
            const double height = (columns_floor - columns_top) * share_of(part.credits, at_top);
            y -= height;
            svg.rect(middle - width / 2, y, {width, height}, part.css_class,
                     fmt::format("{}: {} {}", month_words(months[i]), grouped(part.credits.value), part.name));
        }
        if (outflows[i].lost() > no_credits) svg.text(middle, y - 6, "lost", grouped(outflows[i].lost().value));
        svg.text(middle, columns_floor + 17, "label", short_month(months[i]));
    }
    return svg.finish();
}

}  // namespace inmail::render::html
