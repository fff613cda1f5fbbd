#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "import/effects.hpp"
#include "import/settled_dates.hpp"
#include "import/source_replacement.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/store.hpp"
#include "key_family.hpp"
#include "record/name_check.hpp"

namespace inmail::app {

/// Takes the records of an import into the ledger in one transaction. Imports record facts, so no rule refuses them (RULES
/// section 7). Faults of the input are listed row by row.
class ImportBatch {
  public:
    /// A seat or a pool by name.
    struct NamedAccount {
        bool is_pool{false};
        std::string name;
        friend bool operator<(const NamedAccount& a, const NamedAccount& b) {
            return std::tie(a.is_pool, a.name) < std::tie(b.is_pool, b.name);
        }
    };

    /// What one attempt found out too late, and the next one knows from the start.
    struct EarlierAttempt {
        std::set<NamedAccount> unknown;        ///< no subscribe names them: their rows are rejected at once
        std::set<std::int64_t> without_terms;  ///< lines of stints whose rulebook lacks the plan, likewise
        bool by_recorded_at{false};            ///< the rows do not stand in the order of recording: sort them first
        SettledDates::Known dates;             ///< where bare dates stand
        /// By line, the flaws of rows of several events, one of which was refused after others had been recorded.
        std::map<std::int64_t, std::vector<RejectedRow>> bad_rows;
    };

    ImportBatch(Store& store, Transaction& transaction, const ImportOptions& options, ImportResult& result, EarlierAttempt known);

    /// What a row has besides its record.
    struct Origin {
        std::optional<Instant> recorded_at;      ///< of a whole ledger that is brought over; none: now
        std::string batch;                       ///< likewise; empty: this import's
        bool keeps_spelling{false};              ///< the prospect is spelled as a ledger had it
        std::optional<ValueFlaw> prospect_flaw;  ///< why a prospect that the ledger does not know is refused
    };

    /// Appends the record, counts it as a duplicate, or rejects it. Returns the event that has its key, new or known; none if it
    /// was rejected.
    std::optional<EventId> append(EventRecord record, const Origin& origin);
    /// The same for a row whose standing is known and cannot have changed since.
    std::optional<EventId> append(EventRecord record, const KeyStanding& standing) {
        return append(std::move(record), {}, standing);
    }

    /// Voids the known event and records a better one in its place, under that one's key or the next of its family. Its line
    /// counts as recorded. Returns the better one's key.
    std::string supersede(const RecordedEvent& known, EventRecord better);
    /// Voids an event that the one with the key replaces. Counts nothing.
    void take_back(const RecordedEvent& known, const std::string& replaced_by);
    /// Voids an event that LinkedIn shows to be an ordinary message. Counts nothing.
    void take_back_ordinary(const RecordedEvent& known);

    /// Counts a row as matched: the known event is the same. Adds what the row says beyond it. `knows_time`: the event has only a
    /// date, and the row its time.
    /// Returns the key under which the event stands then.
    std::string match(const RecordedEvent& known, const EventRecord& row, bool knows_time = false);
    /// In a replacement: decides which new rows are changed ones. Call it after the rows, before voids that may name them.
    void append_changed_rows();

    /// What to make of a row with this key. `--again` also records what somebody voided.
    [[nodiscard]] KeyStanding standing_of(const std::string& key);
    /// Counts a row as known by its key.
    void known_already(const KeyStanding& standing);
    /// Records a user's own rows of terms, before rows that name them.
    void append_terms(const std::vector<NamedTerms>& rows, const std::string& new_title);
    /// A row has this event, which is in force, again.
    void note_repeat(const RecordedEvent& known);
    /// Notes the zone in which the import's times were read.
    void read_in(const io::Zone& zone) { zone_ = zone.name(); }
    /// Another attempt must leave these rows out whole.
    void leave_out_whole(std::map<std::int64_t, std::vector<RejectedRow>> bad_rows);
    /// Whether the import has recorded something, and so has a batch of its own.
    [[nodiscard]] bool has_recorded() const { return in_own_batch_; }

    /// Ends the import. Commits, unless it is a dry run, a row was rejected and not skipped, or rows came in that must not stay.
    /// Returns all that is known now. If that is more than before, another attempt can separate sound rows from bad ones.
    EarlierAttempt finish();

  private:
    std::optional<EventId> append(EventRecord record, const Origin& origin, const KeyStanding& standing);
    /// A row whose key is known: counted, or put in the known event's place. False: it is rejected.
    [[nodiscard]] bool take_known(EventRecord& record, const KeyStanding& standing);
    /// In a replacement, a row whose event another source has as well.
    void leave_alone(const KeyStanding& standing, bool is_changed);
    /// In a replacement, records the row in place of an event of the source.
    void replace(const RecordedEvent& known, EventRecord&& changed);
    std::optional<EventId> append_new(EventRecord&& record, const Origin& origin);
    /// Gives the prospect the ledger's spelling, and a bare date its place.
    void spell_and_settle(EventRecord& record);
    void append_void(const std::string& key, std::string note);
    /// Stores which events the file had again, so that undoing their batches can report it. Returns whether that is new.
    [[nodiscard]] bool note_known_run();
    /// Likewise the zone in which times were read.
    [[nodiscard]] bool note_zone();
    /// In a replacement. Throws Refused if suspiciously many rows are gone.
    void void_gone_rows();
    [[nodiscard]] bool is_sound(const EventRecord& record, std::optional<Instant> recorded_at);
    [[nodiscard]] bool is_known(const NamedAccount& subject);
    [[nodiscard]] bool names_known_subjects(const EventRecord& record);
    void reject(std::int64_t line, std::string column, ValueFlaw flaw);
    /// Lets a void name the event that is in force under the key it gives. False: it is rejected, because there is none that can
    /// be voided.
    [[nodiscard]] bool find_target(EventRecord& record);
    void reject_unknown(const NamedAccount& subject, std::int64_t line);
    /// Rows of seats and pools that no subscribe of the ledger or the file names (RULES section 7).
    void reject_unknown();
    /// Rows of stints whose rulebook, named or inherited, lacks the plan.
    void reject_without_terms();

    Store& store_;
    Transaction& transaction_;
    const ImportOptions& options_;
    ImportResult& result_;
    std::optional<SourceReplacement> replacement_;
    std::vector<std::pair<EventRecord, Origin>> perhaps_changed_;  ///< new rows
    NameCheck names_;
    SettledDates dates_;
    std::set<NamedAccount> known_;
    EarlierAttempt earlier_attempt_;
    EventId last_before_;                         ///< the last event before this import
    std::vector<std::string> voided_;             ///< keys of known rows whose events somebody voided
    std::vector<std::int64_t> worded_otherwise_;  ///< lines of known keyless rows that differ in more than their note
    EffectsOfImport effects_;
    struct Run {
        EventId first;
        EventId last;  ///< inclusive
        friend bool operator<(const Run& a, const Run& b) { return std::tie(a.first, a.last) < std::tie(b.first, b.last); }
    };
    std::vector<Run> known_runs_;  ///< first events of families, in the order of the rows
    std::string zone_;             ///< empty: no time was read in any
    bool in_own_batch_{false};
    bool has_terms_{false};  ///< were recorded
    bool out_of_order_{false};
    bool holds_rejected_rows_{false};                            ///< the transaction holds rows that were rejected too late
    std::map<NamedAccount, std::vector<std::int64_t>> waiting_;  ///< lines of rows whose subject no subscribe has named so far
    Instant last_recorded_at_;
};

}  // namespace inmail::app
