#include "inmail/io/table_reader.hpp"

#include <algorithm>
#include <istream>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "csv_header.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/rules_faults.hpp"
#include "inmail/text/encoding.hpp"
#include "table/folded.hpp"
#include "table/open_table.hpp"
#include "table/pattern.hpp"
#include "table/row_evaluation.hpp"
#include "table/table_time.hpp"

namespace inmail::io {
namespace {

/// Spreadsheets and CRMs have hundreds.
constexpr std::size_t max_table_columns = 4096;

void go_back(std::istream& in) {
    in.clear();
    in.seekg(0);
    ensure(in.good(), "a table that is read twice can be read from its beginning again");
}

/// One reading of a table.
class TableReading {
  public:
    TableReading(std::istream& in, const std::string& name, const TableRules& rules)
        : name_(name), rules_(rules), reader_(std::make_unique<IstreamBytes>(in, name), name, options()) {
        CsvRecord header = read_header(reader_, name, rules.skip_lines);
        for (auto& field : header.fields) field = table_text(field, rules.encoding);
        bind(header.fields);
    }

    bool next(CsvRecord& record) {
        while (reader_.next(record)) {
            if (is_end(record)) {
                end_line_ = record.line;
                return false;
            }
            // A row of nothing but separators is counted, so that the counts add up to what a spreadsheet shows.
            if (!record.is_blank() || record.field_count > 1) return true;
        }
        return false;
    }
    /// The next record behind the one that ends the table. What stands there may be no table, so nothing is wrong with it.
    bool next_behind_end(CsvRecord& record) {
        try {
            return end_line_ != 0 && reader_.next(record);
        } catch (const InputError&) { return false; }
    }
    /// Of the record that ended the table; 0: it ended with its file.
    [[nodiscard]] std::int64_t end_line() const { return end_line_; }

    [[nodiscard]] const std::vector<std::optional<std::size_t>>& places() const { return places_; }
    [[nodiscard]] std::size_t width() const { return width_; }
    [[nodiscard]] std::int64_t bytes_read() const { return reader_.bytes_read(); }
    [[nodiscard]] std::vector<std::string> unused_columns() const { return unused_; }

  private:
    CsvOptions options() {
        CsvOptions options = table_options();
        options.separator = rules_.separator;
        for (const auto& column : rules_.columns) folded_.push_back(folded_column_name(column));
        options.header_names.assign(folded_.begin(), folded_.end());
        return options;
    }

    void bind(const std::vector<std::string>& names) {
        const CsvHeader header(names);
        width_ = header.size();
        std::vector<rules_fault::TableLacksColumns::Column> missing;
        for (const auto& column : rules_.columns) {
            if (!header.find(folded_column_name(column))) missing.push_back({column, 0});
        }
        std::vector<bool> is_used(names.size(), false);
        std::vector<std::size_t> read{0};
        for (const auto& use : rules_.columns_used) {
            const auto place = use.lookup ? std::nullopt : header.find(use.folded);
            if (!place && !use.lookup && !use.is_optional) missing.push_back({use.name, use.line});
            if (place) {
                if (const auto again = header.find_again(*place))
                    throw InvalidRules(
                        rules_fault::TableHasColumnTwice{name_, rules_.file, use.name, names[*place], names[*again]});
                read.push_back(*place);
                is_used[*place] = true;
            }
            places_.push_back(place);
        }
        if (!missing.empty()) throw InvalidRules(rules_fault::TableLacksColumns{name_, rules_.file, missing, names});
        for (std::size_t i = 0; i < width_; ++i) {
            if (!is_used[i]) unused_.push_back(names[i]);
        }
        reader_.read_only(read);
    }

    [[nodiscard]] bool is_end(const CsvRecord& record) const {
        if (record.flaw) return false;
        if (rules_.end_fields != 0 && record.filled_count == rules_.end_fields) return true;
        return rules_.end_first && !record.fields.empty() &&
               rules_.end_first->find(trim(table_text(record.fields[0], rules_.encoding)));
    }

