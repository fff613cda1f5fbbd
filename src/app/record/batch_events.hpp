#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/text/strings.hpp"

namespace inmail::app {

/// How the note of a void begins that replaces its event by a better record. The new event's key follows.
constexpr std::string_view note_of_replacement = "replaced by ";
/// The note of the void of a row that is gone from its file.
constexpr std::string_view note_of_gone_row = "replaced by a later file without it";
/// The note of the void of an InMail or answer that a fuller archive shows as an ordinary message.
constexpr std::string_view note_of_ordinary_message = "replaced by a fuller archive, in which it is an ordinary message";
static_assert(begins_with(note_of_ordinary_message, note_of_replacement), "an ordinary message counts as replaced");
static_assert(begins_with(note_of_gone_row, note_of_replacement), "a row that is gone counts as replaced");
/// A ledger that imports the voids of an undo recognises them by this note, unless somebody gave another.
[[nodiscard]] std::string note_of_undo(const std::string& batch);
/// How a note of the program's own begins, if this one begins so: imports would take it for theirs. Empty: it does not.
[[nodiscard]] std::string_view reserved_beginning(std::string_view note);

/// Whether the void belongs to an undo or a `void --batch`.
[[nodiscard]] bool takes_back_batch(Reader& ledger, const RecordedEvent& void_event);

/// Whether all that the batch recorded was taken back, and nothing stands for it; of one that consists of voids, whether what
/// they took back came back.
[[nodiscard]] bool is_taken_back(Reader& ledger, const std::string& batch);

/// What batches hold, asked from the latest one back. Taking a batch back also brings back what its own voids had taken back,
/// under the next key of its family (RULES section 3). To the batch that first recorded it, that is the same event.
class BatchEvents {
  public:
    explicit BatchEvents(Reader& ledger) : ledger_(ledger) {}

    /// False: it need not be read, because it takes nothing back.
    [[nodiscard]] static bool may_take_back(const Batch& batch);
    /// Reads one more batch.
    void read(const Batch& batch);

    // Of the batch read last:
    /// Whether it takes back another batch, or brings back what such a one took back. What it recorded then belongs to the batch
    /// that first recorded it.
    [[nodiscard]] bool takes_back() const { return takes_back_; }
    /// Whether it is an undo that no redo, of those that were read, has brought back.
    [[nodiscard]] bool is_open_undo() const { return is_open_undo_; }
    /// The keys of what its voids took back, in the order of recording.
    [[nodiscard]] const std::vector<std::string>& refs() const { return refs_; }
    /// Whether it consists of voids.
    [[nodiscard]] bool only_voids() const { return only_voids_; }
    /// Whether it consists of voids by an import of replaced or duplicate events, or of rows gone from its file.
    [[nodiscard]] bool only_replaces() const { return only_replaces_; }
    /// The event that it recorded first.
    [[nodiscard]] EventId first() const { return first_; }
    /// Its events that are in force, `void` events left out.
    [[nodiscard]] const std::vector<EventId>& live() const { return live_; }
    /// Whether a later batch that was read took it back.
    [[nodiscard]] bool is_undone(const std::string& batch) const { return undone_.count(batch) != 0; }
    /// Those that are not in force.
    [[nodiscard]] const std::vector<EventId>& lost() const { return lost_; }
    /// What its voids took back, unless something else stands for it. What was taken back itself since gives way to what it had
    /// replaced.
    [[nodiscard]] std::vector<EventId> taken_back();

  private:
    /// The undo that the batch read last, a redo, brings back. `keys`: of the events that it recorded.
    [[nodiscard]] std::string redone_by(const std::string& batch, const std::vector<std::string>& keys);
    /// The event that a taking back recorded again under this key; none: it recorded the event for another reason.
    [[nodiscard]] std::optional<std::string> source_of(const std::string& key, const std::string& batch);

    [[nodiscard]] RecordedEvent event_of(const std::string& key);
    /// What stands for an event that the batch read last took back.
    [[nodiscard]] std::optional<EventId> in_place_of(const RecordedEvent& target);
    /// The event as it was recorded before takings back brought it back.
    [[nodiscard]] RecordedEvent first_version(RecordedEvent event);
    /// The event; if its batch was taken back since, what it had replaced, and so on. None: nothing is left of it.
    [[nodiscard]] std::optional<RecordedEvent> last_not_undone(const RecordedEvent& event);
    /// By the key of an event of the batch: the key of what it replaced.
    [[nodiscard]] const std::unordered_map<std::string, std::string>& replaced_by(const std::string& batch);
    [[nodiscard]] const std::string& command_of(const std::string& batch);

    Reader& ledger_;
    bool takes_back_{false};
    bool is_open_undo_{false};
    bool only_voids_{false};
    bool only_replaces_{false};
    EventId first_;
    std::string batch_;  ///< the one read last
    std::vector<EventId> live_;
    std::vector<EventId> lost_;
    std::vector<std::string> refs_;
    /// By the key of an event that was taken back and brought back: what is in force for it.
    std::unordered_map<std::string, EventId> brought_back_;
    std::set<std::string> undone_;  ///< batches that were taken back
    std::set<std::string> redone_;  ///< undos whose batches were brought back
    std::unordered_map<std::string, std::unordered_map<std::string, std::string>> replaced_;  ///< by batch
    std::unordered_map<std::string, std::string> commands_;                                   ///< by batch
};

}  // namespace inmail::app
