#pragma once

#include <string>

namespace inmail::test {

/// Runs a case of `diagnose` and returns it with today's results. A case is prose and lines that begin with
///     @now 2026-03-14T09:00:00Z    the clock
///     @account ana --as-of WHEN    what is diagnosed, with options
///     @member ana                  the seat in place of SEAT in a suggested send
///     $ inmail ...                 a command that is run first, with further lines as `> more`
///     + at,event,...               a row of events (the first is the header), imported before the diagnosis
///     = 1: a reply was not logged  an explanation, as `facts, options: what`, in the report's order
/// Each explanation is then put to the proof: in a copy of the ledger its commands are run, once for each option where one is
/// enough, and the observation that differed must agree (but for a case with --known-at: what is
/// recorded now was not known then). One that does not is followed by `! ` and what happened.
[[nodiscard]] std::string replay_diagnosis(const std::string& text);

}  // namespace inmail::test