    const std::string& name_;
    const TableRules& rules_;
    std::vector<std::string> folded_;  ///< names of columns, for the reader
    CsvReader reader_;
    std::vector<std::optional<std::size_t>> places_;
    std::vector<std::string> unused_;
    std::size_t width_{0};
    std::int64_t end_line_{0};
};

/// The columns of times whose way of writing the rules leave open.
std::vector<std::size_t> open_time_columns(const TableRules& rules) {
    std::vector<std::size_t> open = time_columns(rules);
    const auto is_settled = [&rules](std::size_t column) {
        const auto& used = rules.columns_used[column];
        return !used.format.empty() || used.lookup.has_value();
    };
    open.erase(std::remove_if(open.begin(), open.end(), is_settled), open.end());
    return open;
}

/// What the rows of a table have, so that others can be compared with them.
class RowShape {
  public:
    RowShape(const TableRules& rules, const std::vector<std::optional<std::size_t>>& places,
             const std::vector<std::string>& formats, const Zone& zone)
        : rules_(rules), places_(places), formats_(formats), zone_(zone), times_(time_columns(rules)) {}

    /// A row that gives events.
    void learn(const CsvRecord& row) { fewest_filled_ = std::min(fewest_filled_.value_or(filled(row)), filled(row)); }
    /// Whether the record has a time where rows have it, or as many cells as the emptiest of them.
    [[nodiscard]] bool fits(const CsvRecord& record) const {
        if (record.flaw) return false;
        constexpr std::size_t fewest = 2;
        return has_time(record) || filled(record) >= std::max(fewest, fewest_filled_.value_or(places_.size()));
    }

  private:
    [[nodiscard]] std::string cell(const CsvRecord& record, std::size_t column) const {
        const auto place = places_[column];
        if (!place || *place >= record.fields.size()) return {};
        return std::string(trim(table_text(record.fields[*place], rules_.encoding)));
    }
    /// The filled cells of those that are read.
    [[nodiscard]] std::size_t filled(const CsvRecord& record) const {
        std::size_t count = 0;
        for (std::size_t column = 0; column < places_.size(); ++column) count += cell(record, column).empty() ? 0 : 1;
        return count;
    }
    [[nodiscard]] bool has_time(const CsvRecord& record) const {
        return std::any_of(times_.begin(), times_.end(), [&](std::size_t column) {
            const std::string text = cell(record, column);
            return !text.empty() && parse_table_time(text, formats_[column], zone_);
        });
    }

