// Why the rules of a table cannot be used, and what to do about it.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "inmail/core/rules_faults.hpp"
#include "inmail/text/in_quotes.hpp"
#include "inmail/text/suggestion.hpp"
#include "messages/error_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using namespace rules_fault;

const char* see_page(RulesKind kind) {
    return kind == RulesKind::sequence
               ? "docs/outreach.md describes sequences; `inmail sequences show NAME` prints one to copy."
               : "docs/import-rules.md describes rules files; `inmail import rules show NAME` prints one to copy.";
}

std::string quoted_list(const std::vector<std::string>& words) {
    std::vector<std::string> quoted;
    for (const auto& word : words) quoted.push_back(in_quotes(word));
    return enumeration(quoted);
}

/// "--lookup candidate=FILE" for the key "lookups.candidate".
std::string option_for(const std::string& key) {
    const auto dot = key.find('.');
    const bool is_lookup = key.compare(0, dot, "lookups") == 0;
    return fmt::format("{} {}=FILE", is_lookup ? "--lookup" : "--map", key.substr(dot + 1));
}

/// What is wrong, and what would do.
std::pair<std::string, std::string> rules_flaw_words(const BadRules& f) {
    using Why = BadRules::Why;
    switch (f.why) {
        case Why::no_toml:
            return {f.text, ""};
        case Why::unknown_key:
            return {"unknown key" + did_you_mean(f.text, f.choices), "The keys here are " + enumeration(f.choices) + "."};
        case Why::missing_key:
            return {"it is missing", "Give it " + f.text + "."};
        case Why::wrong_type:
            return {"this must be " + f.text, ""};
        case Why::unknown_value:
            return {fmt::format("it cannot be {}{}", in_quotes(f.text), did_you_mean(f.text, f.choices)),
                    "It may be " + quoted_list(f.choices) + "."};
        case Why::bad_pattern:
            return {"this is not a regular expression: " + f.text,
                    "Write it as RE2 does, best in '...', where a backslash stands for itself."};
        case Why::bad_template:
            return {in_quotes(f.text) + " names no column",
                    "A column stands in braces, as \"{Owner.Email}\"; in `else` only \"{value}\" may."};
        case Why::no_group:
            return {f.text + " stands for a group of a pattern, but the row's `when` has none",
                    "Add a condition such as { Sent = { matches = '^(\\S+)' } }."};
        case Why::bad_name:
            return {in_quotes(f.text) + " is not a name for a source",
                    "Use letters a to z, digits and -, at most 40; \"li\" and \"row\" are taken."};
        case Why::unknown_zone:
            return {in_quotes(f.text) + " is not a time zone", "Use an IANA name, such as \"Europe/Berlin\"."};
        case Why::unknown_map:
            return {fmt::format("there is no map {}{}", in_quotes(f.text), did_you_mean(f.text, f.choices)),
                    fmt::format("Add [maps.{}], even without a line below it.", f.text)};
        case Why::no_time_column:
            return {"no time is read from this column" + did_you_mean(f.text, f.choices),
                    "A format is for a column that stands alone in `at`, `from` or `to`" +
                        (f.choices.empty() ? std::string(".") : ": " + quoted_list(f.choices) + ".")};
        case Why::no_event_rule:
            return {"it needs either `event`, or [[row.events]], or `leave_out`", ""};
        case Why::contradiction:
            return {f.text, ""};
        case Why::unused_map:
            return {"no value uses this map",
                    fmt::format("Name it in a row, as seat = {{ value = \"{{Owner}}\", map = {} }}, or delete it.{}",
                                in_quotes(f.text), f.choices.empty() ? "" : " The rows name " + quoted_list(f.choices) + ".")};
        case Why::unused_lookup:
            return {"no value uses a column of this table",
                    fmt::format("Name one in a row, as \"{{{}.COLUMN}}\", or delete the lookup.", f.text)};
        case Why::no_effect:
            return {"this changes nothing: " + f.text, "Delete it, or mend what keeps it from taking effect."};
        case Why::no_file:
            return {"there is no file " + in_quotes(f.text),
                    fmt::format("Put it beside the rules or the table, or give it with {}.", option_for(f.key))};
        case Why::outside_folder:
            return {in_quotes(f.text) + " lies outside the folder of the rules and the table",
                    fmt::format("Move it there, or give it with {}.", option_for(f.key))};
        case Why::no_regular_file:
            return {in_quotes(f.text) + " is not a file, but a folder, a pipe or a device", "Name a file with a header line."};
        case Why::one_column:
            return {in_quotes(f.text) + " has one column, but a map needs two: from and to",
                    "It has " + quoted_list(f.choices) + "."};
        case Why::no_column:
            return {"no column " + in_quotes(f.text) + did_you_mean(f.text, f.choices),
                    "The file has " + quoted_list(f.choices) + "."};
        case Why::twice_in_file:
            break;
    }
    return {in_quotes(f.text) + " stands there twice", "Keep one of them."};
}

