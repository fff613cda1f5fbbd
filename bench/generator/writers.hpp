#pragma once

#include <ostream>

#include "inmail/chain/event_record.hpp"

namespace inmail::bench {

/// Write events for `inmail import events`. No generated field needs quotes.
void write_csv_header(std::ostream& out);
void write_csv_row(std::ostream& out, const EventRecord& record);

/// Writes an event for ledger-cli and hledger: a transaction of two postings that moves credits between accounts of its seat.
/// `bal` then adds up as many transactions as the fold has events, and shows as many accounts.
///
/// This favours the other programs. Their transactions have no refreshes, caps, expiries, refunds or pools. An event that moves
/// no credit (a free message, an assign) moves one between two counters.
void write_transaction(std::ostream& out, const EventRecord& record);

}  // namespace inmail::bench
