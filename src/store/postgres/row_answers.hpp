#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/foreseen.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// The answers to what an import will ask about rows, for one round trip. They hold until the import appends something that
/// concerns them; then, and for what was not foreseen, there are none.
class RowAnswers {
  public:
    /// Asks.
    RowAnswers(Connection& connection, const RowsAhead& rows);

    /// Call for each event that is appended afterwards.
    void forget_what_changes(const EventRecord& appended);

    // As the functions of Reader with these names.
    [[nodiscard]] std::optional<std::vector<std::optional<RecordedEvent>>> find_events(
        const std::vector<std::string>& keys) const;
    [[nodiscard]] std::optional<std::vector<std::string>> spellings_of(const std::string& key) const;
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> ids_of_prospects(const std::vector<std::string>& names) const;

  private:
    std::unordered_set<std::string> keys_;           ///< whose answers hold
    std::unordered_set<std::string> prospects_;      ///< likewise, for ids
    std::unordered_set<std::string> people_;         ///< likewise, for spellings
    std::unordered_set<std::string> new_prospects_;  ///< appended afterwards
    std::unordered_map<std::string, RecordedEvent> events_;
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::map<std::string, std::vector<std::string>> spellings_;
};

}  // namespace inmail::store::postgres
