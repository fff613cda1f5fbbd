#pragma once

#include <map>
#include <string>
#include <vector>

#include "inmail/store/fold_source.hpp"
#include "inmail/store/server_ledger.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

// Questions about names and accounts, which are asked alone or foreseen, and what reads their answers.

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
