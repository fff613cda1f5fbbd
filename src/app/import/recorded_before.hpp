#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/fingerprints.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// Finds which rows that an import leaves out were recorded by an earlier import of their source.
class RecordedBefore {
  public:
    /// `last_before`: the last event before this import.
    RecordedBefore(Reader& ledger, EventId last_before) : ledger_(ledger), last_before_(last_before) {}

    /// The row's event had this key.
    void add(std::int64_t line, std::string key);
    /// The row's events, if it made any, had keys that begin with this one (docs/import-rules.md, Rows).
    void add_row_key(std::int64_t line, const std::string& key);
    /// A row that is not left out has the key.
    void keep(const std::string& key) { kept_.insert(fingerprint_of(key)); }
    /// The rows left out of which an event is in force, if no other row has its key.
    [[nodiscard]] RowsAlike find();

  private:
    void ask();

    Reader& ledger_;
    EventId last_before_;
    std::vector<std::int64_t> lines_;  ///< of `keys_`
    std::vector<std::string> keys_;    ///< of the next question
    std::vector<std::pair<std::int64_t, Fingerprint>> found_;
    FingerprintSet kept_;
};

}  // namespace inmail::app
