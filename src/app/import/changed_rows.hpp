#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"

namespace inmail::app {

/// Finds which new rows of a file correct rows that an earlier file had. A row with an explicit key corrects none that had one.
class ChangedRows {
  public:
    /// `is_left_alone`, by event: its row is not recorded. The two must then agree in seat, kind and person, and lie no further
    /// apart than two records of one event.
    ChangedRows(const std::vector<const EventRecord*>& rows, const std::vector<RecordedEvent>& events,
                std::vector<bool> is_left_alone);

    /// For each row its event; null: it is new.
    [[nodiscard]] std::vector<const RecordedEvent*> run();

    /// What a row and the event that it corrects may have in common, the likeliest first. Empty: nothing of that sort.
    [[nodiscard]] static std::array<std::string, 3> subjects_of(const EventRecord& record);

  private:
    void pair_by(std::size_t subject);
    /// The nearest in time first.
    void pair(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& events, Duration most, std::size_t subject);
    [[nodiscard]] bool may_pair(std::size_t row, std::size_t event, Duration most, std::size_t subject) const;

    const std::vector<const EventRecord*>& rows_;
    const std::vector<RecordedEvent>& events_;
    std::vector<bool> is_left_alone_;  ///< by event
    std::vector<bool> is_taken_;       ///< by event
    std::vector<const RecordedEvent*> pairs_;
};

}  // namespace inmail::app
