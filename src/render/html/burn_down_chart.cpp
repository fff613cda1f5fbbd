#include "burn_down_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

using app::BurnDown;

constexpr Svg::Size burn_down_size{216, 94};
constexpr double burn_down_top = 4;
constexpr double burn_down_floor = 74;
constexpr double burn_down_headroom = 1.08;  ///< keeps the highest line away from the edge
constexpr double burn_down_dot = 3.6;
constexpr double burn_down_width = burn_down_size.width - burn_down_dot;  ///< leaves room for the last dot

/// Maps instants and credits to coordinates.
class BurnDownScale {
  public:
    BurnDownScale(const BurnDown& burn_down, Credits highest)
        : from_(burn_down.points.front().at),
          per_ms_(burn_down_width / static_cast<double>(std::max<std::int64_t>(
                                        1, (burn_down.points.back().at - burn_down.points.front().at).value))),
          unit_((burn_down_floor - burn_down_top) /
                (burn_down_headroom * static_cast<double>(std::max<std::int64_t>(1, highest.value)))) {}

    [[nodiscard]] double x(Instant t) const {
        return std::clamp(per_ms_ * static_cast<double>((t - from_).value), 0.0, burn_down_width);
    }
    [[nodiscard]] double y(Credits n) const { return burn_down_floor - unit_ * static_cast<double>(n.value); }

  private:
    Instant from_;
    double per_ms_;
    double unit_;
};

std::string burn_down_path(const BurnDown& burn_down, const BurnDownScale& scale, Credits BurnDown::Point::*credits) {
    std::string path;
    for (const auto& point : burn_down.points)
        path += fmt::format("{}{} {}", path.empty() ? "M" : "L", length(scale.x(point.at)), length(scale.y(point.*credits)));
    return path;
}

/// Between the fewest and the most answers.
std::string answers_band(const BurnDown& burn_down, const BurnDownScale& scale) {
    std::string path = burn_down_path(burn_down, scale, &BurnDown::Point::high);
    for (auto point = burn_down.points.rbegin(); point != burn_down.points.rend(); ++point)
        path += fmt::format("L{} {}", length(scale.x(point->at)), length(scale.y(point->low)));
    return path + "Z";
}

std::string burn_down_words(const app::ForecastReport::Row& row, const BurnDown& burn_down, const Display& display) {
    const auto& last = burn_down.points.back();
    std::string words = fmt::format("Holds {} now. ", grouped(row.available.value));
    if (runs_dry_first(row, burn_down)) words += fmt::format("Runs out on {}. ", day_words(*row.dry_at, display));
    words +=
        fmt::format("At the pace of the last month it holds {} on {}", grouped(last.expected.value), day_words(last.at, display));
    if (burn_down.has_band())
        words += fmt::format(", {} to {} by the answers", grouped(last.low.value), grouped(last.high.value));
    return words + ".";
}

}  // namespace

bool runs_dry_first(const app::ForecastReport::Row& row, const BurnDown& burn_down) {
    return row.dry_at && !burn_down.points.empty() && *row.dry_at <= burn_down.points.back().at;
}

Markup burn_down_chart(std::string_view id, const app::ForecastReport::Row& row, const BurnDown& burn_down,
                       const Display& display) {
    Credits highest = row.cap;
    for (const auto& point : burn_down.points) highest = std::max(highest, point.high);
    Svg svg(id, "balance", burn_down_size, fmt::format("{}: credits until the next refresh", row.account.typed()),
            burn_down_words(row, burn_down, display));
    const BurnDownScale scale(burn_down, highest);
    if (burn_down.reaches_refresh) {
        // Whoever stands there at the refresh forfeits, because there is no room for the whole allowance (docs/rules.md, section
        // 4).
        const double cap = scale.y(row.cap);
        svg.rect(0, cap, {burn_down_size.width, scale.y(std::max(no_credits, row.cap - row.allowance)) - cap}, "band");
        svg.shape("line", {{"class", "cap"}, {"x1", 0.0}, {"x2", burn_down_size.width}, {"y1", cap}, {"y2", cap}});
    }
    if (burn_down.has_band()) svg.shape("path", {{"class", "answers"}, {"d", answers_band(burn_down, scale)}});
    svg.shape("line",
              {{"class", "floor"}, {"x1", 0.0}, {"x2", burn_down_size.width}, {"y1", burn_down_floor}, {"y2", burn_down_floor}});
    svg.shape("path", {{"class", "line"}, {"d", burn_down_path(burn_down, scale, &BurnDown::Point::expected)}});
    if (runs_dry_first(row, burn_down)) {
        svg.shape("circle", {{"class", "dry"}, {"cx", scale.x(*row.dry_at)}, {"cy", burn_down_floor}, {"r", burn_down_dot}},
                  fmt::format("Runs out on {}", day_words(*row.dry_at, display)));
    } else {
        const auto& last = burn_down.points.back();
        svg.shape("circle", {{"class", "dot"}, {"cx", scale.x(last.at)}, {"cy", scale.y(last.expected)}, {"r", burn_down_dot}},
                  fmt::format("{}: {}", day_words(last.at, display), grouped(last.expected.value)));
    }
    svg.text(0, burn_down_size.height - 4, "from", day_words(burn_down.points.front().at, display));
    if (burn_down.points.size() > 1)
        svg.text(burn_down_size.width, burn_down_size.height - 4, "to", day_words(burn_down.points.back().at, display));
    return svg.finish();
}

}  // namespace inmail::render::html
