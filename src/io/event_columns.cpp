#include "event_columns.hpp"

#include <algorithm>
#include <vector>

#include "inmail/core/file_faults.hpp"

namespace inmail::io {
namespace {

const std::vector<std::string>& known_columns() {
    static const std::vector<std::string> names(column_names.begin(), column_names.end());
    return names;
}

[[noreturn]] void fail(const CsvRecord& header, const std::string& file_name, std::vector<ValueFlaw> flaws) {
    throw InvalidFile(file_fault::BadEventHeader{file_name, header.line, std::move(flaws), known_columns()});
}

ValueFlaw flaw_in(FlawKind kind, std::string_view given, std::size_t number = 0) {
    ValueFlaw flaw{kind, std::string(given)};
    flaw.number = static_cast<std::int64_t>(number);
    return flaw;
}

}  // namespace

EventHeader::EventHeader(const CsvRecord& header, const std::string& file_name) : width_(header.field_count) {
    if (header.flaw) fail(header, file_name, {*header.flaw});
    if (width_ > header.fields.size()) {
        ValueFlaw flaw = flaw_in(FlawKind::too_many_columns, {}, width_);
        flaw.most = static_cast<std::int64_t>(header.fields.size());
        fail(header, file_name, {flaw});
    }
    if (width_ == 1 && header.fields[0].find_first_of(";\t") != std::string::npos)
        fail(header, file_name, {flaw_in(FlawKind::no_commas, header.fields[0])});
    std::vector<ValueFlaw> flaws;
    for (std::size_t i = 0; i < width_; ++i) {
        const std::string& name = header.fields[i];
        const auto known = std::find(column_names.begin(), column_names.end(), name);
        if (known == column_names.end()) {
            flaws.push_back(flaw_in(name.empty() ? FlawKind::nameless_column : FlawKind::unknown_column, name, i + 1));
            flaws.back().choices = known_columns();
            continue;
        }
        auto& index = index_of_[static_cast<std::size_t>(known - column_names.begin())];
        if (index) flaws.push_back(flaw_in(FlawKind::column_twice, name));
        index = i;
    }
    for (const EventColumn needed : {EventColumn::at, EventColumn::event}) {
        if (!index_of_[static_cast<std::size_t>(needed)]) flaws.push_back(flaw_in(FlawKind::needs_column, name_of(needed)));
    }
    if (!flaws.empty()) fail(header, file_name, std::move(flaws));
}

}  // namespace inmail::io
