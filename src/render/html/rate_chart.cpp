#include "rate_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

constexpr Svg::Size rate_size{220, 22};
constexpr double rate_middle = rate_size.height / 2;
constexpr double rate_dot = 4.2;
constexpr double thin_rate_dot = 3.6;

std::string range_words(const RateBand& band) {
    if (!band.high) return fmt::format("{} or more", share_words(band.low));
    if (*band.high == band.low) return share_words(band.low);
    return fmt::format("{} to {}", share_words(band.low), share_words(*band.high));
}

std::string rate_description(const RateMark& mark) {
    std::string words = fmt::format("{} of {} answered, {}; 95% interval {}.", grouped(mark.own.answered), grouped(mark.own.sent),
                                    share_words(*mark.own.rate()), interval_words(mark.own));
    if (mark.own.is_small()) words += " Too few to tell.";
    if (mark.average) words += fmt::format(" All together: {}.", share_words(*mark.average));
    if (mark.published) words += fmt::format(" Published: {}.", range_words(*mark.published));
    return words;
}

}  // namespace

double scale_top(double highest) {
    constexpr double parts = 5;
    return std::clamp(std::ceil(highest * parts) / parts, 1 / parts, 1.0);
}

Markup rate_chart(std::string_view id, const std::string& title, const RateMark& mark) {
    if (mark.own.sent == 0) return {};
    const auto x = [&](double rate) { return rate_size.width * std::min(rate, mark.top) / mark.top; };
    Svg svg(id, "rate", rate_size, title, rate_description(mark));
    const auto draw_upright = [&](double rate, const char* css_class) {
        svg.shape("line", {{"class", css_class}, {"x1", x(rate)}, {"x2", x(rate)}, {"y1", 0.0}, {"y2", rate_size.height}});
    };
    if (mark.published) {
        // A single published figure is still to be seen.
        constexpr double narrowest = 2;
        const double from = x(mark.published->low);
        svg.rect(from, 0, {std::max(narrowest, x(mark.published->high.value_or(mark.top)) - from), rate_size.height},
                 "published");
    }
    for (const double part : {0.0, 0.5, 1.0}) draw_upright(part * mark.top, "grid");
    if (mark.average) draw_upright(*mark.average, "average");
    const bool is_thin = mark.own.is_small();
    const auto interval = mark.own.interval();
    svg.shape("line", {{"class", is_thin ? "interval thin" : "interval"},
                       {"x1", x(interval.low)},
                       {"x2", x(interval.high)},
                       {"y1", rate_middle},
                       {"y2", rate_middle}});
    svg.shape("circle",
              {{"class", is_thin ? "rate-dot thin" : "rate-dot"},
               {"cx", x(*mark.own.rate())},
               {"cy", rate_middle},
               {"r", is_thin ? thin_rate_dot : rate_dot}},
              rate_description(mark));
    return svg.finish();
}

}  // namespace inmail::render::html
