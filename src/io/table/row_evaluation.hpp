#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/io/table_reader.hpp"
#include "table/pattern.hpp"
#include "table/secrets.hpp"

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
        : rules_(rules), places_(places), formats_(formats), zone_(zone) {
        for (std::size_t i = 0; i < rules.columns_used.size(); ++i) {
            if (speaks_of_secrets(rules.columns_used[i].folded)) secret_columns_.insert(i);
        }
    }

    [[nodiscard]] EvaluatedRow evaluate(const CsvRecord& record);
    /// The cells of the latest row, in the order of the table.
    [[nodiscard]] std::vector<TableCell> cells() const;
    /// By columns used: the rows that were not UTF-8 in them. None, if no row was UTF-8 beyond ASCII.
    [[nodiscard]] std::vector<TableSummary::NotUtf8> not_utf8() const;

  private:
    /// A value, and where it comes from.
    struct Found {
        std::string text;
        std::optional<std::size_t> column;  ///< none: of several, or of none
    };

    [[nodiscard]] EvaluatedRow evaluated(const CsvRecord& record);
    void read_columns(const CsvRecord& record);
    void add_other_keys(TableRow& row) const;
    void note_encoding(std::size_t column, const CsvRecord& record);
    [[nodiscard]] bool is_secret(std::size_t column) const { return secret_columns_.count(column) != 0; }
    void hide_secrets(EvaluatedRow& row) const;
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
    std::set<std::size_t> secret_columns_;  ///< of columns_used
    std::vector<std::string> columns_;      ///< by columns_used, of the row
    Pattern::Groups groups_;
    bool has_utf8_{false};                                   ///< beyond ASCII
    std::map<std::size_t, TableSummary::NotUtf8> not_utf8_;  ///< by column used
};

}  // namespace inmail::io
