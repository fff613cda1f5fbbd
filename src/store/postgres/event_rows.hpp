#pragma once

#include <string>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/event_of.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

/// "SELECT ... FROM `from` AS e JOIN ...", for rows that `read_event` reads; a condition on e follows. `from`: the table event,
/// or what gives rows of it. `voided_by`: the seq of the void, or NULL.
/// `more`: further columns, of the tables that are joined under their names; the first is column_behind_record.
[[nodiscard]] std::string select_records(const std::string& from, const std::string& voided_by, const std::string& more = {});
extern const int hash_version_column, column_behind_record;
/// The same with what a fold reads alone, and `details` of messages if they are asked for.
[[nodiscard]] std::string select_for_fold(const std::string& from, bool details);

/// An event with its ids. Throws DamagedLedger for what is never recorded.
void read_event(const Answer& answer, int row, RecordedEvent& event, RecordIds& ids);

}  // namespace inmail::store::postgres
