#pragma once

#include "inmail/io/table_rules.hpp"
#include "table/rules_toml.hpp"

namespace inmail::io {

/// Reads the `[[row]]` tables of a rules file into `rules`, which has its maps and lookups by then.
class RowRulesReader {
  public:
    explicit RowRulesReader(TableRules& rules) : rules_(rules) {}

    [[nodiscard]] RowRule read(const RulesTable& row);
    /// The place of the column "Owner.Email" or "candidate.linkedin_url" in columns_used.
    std::size_t use(const std::string& name, std::uint32_t line, bool is_optional = false);
    /// Reads "{Owner.Email}". `groups`: {1} to {9} are allowed; `is_else`: {value} is, and columns are not.
    [[nodiscard]] TextTemplate read_template(const RulesTable& at, std::string_view key, const std::string& text, bool groups,
                                             bool is_else = false);

  private:
    [[nodiscard]] EventRule read_event(const RulesTable& event, const EventRule& of_row, bool has_groups);
    /// Of a row of prospects or totals.
    [[nodiscard]] EventRule read_facts(const RulesTable& row, bool has_groups);
    void read_values(const RulesTable& from, EventRule& into, bool has_groups);
    [[nodiscard]] ValueRule read_value(const RulesTable& from, std::string_view key, bool has_groups);
    [[nodiscard]] std::size_t read_map(const RulesTable& value, bool has_groups);
    [[nodiscard]] Conditions read_when(const RulesTable& when);
    [[nodiscard]] Conditions::Condition read_condition(const RulesTable& when, std::string_view column);
    void read_test(const RulesTable& test, Conditions::Condition& condition);

    TableRules& rules_;
};

/// Whether a condition has a pattern, whose groups the row may use.
[[nodiscard]] bool has_pattern(const Conditions& when);

}  // namespace inmail::io
