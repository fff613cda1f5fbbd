#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/handovers.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/app/import/sync.hpp"
#include "inmail/app/people.hpp"
#include "inmail/app/plan_names.hpp"
#include "inmail/app/record/erase.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/record/rollover.hpp"
#include "inmail/app/reports/edition_change.hpp"
#include "inmail/app/reports/overview.hpp"
#include "inmail/chain/access_risk.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/sequence.hpp"
#include "inmail/core/terms.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

// What a recording command prints. It says "recorded", never "sent": people send, the program records.

[[nodiscard]] Rendered message_of(const app::RecordResult& result, const Display& display);
[[nodiscard]] Rendered message_of(const app::RolloverResult& result, const Display& display);
[[nodiscard]] Rendered message_of(const app::EraseResult& result);
/// `file`, `server`: the names of the two ledgers.
[[nodiscard]] Rendered message_of(const app::SyncResult& result, const std::string& file, const std::string& server,
                                  const Display& display);
/// `source` is the file's name as typed.
[[nodiscard]] Rendered message_of(const app::ImportResult& result, const std::string& source, const Display& display);
/// That an import recorded nothing: because it was a trial, or rows were refused, or both.
[[nodiscard]] std::string nothing_recorded(const app::ImportResult& result, bool is_refused);
[[nodiscard]] Rendered message_of_plans(const std::vector<NamedTerms>& recorded, bool dry_run, const Display& display);

/// "jane-doe: ana wrote on 2026-11-24, campaign spring, answered": what tells people apart.
[[nodiscard]] std::string person_words(const app::WrittenTo& person, const Display& display);
/// "inmail reply ana jane-doe  # wrote on 2026-11-24, campaign spring": the line that records an answer of theirs.
[[nodiscard]] std::string answer_line(EventKind kind, const app::WrittenTo& person, const Display& display);
/// "'li wei': recorded for li-wei-123, to whom ana wrote on 24 November": whom an answer was recorded for that was typed from
/// memory.
[[nodiscard]] std::string recorded_for(const std::string& typed, const app::WrittenTo& person, bool dry_run,
                                       const Display& display);

/// The text of a file that `plans import` takes once its figures are filled in.
[[nodiscard]] std::string plan_template_text(const app::PlanTemplate& plan);

/// "ana loses 120 credits and 14 pending refunds of sales-navigator-core"; with the date if that is not today.
[[nodiscard]] std::string loss_words(const app::EndedStint& stint, const Display& display);
/// "ana: 96 credits and 4 pending InMails of sales-navigator-core are gone": what a switch or cancel took.
[[nodiscard]] std::string gone_words(const app::EndedStint& stint);
/// How to record a second subscription beside the one that a subscribe would end, with the command.
[[nodiscard]] std::string second_handle_words(const app::SecondSubscription& beside);

/// "ana went to bob on 3 June": printed by a reading command that was asked about ana and shows bob. Another line names the
/// later events of ana that count for nothing.
[[nodiscard]] std::string words_of(const app::FollowedHandover& handover, const Display& display);

/// What lets other users change the ledger, with the command that stops it.
[[nodiscard]] std::string words_of(const AccessRisk& risk);
/// A warning: the file `was` beside the ledger belonged to another one and was moved to `is`.
[[nodiscard]] std::string log_set_aside(const std::string& was, const std::string& is);
/// A warning: an interrupted command left `log`, and `events` that the ledger's file lacked were recovered from it.
[[nodiscard]] std::string log_taken_up(const std::string& log, std::optional<std::int64_t> events);
/// A warning: the ledger could not note that a backup was made.
[[nodiscard]] std::string backup_not_noted(const MachineFailure& why);
/// A warning: what was recorded is safe, but a copy of the ledger's file lacks it.
[[nodiscard]] std::string not_written_back(const MachineFailure& why);
/// A warning: this machine's clock is not the server's. `ahead`: negative: it is behind.
[[nodiscard]] std::string clock_differs(Duration ahead);

/// What a new edition of the rulebooks changes, in at most two lines; none for a ledger without accounts.
[[nodiscard]] std::vector<std::string> edition_words(const app::EditionChange& change);

/// Rejected rows as `file:line: column: reason`, and warnings; equal warnings share a line.
[[nodiscard]] std::vector<std::string> complaints(const app::ImportResult& result, const std::string& source,
                                                  const Display& display);

/// "email or phone"
[[nodiscard]] std::string channels_words(const std::vector<Channel>& channels);
/// Of a step but the first: "7-10 days after the first message, if not accepted, for high priority".
[[nodiscard]] std::string time_words(const Sequence::Step& step);

/// Five lines: whose, what is left, what is at risk, who may still answer, and the next refresh.
[[nodiscard]] std::string overview_words(const app::OverviewReport& report, const Display& display);

}  // namespace inmail::render