/// Whether none of the columns is there, so that the line may be a title and no header.
bool has_header_below(const TableLacksColumns& f) {
    constexpr std::size_t few = 2;
    const auto filled = std::count_if(f.columns.begin(), f.columns.end(), [](const auto& name) { return !name.empty(); });
    return static_cast<std::size_t>(filled) <= few && f.missing.size() > few;
}

struct RulesFaultWords {
    ErrorWords operator()(const UnreadableRules& f) const {
        if (f.error == 0) return {fmt::format("{} is longer than {} bytes", f.file, f.most), "Rules files are short.", {}};
        return {fmt::format("cannot read {}: {}", f.file, std::strerror(f.error)),
                f.kind == RulesKind::sequence ? "`inmail sequences` lists the sequences that ship"
                                              : "`inmail import rules` lists the rules that ship",
                {}};
    }
    ErrorWords operator()(const BadRules& f) const {
        auto [what, next_step] = rules_flaw_words(f);
        const std::string place = f.line == 0 ? f.file : fmt::format("{}, line {}", f.file, f.line);
        return {fmt::format("{}: {}{}", place, f.key.empty() ? "" : f.key + ": ", what),
                next_step.empty() ? see_page(f.kind) : next_step,
                {}};
    }
    ErrorWords operator()(const NoSuchRules& f) const {
        const bool is_sequence = f.kind == RulesKind::sequence;
        return {fmt::format("there {} {}{}", is_sequence ? "is no sequence" : "are no rules", in_quotes(f.name),
                            did_you_mean(f.name, f.shipped)),
                fmt::format("Give the name of {} that {} ({}), or a file.", is_sequence ? "one" : "rules",
                            is_sequence ? "ships" : "ship", enumeration(f.shipped)),
                {}};
    }
    ErrorWords operator()(const NoRulesFit& f) const {
        return {fmt::format("{}: no rules that ship fit its columns: {}", f.file, quoted_list(f.columns)),
                "`inmail import rules new FILE` begins rules of your own for it (docs/import-rules.md); give them with --rules "
                "FILE. `inmail import rules` shows which columns the shipped ones need.",
                {}};
    }
    ErrorWords operator()(const SeveralRulesFit& f) const {
        return {
            fmt::format("{}: its columns fit the rules {}", f.file, enumeration(f.fitting)), "Say which with --rules NAME.", {}};
    }
    ErrorWords operator()(const OtherKind& f) const {
        const std::string command = f.kind == "totals" ? "compare" : f.kind == "prospects" ? "route" : "import csv";
        return {fmt::format("the rules {} are of the kind '{}'", f.rules, f.kind),
                fmt::format("Such a table is for `inmail {} FILE`.", command),
                {}};
    }
    ErrorWords operator()(const TableLacksColumns& f) const {
        std::vector<std::string> missing;
        for (const auto& column : f.missing) {
            const auto is_used_below = [&column](const auto& other) { return other.name == column.name && other.line > 0; };
            if (column.line == 0 && std::any_of(f.missing.begin(), f.missing.end(), is_used_below)) continue;
            missing.push_back(in_quotes(column.name) + (column.line == 0 ? "" : fmt::format(" (line {})", column.line)));
        }
        std::vector<std::string> named;
        std::copy_if(f.columns.begin(), f.columns.end(), std::back_inserter(named),
                     [](const auto& name) { return !name.empty(); });
        const bool is_one = missing.size() == 1;
        return {fmt::format("{} lacks {} {} that the rules {} need", f.file, is_one ? "the column" : "the columns",
                            enumeration(missing), f.rules),
                fmt::format("It has {}.{}", quoted_list(named),
                            has_header_below(f) ? " Is its header on a later line? Then set skip_lines in the rules." : ""),
                {}};
    }
    ErrorWords operator()(const TableHasColumnTwice& f) const {
        return {fmt::format("{} has two columns that may be {}, which the rules {} need: {} and {}", f.file, in_quotes(f.column),
                            f.rules, in_quotes(f.first), in_quotes(f.second)),
                "Rename one of them in the table.",
                {}};
    }
    ErrorWords operator()(const NoSuchTable& f) const {
        const std::string have = f.known.empty() ? "They have none." : "They have " + quoted_list(f.known) + ".";
        return {fmt::format("{}: the rules {} have no {}{}", f.option, f.rules, in_quotes(f.name), did_you_mean(f.name, f.known)),
                have,
                {}};
    }
    ErrorWords operator()(const EmptyTable& f) const {
        return {f.file + " is empty", "It needs a header line that names its columns.", {}};
    }
    ErrorWords operator()(const ContradictingDates& f) const {
        return {fmt::format("{} has dates in two orders: {} in line {} has its day first, {} in line {} its month", f.table,
                            in_quotes(f.day_first.text), f.day_first.line, in_quotes(f.month_first.text), f.month_first.line),
                "Say below [formats] of the rules which column has which, or correct the table.",
                {}};
    }
};

}  // namespace

ErrorWords words_of(const RulesFault& fault) { return std::visit(RulesFaultWords{}, fault); }

}  // namespace inmail::render
