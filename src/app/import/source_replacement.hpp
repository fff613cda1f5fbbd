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

/// `import events --replace`: a file is the whole truth of what earlier files of its source brought. What another source tells,
/// too, and what somebody voided or replaced, is left alone.
class SourceReplacement {
  public:
    /// What the ledger has of a row of the source.
    enum class Hold : std::uint8_t {
        none,      ///< no earlier file brought it, or it was taken back with its file
        owned,     ///< in force, and the source's alone
        shared,    ///< in force, and told by another source, too
        replaced,  ///< another source's record stands for it, or an edit
        voided,    ///< somebody voided it
    };

    /// `source`: a file by its name, without its folder.
    SourceReplacement(Store& store, const std::string& source);

    /// Of an event that a row's key names: the one in force, else the last of its family.
    [[nodiscard]] Hold hold_on(EventId event) const;
    /// A row of the file stands for the event, or for what replaces it.
    void found(EventId event);
    /// How many events are in force.
    [[nodiscard]] std::size_t covered() const { return covered_; }
    /// Those in force for which no row was found, and nobody else tells them, in the order of recording.
    [[nodiscard]] std::vector<EventId> gone() const { return missing(Hold::owned); }
    /// The same of those that others tell.
    [[nodiscard]] std::vector<EventId> gone_but_shared() const { return missing(Hold::shared); }

    /// Whether the new row may tell one of these events otherwise. Then `pair` decides, once every row was seen.
    [[nodiscard]] bool may_have_changed(const EventRecord& row);
    /// For each new row the event that it tells otherwise: of the same seat, kind and person, nearest in time; else of the same
    /// date, with another seat or person. An explicit key is another event's. None: the row is new.
    [[nodiscard]] std::vector<std::optional<RecordedEvent>> pair(const std::vector<const EventRecord*>& rows) const;

    /// The name of a source as it is compared.
    [[nodiscard]] static std::string name_of(const std::string& file);

  private:
    struct Row {
        Hold hold{Hold::owned};
        bool is_found{false};
    };
    void add_lost(EventId event, const std::string& source);
    void find_shared(const std::string& source, const BatchEvents& events);
    [[nodiscard]] std::vector<EventId> missing(Hold hold) const;
    /// Those for which no row was found.
    [[nodiscard]] std::vector<RecordedEvent> missing() const;
    void learn_subjects();

    Store& store_;
    std::map<EventId, Row> rows_;
    std::size_t covered_{0};
    bool learnt_{false};
    std::unordered_set<std::size_t> subjects_;  ///< hashes of what the events may be recognised by
};

}  // namespace inmail::app
