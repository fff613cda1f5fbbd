#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Settles the times of rows with only a date (RULES section 2), in the order of their file. A later row may show that an earlier
/// one should have stood elsewhere: then the file is read again, with that known from the start.
class SettledDates {
  public:
    /// A seat or pool, and 00:00 UTC of a date.
    struct Place {
        bool is_pool{false};
        std::string name;
        Instant midnight;
        friend bool operator<(const Place& a, const Place& b) {
            return std::tie(a.is_pool, a.name, a.midnight) < std::tie(b.is_pool, b.name, b.midnight);
        }
        friend bool operator==(const Place& a, const Place& b) {
            return a.is_pool == b.is_pool && a.name == b.name && a.midnight == b.midnight;
        }
    };
    /// What an earlier reading of the file found out too late.
    struct Known {
        std::map<Place, Instant> starts;       ///< the instant for events that would be outside at 00:00
        std::map<std::string, Instant> sends;  ///< the latest send, by seat, prospect and date
        friend bool operator==(const Known& a, const Known& b) { return a.starts == b.starts && a.sends == b.sends; }
    };

    SettledDates(Store& store, Instant now, Known known) : store_(store), now_(now), known_(std::move(known)) {}

    /// The record's instant. Its prospect is spelled as it is recorded.
    [[nodiscard]] Instant settle(const EventRecord& record);
    /// Call it for each record that was appended.
    void appended(const EventRecord& record);
    /// Once all is appended: what should have been known. It equals what was known if every row stands where it should.
    [[nodiscard]] Known findings();

  private:
    [[nodiscard]] Instant send_of(const EventRecord& record);
    [[nodiscard]] Instant start_of_place(const EventRecord& record);
    [[nodiscard]] Instant computed(const Place& place);
    void learn_plan_changes();

    Store& store_;
    Instant now_;
    Known known_;
    bool learnt_{false};
    std::set<Place> changes_;  ///< dates, later than their 00:00, on which a subscribe or switch names a seat or pool
    std::map<Place, Instant> used_starts_;
    std::unordered_map<std::string, Instant> used_sends_;
    std::map<std::string, Instant> late_sends_;
};

}  // namespace inmail::app
