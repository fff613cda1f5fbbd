#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "import/batch.hpp"
#include "import/derived_keys.hpp"
#include "import/other_sources.hpp"
#include "import/waiting_rows.hpp"
#include "inmail/io/event_csv.hpp"

namespace inmail::app {

/// The keys of rows, each with the key of the event that was the same.
using MatchedKeys = std::vector<std::pair<std::string, std::string>>;

/// Rows of one file of events, or of a table that rules read, on their way into the ledger.
class EventImport {
  public:
    /// `command`: by which the batches of the same source are recognised.
    EventImport(Store& store, Transaction& transaction, const ImportOptions& options, ImportResult& result,
                const ImportBatch::EarlierAttempt& known, const io::Zone& zone, const std::string& command);

    /// In the order of the file. `shares_row`: other events may have the same line, and the row counts once.
    void take(io::EventRow&& row, bool shares_row = false);
    /// A row of an event that the ledger has, and that is in force.
    void take_known(const RecordedEvent& known);
    /// A user's own rows of terms that come with the rows. Call it before `take`.
    void take_terms(const std::vector<NamedTerms>& rows, const std::string& new_title) { batch_.append_terms(rows, new_title); }
    /// Voids an event of this ledger that the one with the key, also in force here, replaces.
    void replace(const RecordedEvent& known, const std::string& by) { batch_.take_back(known, by); }

    /// Whether some time names no zone.
    [[nodiscard]] bool reads_zone() const { return reads_zone_; }
    /// The last event before this import.
    [[nodiscard]] EventId last_before() const { return last_before_; }
    [[nodiscard]] OtherSources& other_sources() { return elsewhere_; }
    /// From now on adds to `matches` the key of each row that another source had, and the key of that source's event in force.
    void keep_matches(MatchedKeys& matches) { matches_ = &matches; }
    /// The flaws by which an earlier attempt found that the row must be left out whole; null: none.
    [[nodiscard]] const std::vector<RejectedRow>* flaws_of_row(std::int64_t line) const;

    ImportBatch::EarlierAttempt finish();

  private:
    /// What became of a row of several events.
    enum class Fate : std::uint8_t { skipped, duplicate, matched, recorded };

    /// Does not copy its rows as it grows: a table may have a million.
    using Rows = std::deque<io::EventRow>;

    void take_now(io::EventRow&& row, bool shares_row);
    /// Takes the rows that wait until the store knows what they will ask.
    void take_ahead();
    [[nodiscard]] bool skips_close(const EventRecord& close);
    void append(io::EventRow&& row);
    void move_from_tomorrow(EventRecord& record) const;
    void append_now(io::EventRow&& row, const std::optional<RecordedEvent>& near = std::nullopt);
    void append_counted(io::EventRow&& row, const std::optional<RecordedEvent>& near);
    void note_fate(Fate& fate, const ImportResult& before);
    void count_rows_once();
    void find_torn_rows();
    /// `near`: the event that `take_days` found for it.
    [[nodiscard]] bool is_other_sources(const EventRecord& row, const std::optional<RecordedEvent>& near);
    void append_of_table(io::EventRow&& row);
    [[nodiscard]] bool is_its_own(const EventRecord& row, const KeyStanding& standing);
    [[nodiscard]] bool absorbs_log(const EventRecord& row, const KeyStanding& standing);
    void spell_as_known(EventRecord& row);
    void take_days();
    void take_waiting();
    /// By place in `near_others_`, the event that the row is; none: the row is new.
    using Match = std::pair<std::uint64_t, EventId>;
    void take_matches(const std::vector<Match>& matches);
    void wait(io::EventRow&& row);
    [[nodiscard]] ImportBatch::Origin origin_of(const io::EventRow& row) const;
    void put_off(io::EventRow&& row, Rows& until_later);

    ImportBatch batch_;
    Store& store_;
    ImportResult& result_;
    const ImportBatch::EarlierAttempt& known_;
    DerivedKeys keyless_;
    EventId last_before_;
    bool into_empty_;
    bool is_table_;
    bool by_recorded_at_;
    bool skips_invalid_;
    bool reads_zone_{false};
    Instant now_;
    const io::Zone& zone_;
    bool is_on_server_;
    std::size_t rows_at_once_;  ///< of `near_others_`: a question costs a round trip on a server, a row memory
    bool looks_ahead_;
    Rows ahead_;
    Rows sorted_;  ///< by recorded_at, in the end
    Rows early_voids_;
    Rows of_days_;             ///< with only a date: may be messages of other sources
    WaitingRows near_others_;  ///< of a table, likewise
    /// The groups and places of `near_others_`. A deque does not copy what it holds as it grows.
    std::deque<std::pair<std::uint32_t, std::uint64_t>> groups_;
    std::map<std::int64_t, Fate> shared_;  ///< by line of rows with several events
    OtherSources elsewhere_;
    MatchedKeys* matches_{nullptr};
};

/// Reads the rows of a source from its beginning into the import, as often as an attempt needs. Returns how many there are.
using ReadRows = std::function<std::int64_t(EventImport& import, const io::Zone& zone, ImportResult& result)>;

/// Imports the rows of a source in one transaction. `command` is what the ledger remembers of it.
[[nodiscard]] ImportResult import_rows(Store& store, const std::string& command, const io::Zone& zone,
                                       const ImportOptions& options, const ReadRows& read);

}  // namespace inmail::app
