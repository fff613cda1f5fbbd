#include "table/row_rules.hpp"

#include <algorithm>
#include <utility>

#include "csv_header.hpp"
#include "inmail/text/in_quotes.hpp"
#include "table/folded.hpp"
#include "table/pattern.hpp"

namespace inmail::io {
namespace {

using Why = TomlTable::Why;

constexpr std::string_view missing_key = "missing";

std::vector<std::string> names_of(const std::vector<TableMap>& maps) {
    std::vector<std::string> names;
    for (const auto& map : maps) {
        if (!map.name.empty()) names.push_back(map.name);
    }
    return names;
}

/// The fields of rules of a kind, and the keys beside them.
std::vector<std::string_view> keys_of(TableRules::Kind kind, std::initializer_list<std::string_view> others) {
    std::vector<std::string_view> keys(others);
    const auto add = [&keys](TableField first, TableField last) {
        for (auto i = static_cast<std::size_t>(first); i <= static_cast<std::size_t>(last); ++i)
            keys.push_back(table_field_names[i]);
    };
    switch (kind) {
        case TableRules::Kind::events:
            add(TableField::at, TableField::key);
            break;
        case TableRules::Kind::prospects:
            add(TableField::seat, TableField::prospect);
            add(TableField::name, TableField::priority);
            break;
        case TableRules::Kind::totals:
            add(TableField::seat, TableField::seat);
            add(TableField::from, TableField::declined);
            break;
    }
    return keys;
}

template <class Choice>
std::vector<std::string> names_of_all(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.emplace_back(to_string(static_cast<Choice>(i)));
    return names;
}

EventKind message_kind(const std::string& name) {
    if (name == "reply") return EventKind::reply;
    return name == "bounce" ? EventKind::bounce : EventKind::send;
}

}  // namespace

bool has_pattern(const Conditions& when) {
    using Kind = Conditions::Condition::Kind;
    return std::any_of(when.all.begin(), when.all.end(), [](const auto& c) { return c.kind == Kind::matches && !c.negated; }) ||
           std::any_of(when.any.begin(), when.any.end(), has_pattern);
}

TableRules::ColumnUse RowRulesReader::column_use(const std::string& name) const {
    TableRules::ColumnUse used{name, folded_column_name(name)};
    for (std::size_t i = 0; i < rules_.lookups.size(); ++i) {
        const std::string prefix = rules_.lookups[i].name + ".";
        if (name.compare(0, prefix.size(), prefix) != 0) continue;
        used.lookup = i;
        used.folded = folded_column_name(name.substr(prefix.size()));
    }
    return used;
}

std::size_t RowRulesReader::use(const std::string& name, std::uint32_t line) {
    TableRules::ColumnUse used = column_use(name);
    used.line = line;
    for (std::size_t i = 0; i < rules_.columns_used.size(); ++i) {
        const auto& known = rules_.columns_used[i];
        if (known.folded == used.folded && known.lookup == used.lookup) return i;
    }
    rules_.columns_used.push_back(std::move(used));
    return rules_.columns_used.size() - 1;
}

TextTemplate RowRulesReader::read_template(const TomlTable& at, std::string_view key, const std::string& text, bool groups,
                                           bool is_else) {
    using Part = TextTemplate::Part;
    TextTemplate result;
    for (std::size_t place = 0; place < text.size();) {
        const auto open = std::min(text.find('{', place), text.size());
        if (open > place) result.parts.push_back({Part::Kind::text, text.substr(place, open - place)});
        if (open == text.size()) break;
        const auto close = text.find('}', open);
        if (close == std::string::npos || close == open + 1) at.fail(key, Why::bad_template, text);
        const std::string name = text.substr(open + 1, close - open - 1);
        const bool is_group = name.size() == 1 && name[0] >= '1' && name[0] <= '9';
        if (is_else && name != "value") at.fail(key, Why::bad_template, text);
        if (is_group && !groups) at.fail(key, Why::no_group, "{" + name + "}");
        if (is_else)
            result.parts.push_back({Part::Kind::group, {}, 0});
        else if (is_group)
            result.parts.push_back({Part::Kind::group, {}, static_cast<std::size_t>(name[0] - '0')});
        else
            result.parts.push_back({Part::Kind::column, {}, use(name, at.line_of(key))});
        place = close + 1;
    }
    return result;
}

RowRule RowRulesReader::read(const TomlTable& row) {
    const bool makes_events = rules_.kind == TableRules::Kind::events;
    row.allow_only(makes_events ? keys_of(rules_.kind, {"when", "leave_out", "events", "event", missing_key})
                                : keys_of(rules_.kind, {"when", "leave_out"}));
    RowRule rule;
    rule.line = row.line();
    if (const auto when = row.inner("when")) rule.when = read_when(*when);
    if (const auto reason = row.text("leave_out")) {
        if (trim(*reason).empty() || has_control(*reason)) row.fail("leave_out", Why::wrong_type, "a reason in words");
        if (row.has("event") || row.has("events")) row.fail("leave_out", Why::no_event_rule);
        for (auto&& [key, node] : row.table()) {
            if (key.str() != "when" && key.str() != "leave_out") row.fail(key.str(), Why::no_effect, "the row is left out");
        }
        rule.leave_out = *reason;
        return rule;
    }
    if (!makes_events) {
        rule.events.push_back(read_facts(row, has_pattern(rule.when)));
        return rule;
    }
    const auto events = row.list("events");
    if (events.empty() == !row.has("event")) row.fail({}, Why::no_event_rule);
    check_effects(row, events);
    const bool groups = has_pattern(rule.when);
    EventRule of_row;
    read_values(row, of_row, groups);
    if (events.empty()) rule.events.push_back(read_event(row, of_row, groups));
    for (const auto& event : events) {
        event.allow_only(keys_of(rules_.kind, {"when", "event", missing_key}));
        EventRule part = of_row;
        if (const auto when = event.inner("when")) part.when = read_when(*when);
        read_values(event, part, groups);
        part.shares_key = events.size() > 1 && !event.has("key");
        rule.events.push_back(read_event(event, part, groups));
    }
    return rule;
}

void RowRulesReader::check_effects(const TomlTable& row, const std::vector<TomlTable>& events) const {
    const auto is_reply = [](const TomlTable& event) { return event.choice("event", {"send", "reply", "bounce"}) == "reply"; };
    const auto check_outcome = [](const TomlTable& at, bool has_reply) {
        if (at.has("outcome") && !has_reply) at.fail("outcome", Why::no_effect, "only a reply has an outcome");
    };
    if (events.empty()) return check_outcome(row, is_reply(row));
    check_outcome(row, std::any_of(events.begin(), events.end(), is_reply));
    for (const auto& event : events) check_outcome(event, is_reply(event));
    for (auto&& [key, node] : row.table()) {
        if (key.str() == "when" || key.str() == "events") continue;
        const auto has_own = [name = key.str()](const TomlTable& event) { return event.has(name); };
        if (std::all_of(events.begin(), events.end(), has_own))
            row.fail(key.str(), Why::no_effect, "each [[row.events]] has its own");
    }
}

EventRule RowRulesReader::read_event(const TomlTable& event, const EventRule& of_row, bool) {
    EventRule rule = of_row;
    const auto kind = event.choice("event", {"send", "reply", "bounce"});
    if (!kind) event.fail("event", Why::missing_key, "send, reply or bounce");
    rule.event = message_kind(*kind);
    if (!rule.value(TableField::at)) event.fail("at", Why::missing_key, "the column of the time");
    return rule;
}

EventRule RowRulesReader::read_facts(const TomlTable& row, bool has_groups) {
    EventRule facts;
    read_values(row, facts, has_groups);
    const auto require = [&](TableField field, const char* what) {
        if (!facts.value(field)) row.fail(table_field_names[static_cast<std::size_t>(field)], Why::missing_key, what);
    };
    if (rules_.kind == TableRules::Kind::prospects) {
        require(TableField::prospect, "the column of the person");
        return facts;
    }
    require(TableField::seat, "the column of the seat");
    require(TableField::sends, "the column of the InMails sent");
    if (facts.value(TableField::from) || facts.value(TableField::to)) {
        require(TableField::from, "the column of the period's first day");
        require(TableField::to, "the column of the period's last day");
    }
    return facts;
}

void RowRulesReader::read_values(const TomlTable& from, EventRule& into, bool has_groups) {
    for (std::size_t i = 0; i < table_field_names.size(); ++i) {
        if (!from.has(table_field_names[i])) continue;
        into.values[i] = read_value(from, table_field_names[i], has_groups);
        check_choices(from, static_cast<TableField>(i), *into.values[i]);
    }
    if (const auto missing = from.choice(missing_key, {"reject", "leave out"})) into.leaves_out_missing = *missing == "leave out";
}

/// A channel or an outcome that the rules themselves write is checked before any table is.
void RowRulesReader::check_choices(const TomlTable& from, TableField field, const ValueRule& value) const {
    if (field != TableField::channel && field != TableField::outcome) return;
    const std::vector<std::string> choices =
        field == TableField::channel ? names_of_all<Channel>(channel_count) : names_of_all<Outcome>(outcome_count);
    const std::string_view key = table_field_names[static_cast<std::size_t>(field)];
    const auto check = [&](const std::string& text) {
        const bool is_known =
            text.empty() || (field == TableField::channel ? parse_channel(text).has_value() : parse_outcome(text).has_value());
        if (!is_known) from.fail(key, Why::unknown_value, text, choices);
    };
    const auto check_constant = [&check](const TextTemplate& text) {
        if (text.parts.size() == 1 && text.parts[0].kind == TextTemplate::Part::Kind::text) check(text.parts[0].text);
    };
    if (!value.map) {
        std::for_each(value.alternatives.begin(), value.alternatives.end(), check_constant);
        return;
    }
    const TableMap& map = rules_.maps[*value.map];
    for (const auto& entry : map.entries) check(entry.second);
    if (map.otherwise) check_constant(*map.otherwise);
}

std::vector<TextTemplate> RowRulesReader::read_alternatives(const TomlTable& from, std::string_view key, bool has_groups) {
    std::vector<TextTemplate> alternatives;
    const auto is_fixed = [](const TextTemplate& text) {
        const auto is_text = [](const auto& part) { return part.kind == TextTemplate::Part::Kind::text; };
        return !text.parts.empty() && std::all_of(text.parts.begin(), text.parts.end(), is_text);
    };
    const auto texts = from.texts(key).value_or(std::vector<std::string>{});
    for (const auto& text : texts) {
        if (!alternatives.empty() && is_fixed(alternatives.back()))
            from.fail(key, Why::no_effect, "the text before " + in_quotes(text) + " is never empty");
        alternatives.push_back(read_template(from, key, text, has_groups));
    }
    if (alternatives.empty()) from.fail(key, Why::wrong_type, "text in quotes; an empty list has no value");
    return alternatives;
}

ValueRule RowRulesReader::read_value(const TomlTable& from, std::string_view key, bool has_groups) {
    ValueRule value;
    const toml::node* node = from.find(key);
    if (!node->is_table()) {
        value.alternatives = read_alternatives(from, key, has_groups);
        return value;
    }
    const TomlTable table = *from.inner(key);
    table.allow_only({"value", "map", "else", "split"});
    if (!table.has("value")) table.fail("value", Why::missing_key, "the column");
    value.alternatives = read_alternatives(table, "value", has_groups);
    if (const auto split = table.text("split")) {
        if (key != "prospect" || split->empty()) table.fail("split", Why::wrong_type, "text between several prospects");
        value.split = *split;
    }
    if (table.has("map"))
        value.map = read_map(table, has_groups);
    else if (table.has("else"))
        table.fail("else", Why::missing_key, "a map beside it");
    return value;
}

std::size_t RowRulesReader::read_map(const TomlTable& value, bool) {
    TableMap map;
    map.line = value.line_of("map");
    if (const auto inner = value.find("map")->is_table() ? value.inner("map") : std::nullopt) {
        for (auto&& [from, to] : inner->table()) {
            const auto text = to.value_exact<std::string>();
            if (!text) inner->fail(from.str(), Why::wrong_type, "text in quotes");
            if (!map.entries.emplace(folded_value(from.str()), *text).second)
                inner->fail(from.str(), Why::twice_in_file, std::string(from.str()));
        }
    } else {
        const std::string name = *value.text("map");
        const auto known = std::find_if(rules_.maps.begin(), rules_.maps.end(), [&](const auto& m) { return m.name == name; });
        if (known == rules_.maps.end()) value.fail("map", Why::unknown_map, name, names_of(rules_.maps));
        if (!value.has("else")) return static_cast<std::size_t>(known - rules_.maps.begin());
        value.fail("else", Why::wrong_type, "a key of the map itself, [maps." + name + "]");
    }
    if (const auto otherwise = value.text("else")) map.otherwise = read_template(value, "else", *otherwise, false, true);
    rules_.maps.push_back(std::move(map));
    return rules_.maps.size() - 1;
}

Conditions RowRulesReader::read_when(const TomlTable& when) {
    Conditions result;
    for (auto&& [key, node] : when.table()) {
        const bool is_any = key.str() == "any" && node.is_array() && node.as_array()->is_homogeneous<toml::table>();
        if (!is_any) {
            result.all.push_back(read_condition(when, key.str()));
            continue;
        }
        for (const auto& one : when.list("any")) result.any.push_back(read_when(one));
    }
    return result;
}

Conditions::Condition RowRulesReader::read_condition(const TomlTable& when, std::string_view column) {
    Conditions::Condition condition;
    condition.column = use(std::string(column), when.line_of(column));
    if (when.find(column)->is_table()) {
        read_test(*when.inner(column), condition);
        return condition;
    }
    add_values(when, column, condition);
    return condition;
}

void RowRulesReader::add_values(const TomlTable& from, std::string_view key, Conditions::Condition& condition) const {
    const auto values = from.texts(key).value_or(std::vector<std::string>{});
    for (const auto& value : values) {
        std::string folded = folded_value(value);
        const auto& empty = rules_.empty_words;
        if (!folded.empty() && std::find(empty.begin(), empty.end(), folded) != empty.end())
            from.fail(key, Why::no_effect, "`empty` says that " + in_quotes(value) + " means nothing: test { empty = true }");
        condition.values.push_back(std::move(folded));
    }
    if (condition.values.empty()) from.fail(key, Why::wrong_type, "a value, or a list with at least one");
}

void RowRulesReader::read_test(const TomlTable& test, Conditions::Condition& condition) {
    using Kind = Conditions::Condition::Kind;
    test.allow_only({"matches", "not", "empty"});
    if (test.table().size() != 1) test.fail({}, Why::wrong_type, "one of matches, not, empty");
    if (const auto empty = test.flag("empty")) {
        condition.kind = Kind::is_empty;
        condition.negated = condition.negated == *empty;
    } else if (const auto text = test.text("matches")) {
        std::string why;
        condition.kind = Kind::matches;
        condition.pattern = Pattern::compile(*text, why);
        if (!condition.pattern) test.fail("matches", Why::bad_pattern, why);
    } else if (test.find("not")->is_table()) {
        if (condition.negated) test.fail("not", Why::wrong_type, "a value or a test that has no not");
        condition.negated = true;
        read_test(*test.inner("not"), condition);
    } else {
        condition.negated = !condition.negated;
        add_values(test, "not", condition);
    }
}

}  // namespace inmail::io
