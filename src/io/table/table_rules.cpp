#include "inmail/io/table_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include "csv_header.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/text/in_quotes.hpp"
#include "table/folded.hpp"
#include "table/pattern.hpp"
#include "table/row_rules.hpp"
#include "table/table_time.hpp"
#include "toml/toml_file.hpp"

namespace inmail::io {
namespace {

using Why = TomlTable::Why;

constexpr std::int64_t max_skip_lines = 1000;

class RulesReader {
  public:
    RulesReader(const toml::table& table, const std::string& file) : top_(table, {file, RulesKind::table}, {}), rows_(rules_) {
        rules_.file = file;
    }

    TableRules read() {
        read_kind();
        read_source();
        read_shape();
        read_sense();
        read_maps();
        read_lookups();
        const auto rows = top_.list("row");
        if (rows.empty()) top_.fail("row", Why::missing_key, "a [[row]] that says what a row is");
        for (const auto& row : rows) read_row(row);
        check_otherwise();
        check_maps();
        check_lookups();
        read_formats();
        read_optional();
        return std::move(rules_);
    }

  private:
    void read_kind() {
        const auto kind = top_.choice("kind", {"events", "prospects", "totals"}).value_or("events");
        const auto place = std::find(table_kind_names.begin(), table_kind_names.end(), kind) - table_kind_names.begin();
        rules_.kind = static_cast<TableRules::Kind>(place);
        std::vector<std::string_view> keys{"kind", "name",  "columns",   "optional", "encoding", "separator", "skip_lines",
                                           "end",  "empty", "otherwise", "formats",  "maps",     "lookups",   "row"};
        if (rules_.kind == TableRules::Kind::events) keys.insert(keys.end(), {"zone", "replies", "replies_need_send", "same"});
        top_.allow_only(keys);
    }

    void read_source() {
        const auto name = top_.text("name");
        if (!name) top_.fail("name", Why::missing_key, "the name of the source, which stands in keys");
        constexpr std::size_t most = 40;
        const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
        if (name->empty() || name->size() > most || !std::all_of(name->begin(), name->end(), allowed) || *name == "li" ||
            *name == "row")
            top_.fail("name", Why::bad_name, *name);
        rules_.name = *name;
        rules_.columns = top_.texts("columns").value_or(std::vector<std::string>{});
        if (top_.has("columns") && rules_.columns.empty())
            top_.fail("columns", Why::wrong_type, "the columns by which the table is recognised");
        if (rules_.columns.empty()) top_.fail("columns", Why::missing_key, "the columns by which the table is recognised");
    }

    /// After the rows, which say what is used: a name that none uses is a mistake.
    void read_optional() {
        const auto names = top_.texts("optional").value_or(std::vector<std::string>{});
        for (const auto& name : names) {
            const std::string folded = folded_column_name(name);
            const auto used = std::find_if(rules_.columns_used.begin(), rules_.columns_used.end(),
                                           [&folded](const auto& column) { return !column.lookup && column.folded == folded; });
            if (used == rules_.columns_used.end()) {
                std::vector<std::string> all;
                for (const auto& column : rules_.columns_used) all.push_back(column.name);
                top_.fail("optional", Why::unknown_value, name, all);
            }
            const auto is_same = [&folded](const auto& column) { return folded_column_name(column) == folded; };
            if (std::any_of(rules_.columns.begin(), rules_.columns.end(), is_same))
                top_.fail("optional", Why::no_effect, in_quotes(name) + " is one of `columns`, which every table must have");
            used->is_optional = true;
        }
    }

