#pragma once

#include <map>
#include <string>
#include <vector>

#include "inmail/app/seat_people.hpp"
#include "inmail/core/checked.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Finds the seats that the values of a table mean: a handle, the display name of one seat, or an address whose part before the @
/// is a handle but for dots and case. Never guesses between several.
class TypedSeats {
  public:
    TypedSeats(Store& store, Instant now) : store_(store), now_(now) {}

    /// The handle; else the flaw `needs_seat`, `unknown_seat` or `ambiguous_seat`.
    [[nodiscard]] const Checked<std::string>& find(const std::string& typed);

  private:
    [[nodiscard]] Checked<std::string> find_new(const std::string& typed);
    void read_seats();

    Store& store_;
    Instant now_;
    bool is_read_{false};
    std::vector<std::string> handles_;
    SeatPeople people_;
    std::map<std::string, Checked<std::string>> found_;  ///< by what was typed
};

}  // namespace inmail::app
