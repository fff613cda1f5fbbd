#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.hpp"

namespace inmail::io {

/// The columns of an events CSV, in the order in which an export writes them.
enum class EventColumn : std::size_t {
    at,
    event,
    seat,
    pool,
    team,
    name,
    plan,
    rulebook,
    prospect,
    channel,
    outcome,
    thread,
    campaign,
    amount,
    price,
    currency,
    note,
    key,
    ref,
    to,
    chars,
    billed,
    recorded_at,
    batch,
    figures,
};
constexpr std::size_t column_count = 25;
constexpr std::array<std::string_view, column_count> column_names{
    "at",      "event",   "seat",   "pool",     "team",        "name",  "plan",     "rulebook", "prospect",
    "channel", "outcome", "thread", "campaign", "amount",      "price", "currency", "note",     "key",
    "ref",     "to",      "chars",  "billed",   "recorded_at", "batch", "figures"};

constexpr std::string_view name_of(EventColumn column) { return column_names.at(static_cast<std::size_t>(column)); }

/// The header of an events CSV: the position of each column in one file.
class EventHeader {
  public:
    /// Throws InputError that names every unknown, repeated or missing column.
    EventHeader(const CsvRecord& record, const std::string& file_name);

    /// The positions of the columns, in no order.
    [[nodiscard]] std::vector<std::size_t> columns() const;
    /// The number of fields that each row must have.
    [[nodiscard]] std::size_t width() const { return width_; }
    /// The field of a row; empty if the file has no such column.
    [[nodiscard]] std::string_view field(const CsvRecord& row, EventColumn column) const {
        const auto index = index_of_[static_cast<std::size_t>(column)];
        return index ? std::string_view(row.fields[*index]) : std::string_view();
    }

  private:
    std::size_t width_{0};
    std::array<std::optional<std::size_t>, column_count> index_of_{};  ///< by EventColumn; nothing: not in the file
};

}  // namespace inmail::io
