#include "table/row_evaluation.hpp"

#include <algorithm>
#include <utility>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"
#include "table/folded.hpp"
#include "table/open_table.hpp"
#include "table/table_time.hpp"

namespace inmail::io {
namespace {

/// The parts of a text between separators, without empty ones.
std::vector<std::string> parts_of(const std::string& text, const std::string& separator) {
    std::vector<std::string> parts;
    for (std::size_t place = 0; place <= text.size();) {
        const auto end = std::min(text.find(separator, place), text.size());
        const std::string part(trim(std::string_view(text).substr(place, end - place)));
        if (!part.empty()) parts.push_back(part);
        place = end + separator.size();
    }
    return parts;
}

}  // namespace

EvaluatedRow RowEvaluation::evaluate(const CsvRecord& record) {
    read_columns(record);
    groups_ = {};
    EvaluatedRow result = evaluated(record);
    const bool is_left_out = !result.row.left_out.empty() && result.row.events.empty();
    if (is_left_out || !result.flaws.empty()) add_other_keys(result.row);
    hide_secrets(result);
    return result;
}

EvaluatedRow RowEvaluation::evaluated(const CsvRecord& record) {
    EvaluatedRow result;
    result.row.line = record.line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_utf8(columns_[i])) result.flaws.push_back({rules_.columns_used[i].name, {FlawKind::not_utf8, columns_[i]}});
    }
    if (!result.flaws.empty()) return result;
    for (const auto& rule : rules_.rows) {
        if (!holds(rule.when)) continue;
        result.row.rule_line = rule.line;
        result.row.left_out = rule.leave_out;
        for (const auto& event : rule.events) {
            if (rules_.kind == TableRules::Kind::totals)
                result.row.totals = totals_of(event, result);
            else if (rules_.kind == TableRules::Kind::prospects)
                add_prospects(event, result);
            else if (holds(event.when))
                add_events(event, result);
        }
        const bool makes_events = rules_.kind == TableRules::Kind::events;
        if (makes_events && rule.leave_out.empty() && result.row.events.empty() && result.flaws.empty() &&
            result.row.left_out.empty())
            result.row.left_out = "no event in the row";
        return result;
    }
    if (rules_.leaves_out_others)
        result.row.left_out = "no rule takes it";
    else
        result.flaws.push_back({{}, {FlawKind::no_rule_takes}});
    return result;
}

/// By rules whose key needs no pattern's groups, which this row may not fit.
void RowEvaluation::add_other_keys(TableRow& row) const {
    const auto is_group = [](const auto& part) { return part.kind == TextTemplate::Part::Kind::group; };
    const auto has_group = [&is_group](const TextTemplate& text) {
        return std::any_of(text.parts.begin(), text.parts.end(), is_group);
    };
    auto& keys = row.other_keys;
    for (const auto& rule : rules_.rows) {
        for (const auto& event : rule.events) {
            const auto& value = event.value(TableField::key);
            if (!value || value->map) continue;
            if (std::any_of(value->alternatives.begin(), value->alternatives.end(), has_group)) continue;
            const std::string key = control_space_as_space(first_filled(*value).text);
            if (!key.empty() && std::find(keys.begin(), keys.end(), rules_.name + ":" + key) == keys.end())
                keys.push_back(rules_.name + ":" + key);
        }
    }
}

void RowEvaluation::read_columns(const CsvRecord& record) {
    columns_.resize(rules_.columns_used.size());
    const auto take = [this](std::size_t i, std::string text) {
        text = table_text(std::move(text), rules_.encoding);
        const bool means_nothing = !rules_.empty_words.empty() && std::find(rules_.empty_words.begin(), rules_.empty_words.end(),
                                                                            folded_value(text)) != rules_.empty_words.end();
        columns_[i] = means_nothing ? std::string() : std::string(trim(text));
    };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (rules_.columns_used[i].lookup) continue;
        const auto place = places_[i];
        note_encoding(i, record);
        take(i, place && *place < record.fields.size() ? record.fields[*place] : std::string());
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto& used = rules_.columns_used[i];
        if (!used.lookup) continue;
        const auto& lookup = rules_.lookups[*used.lookup];
        const auto row = lookup.rows.find(columns_[lookup.key]);
        take(i, row == lookup.rows.end() ? std::string() : row->second.at(used.folded));
    }
}

/// Where the encoding is found cell by cell, one cell of bytes that are not UTF-8 would be read otherwise without a word.
void RowEvaluation::note_encoding(std::size_t column, const CsvRecord& record) {
    const auto place = places_[column];
    if (rules_.encoding != TableRules::Encoding::automatic || !place || *place >= record.fields.size()) return;
    const std::string& field = record.fields[*place];
    if (is_printable_ascii(field)) return;
    if (is_utf8(field)) {
        const auto is_beyond_ascii = [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; };
        has_utf8_ = has_utf8_ || std::any_of(field.begin(), field.end(), is_beyond_ascii);
        return;
    }
    auto& found = not_utf8_[column];
    if (found.rows.rows == 0) {
        found.column = rules_.columns_used[column].name;
        found.read_as = is_secret(column) ? std::string(hidden_text) : from_windows_1252(field);
    }
    found.rows.add(record.line);
}

