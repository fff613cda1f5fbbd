#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "inmail/app/reports/responses.hpp"
#include "svg.hpp"

namespace inmail::render::html {

/// A published range of rates, from 0. `high`: none if it has no upper end.
struct RateBand {
    double low{0};
    std::optional<double> high;
};

/// A rate as a dot on its 95% interval. All rows of a table share one scale, from 0 to `top`.
struct RateMark {
    app::Responses own;
    std::optional<double> average;  ///< of all messages; none: there is nothing to compare with
    std::optional<RateBand> published;
    double top{1};
};
/// The description names the rate, its interval and what it is compared with. Empty if nothing was sent.
[[nodiscard]] Markup rate_chart(std::string_view id, const std::string& title, const RateMark& mark);

/// The end of a scale that shows rates up to `highest`: a fifth of 1 or a multiple of it, at most 1.
[[nodiscard]] double scale_top(double highest);

}  // namespace inmail::render::html
