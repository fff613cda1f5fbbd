#pragma once

#include <string_view>

#include "inmail/app/forecast/burn_down.hpp"
#include "inmail/render/format.hpp"
#include "svg.hpp"

namespace inmail::render::html {

/// Whether the account runs out before its burn-down ends.
[[nodiscard]] bool runs_dry_first(const app::ForecastReport::Row& row, const app::BurnDown& burn_down);

/// An account's balance until its next refresh: the line at its own reply rate, the band by its answers, and its cap. The
/// burn-down has points.
[[nodiscard]] Markup burn_down_chart(std::string_view id, const app::ForecastReport::Row& row, const app::BurnDown& burn_down,
                                     const Display& display);

}  // namespace inmail::render::html