    void read_shape() {
        const auto encoding = top_.choice("encoding", {"auto", "utf-8", "windows-1252", "utf-16"}).value_or("auto");
        if (encoding == "utf-8") rules_.encoding = TableRules::Encoding::utf8;
        if (encoding == "windows-1252") rules_.encoding = TableRules::Encoding::windows_1252;
        if (encoding == "utf-16") rules_.encoding = TableRules::Encoding::utf16;
        const auto separator = top_.text("separator").value_or("auto");
        const bool is_one = separator.size() == 1 &&
                            (separator == "\t" || std::ispunct(static_cast<unsigned char>(separator[0]))) && separator != "\"";
        if (separator != "auto" && !is_one) top_.fail("separator", Why::wrong_type, "\"auto\" or one character such as \";\"");
        if (is_one) rules_.separator = separator[0];
        rules_.skip_lines = top_.number("skip_lines").value_or(0);
        if (rules_.skip_lines > max_skip_lines) top_.fail("skip_lines", Why::wrong_type, "at most 1000");
        if (const auto end = top_.inner("end")) read_end(*end);
        const auto empty = top_.texts("empty").value_or(std::vector<std::string>{});
        for (const auto& word : empty) rules_.empty_words.push_back(folded_value(word));
    }

    void read_end(const TomlTable& end) {
        end.allow_only({"first", "fields"});
        if (const auto first = end.text("first")) {
            std::string why;
            rules_.end_first = Pattern::compile(*first, why);
            if (!rules_.end_first) end.fail("first", Why::bad_pattern, why);
        }
        rules_.end_fields = static_cast<std::size_t>(end.number("fields").value_or(0));
        if (!rules_.end_first && rules_.end_fields == 0) end.fail({}, Why::missing_key, "first or fields");
    }

    void read_sense() {
        rules_.zone = top_.text("zone").value_or("");
        if (!rules_.zone.empty()) {
            try {
                static_cast<void>(Zone::named(rules_.zone));
            } catch (const InputError&) { top_.fail("zone", Why::unknown_zone, rules_.zone); }
        }
        rules_.first_reply_only = top_.choice("replies", {"each", "first"}).value_or("each") == "first";
        rules_.replies_need_send = top_.flag("replies_need_send").value_or(false);
        rules_.leaves_out_others = top_.choice("otherwise", {"reject", "leave out"}).value_or("reject") == "leave out";
        rules_.same = top_.texts("same").value_or(std::vector<std::string>{});
        const std::vector<std::string> facts{"event", "seat", "prospect", "day"};
        for (const auto& fact : rules_.same) {
            if (std::find(facts.begin(), facts.end(), fact) == facts.end()) top_.fail("same", Why::unknown_value, fact, facts);
        }
    }

    void read_maps() {
        const auto maps = top_.inner("maps");
        if (!maps) return;
        for (auto&& [name, node] : maps->table()) {
            const TomlTable table = *maps->inner(name.str());
            TableMap map;
            map.name = name.str();
            map.line = table.line_of("file");
            map.file = table.text("file").value_or("");
            const bool has_columns = !map.file.empty();
            for (auto&& [from, to] : table.table()) {
                if (from.str() == "file" || from.str() == "else") continue;
                const auto text = table.text(from.str());
                if (has_columns && (from.str() == "from" || from.str() == "to")) continue;
                if (has_columns) table.fail(from.str(), Why::no_effect, "the map's values are those of " + in_quotes(map.file));
                if (!map.entries.emplace(folded_value(from.str()), *text).second)
                    table.fail(from.str(), Why::twice_in_file, std::string(from.str()));
            }
            if (has_columns) {
                map.from = table.text("from").value_or("");
                map.to = table.text("to").value_or("");
            }
            if (const auto otherwise = table.text("else"))
                map.otherwise = rows_.read_template(table, "else", *otherwise, false, true);
            rules_.maps.push_back(std::move(map));
        }
    }

    void read_lookups() {
        const auto lookups = top_.inner("lookups");
        if (!lookups) return;
        for (auto&& [name, node] : lookups->table()) {
            const TomlTable table = *lookups->inner(name.str());
            table.allow_only({"file", "on"});
            TableLookup lookup;
            lookup.name = name.str();
            lookup.line = table.line_of("file");
            const auto file = table.text("file");
            const auto on = table.text("on");
            if (!file) table.fail("file", Why::missing_key, "the second table");
            if (!on) table.fail("on", Why::missing_key, "the column that both tables have");
            lookup.file = *file;
            lookup.on = *on;
            lookup.key = rows_.use(*on, table.line_of("on"));
            rules_.lookups.push_back(std::move(lookup));
        }
    }

