#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/time.hpp"

namespace inmail {
class FoldSource;
}

namespace inmail::app {

/// The display names of seats, by handle. Seats without one are left out.
using SeatPeople = std::map<std::string, std::string>;
[[nodiscard]] SeatPeople seat_people(FoldSource& store, Instant as_of, std::optional<Instant> known_at = std::nullopt);

/// The team of this name that seats are in, whatever its case; none: no seat is in one.
[[nodiscard]] std::optional<std::string> team_named(FoldSource& store, Instant as_of, const std::string& typed);

/// The handles of the seats whose display names fit what was typed best: the same words, else parts of them. Case and accents do
/// not count. Empty: none fits.
[[nodiscard]] std::vector<std::string> seats_of_person(const SeatPeople& people, const std::string& typed);

}  // namespace inmail::app
