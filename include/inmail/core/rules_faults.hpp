#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "inmail/core/errors.hpp"

namespace inmail {

// Why rules that a person writes as TOML cannot be used (exit 3), as data: io finds it, render words it.

/// What a rules file is about.
enum class RulesKind : std::uint8_t {
    table,     ///< how a table is read as events
    sequence,  ///< the steps of an outreach
};

namespace rules_fault {

/// The rules file as a whole, or a file that it names.
struct UnreadableRules {
    std::string file;
    int error{0};          ///< errno; 0: it is too long
    std::int64_t most{0};  ///< bytes
    RulesKind kind{RulesKind::table};
};
/// One place of a rules file.
struct BadRules {
    enum class Why : std::uint8_t {
        no_toml,         ///< `text`: what is expected
        unknown_key,     ///< `choices`
        missing_key,     ///< `text`: what it is for
        wrong_type,      ///< `text`: what it must be
        unknown_value,   ///< `text`; `choices`
        bad_pattern,     ///< `text`: the library's reason
        bad_template,    ///< `text`: as it is written
        no_group,        ///< `text`: `{1}` without a `matches` in the row's `when`
        bad_name,        ///< `text`
        unknown_zone,    ///< `text`
        unknown_map,     ///< `text`; `choices`
        no_time_column,  ///< `text`: a column with a format, from which no time is read; `choices`: those of times
        no_event_rule,   ///< the row has neither `event` nor `leave_out`
        contradiction,   ///< `text`: the clause that says what does not fit
        unused_map,      ///< `text`: a map that no value names; `choices`: those that are named
        unused_lookup,   ///< `text`: a lookup of which no column is used
        no_effect,       ///< `text`: the clause that says why the key changes nothing
        // Files that the rules name:
        no_file,          ///< `text`
        outside_folder,   ///< `text`
        no_regular_file,  ///< `text`: a folder, or a pipe that nobody may write to
        one_column,       ///< `text`: the file of a map
        no_column,        ///< `text`: the column; `choices`: those of the file
        twice_in_file,    ///< `text`: the value; the file is `file`, the line its own
    };
    std::string file;
    std::uint32_t line{0};  ///< from 1; 0: the file as a whole
    std::string key;        ///< with its tables: "row.prospect"; empty: the line as a whole
    Why why{Why::no_toml};
    std::string text{};
    std::vector<std::string> choices{};
    RulesKind kind{RulesKind::table};
};
struct NoSuchRules {
    std::string name;
    std::vector<std::string> shipped;
    RulesKind kind{RulesKind::table};
};
/// No shipped rules fit the header of the table.
struct NoRulesFit {
    std::string file;
    std::vector<std::string> columns;
    std::vector<std::string> shipped;
};
struct SeveralRulesFit {
    std::string file;
    std::vector<std::string> fitting;
};
/// The rules are for another command.
struct OtherKind {
    std::string rules;
    std::string kind;  ///< "events", "prospects" or "totals"
};
/// The table lacks columns that the rules need.
struct TableLacksColumns {
    struct Column {
        std::string name;
        std::uint32_t line{0};  ///< of the rules
    };
    std::string file;
    std::string rules;
    std::vector<Column> missing;
    std::vector<std::string> columns;  ///< that the table has
};
/// Columns of one name, of which the rules need one.
struct TableHasColumnTwice {
    std::string file;
    std::string rules;
    std::string column;
    std::string first;  ///< as the table writes them
    std::string second;
};
/// An option names a map or lookup that the rules do not have.
struct NoSuchTable {
    std::string option;
    std::string name;
    std::string rules;
    std::vector<std::string> known;
};
struct EmptyTable {
    std::string file;
};
/// A table is written in one way.
struct ContradictingDates {
    struct Date {
        std::string text;
        std::int64_t line{0};
    };
    std::string table;
    Date day_first;    ///< of which only that can be so
    Date month_first;  ///< likewise
};

}  // namespace rules_fault
using RulesFault = std::variant<rules_fault::UnreadableRules, rules_fault::BadRules, rules_fault::NoSuchRules,
                                rules_fault::NoRulesFit, rules_fault::SeveralRulesFit, rules_fault::OtherKind,
                                rules_fault::TableLacksColumns, rules_fault::TableHasColumnTwice, rules_fault::NoSuchTable,
                                rules_fault::EmptyTable, rules_fault::ContradictingDates>;
using InvalidRules = Reasoned<InputError, RulesFault>;

}  // namespace inmail
