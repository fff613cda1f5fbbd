#include "linkedin/message_header.hpp"

#include "csv_header.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

constexpr std::array<std::string_view, column_count> export_columns{
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "DIRECTION",
    "FOLDER",
    "IS MESSAGE DRAFT",
    "IS CONVERSATION DRAFT",
};

}  // namespace

std::string_view name_of(MessageColumn column) { return export_columns[static_cast<std::size_t>(column)]; }

std::optional<MessageHeader> MessageHeader::of(const CsvRecord& record, const std::string& file) {
    const CsvHeader header(record.fields);
    MessageHeader result;
    result.size_ = header.size();
    for (std::size_t i = 0; i < column_count; ++i) result.index_of_[i] = header.find(export_columns[i]);

    for (const auto needed : {MessageColumn::from, MessageColumn::to, MessageColumn::date, MessageColumn::subject}) {
        if (!result.has(needed)) return std::nullopt;
    }
    if (const auto twice = header.doubled()) {
        using archive_fault::BadArchiveFile;
        const std::string name(strip(record.fields[*twice]));
        throw InvalidArchive(BadArchiveFile{BadArchiveFile::Why::column_twice, file, record.line, name});
    }
    return result;
}

std::string_view MessageHeader::cell(const CsvRecord& record, MessageColumn column) const {
    const auto& index = at(column);
    return index && *index < record.fields.size() ? std::string_view(record.fields[*index]) : std::string_view();
}

}  // namespace inmail::io::linkedin
