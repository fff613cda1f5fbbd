#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/fold_source.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

// As the functions of FoldSource and Reader with these names.

void read_in_fold_order(Connection& connection, const Scope& scope, std::size_t about,
                        const std::function<void(const std::vector<const Event*>&)>& each);
void read_records(Connection& connection, const Scope& scope, const std::function<void(const RecordedEvent&)>& each);
[[nodiscard]] std::vector<std::optional<RecordedEvent>> find_events(Connection& connection, const std::vector<std::string>& keys);
[[nodiscard]] std::vector<std::optional<RecordedEvent>> find_events(Connection& connection, const std::vector<EventId>& ids);
[[nodiscard]] std::vector<RecordedEvent> messages_with(Connection& connection, ProspectId prospect, Instant until);
[[nodiscard]] std::vector<RecordedEvent> records_with(Connection& connection, const std::vector<ProspectId>& prospects);

}  // namespace inmail::store::postgres
