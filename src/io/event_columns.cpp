#include "event_columns.hpp"

#include <algorithm>
#include <vector>

#include "csv_header.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

const std::vector<std::string>& known_columns() {
    static const std::vector<std::string> names(column_names.begin(), column_names.end());
    return names;
}

[[noreturn]] void fail(const CsvRecord& header, const std::string& file_name, std::vector<ValueFlaw> flaws) {
    throw InvalidFile(file_fault::BadHeader{file_name, header.line, std::move(flaws), known_columns()});
}

ValueFlaw flaw_in(FlawKind kind, std::string_view given, std::size_t number = 0) {
    ValueFlaw flaw{kind, std::string(given)};
    flaw.number = static_cast<std::int64_t>(number);
    return flaw;
}

/// By EventColumn.
const std::vector<std::string>& folded_columns() {
    static const std::vector<std::string> folded = [] {
        std::vector<std::string> names;
        for (const auto name : column_names) names.push_back(folded_column_name(name));
        return names;
    }();
    return folded;
}

}  // namespace

EventHeader::EventHeader(const CsvRecord& record, const std::string& file_name) {
    if (record.flaw) fail(record, file_name, {*record.flaw});
    if (record.filled_count > record.fields.size()) {
        ValueFlaw flaw = flaw_in(FlawKind::too_many_columns, {}, record.filled_count);
        flaw.most = static_cast<std::int64_t>(record.fields.size());
        fail(record, file_name, {flaw});
    }
    const CsvHeader header(record.fields);
    width_ = header.size();
    if (width_ == 1 && record.fields[0].find_first_of(" :") != std::string::npos)
        fail(record, file_name, {flaw_in(FlawKind::no_commas, record.fields[0])});
    std::vector<ValueFlaw> flaws;
    for (std::size_t i = 0; i < width_; ++i) {
        const std::string& name = record.fields[i];
        const auto& folded = folded_columns();
        const auto known = std::find(folded.begin(), folded.end(), header.names()[i]);
        if (known == folded.end()) {
            flaws.push_back(flaw_in(trim(name).empty() ? FlawKind::nameless_column : FlawKind::unknown_column, name, i + 1));
            flaws.back().choices = known_columns();
            continue;
        }
        auto& index = index_of_[static_cast<std::size_t>(known - folded.begin())];
        if (index) flaws.push_back(flaw_in(FlawKind::column_twice, name));
        index = i;
    }
    for (const EventColumn needed : {EventColumn::at, EventColumn::event}) {
        if (!index_of_[static_cast<std::size_t>(needed)]) flaws.push_back(flaw_in(FlawKind::needs_column, name_of(needed)));
    }
    if (!flaws.empty()) fail(record, file_name, std::move(flaws));
}

std::vector<std::size_t> EventHeader::columns() const {
    std::vector<std::size_t> columns;
    for (const auto& index : index_of_) {
        if (index) columns.push_back(*index);
    }
    return columns;
}

}  // namespace inmail::io
