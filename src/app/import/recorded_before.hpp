#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/fingerprints.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// Finds which rows that an import leaves out or rejects were recorded by an earlier import of their source.
class RecordedBefore {
  public:
    /// `last_before`: the last event before this import.
    RecordedBefore(Reader& ledger, EventId last_before) : ledger_(ledger), last_before_(last_before) {}

    /// The row's event had this key.
    void add(std::int64_t line, std::string key);
    /// The row's events, if it made any, had keys that begin with this one (docs/import-rules.md, Rows).
    void add_row_key(std::int64_t line, const std::string& key);
    /// A row that is neither left out nor rejected has the key.
    void keep(const std::string& key) { kept_.insert(fingerprint_of(key)); }
    /// The lines of the rows of which an event is in force, if no row that is kept has its key; ascending.
    [[nodiscard]] std::vector<std::int64_t> find();

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
