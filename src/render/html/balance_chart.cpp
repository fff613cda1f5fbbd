#include <fmt/format.h>

#include <algorithm>

#include "charts.hpp"
#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

using Standing = app::AuditCharts::Standing;

constexpr Svg::Size chart_size{216, 98};
constexpr double top = 14;  ///< leaves room for words above the cap
constexpr double floor_y = 80;
constexpr double headroom = 1.08;  ///< keeps the highest line away from the edge
constexpr double dot = 2.2;
constexpr double last_dot = 3.6;

/// Maps months and credits to coordinates.
class Scale {
  public:
    Scale(std::size_t months, Credits highest)
        : slot_(chart_size.width / static_cast<double>(months)),
          unit_((floor_y - top) / (headroom * static_cast<double>(std::max<std::int64_t>(1, highest.value)))) {}

    [[nodiscard]] double left(std::size_t month) const { return slot_ * static_cast<double>(month); }
    [[nodiscard]] double middle(std::size_t month) const { return left(month) + slot_ / 2; }
    [[nodiscard]] double y(Credits n) const { return floor_y - unit_ * static_cast<double>(n.value); }

  private:
    double slot_;
    double unit_;
};

/// Why the cap changed: "3 to 4 seats", "another plan" or "new terms"; empty if it did not.
std::string step_words(const Standing& before, const Standing& after) {
    if (before.cap == after.cap) return {};
    if (before.plan != after.plan) return "another plan";
    if (before.members != after.members) return fmt::format("{} to {}", before.members, grouped(after.members, "seat"));
    return "new terms";
}

std::string description_of(const std::vector<Month>& months, const std::vector<std::optional<Standing>>& standings) {
    std::string words;
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (i > 0 && standings[i] && standings[i - 1]) {
            if (const std::string step = step_words(*standings[i - 1], *standings[i]); !step.empty()) words += step + ". ";
        }
        words += standings[i] ? fmt::format("{}: {} of {}. ", month_words(months[i]), grouped(standings[i]->available.value),
                                            grouped(standings[i]->cap.value))
                              : fmt::format("{}: not active. ", month_words(months[i]));
    }
    return words;
}

bool is_under_same_cap(const Standing& s, const std::optional<Standing>& other) {
    return other && other->cap == s.cap && other->allowance == s.allowance;
}

/// Draws the cap and the band below it in which a refresh forfeits, because there is no room for the whole allowance
/// (docs/rules.md, section 4). One piece for each run of months with the same cap.
void draw_caps(Svg& svg, const Scale& scale, const std::vector<std::optional<Standing>>& standings) {
    for (std::size_t first = 0, end = 0; first < standings.size(); first = end) {
        end = first + 1;
        if (!standings[first]) continue;
        const Standing& s = *standings[first];
        while (end < standings.size() && is_under_same_cap(s, standings[end])) ++end;
        const double cap = scale.y(s.cap);
        const double band = scale.y(std::max(no_credits, s.cap - s.allowance)) - cap;
        svg.rect(scale.left(first), cap, {scale.left(end) - scale.left(first), band}, "band");
        svg.shape("line", {{"class", "cap"}, {"x1", scale.left(first)}, {"x2", scale.left(end)}, {"y1", cap}, {"y2", cap}});
    }
}

/// Names the cause of each step of the cap's line, above its higher side. Steps that stand close share one label.
void draw_steps(Svg& svg, const Scale& scale, const std::vector<std::optional<Standing>>& standings) {
    constexpr double letter = 4.9;  // on average, of these small ones
    double x = 0;
    Credits cap;
    std::string label;
    const auto draw = [&] {
        const bool fits = x + letter * static_cast<double>(label.size()) <= chart_size.width;
        if (!label.empty()) svg.text(fits ? x : chart_size.width, scale.y(cap) - 4, fits ? "step" : "step to", label);
        label.clear();
    };
    for (std::size_t i = 1; i < standings.size(); ++i) {
        if (!standings[i - 1] || !standings[i]) continue;
        const std::string words = step_words(*standings[i - 1], *standings[i]);
        if (words.empty()) continue;
        if (!label.empty() && scale.left(i) < x + letter * static_cast<double>(label.size() + 2)) {
            label += ", then " + words;
        } else {
            draw();
            x = scale.left(i);
            cap = no_credits;
            label = words;
        }
        cap = std::max({cap, standings[i - 1]->cap, standings[i]->cap});
    }
    draw();
}

/// A line for each run of months in which the account is active.
std::string path_of(const Scale& scale, const std::vector<std::optional<Standing>>& standings) {
    std::string path;
    bool pen_down = false;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        const auto& s = standings[i];
        if (s) path += fmt::format("{}{} {}", pen_down ? "L" : "M", length(scale.middle(i)), length(scale.y(s->available)));
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
    Svg svg(id, "balance", chart_size, fmt::format("{}: balance against cap at each month's end", account),
            description_of(months, standings));
    const Scale scale(months.size(), highest);
    draw_caps(svg, scale, standings);
    draw_steps(svg, scale, standings);
    svg.shape("line", {{"class", "floor"}, {"x1", 0.0}, {"x2", chart_size.width}, {"y1", floor_y}, {"y2", floor_y}});
    svg.shape("path", {{"class", "line"}, {"d", path_of(scale, standings)}});
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (!standings[i]) continue;
        const Standing& s = *standings[i];
        svg.shape("circle",
                  {{"class", "dot"},
                   {"cx", scale.middle(i)},
                   {"cy", scale.y(s.available)},
                   {"r", i + 1 == months.size() ? last_dot : dot}},
                  fmt::format("{}: {} of {}", month_words(months[i]), grouped(s.available.value), grouped(s.cap.value)));
    }
    svg.text(0, chart_size.height - 4, "from", short_month(months.front()));
    if (months.size() > 1) svg.text(chart_size.width, chart_size.height - 4, "to", short_month(months.back()));
    return svg.finish();
}

}  // namespace inmail::render::html
