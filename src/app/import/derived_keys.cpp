#include "import/derived_keys.hpp"

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/row_key.hpp"

namespace inmail::app {

std::string DerivedKeys::first_key_of(const EventRecord& record) { return RowKey(record).of_ordinal(1); }

std::string DerivedKeys::key_of(const EventRecord& record) {
    const RowKey row(record);
    std::string first = row.of_ordinal(1);
    if (!is_taken(first)) return first;
    // Those that are taken are the first ones, without a gap.
    std::int64_t taken = 1;
    std::int64_t open = 2;
    for (; is_taken(row.of_ordinal(open)); open *= 2) taken = open;
    while (open - taken > 1) {
        const std::int64_t middle = taken + (open - taken) / 2;
        (is_taken(row.of_ordinal(middle)) ? taken : open) = middle;
    }
    return row.of_ordinal(open);
}

void DerivedKeys::stands_for(EventId event) {
    in_file_[event.value / events_a_block].set(static_cast<std::size_t>(event.value % events_a_block));
}

bool DerivedKeys::is_taken(const std::string& key) {
    if (without_event_.count(key) != 0) return true;
    const auto event = store_.find_event(key);
    if (!event) return false;
    const auto block = in_file_.find(event->id.value / events_a_block);
    return block != in_file_.end() && block->second[static_cast<std::size_t>(event->id.value % events_a_block)];
}

}  // namespace inmail::app
