#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/store/store.hpp"
#include "inmail/text/strings.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {

/// `import events --replace`: a file is the whole truth of what earlier files of its source brought. Rows matched to another
/// source's event, superseded or taken back are none of it.
class SourceReplacement {
  public:
    /// The note of the void of a row that is gone from its file.
    static constexpr std::string_view note_of_gone_row = "replaced by a later file without it";
    static_assert(begins_with(note_of_gone_row, note_of_replacement), "a row that is gone counts as replaced");

    /// `source`: a file by its name, without its folder.
    SourceReplacement(Store& store, const std::string& source);

    /// Whether earlier files brought the event, and it is in force.
    [[nodiscard]] bool covers(EventId event) const { return is_found_.count(event) != 0; }
    /// A row of the file stands for the covered event, or for what replaces it.
    void found(EventId event) { is_found_.at(event) = true; }
    [[nodiscard]] std::size_t covered() const { return is_found_.size(); }
    /// The covered events for which no row was found, in the order of recording.
    [[nodiscard]] std::vector<EventId> gone() const;

    /// The name of a source as it is compared.
    [[nodiscard]] static std::string name_of(const std::string& file);

  private:
    std::map<EventId, bool> is_found_;  ///< of the covered events
};

}  // namespace inmail::app
