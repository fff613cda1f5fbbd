#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "inmail/io/event_csv.hpp"
#include "spooled_texts.hpp"

namespace inmail::app {

/// A message of a table that waits for rows further down.
struct WaitingRow {
    io::EventRow event;
    bool shares_row{false};  ///< other events have the same line
};

/// Messages of a table that wait, a million of them if need be: they are kept as SpooledTexts keeps texts.
class WaitingRows {
  public:
    explicit WaitingRows(std::string name) : texts_(std::move(name)) {}

    /// Returns the row's place. Places ascend.
    std::uint64_t add(const WaitingRow& row);
    [[nodiscard]] WaitingRow at(std::uint64_t place);

  private:
    SpooledTexts texts_;
};

}  // namespace inmail::app