    void read_row(const TomlTable& row) {
        if (takes_all_) row.fail({}, Why::no_effect, fmt::format("the [[row]] in line {} takes every row", *takes_all_));
        rules_.rows.push_back(rows_.read(row));
        const auto& when = rules_.rows.back().when;
        if (when.all.empty() && when.any.empty()) takes_all_ = rules_.rows.back().line;
    }

    void check_otherwise() const {
        if (takes_all_ && top_.has("otherwise"))
            top_.fail("otherwise", Why::no_effect, fmt::format("the [[row]] in line {} takes every row", *takes_all_));
    }

    void check_maps() const {
        std::set<std::size_t> used;
        for (const auto& row : rules_.rows) {
            for (const auto& event : row.events) {
                for (const auto& value : event.values) {
                    if (value && value->map) used.insert(*value->map);
                }
            }
        }
        std::vector<std::string> names;
        for (const std::size_t map : used) {
            if (!rules_.maps[map].name.empty()) names.push_back(rules_.maps[map].name);
        }
        for (std::size_t i = 0; i < rules_.maps.size(); ++i) {
            const std::string& name = rules_.maps[i].name;
            if (used.count(i) == 0) top_.inner("maps")->fail(name, Why::unused_map, name, names);
        }
    }

    void check_lookups() const {
        for (std::size_t i = 0; i < rules_.lookups.size(); ++i) {
            const auto& used = rules_.columns_used;
            const bool is_used = std::any_of(used.begin(), used.end(), [i](const auto& column) { return column.lookup == i; });
            const std::string& name = rules_.lookups[i].name;
            if (!is_used) top_.inner("lookups")->fail(name, Why::unused_lookup, name);
        }
    }

    void read_formats() {
        const auto formats = top_.inner("formats");
        if (!formats) return;
        const auto times = time_columns(rules_);
        for (auto&& [column, node] : formats->table()) {
            const auto format = *formats->text(column.str());
            if (!is_time_format(format)) {
                formats->fail(column.str(), Why::unknown_value, format,
                              {"d/m/y", "m/d/y", "y-m-d", "d.m.y", "unix", "unix-ms", "%d %b %Y %H:%M"});
            }
            const auto is_named = [&, used = rows_.column_use(std::string(column.str()))](std::size_t time) {
                const auto& of_time = rules_.columns_used[time];
                return of_time.folded == used.folded && of_time.lookup == used.lookup;
            };
            const auto time = std::find_if(times.begin(), times.end(), is_named);
            if (time == times.end()) {
                std::vector<std::string> names;
                for (const auto place : times) names.push_back(rules_.columns_used[place].name);
                formats->fail(column.str(), Why::no_time_column, std::string(column.str()), std::move(names));
            }
            if (!rules_.columns_used[*time].format.empty())
                formats->fail(column.str(), Why::twice_in_file, rules_.columns_used[*time].name);
            rules_.columns_used[*time].format = format;
        }
    }

    TableRules rules_;
    TomlTable top_;
    RowRulesReader rows_;
    std::optional<std::uint32_t> takes_all_;  ///< the line of the row without conditions
};

}  // namespace

std::vector<std::size_t> time_columns(const TableRules& rules) {
    std::vector<std::size_t> columns;
    const auto add = [&columns](const ValueRule& value) {
        for (const auto& text : value.alternatives) {
            const bool is_column = text.parts.size() == 1 && text.parts[0].kind == TextTemplate::Part::Kind::column;
            if (is_column) columns.push_back(text.parts[0].index);
        }
    };
    for (const auto& row : rules.rows) {
        for (const auto& event : row.events) {
            for (const auto field : {TableField::at, TableField::from, TableField::to}) {
                if (event.value(field)) add(*event.value(field));
            }
        }
    }
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    return columns;
}

TableRules read_table_rules(std::string_view text, const std::string& file) {
    const toml::table table = parse_toml(text, {file, RulesKind::table});
    return RulesReader(table, file).read();
}

TableRules read_table_rules(const std::filesystem::path& path) {
    TableRules rules = read_table_rules(toml_text_of(path, RulesKind::table), path.string());
    rules.folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return rules;
}

}  // namespace inmail::io
