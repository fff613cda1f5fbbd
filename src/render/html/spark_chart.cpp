#include <fmt/format.h>

#include <algorithm>

#include "charts.hpp"
#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

constexpr Svg::Size spark_size{96, 24};
constexpr double edge = 4;  ///< keeps dots and lines off the edges
constexpr double dot = 2.6;

}  // namespace

Markup spark(std::string_view id, const std::string& title, const std::vector<SparkPoint>& points) {
    double lowest = 0;
    double highest = 0;
    std::string description;
    for (const SparkPoint& point : points) {
        lowest = std::min(lowest, point.value.value_or(0));
        highest = std::max(highest, point.value.value_or(0));
        description += fmt::format("{}: {}. ", month_words(point.month), point.words);
    }
    Svg svg(id, "spark", spark_size, title, description);
    const double width = points.size() > 1 ? (spark_size.width - 2 * edge) / static_cast<double>(points.size() - 1) : 0;
    const double height = highest > lowest ? (spark_size.height - 2 * edge) / (highest - lowest) : 0;
    std::string path;
    bool pen_down = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& value = points[i].value;
        if (value) {
            const double x = edge + width * static_cast<double>(i);
            const double y = spark_size.height - edge - height * (*value - lowest);
            path += fmt::format("{}{} {}", pen_down ? "L" : "M", length(x), length(y));
            if (i + 1 == points.size()) svg.shape("circle", {{"class", "dot"}, {"cx", x}, {"cy", y}, {"r", dot}});
        }
        pen_down = value.has_value();
    }
    svg.shape("path", {{"class", "line"}, {"d", path}});
    return svg.finish();
}

}  // namespace inmail::render::html
