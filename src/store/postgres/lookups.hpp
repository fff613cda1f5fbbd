#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inmail/store/fold_source.hpp"
#include "inmail/store/server_ledger.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

// Questions about names and accounts, which are asked alone or foreseen, and what reads their answers.

/// Where the names of a kind stand.
[[nodiscard]] const char* table_of(NameKind kind);
using NamesById = std::map<std::uint32_t, std::string>;
/// `FoldSource::names_of`: of all ids, or of these.
[[nodiscard]] Question names_question(NameKind kind, const std::optional<std::vector<std::uint32_t>>& ids = std::nullopt);
[[nodiscard]] NamesById names_by_id(const Answer& answer);

/// The condition that a `subscribe` names the row t of the table, or that a reassign hands over to it. `in_force`: a further
/// condition on the event e.
[[nodiscard]] std::string is_subscribed(const std::string& table, const std::string& in_force);
/// `FoldSource::subscribed`.
[[nodiscard]] Question subscribed_question(AccountId::Kind kind);
/// The first column as text.
[[nodiscard]] std::vector<std::string> texts_of(const Answer& answer);

/// `FoldSource::links`.
[[nodiscard]] Question links_question();
[[nodiscard]] std::vector<AccountLink> links_of(const Answer& answer);

/// `Reader::spellings_of`, by key.
[[nodiscard]] Question spellings_question(const std::vector<std::string>& keys);
[[nodiscard]] std::map<std::string, std::vector<std::string>> spellings_of(const Answer& answer);

/// `ServerLedger::pending_out_of_sight`, by prospect.
[[nodiscard]] Question pending_question(const std::vector<std::string>& prospects);
[[nodiscard]] std::map<std::string, std::vector<PendingWith>> pending_of(const Answer& answer);

}  // namespace inmail::store::postgres
