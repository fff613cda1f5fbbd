#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/forecast/audit_charts.hpp"
#include "svg.hpp"

namespace inmail::render::html {

// The pictures of an audit. Each is told in its title and description too, and its numbers stand in a table beside it.

/// One part of a fate: how it is called, and the class that gives it its colour and pattern.
struct FatePart {
    std::string_view css_class;
    std::string_view name;
    Credits credits;
};
/// In the order of every stack: what was used first, the losses last.
[[nodiscard]] std::array<FatePart, 5> parts_of(const app::Fate& fate);
/// "24 expired and 19 forfeited"; "nothing" where nothing left.
[[nodiscard]] std::string fate_words(const app::Fate& fate);

/// A fate as a bar; a bar of `widest` credits fills the width.
[[nodiscard]] Markup fate_bar(std::string_view id, const std::string& title, const app::Fate& fate, Credits widest,
                              Svg::Size size);
/// A column a month.
[[nodiscard]] Markup fate_columns(std::string_view id, const std::vector<Month>& months, const std::vector<app::Fate>& fates);

/// The balance at each month's end against the cap, of one account.
[[nodiscard]] Markup balance_chart(std::string_view id, const std::string& account, const std::vector<Month>& months,
                                   const std::vector<std::optional<app::AuditCharts::Standing>>& standings);

/// What one day takes if nothing is sent.
struct DayLoss {
    Day day;
    Credits expires;
    Credits forfeits;

    [[nodiscard]] Credits all() const { return expires + forfeits; }
};
/// One month of a wall calendar; of `losses` those that fall into it, by day.
[[nodiscard]] Markup calendar_month(std::string_view id, Month month, const std::vector<DayLoss>& losses);

}  // namespace inmail::render::html
