#include "event_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "in_quotes.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/suggestion.hpp"

namespace inmail::io {
namespace {

const std::vector<std::string>& known_columns() {
    static const std::vector<std::string> names(column_names.begin(), column_names.end());
    return names;
}

[[noreturn]] void fail(const CsvRecord& header, const std::string& file_name, const std::string& why) {
    throw InputError(fmt::format("{}, line {}: {}", file_name, header.line, why),
                     fmt::format("The first line must name columns from this list, with commas between them: {}.",
                                 fmt::join(column_names, ", ")));
}

}  // namespace

EventHeader::EventHeader(const CsvRecord& header, const std::string& file_name) : width_(header.field_count) {
    if (!header.flaw.empty()) fail(header, file_name, header.flaw);
    if (width_ > header.fields.size()) {
        fail(header, file_name, fmt::format("{} columns are too many: at most {}", width_, header.fields.size()));
    }
    if (width_ == 1 && header.fields[0].find_first_of(";\t") != std::string::npos) {
        fail(header, file_name,
             fmt::format("no commas in {}: are its fields separated by another character?", in_quotes(header.fields[0])));
    }
    std::vector<std::string> flaws;
    for (std::size_t i = 0; i < width_; ++i) {
        const std::string& name = header.fields[i];
        const auto known = std::find(column_names.begin(), column_names.end(), name);
        if (known == column_names.end()) {
            flaws.push_back(name.empty()
                                ? fmt::format("column {} has no name", i + 1)
                                : fmt::format("unknown column {}{}", in_quotes(name), did_you_mean(name, known_columns())));
            continue;
        }
        auto& index = index_of_[static_cast<std::size_t>(known - column_names.begin())];
        if (index) flaws.push_back(fmt::format("column '{}' appears twice", name));
        index = i;
    }
    for (const EventColumn needed : {EventColumn::at, EventColumn::event}) {
        if (!index_of_[static_cast<std::size_t>(needed)]) flaws.push_back(fmt::format("no column '{}'", name_of(needed)));
    }
    if (!flaws.empty()) fail(header, file_name, fmt::format("{}", fmt::join(flaws, "; ")));
}

}  // namespace inmail::io
