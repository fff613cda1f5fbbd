#pragma once

#include <bitset>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

/// Gives keys to the rows of one file that have none, in the order of the file. A row gets the first of its possible keys that no
/// earlier row has taken (docs/reference.md, Events as CSV). Asks the ledger, in which the earlier rows stand by then, which keys
/// are taken. So a file may have any length: this remembers one bit for each event, and the keys of rows without an event.
class DerivedKeys {
  public:
    explicit DerivedKeys(Store& store) : store_(store) {}

    /// The key of the first such row.
    [[nodiscard]] static std::string first_key_of(const EventRecord& record);
    /// The key of the next row, which has none. Report what became of the row before asking for another key.
    [[nodiscard]] std::string key_of(const EventRecord& record);
    /// The row stands for this event, which it brought or found.
    void stands_for(EventId event);
    /// The row with this key stands for none, or does not yet.
    void stands_for_none(const std::string& key) { without_event_.insert(key); }

  private:
    [[nodiscard]] bool is_taken(const std::string& key);

    Store& store_;
    static constexpr std::int64_t events_a_block = 4096;
    /// By event: whether a row without a key stands for it. In blocks: ids may have gaps.
    std::unordered_map<std::int64_t, std::bitset<events_a_block>> in_file_;
    std::unordered_set<std::string> without_event_;
};

}  // namespace inmail::app
