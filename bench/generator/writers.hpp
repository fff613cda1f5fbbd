#pragma once

#include <ostream>

#include "inmail/chain/event_record.hpp"

namespace inmail::bench {

/// Events as `inmail import events` reads them. Nothing that the generator writes needs quotes.
void write_csv_header(std::ostream& out);
void write_csv_row(std::ostream& out, const EventRecord& record);

/// The same events for ledger-cli and hledger: a transaction an event, of two postings, which moves credits between accounts of
/// its seat, so that `bal` has as many transactions to add up as the fold has events, and as many accounts to show.
///
/// That is less than the fold's work, to the others' good: no refreshes, no caps, no expiries, no refund is looked for, no pool
/// has members; what moves no credit (a free message, an assign) moves one between two counters.
void write_transaction(std::ostream& out, const EventRecord& record);

}  // namespace inmail::bench
