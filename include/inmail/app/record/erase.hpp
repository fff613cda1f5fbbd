#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inmail/core/ids.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// Erases people who ask for it: their names go; the events, balances and the hash chain stay.
struct EraseResult {
    struct Row {
        std::string prospect;
        std::int64_t events{0};  ///< that named them
        std::int64_t sealed{
            0};  ///< that hold the name in a note, a thread's id, a campaign, a display name or a key, which cannot be erased
        std::vector<std::string> texts;  ///< beside events, likewise: a command with a file's name, a backup's path
    };
    /// Another ledger that exchanged events with this one, and may still hold the names.
    struct Exchange {
        std::string place;
        bool both_ways{false};  ///< by `sync`, which will erase them there; else by `merge`
    };
    std::vector<Row> rows;
    std::vector<Exchange> exchanges;  ///< by place
    std::vector<std::string> copies;  ///< files that still hold the names
    bool on_server{false};            ///< whose logs, standbys and dumps still hold the names
    bool in_pages{false};             ///< and, until the ledger's owner writes the tables anew, their own pages
    bool dry_run{false};
};

/// Without any prospect, only makes sure that the file holds nothing of names erased earlier.
[[nodiscard]] EraseResult forget(Store& store, const std::vector<ProspectId>& prospects, Instant now, bool dry_run);

}  // namespace inmail::app
