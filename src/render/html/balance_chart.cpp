#include <fmt/format.h>

#include <algorithm>

#include "charts.hpp"
#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

using Standing = app::AuditCharts::Standing;

constexpr Svg::Size size{216, 92};
constexpr double top = 8;
constexpr double floor_y = 74;
constexpr double headroom = 1.08;  ///< the highest line does not touch the edge
constexpr double dot = 2.2;
constexpr double last_dot = 3.6;

/// Where months and credits stand in the charts.
class Plane {
  public:
    Plane(std::size_t months, Credits highest)
        : slot_(size.width / static_cast<double>(months)),
          unit_((floor_y - top) / (headroom * static_cast<double>(std::max<std::int64_t>(1, highest.value)))) {}

    [[nodiscard]] double left(std::size_t month) const { return slot_ * static_cast<double>(month); }
    [[nodiscard]] double middle(std::size_t month) const { return left(month) + slot_ / 2; }
    [[nodiscard]] double y(Credits n) const { return floor_y - unit_ * static_cast<double>(n.value); }

  private:
    double slot_;
    double unit_;
};

std::string description_of(const std::vector<Month>& months, const std::vector<std::optional<Standing>>& standings) {
    std::string words;
    for (std::size_t i = 0; i < months.size(); ++i) {
        words += standings[i] ? fmt::format("{}: {} of {}. ", month_words(months[i]), grouped(standings[i]->available.value),
                                            grouped(standings[i]->cap.value))
                              : fmt::format("{}: not active. ", month_words(months[i]));
    }
    return words;
}

bool is_under_same_cap(const Standing& s, const std::optional<Standing>& other) {
    return other && other->cap == s.cap && other->allowance == s.allowance;
}

/// The cap, and the band below it that has no room for the whole allowance: there a refresh forfeits (RULES section 4).
/// One piece for each run of months under the same cap.
void draw_caps(Svg& svg, const Plane& plane, const std::vector<std::optional<Standing>>& standings) {
    for (std::size_t first = 0, end = 0; first < standings.size(); first = end) {
        end = first + 1;
        if (!standings[first]) continue;
        const Standing& s = *standings[first];
        while (end < standings.size() && is_under_same_cap(s, standings[end])) ++end;
        const double cap = plane.y(s.cap);
        const double band = plane.y(std::max(no_credits, s.cap - s.allowance)) - cap;
        svg.rect(plane.left(first), cap, {plane.left(end) - plane.left(first), band}, "band");
        svg.shape("line", {{"class", "cap"}, {"x1", plane.left(first)}, {"x2", plane.left(end)}, {"y1", cap}, {"y2", cap}});
    }
}

/// One line for each run of months without a gap.
std::string path_of(const Plane& plane, const std::vector<std::optional<Standing>>& standings) {
    std::string path;
    bool pen_down = false;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        const auto& s = standings[i];
        if (s) path += fmt::format("{}{} {}", pen_down ? "L" : "M", length(plane.middle(i)), length(plane.y(s->available)));
        pen_down = s.has_value();
    }
    return path;
}

}  // namespace

Markup balance_chart(std::string_view id, const std::string& account, const std::vector<Month>& months,
                     const std::vector<std::optional<Standing>>& standings) {
    Credits highest;
    for (const auto& s : standings) {
        if (s) highest = std::max({highest, s->available, s->cap});
    }
    Svg svg(id, "balance", size, fmt::format("{}: balance against cap at each month's end", account),
            description_of(months, standings));
    const Plane plane(months.size(), highest);
    draw_caps(svg, plane, standings);
    svg.shape("line", {{"class", "floor"}, {"x1", 0.0}, {"x2", size.width}, {"y1", floor_y}, {"y2", floor_y}});
    svg.shape("path", {{"class", "line"}, {"d", path_of(plane, standings)}});
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (!standings[i]) continue;
        const Standing& s = *standings[i];
        svg.shape("circle",
                  {{"class", "dot"},
                   {"cx", plane.middle(i)},
                   {"cy", plane.y(s.available)},
                   {"r", i + 1 == months.size() ? last_dot : dot}},
                  fmt::format("{}: {} of {}", month_words(months[i]), grouped(s.available.value), grouped(s.cap.value)));
    }
    svg.text(0, size.height - 4, "from", short_month(months.front()));
    if (months.size() > 1) svg.text(size.width, size.height - 4, "to", short_month(months.back()));
    return svg.finish();
}

}  // namespace inmail::render::html