std::vector<TableSummary::NotUtf8> RowEvaluation::not_utf8() const {
    std::vector<TableSummary::NotUtf8> all;
    if (!has_utf8_) return all;
    for (const auto& [column, found] : not_utf8_) all.push_back(found);
    return all;
}

std::vector<TableCell> RowEvaluation::cells() const {
    std::map<std::size_t, TableCell> by_place;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!places_[i] || columns_[i].empty()) continue;
        std::string text = is_secret(i) ? std::string(hidden_text) : columns_[i];
        if (!is_utf8(text)) text = from_windows_1252(text);
        by_place.emplace(*places_[i], TableCell{rules_.columns_used[i].name, std::move(text)});
    }
    std::vector<TableCell> cells;
    for (auto& [place, cell] : by_place) cells.push_back(std::move(cell));
    return cells;
}

void RowEvaluation::hide_secrets(EvaluatedRow& row) const {
    for (const std::size_t i : secret_columns_) {
        if (!columns_[i].empty()) row.row.secrets.push_back(columns_[i]);
    }
    for (auto& flaw : row.flaws) hide(row.row.secrets, flaw.reason);
}

bool RowEvaluation::holds(const Conditions& when) {
    for (const auto& condition : when.all) {
        if (holds(condition) == condition.negated) return false;
    }
    return when.any.empty() ||
           std::any_of(when.any.begin(), when.any.end(), [this](const Conditions& one) { return holds(one); });
}

/// Whether what it asks is so, negated or not.
bool RowEvaluation::holds(const Conditions::Condition& condition) {
    const std::string& text = columns_[condition.column];
    switch (condition.kind) {
        case Conditions::Condition::Kind::is_empty:
            return text.empty();
        case Conditions::Condition::Kind::matches:
            return condition.pattern->find(text, &groups_);
        case Conditions::Condition::Kind::equals:
            break;
    }
    return std::find(condition.values.begin(), condition.values.end(), folded_value(text)) != condition.values.end();
}

void RowEvaluation::add_events(const EventRule& rule, EvaluatedRow& row) {
    bool is_left_out = false;
    EventRow event = event_of(rule, row, is_left_out);
    if (is_left_out) {
        row.row.left_out = std::string(to_string(rule.event)) + " without a time";
        return;
    }
    const auto& prospect = rule.value(TableField::prospect);
    std::vector<std::string> people{prospect ? first_filled(*prospect).text : std::string()};
    if (prospect && !prospect->split.empty()) people = parts_of(people.front(), prospect->split);
    const bool is_split = people.size() > 1;
    if (people.empty()) people.emplace_back();
    for (std::size_t i = 0; i < people.size(); ++i) {
        EventRow one = event;
        if (is_split && !one.record.key.empty()) one.record.key += ":" + std::to_string(i + 1);
        if (prospect) read_prospect(mapped(*prospect, people[i], "prospect", row), column_words(*prospect), one, row);
        row.row.events.push_back(std::move(one));
    }
}

EventRow RowEvaluation::event_of(const EventRule& rule, EvaluatedRow& row, bool& is_left_out) {
    EventRow event;
    EventRecord& r = event.record;
    r.line = row.row.line;
    r.kind = rule.event;
    read_time(rule, event, row, is_left_out);
    if (is_left_out) return event;
    r.seat = value(rule, TableField::seat, row);
    r.thread = value(rule, TableField::thread, row);
    r.campaign = value(rule, TableField::campaign, row);
    r.note = value(rule, TableField::note, row);
    const auto choice_flaw = [&](TableField field, const std::string& given, std::string_view what, auto count) {
        ValueFlaw flaw{FlawKind::unknown_choice, given, std::string(what)};
        using Choice = typename decltype(count)::value_type;
        for (std::size_t i = 0; i < count.size(); ++i) flaw.choices.emplace_back(to_string(static_cast<Choice>(i)));
        row.flaws.push_back({column_words(*rule.value(field)), std::move(flaw)});
    };
    if (const std::string channel = value(rule, TableField::channel, row); !channel.empty()) {
        r.channel = parse_channel(channel);
        if (!r.channel) choice_flaw(TableField::channel, channel, "channel", std::array<Channel, channel_count>{});
    } else if (rule.event == EventKind::send) {
        r.channel = Channel::inmail;
    }
    if (const std::string outcome = value(rule, TableField::outcome, row); !outcome.empty()) {
        r.outcome = parse_outcome(outcome);
        if (!r.outcome) choice_flaw(TableField::outcome, outcome, "outcome", std::array<Outcome, outcome_count>{});
    }
    if (rule.event != EventKind::reply) r.outcome.reset();
    if (const std::string key = value(rule, TableField::key, row); !key.empty()) {
        event.row_key = r.key = rules_.name + ":" + key;
        if (rule.shares_key) r.key += ":" + std::string(to_string(rule.event));
    }
    r.key_is_derived = r.key.empty();
    return event;
}

