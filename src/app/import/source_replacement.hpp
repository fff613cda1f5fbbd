#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "inmail/store/store.hpp"

namespace inmail::app {

/// `import events --replace`: a file is the whole truth of what earlier files of its source brought. Rows matched to another
/// source's event, superseded or taken back are none of it.
class SourceReplacement {
  public:
    /// The note of the void of a row that is gone from its file.
    static constexpr std::string_view note_of_gone_row = "replaced by a later file without it";

    /// `source`: a file by its name, without its folder.
    SourceReplacement(Store& store, const std::string& source);

    /// Whether earlier files brought the event, and it is in force.
    [[nodiscard]] bool covers(EventId event) const { return covered_.count(event.value) != 0; }
    /// A row of the file stands for the event, or for what replaces it.
    void found(EventId event) { missing_.erase(event.value); }
    [[nodiscard]] std::size_t covered() const { return covered_.size(); }
    /// The covered events for which no row was found, in the order of recording.
    [[nodiscard]] std::vector<EventId> gone() const;

    /// The name of a source as it is compared.
    [[nodiscard]] static std::string name_of(const std::string& file);

  private:
    std::unordered_set<std::int64_t> covered_;
    std::unordered_set<std::int64_t> missing_;
};

}  // namespace inmail::app
