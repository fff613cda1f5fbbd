#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "inmail/store/store.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {

/// `import events --replace`: a file is the whole truth about what earlier files of its source brought. Events that another
/// source has as well, and events that somebody voided or replaced, stay as they are.
class SourceReplacement {
  public:
    /// What the ledger has of a row of the source.
    enum class Hold : std::uint8_t {
        none,      ///< no earlier file brought it, or it was taken back with its file
        owned,     ///< in force, and only this source has it
        shared,    ///< in force, and another source has it as well
        replaced,  ///< another source's record stands for it, or an edit
        voided,    ///< somebody voided it
    };

    /// `source`: a file by its name, without its folder.
    SourceReplacement(Store& store, const std::string& source);

    /// `event`: the one in force that the row's key means, else the last of the key's family.
    [[nodiscard]] Hold hold_on(EventId event) const;
    /// A row of the file stands for the event, or for what replaces it.
    void found(EventId event);
    /// How many events are in force.
    [[nodiscard]] std::size_t covered() const { return covered_; }
    /// Events in force without a row that no other source has, in the order of recording.
    [[nodiscard]] std::vector<EventId> gone() const { return missing(Hold::owned); }
    /// Events in force without a row that other sources have.
    [[nodiscard]] std::vector<EventId> gone_but_shared() const { return missing(Hold::shared); }

    /// Whether the new row may be a changed version of one of these events. `pair` decides once every row was seen.
    [[nodiscard]] bool may_have_changed(const EventRecord& row);
    /// For each new row the event that it changes: of the same seat, kind and person, nearest in time; else of the same date,
    /// with another seat or person. Two explicit keys are two events. None: the row is new.
    [[nodiscard]] std::vector<std::optional<RecordedEvent>> pair(const std::vector<const EventRecord*>& rows) const;

    /// The name of a source as it is compared.
    [[nodiscard]] static std::string name_of(const std::string& file);

  private:
    struct Row {
        Hold hold{Hold::owned};
        bool is_found{false};
    };
    void add_lost(EventId event, const std::string& source);
    /// The event of the source's row for which this one stands under the same key; else the event itself.
    [[nodiscard]] EventId row_of(EventId event) const;
    void find_shared(const std::string& source, const BatchEvents& events);
    [[nodiscard]] std::vector<EventId> missing(Hold hold) const;
    /// Events without a row.
    [[nodiscard]] std::vector<RecordedEvent> missing() const;
    void learn_subjects();

    Store& store_;
    std::map<EventId, Row> rows_;
    std::map<EventId, EventId> same_key_;  ///< by the record in its place: a row's event that was replaced
    std::size_t covered_{0};
    bool learnt_{false};
    std::unordered_set<std::size_t> subjects_;  ///< hashes of what the events may be recognised by
};

}  // namespace inmail::app
