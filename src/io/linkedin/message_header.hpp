#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "csv_reader.hpp"

namespace inmail::io::linkedin {

/// The columns of a messages.csv that the import reads. No export has all of them.
enum class MessageColumn {
    conversation,
    title,
    from,
    sender_url,
    to,
    recipient_urls,
    date,
    subject,
    content,
    direction,
    folder,
    message_draft,
    conversation_draft,
};
constexpr std::size_t column_count = 13;

/// The column's name in exports since 2020, for messages to the user.
[[nodiscard]] std::string_view name_of(MessageColumn column);

/// The header of a messages.csv: the position of each column. It differs between exports with equally many columns.
class MessageHeader {
  public:
    /// Nothing if the record is not the header of a messages.csv. Throws InputError if a column appears twice.
    [[nodiscard]] static std::optional<MessageHeader> of(const CsvRecord& record, const std::string& file);

    [[nodiscard]] bool has(MessageColumn column) const { return at(column).has_value(); }
    /// The raw cell; empty if the file has no such column.
    [[nodiscard]] std::string_view cell(const CsvRecord& record, MessageColumn column) const;
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Whether rows give a conversation id. Exports up to 2020 have none, so conversations are inferred.
    [[nodiscard]] bool has_conversations() const { return has(MessageColumn::conversation); }

  private:
    [[nodiscard]] const std::optional<std::size_t>& at(MessageColumn column) const {
        return index_of_[static_cast<std::size_t>(column)];
    }

    std::array<std::optional<std::size_t>, column_count> index_of_;  ///< by MessageColumn
    std::size_t size_{0};
};

}  // namespace inmail::io::linkedin
