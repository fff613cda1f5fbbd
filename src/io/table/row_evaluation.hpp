#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/io/table_reader.hpp"
#include "table/pattern.hpp"

namespace inmail::io {

struct EvaluatedRow {
    TableRow row;
    std::vector<RecordFlaw> flaws;  ///< empty: the row can be passed on
};

/// Applies rules to the rows of one table.
class RowEvaluation {
  public:
    /// `places`: of each column used in the table's header; `formats`: its way of writing time. All must outlive this.
    RowEvaluation(const TableRules& rules, const std::vector<std::optional<std::size_t>>& places,
                  const std::vector<std::string>& formats, const Zone& zone)
        : rules_(rules), places_(places), formats_(formats), zone_(zone) {}

    [[nodiscard]] EvaluatedRow evaluate(const CsvRecord& record);

  private:
    /// A value, and where it comes from.
    struct Found {
        std::string text;
        std::optional<std::size_t> column;  ///< none: of several, or of none
    };

    void read_columns(const CsvRecord& record);
    [[nodiscard]] bool holds(const Conditions& when);
    [[nodiscard]] bool holds(const Conditions::Condition& condition);
    void add_events(const EventRule& rule, EvaluatedRow& row);
    void add_prospects(const EventRule& rule, EvaluatedRow& row) const;
    [[nodiscard]] UsageTotals totals_of(const EventRule& rule, EvaluatedRow& row) const;
    [[nodiscard]] std::optional<Day> day(const EventRule& rule, TableField field, EvaluatedRow& row) const;
    [[nodiscard]] std::optional<std::int64_t> number(const EventRule& rule, TableField field, EvaluatedRow& row) const;
    [[nodiscard]] EventRow event_of(const EventRule& rule, EvaluatedRow& row, bool& is_left_out);
    void read_time(const EventRule& rule, EventRow& event, EvaluatedRow& row, bool& is_left_out);
    void read_prospect(const std::string& given, const std::string& column, EventRow& event, EvaluatedRow& row) const;
    [[nodiscard]] Found first_filled(const ValueRule& value) const;
    /// The value behind its map; none, with a flaw, if the map does not know it.
    [[nodiscard]] std::string mapped(const ValueRule& value, std::string text, std::string_view field, EvaluatedRow& row) const;
    [[nodiscard]] std::string value(const EventRule& rule, TableField field, EvaluatedRow& row) const;
    [[nodiscard]] std::string column_words(const ValueRule& value) const;
    [[nodiscard]] std::string filled(const TextTemplate& text) const;

    const TableRules& rules_;
    const std::vector<std::optional<std::size_t>>& places_;
    const std::vector<std::string>& formats_;
    const Zone& zone_;
    std::vector<std::string> columns_;  ///< by columns_used, of the row
    Pattern::Groups groups_;
};

}  // namespace inmail::io
