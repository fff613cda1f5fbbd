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
[[nodiscard]] std::vector<std::string> keys_beginning(Connection& connection, const std::string& beginning, std::size_t most);
[[nodiscard]] std::vector<RecordedEvent> messages_with(Connection& connection, ProspectId prospect, Instant until);
[[nodiscard]] std::vector<RecordedEvent> records_with(Connection& connection, const std::vector<ProspectId>& prospects);

// What their questions are made of.

/// The seq of the event that takes the event e back, or NULL.
extern const char* const voided_by_now;
/// The events that name the accounts, as rows of the table. `accounts`: a call of the function `linked`.
[[nodiscard]] std::string of_linked_accounts(const std::string& accounts);
/// Asks for the events with the keys,
[[nodiscard]] Question keys_question(const std::vector<std::string>& keys);
/// and reads them.
[[nodiscard]] std::vector<RecordedEvent> records_of(const Answer& answer);

}  // namespace inmail::store::postgres
