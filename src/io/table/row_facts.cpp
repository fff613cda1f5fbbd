// Rows of prospects, and of the totals of seats.

#include <algorithm>
#include <map>
#include <utility>

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "prospect_row.hpp"
#include "table/row_evaluation.hpp"
#include "table/table_time.hpp"

namespace inmail::io {
namespace {

/// 1016 of "1016", "1,016", "1.016" and "1 016"; none of anything else.
std::optional<std::int64_t> grouped_number(std::string_view text) {
    constexpr std::size_t most_digits = 12;
    constexpr std::size_t group = 3;
    std::string digits;
    std::size_t in_group = 0;
    bool is_grouped = false;
    for (const char c : text) {
        if (is_digit(c)) {
            digits += c;
            ++in_group;
            continue;
        }
        const bool is_mark = c == ',' || c == '.' || c == ' ' || c == '\'';
        const bool group_fits = is_grouped ? in_group == group : in_group >= 1 && in_group <= group;
        if (!is_mark || !group_fits) return std::nullopt;
        is_grouped = true;
        in_group = 0;
    }
    if (digits.empty() || digits.size() > most_digits || (is_grouped && in_group != group)) return std::nullopt;
    return whole_number(digits);
}

}  // namespace

void RowEvaluation::add_prospects(const EventRule& rule, EvaluatedRow& row) const {
    std::map<std::string_view, std::string> values;
    for (std::size_t i = 0; i < table_field_names.size(); ++i)
        values[table_field_names[i]] = value(rule, static_cast<TableField>(i), row);
    const auto field = [&values](const char* name) -> std::string_view { return values[name]; };
    std::vector<RejectedRow> flaws;
    if (auto prospect = io::read_prospect(row.row.line, field, flaws)) row.row.prospects.push_back(*std::move(prospect));
    for (auto& flaw : flaws) {
        const auto place = std::find(table_field_names.begin(), table_field_names.end(), flaw.column) - table_field_names.begin();
        row.flaws.push_back({column_words(*rule.value(static_cast<TableField>(place))), std::move(flaw.flaw)});
    }
}

UsageTotals RowEvaluation::totals_of(const EventRule& rule, EvaluatedRow& row) const {
    UsageTotals totals;
    totals.line = row.row.line;
    totals.seat = value(rule, TableField::seat, row);
    totals.from = day(rule, TableField::from, row);
    totals.to = day(rule, TableField::to, row);
    if (totals.from && totals.to && *totals.to < *totals.from) {
        const std::string columns =
            column_words(*rule.value(TableField::from)) + ", " + column_words(*rule.value(TableField::to));
        row.flaws.push_back({columns, {FlawKind::ends_before_start, to_string(*totals.to), to_string(*totals.from)}});
    }
    const std::size_t flaws_before = row.flaws.size();
    const auto sends = number(rule, TableField::sends, row);
    if (!sends && row.flaws.size() == flaws_before)
        row.flaws.push_back({column_words(*rule.value(TableField::sends)), {FlawKind::no_whole_number}});
    totals.sends = sends.value_or(0);
    totals.accepted = number(rule, TableField::accepted, row);
    totals.declined = number(rule, TableField::declined, row);
    return totals;
}

/// The day as it is written, whatever zone it is of. A time of day behind it does not matter.
std::optional<Day> RowEvaluation::day(const EventRule& rule, TableField field, EvaluatedRow& row) const {
    if (!rule.value(field)) return std::nullopt;
    const Found found = first_filled(*rule.value(field));
    if (found.text.empty()) {
        row.flaws.push_back({column_words(*rule.value(field)), {FlawKind::needs_date}});
        return std::nullopt;
    }
    const auto when = parse_table_time(found.text, found.column ? formats_[*found.column] : std::string(), Zone());
    if (when) return day_of(when->at);
    row.flaws.push_back({column_words(*rule.value(field)), when.flaw()});
    return std::nullopt;
}

std::optional<std::int64_t> RowEvaluation::number(const EventRule& rule, TableField field, EvaluatedRow& row) const {
    const std::string text = value(rule, field, row);
    if (text.empty()) return std::nullopt;
    const auto number = grouped_number(text);
    const auto below_zero = text.front() == '-' ? grouped_number(std::string_view(text).substr(1)) : std::nullopt;
    if (below_zero)
        row.flaws.push_back({column_words(*rule.value(field)), {FlawKind::number_too_small, text, {}, -*below_zero, 0}});
    else if (!number)
        row.flaws.push_back({column_words(*rule.value(field)), {FlawKind::no_whole_number, text}});
    return number;
}

}  // namespace inmail::io
