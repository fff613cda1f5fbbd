#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/forecast/audit_charts.hpp"
#include "svg.hpp"

namespace inmail::render::html {

// The charts of an audit. Each has a title and a description for screen readers, and a table beside it has its numbers.

/// One part of an outflow, with its name and the CSS class for its colour and pattern.
struct OutflowPart {
    std::string_view css_class;
    std::string_view name;
    Credits credits;
};
/// The parts in the order of every chart: used credits first, losses last.
[[nodiscard]] std::array<OutflowPart, 5> parts_of(const app::Outflow& outflow);
/// "24 expired and 19 forfeited"; "nothing" if all parts are zero.
[[nodiscard]] std::string outflow_words(const app::Outflow& outflow);

/// An outflow as a horizontal bar. `widest` credits fill the width.
[[nodiscard]] Markup outflow_bar(std::string_view id, const std::string& title, const app::Outflow& outflow, Credits widest,
                                 Svg::Size size);
/// The same as decoration, in a table that has its numbers.
[[nodiscard]] Markup outflow_bar(const app::Outflow& outflow, Credits widest, Svg::Size size);
/// A column for each month.
[[nodiscard]] Markup outflow_columns(std::string_view id, const std::vector<Month>& months,
                                     const std::vector<app::Outflow>& outflows);

/// One account's balance at each month's end, compared with its cap.
[[nodiscard]] Markup balance_chart(std::string_view id, const std::string& account, const std::vector<Month>& months,
                                   const std::vector<std::optional<app::AuditCharts::Standing>>& standings);

/// One month of a spark or of columns.
struct SparkPoint {
    Month month;
    std::optional<double> value;  ///< none: a gap
    std::string words;            ///< "1,770", "20%", "none"
};
/// A line without axes through the months, from 0 to the highest. Its description names each month's value.
[[nodiscard]] Markup spark(std::string_view id, const std::string& title, const std::vector<SparkPoint>& points);

/// A column for each month, from 0 to the highest, with its number if there is room. `css_class` gives the colour.
[[nodiscard]] Markup month_columns(std::string_view id, std::string_view css_class, const std::string& title,
                                   const std::vector<SparkPoint>& points);

/// The credits that one UTC day takes if nothing is sent.
struct DayLoss {
    Day day;
    app::Outflow lost;
};
/// A calendar of one month with the losses on its days. `losses` is in order of day and may cover other months.
[[nodiscard]] Markup calendar_month(std::string_view id, Month month, const std::vector<DayLoss>& losses);

}  // namespace inmail::render::html