void RowEvaluation::read_time(const EventRule& rule, EventRow& event, EvaluatedRow& row, bool& is_left_out) {
    const ValueRule& at = *rule.value(TableField::at);
    const Found found = first_filled(at);
    if (found.text.empty()) {
        is_left_out = rule.leaves_out_missing;
        const bool is_answer = rule.event != EventKind::send;
        if (!is_left_out)
            row.flaws.push_back({column_words(at), {is_answer ? FlawKind::answer_without_time : FlawKind::needs_time}});
        return;
    }
    const auto when = parse_table_time(found.text, found.column ? formats_[*found.column] : std::string(), zone_);
    if (!when) {
        row.flaws.push_back({found.column ? rules_.columns_used[*found.column].name : "at", when.flaw()});
        return;
    }
    event.record.at = when->at;
    if (when->whole_day) event.record.bare_date = when->at;
    event.is_of_zone = rules_.zone.empty() && (when->whole_day || when->is_local);
}

void RowEvaluation::read_prospect(const std::string& given, const std::string& column, EventRow& event, EvaluatedRow& row) const {
    if (given.empty()) return;
    EventRecord& r = event.record;
    const auto key = prospect_key(given);
    const auto first = first_prospect_key(given);
    if (!key) {
        row.flaws.push_back({column, key.flaw()});
        return;
    }
    r.prospect = *key;
    if (first && *first != r.prospect) r.first_spelling = *first;
}

RowEvaluation::Found RowEvaluation::first_filled(const ValueRule& value) const {
    for (const auto& alternative : value.alternatives) {
        std::string text(trim(filled(alternative)));
        if (text.empty()) continue;
        const auto& parts = alternative.parts;
        const bool is_column = parts.size() == 1 && parts[0].kind == TextTemplate::Part::Kind::column;
        return {std::move(text), is_column ? std::optional{parts[0].index} : std::nullopt};
    }
    return {};
}

std::string RowEvaluation::mapped(const ValueRule& value, std::string text, std::string_view field, EvaluatedRow& row) const {
    if (!value.map || text.empty()) return text;
    const TableMap& map = rules_.maps[*value.map];
    const auto entry = map.entries.find(folded_value(text));
    const bool is_unfilled = entry != map.entries.end() && entry->second.empty() && field == "seat";
    if (entry != map.entries.end() && !is_unfilled) return entry->second;
    if (is_unfilled || !map.otherwise) {
        row.flaws.push_back(
            {column_words(value), {FlawKind::not_in_map, text, map.name.empty() ? std::string(field) : map.name}});
        return {};
    }
    std::string result;
    for (const auto& part : map.otherwise->parts) result += part.kind == TextTemplate::Part::Kind::text ? part.text : text;
    return result;
}

std::string RowEvaluation::value(const EventRule& rule, TableField field, EvaluatedRow& row) const {
    const auto& given = rule.value(field);
    if (!given) return {};
    // A line break in a campaign's or a thread's name is a blank.
    const std::string text = control_space_as_space(first_filled(*given).text);
    return mapped(*given, text, table_field_names[static_cast<std::size_t>(field)], row);
}

std::string RowEvaluation::column_words(const ValueRule& value) const {
    std::string words;
    for (const auto& alternative : value.alternatives) {
        for (const auto& part : alternative.parts) {
            if (part.kind != TextTemplate::Part::Kind::column) continue;
            words += (words.empty() ? "" : ", ") + rules_.columns_used[part.index].name;
        }
    }
    return words;
}

std::string RowEvaluation::filled(const TextTemplate& text) const {
    std::string result;
    bool has_column = false;
    bool is_filled = false;
    for (const auto& part : text.parts) {
        switch (part.kind) {
            case TextTemplate::Part::Kind::text:
                result += part.text;
                break;
            case TextTemplate::Part::Kind::column:
                has_column = true;
                is_filled = is_filled || !columns_[part.index].empty();
                result += columns_[part.index];
                break;
            case TextTemplate::Part::Kind::group:
                has_column = true;
                is_filled = is_filled || !groups_[part.index].empty();
                result += groups_[part.index];
                break;
        }
    }
    // "{Campaign}-{Lead}" of a row with neither is nothing.
    return has_column && !is_filled ? std::string() : result;
}

}  // namespace inmail::io
