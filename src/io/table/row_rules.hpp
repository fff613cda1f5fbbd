#pragma once

#include "inmail/io/table_rules.hpp"
#include "toml/toml_table.hpp"

namespace inmail::io {

/// Reads the `[[row]]` tables of a rules file into `rules`, which has its maps and lookups by then.
class RowRulesReader {
  public:
    explicit RowRulesReader(TableRules& rules) : rules_(rules) {}

    [[nodiscard]] RowRule read(const TomlTable& row);
    /// The place of the column "Owner.Email" or "candidate.linkedin_url" in columns_used.
    std::size_t use(const std::string& name, std::uint32_t line);
    /// The column of that name, used or not.
    [[nodiscard]] TableRules::ColumnUse column_use(const std::string& name) const;
    /// Reads "{Owner.Email}". `groups`: {1} to {9} are allowed; `is_else`: {value} is, and columns are not.
    [[nodiscard]] TextTemplate read_template(const TomlTable& at, std::string_view key, const std::string& text, bool groups,
                                             bool is_else = false);

  private:
    [[nodiscard]] EventRule read_event(const TomlTable& event, const EventRule& of_row, bool has_groups);
    /// Of a row of prospects or totals.
    void check_choices(const TomlTable& from, TableField field, const ValueRule& value) const;
    [[nodiscard]] EventRule read_facts(const TomlTable& row, bool has_groups);
    /// Refuses keys that can change nothing in a row of events.
    void check_effects(const TomlTable& row, const std::vector<TomlTable>& events) const;
    void read_values(const TomlTable& from, EventRule& into, bool has_groups);
    [[nodiscard]] std::vector<TextTemplate> read_alternatives(const TomlTable& from, std::string_view key, bool has_groups);
    [[nodiscard]] ValueRule read_value(const TomlTable& from, std::string_view key, bool has_groups);
    [[nodiscard]] std::size_t read_map(const TomlTable& value, bool has_groups);
    [[nodiscard]] Conditions read_when(const TomlTable& when);
    [[nodiscard]] Conditions::Condition read_condition(const TomlTable& when, std::string_view column);
    void add_values(const TomlTable& from, std::string_view key, Conditions::Condition& condition) const;
    void read_test(const TomlTable& test, Conditions::Condition& condition);

    TableRules& rules_;
};

/// Whether a condition has a pattern, whose groups the row may use.
[[nodiscard]] bool has_pattern(const Conditions& when);

}  // namespace inmail::io
