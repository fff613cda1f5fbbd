#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

// Events never change, and keys are unique. A row that was taken back is therefore recorded again under another key: K, K~2,
// K~3, ... are one row (RULES section 3).

/// K of K~n; any other key itself. A key may look like K~2 by chance.
[[nodiscard]] std::string_view first_of_family(std::string_view key);

/// The key before K~n in its family; empty if K~n is the first.
[[nodiscard]] std::string key_before(std::string_view key);

/// The first event of the event's family.
[[nodiscard]] EventId first_event_of_family(Reader& ledger, const RecordedEvent& event);

/// How an event was taken back.
enum class TakenBack : std::uint8_t {
    by_itself,   ///< somebody voided this one event: it stays voided until somebody asks for it
    with_batch,  ///< with its whole batch, by an undo or a void of the batch
    replaced,    ///< by a better or corrected record of the same event
    gone,        ///< its file was imported again without it
    ordinary,    ///< a fuller archive shows an ordinary message
};
[[nodiscard]] TakenBack how_taken_back(Reader& ledger, const RecordedEvent& voided);

class KeyFamily {
  public:
    /// `key`: any of the family's. The ledger need not know it.
    KeyFamily(Reader& ledger, std::string key);

    /// The member that is not taken back; null: there is none.
    [[nodiscard]] const RecordedEvent* in_force() const;
    /// The one recorded last. The family is not empty.
    [[nodiscard]] const RecordedEvent& last() const { return members_.back(); }
    /// The member that was recorded next after the one of this key; null: none was.
    [[nodiscard]] const RecordedEvent* after(const std::string& key) const;
    /// In the order of recording.
    [[nodiscard]] const std::vector<RecordedEvent>& members() const { return members_; }
    /// Of each member that was taken back.
    [[nodiscard]] std::vector<TakenBack> ways_taken_back(Reader& ledger) const;
    /// Under which the row may be recorded.
    [[nodiscard]] std::string next_key() const;

  private:
    std::string first_;                   ///< K
    std::vector<RecordedEvent> members_;  ///< K, K~2, K~3, ... without a gap
};

/// The event that a key names: itself, or if it was taken back, the member of its family that is in force. If none is, itself.
/// None: the ledger does not know it.
[[nodiscard]] std::optional<RecordedEvent> event_meant(Reader& ledger, const std::string& key);

/// What stands for an event that was taken back: the member of its family that is in force, or what replaced it. None: nothing
/// does.
[[nodiscard]] std::optional<RecordedEvent> stand_in_of(Reader& ledger, const RecordedEvent& taken_back);

/// What an import makes of a row by its key.
struct KeyStanding {
    enum class What : std::uint8_t {
        unknown,   ///< a new row
        in_force,  ///< known
        undone,    ///< known, but only from imports that were taken back whole: it is recorded again
        replaced,  ///< known: a better or corrected record stands for it
        voided,    ///< known, and somebody voided it
    };
    What what{What::unknown};
    EventId first;                       ///< the event that has this very key; none: unknown
    std::optional<RecordedEvent> event;  ///< the one in force, else the last; none: unknown
    std::string next_key;                ///< under which it may be recorded again; empty for what is new or in force

    /// Whether a row with the key is to be recorded.
    [[nodiscard]] bool is_new() const { return what == What::unknown || what == What::undone; }
};
[[nodiscard]] KeyStanding standing_of_key(Reader& ledger, const std::string& key);

/// Whether the row tells a member of its key's family that a better or corrected record replaced.
[[nodiscard]] bool tells_replaced_event(Reader& ledger, const EventRecord& row);

}  // namespace inmail::app
