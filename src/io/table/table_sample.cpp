#include "table/table_sample.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>

#include "csv_header.hpp"
#include "inmail/core/rules_faults.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "table/folded.hpp"
#include "table/open_table.hpp"
#include "table/secrets.hpp"
#include "table/table_time.hpp"

namespace inmail::io {
namespace {

constexpr std::size_t most_rows = 100;
constexpr std::size_t most_name_bytes = 200;
constexpr std::array<std::string_view, 7> usual_empty_words{"-", "--", "---", "----", "n/a", "na", "none"};
/// Ways of writing time that name the month, or have no marks.
constexpr std::array<const char*, 10> patterns{"%d %b %Y", "%d %b %Y %H:%M",  "%d-%b-%Y",           "%b %d, %Y",
                                               "%b %d %Y", "%b %d, %Y %H:%M", "%b %d, %Y %I:%M %p", "%b %d, %Y, %I:%M %p",
                                               "%Y%m%d",   "%d-%b-%Y %H:%M"};

/// Titles and empty rows above a header are fewer.
constexpr std::size_t most_above_header = 30;

std::size_t filled_fields(const CsvRecord& record) {
    return static_cast<std::size_t>(
        std::count_if(record.fields.begin(), record.fields.end(), [](const auto& field) { return !trim(field).empty(); }));
}

/// The place of the header: the first record of which more than half is filled, compared with the fullest one. Titles fill less.
std::size_t header_among(const std::vector<CsvRecord>& records) {
    std::size_t fullest = 0;
    for (const auto& record : records) fullest = std::max(fullest, record.flaw ? 0 : filled_fields(record));
    const auto header = std::find_if(records.begin(), records.end(), [fullest](const auto& record) {
        return !record.flaw && filled_fields(record) * 2 > fullest;
    });
    return static_cast<std::size_t>(header - records.begin());
}

SampledColumn column_of(const std::string& field, const std::set<std::string>& earlier) {
    SampledColumn column;
    column.name = std::string(trim(field));
    column.folded = folded_column_name(column.name);
    const bool is_group = column.name.size() == 1 && is_digit(column.name[0]);
    column.is_usable = !column.folded.empty() && earlier.count(column.folded) == 0 && !is_group && is_utf8(column.name) &&
                       !has_control(column.name) && column.name.size() <= most_name_bytes &&
                       column.name.find_first_of("{}") == std::string::npos;
    column.is_private = speaks_of_secrets(column.folded);
    return column;
}

/// Whether nearly all are: sheets have a total or a remark among their times.
bool are_most(std::size_t count, std::size_t all) { return count > 0 && count * 4 >= all * 3; }

template <class Holds>
std::size_t count(const SampledColumn& column, Holds holds) {
    return static_cast<std::size_t>(std::count_if(column.values.begin(), column.values.end(), holds));
}

bool reads(const std::string& value, const std::string& format) {
    return static_cast<bool>(parse_table_time(value, format, Zone()));
}

bool is_unix(const std::string& value, std::size_t digits) {
    return value.size() == digits && std::all_of(value.begin(), value.end(), is_digit);
}

void settle_order(SampledColumn& column, const OrderProof& proof) {
    column.time.format = proof.format();
    column.time.is_open = column.time.format.empty();
    column.time.proof = column.values.front();
    for (const auto& value : column.values) {
        OrderProof alone;
        if (!alone.learn(value, 0) || alone.format().empty() || alone.format() != column.time.format) continue;
        column.time.proof = value;
        return;
    }
}

void find_time(SampledColumn& column, const OrderProof& proof) {
    auto& time = column.time;
    const auto& values = column.values;
    const auto has_clock = [](const std::string& v) { return v.find(':') != std::string::npos; };
    time.is_local = std::any_of(values.begin(), values.end(), has_clock);
    time.is_time = true;
    if (are_most(count(column, [](const auto& v) { return reads(v, {}); }), values.size())) {
        const auto when = parse_table_time(values.front(), {}, Zone());
        time.is_local = when && when->is_local;
        return;
    }
    if (are_most(count(column, [](const auto& v) { return OrderProof().learn(v, 0); }), values.size()))
        return settle_order(column, proof);
    constexpr std::size_t digits_of_seconds = 10;
    constexpr std::size_t digits_of_milliseconds = 13;
    time.proof = values.empty() ? std::string() : values.front();
    for (const auto& [format, digits] : {std::pair{"unix", digits_of_seconds}, std::pair{"unix-ms", digits_of_milliseconds}}) {
        time.format = format;
        if (are_most(count(column, [size = digits](const auto& v) { return is_unix(v, size); }), values.size())) return;
    }
    time.format = "y-m-d";
    if (are_most(count(column, [](const auto& v) { return reads(v, "y-m-d"); }), values.size())) return;
    for (const char* pattern : patterns) {
        time.format = pattern;
        if (are_most(count(column, [pattern](const auto& v) { return reads(v, pattern); }), values.size())) return;
    }
    const bool is_named_so = values.empty() && (column.folded.find("date") != std::string::npos ||
                                                (ends_with(column.folded, "at") && column.folded.size() > 4));
    time = {};
    time.is_time = is_named_so;
}

void add_row(const CsvRecord& record, TableSample& sample) {
    if (record.flaw || record.is_blank()) return;
    ++sample.rows;
    for (std::size_t i = 0; i < std::min(record.fields.size(), sample.columns.size()); ++i) {
        const std::string text = table_text(record.fields[i], TableRules::Encoding::automatic);
        const std::string value(trim(text));
        const std::string folded = folded_value(value);
        if (std::find(usual_empty_words.begin(), usual_empty_words.end(), folded) != usual_empty_words.end()) {
            if (std::find(sample.empty_words.begin(), sample.empty_words.end(), folded) == sample.empty_words.end())
                sample.empty_words.push_back(folded);
        } else if (!value.empty()) {
            sample.columns[i].values.push_back(value);
        }
    }
}

}  // namespace

TableSample sample_table(std::istream& table, const std::string& name) {
    CsvOptions options = table_options();
    options.max_field_bytes = options.max_record_bytes;
    CsvReader reader(std::make_unique<IstreamBytes>(table, name), name, options);
    TableSample sample;
    std::set<std::string> names;
    std::vector<CsvRecord> first;
    CsvRecord record;
    while (first.size() < most_above_header && reader.next(record)) first.push_back(record);
    const std::size_t header = header_among(first);
    if (header == first.size()) throw InvalidRules(rules_fault::EmptyTable{name});
    const auto is_text = [](const CsvRecord& above) { return !above.is_blank(); };
    const auto header_place = first.begin() + static_cast<std::ptrdiff_t>(header);
    if (std::any_of(first.begin(), header_place, is_text)) sample.skip_lines = first[header].line - 1;
    for (const auto& field : first[header].fields) {
        sample.columns.push_back(column_of(table_text(field, TableRules::Encoding::automatic), names));
        names.insert(sample.columns.back().folded);
    }
    for (std::size_t i = header + 1; sample.rows < most_rows; ++i) {
        if (i < first.size())
            record = first[i];
        else if (!reader.next(record))
            break;
        add_row(record, sample);
    }
    OrderProof proof;  // a table is written in one way
    for (auto& column : sample.columns) {
        std::set<std::string> known;
        for (const auto& value : column.values) {
            proof.learn(value, 0);
            if (known.insert(folded_value(value)).second) column.choices.push_back(value);
        }
    }
    for (auto& column : sample.columns) find_time(column, proof);
    return sample;
}

}  // namespace inmail::io
