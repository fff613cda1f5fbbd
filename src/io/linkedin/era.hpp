#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "csv_reader.hpp"

namespace inmail::io::linkedin {

/// The columns of a messages.csv that are read, in any era.
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

/// The column's name as exports since 2020 write it: for messages to the user.
[[nodiscard]] std::string_view name_of(MessageColumn column);

/// The header of a messages.csv: which column stands where. Two layouts of one width exist, so position says nothing.
class MessageHeader {
  public:
    /// Nothing where the record is not the header of a messages.csv. Throws InputError for one with a column twice.
    [[nodiscard]] static std::optional<MessageHeader> of(const CsvRecord& record, const std::string& file);

    [[nodiscard]] bool has(MessageColumn column) const { return at(column).has_value(); }
    /// The raw cell; empty where the era has no such column.
    [[nodiscard]] std::string_view cell(const CsvRecord& record, MessageColumn column) const;
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Whether each row tells its conversation; without, threads are inferred (exports up to 2020).
    [[nodiscard]] bool has_conversations() const { return has(MessageColumn::conversation); }

  private:
    [[nodiscard]] const std::optional<std::size_t>& at(MessageColumn column) const {
        return places_[static_cast<std::size_t>(column)];
    }

    std::array<std::optional<std::size_t>, column_count> places_;
    std::size_t size_{0};
};

}  // namespace inmail::io::linkedin
