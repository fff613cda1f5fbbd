#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "csv_reader.hpp"

namespace inmail::io {

/// The columns of an events CSV, in the order in which they are written.
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
    recorded_at,
    batch,
    figures,
};
constexpr std::size_t column_count = 22;
constexpr std::array<std::string_view, column_count> column_names{
    "at",     "event",    "seat",   "pool",  "team",     "name", "plan", "rulebook", "prospect",    "channel", "outcome",
    "thread", "campaign", "amount", "price", "currency", "note", "key",  "ref",      "recorded_at", "batch",   "figures"};

constexpr std::string_view name_of(EventColumn column) { return column_names.at(static_cast<std::size_t>(column)); }

/// Where each column stands in one file.
class EventHeader {
  public:
    /// Throws InputError that names every unknown, doubled or missing column.
    EventHeader(const CsvRecord& header, const std::string& file_name);

    /// How many fields each row must have.
    [[nodiscard]] std::size_t width() const { return width_; }
    /// The field of a row; empty where the file has no such column.
    [[nodiscard]] std::string_view field(const CsvRecord& row, EventColumn column) const {
        const auto place = places_[static_cast<std::size_t>(column)];
        return place ? std::string_view(row.fields[*place]) : std::string_view();
    }

  private:
    std::size_t width_;
    std::array<std::optional<std::size_t>, column_count> places_{};
};

}  // namespace inmail::io