    const TableRules& rules_;
    const std::vector<std::optional<std::size_t>>& places_;
    const std::vector<std::string>& formats_;
    const Zone& zone_;
    std::vector<std::size_t> times_;
    std::optional<std::size_t> fewest_filled_;
};

/// Looks through the table for what proves whether days or months come first. Stops early where columns hold other times.
void prove_orders(std::istream& in, const std::string& name, const TableRules& rules, std::vector<std::string>& formats) {
    auto open = open_time_columns(rules);
    if (open.empty()) return;
    TableReading reading(in, name, rules);
    OrderProof proof;  // a file is written in one way
    std::set<std::size_t> numbered;
    CsvRecord record;
    while (!open.empty() && reading.next(record)) {
        if (record.flaw) continue;
        for (auto column = open.begin(); column != open.end();) {
            const auto place = reading.places()[*column];
            const bool is_empty = !place || *place >= record.fields.size() || trim(record.fields[*place]).empty();
            if (!is_empty && proof.learn(record.fields[*place], record.line)) numbered.insert(*column);
            const bool holds_other_times = !is_empty && numbered.count(*column) == 0;
            column = holds_other_times ? open.erase(column) : column + 1;
        }
    }
    if (const auto& day = proof.day_first(), &month = proof.month_first(); day && month)
        throw InvalidRules(rules_fault::ContradictingDates{name, *day, *month});
    for (const auto column : numbered) formats[column] = proof.format();
    go_back(in);
}

}  // namespace

CsvOptions table_options() {
    CsvOptions options;
    options.quotes = CsvOptions::Quotes::tolerant;
    options.max_columns = max_table_columns;
    options.source = file_fault::UnreadableCsv::Source::table;
    return options;
}

CsvRecord read_header(CsvReader& reader, const std::string& name, std::int64_t skip_lines) {
    CsvRecord header;
    do {
        if (!reader.next(header)) throw InvalidRules(rules_fault::EmptyTable{name});
    } while (header.line <= skip_lines || header.is_blank());
    header.fields.resize(std::max(header.fields.size(), header.filled_count));
    return header;
}

std::string table_text(std::string field, TableRules::Encoding encoding) {
    using Encoding = TableRules::Encoding;
    if (encoding == Encoding::windows_1252 && !is_printable_ascii(field)) return from_windows_1252(field);
    if (encoding == Encoding::automatic && !is_utf8(field)) return from_windows_1252(field);
    return field;
}

TableSummary read_table(std::istream& in, const std::string& name, const TableRules& rules, const Zone& zone,
                        const TableSink& sink) {
    std::vector<std::string> formats;
    for (const auto& used : rules.columns_used) formats.push_back(used.format);
    prove_orders(in, name, rules, formats);
    TableReading reading(in, name, rules);
    const Zone own_zone = rules.zone.empty() ? zone : Zone::named(rules.zone);
    RowEvaluation evaluation(rules, reading.places(), formats, own_zone);
    RowShape shape(rules, reading.places(), formats, own_zone);
    const bool has_end = rules.end_first || rules.end_fields != 0;
    TableSummary summary;
    summary.unused_columns = reading.unused_columns();
    std::int64_t bytes_reported = 0;
    CsvRecord record;
    while (reading.next(record)) {
        ++summary.rows;
        if (sink.progress && reading.bytes_read() != std::exchange(bytes_reported, reading.bytes_read()))
            sink.progress({summary.rows, bytes_reported});
        if (record.filled_count > reading.width() && !record.flaw) {
            record.flaw = ValueFlaw{FlawKind::field_count};
            record.flaw->number = static_cast<std::int64_t>(record.field_count);
            record.flaw->most = static_cast<std::int64_t>(reading.width());
        }
        if (record.flaw) {
            sink.rejected({record.line, {}, *record.flaw});
            continue;
        }
        if (record.is_blank()) {
            sink.row({record.line, 0, "empty row", {}});
            continue;
        }
        EvaluatedRow row = evaluation.evaluate(record);
        if (sink.cells) sink.cells(record.line, row.row.rule_line, evaluation.cells());
        if (row.flaws.empty()) {
            if (has_end && row.row.left_out.empty()) shape.learn(record);
            sink.row(std::move(row.row));
            continue;
        }
        if (sink.keys_of_rejected) sink.keys_of_rejected(record.line, row.row.other_keys);
        for (auto& flaw : row.flaws) sink.rejected({record.line, std::move(flaw.column), std::move(flaw.reason)});
    }
    summary.not_utf8 = evaluation.not_utf8();
    summary.end_line = reading.end_line();
    while (reading.next_behind_end(record)) {
        if (shape.fits(record)) summary.behind_end.add(record.line);
    }
    return summary;
}

std::vector<std::string> columns_of_table(std::istream& in, const std::string& name) {
    CsvReader reader(std::make_unique<IstreamBytes>(in, name), name, table_options());
    CsvRecord header = read_header(reader, name, 0);
    for (auto& field : header.fields) field = table_text(field, TableRules::Encoding::automatic);
    header.fields.resize(CsvHeader(header.fields).size());
    go_back(in);
    return header.fields;
}

bool fits(const TableRules& rules, const std::vector<std::string>& columns) {
    const CsvHeader header(columns);
    return std::all_of(rules.columns.begin(), rules.columns.end(),
                       [&header](const auto& column) { return header.find(folded_column_name(column)).has_value(); });
}

}  // namespace inmail::io
