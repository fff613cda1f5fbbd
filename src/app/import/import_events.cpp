#include "inmail/app/import/import_events.hpp"

#include <algorithm>
#include <istream>
#include <set>
#include <utility>
#include <vector>

#include "batch_commands.hpp"
#include "import/batch.hpp"
#include "import/derived_keys.hpp"
#include "import/other_sources.hpp"
#include "import/source_zone.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/event_csv.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/store.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

/// Rows of one events CSV on their way into the ledger.
class EventImport {
  public:
    EventImport(Store& store, Transaction& transaction, const ImportOptions& options, ImportResult& result,
                const ImportBatch::Foresight& known, const io::Zone& zone)
        : batch_(store, transaction, options, result, known),
          store_(store),
          result_(result),
          keyless_(store),
          into_empty_(store.extent().events == 0),
          by_recorded_at_(known.by_recorded_at),
          now_(options.now),
          zone_(zone),
          elsewhere_(store, zone, options.now, std::string(command_import_events) + options.source) {}

    /// In the order of the file.
    void take(io::EventRow&& row) {
        reads_zone_ = reads_zone_ || row.is_of_zone;
        if (row.record.key_is_derived) row.record.key = keyless_.key_of(row.record);
        if (by_recorded_at_) return put_off(std::move(row), sorted_);
        append(std::move(row));
    }

    /// Whether some time names no zone.
    [[nodiscard]] bool reads_zone() const { return reads_zone_; }

    ImportBatch::Foresight finish() {
        std::stable_sort(sorted_.begin(), sorted_.end(), [this](const io::EventRow& a, const io::EventRow& b) {
            return a.recorded_at.value_or(now_) < b.recorded_at.value_or(now_);
        });
        for (auto& row : sorted_) append(std::move(row));
        for (auto& row : of_days_) append_now(std::move(row));
        batch_.append_changed_rows();
        for (auto& row : early_voids_) append_now(std::move(row));
        if (reads_zone_) batch_.read_in(zone_);
        return batch_.finish();
    }

  private:
    /// Closes belong to the ledger that posted them (RULES section 4, rollover): a whole ledger brings its own along.
    bool skips_close(const EventRecord& close) {
        if (store_.find_event(close.key)) return false;
        if (into_empty_ && close.figures) return false;
        ++result_.skipped;
        result_.warnings.push_back({close.line, import_warning::CloseLeftOut{into_empty_}});
        return true;
    }

    void append(io::EventRow&& row) {
        move_from_tomorrow(row.record);
        // The row that a void names may stand further down.
        if (row.record.kind == EventKind::void_event && !store_.find_event(row.record.ref))
            return put_off(std::move(row), early_voids_);
        if (!into_empty_ && elsewhere_.may_be_on_same_day(row.record)) return put_off(std::move(row), of_days_);
        append_now(std::move(row));
    }

    /// East of UTC, today begins before the UTC date of that name (RULES section 2).
    void move_from_tomorrow(EventRecord& record) const {
        if (record.bare_date && *record.bare_date > now_ && day_of(*record.bare_date) == zone_.date_at(now_)) record.at = now_;
    }

    void append_now(io::EventRow&& row) {
        if (!into_empty_ && is_other_sources(row.record)) return;
        const std::string derived_key = row.record.key_is_derived ? row.record.key : std::string();
        std::optional<EventId> event;
        if (row.record.kind != EventKind::rollover || !skips_close(row.record)) {
            const auto origin = origin_of(row);
            event = batch_.append(std::move(row.record), origin);
        }
        if (derived_key.empty()) return;
        if (event)
            keyless_.stands_for(*event);
        else
            keyless_.stands_for_none(derived_key);
    }

    /// Counts the row as matched if another source has the event.
    [[nodiscard]] bool is_other_sources(const EventRecord& row) {
        using What = KeyStanding::What;
        const auto what = batch_.standing_of(row.key).what;
        if (what != What::unknown && what != What::undone) return false;
        auto known = elsewhere_.in_same_second(row);
        if (!known) known = elsewhere_.on_same_day(row);
        if (!known) return false;
        batch_.match(*known, row);
        if (row.key_is_derived) keyless_.stands_for_none(row.key);
        return true;
    }

    [[nodiscard]] ImportBatch::Origin origin_of(const io::EventRow& row) const {
        return {into_empty_ ? row.recorded_at : std::nullopt, row.batch, row.recorded_at.has_value(), row.prospect_flaw};
    }

    void put_off(io::EventRow&& row, std::vector<io::EventRow>& until_later) {
        if (row.record.key_is_derived) keyless_.stands_for_none(row.record.key);
        until_later.push_back(std::move(row));
    }

    ImportBatch batch_;
    Store& store_;
    ImportResult& result_;
    DerivedKeys keyless_;
    bool into_empty_;
    bool by_recorded_at_;
    bool reads_zone_{false};
    Instant now_;
    const io::Zone& zone_;
    std::vector<io::EventRow> sorted_;  ///< by recorded_at, in the end
    std::vector<io::EventRow> early_voids_;
    std::vector<io::EventRow> of_days_;  ///< with only a date: may be messages of other sources
    OtherSources elsewhere_;
};

ImportResult attempt(Store& store, std::istream& in, const std::string& file_name, const io::Zone& zone_of_now,
                     const ImportOptions& options, ImportBatch::Foresight& foresight) {
    const std::string command = std::string(command_import_events) + options.source;
    const auto transaction = store.begin(options.now, command);
    const io::Zone zone = options.zone_as_before ? zone_as_before(store, command, zone_of_now) : zone_of_now;
    ImportResult result;
    result.dry_run = options.dry_run;
    EventImport import(store, *transaction, options, result, foresight, zone);
    io::EventRowSink sink;
    sink.row = [&](io::EventRow&& row) { import.take(std::move(row)); };
    sink.rejected = [&](RejectedRow&& row) { result.rejected.push_back(std::move(row)); };
    sink.warning = [&](RowWarning&& warning) { result.warnings.push_back({warning.line, std::move(warning)}); };
    sink.progress = options.progress;
    result.rows = io::read_event_csv(in, file_name, zone, sink);
    foresight = import.finish();
    if (import.reads_zone() && zone.name() != zone_of_now.name())
        result.warnings.push_back({0, import_warning::ReadInEarlierZone{zone.name(), zone_of_now.name()}});
    return result;
}

/// Whether another attempt would do better than the one that found this out.
bool is_worth_another(const ImportBatch::Foresight& known, const ImportBatch::Foresight& found, const ImportOptions& options) {
    if (found.by_recorded_at && !known.by_recorded_at) return true;
    if (!(found.dates == known.dates)) return true;
    const bool more_bad_rows =
        found.unknown.size() > known.unknown.size() || found.without_terms.size() > known.without_terms.size();
    return more_bad_rows && options.skip_invalid;
}

}  // namespace

ImportResult import_events(Store& store, std::istream& in, const std::string& file_name, const io::Zone& zone,
                           const ImportOptions& given) {
    ImportOptions options = given;
    if (options.source.empty()) options.source = SourceReplacement::name_of(file_name);
    ImportBatch::Foresight known;
    bool is_first = true;
    const auto look = [&](ImportBatch::Foresight& found) {
        if (!std::exchange(is_first, false)) {
            in.clear();
            in.seekg(0);
            ensure(in.good(), "an import that needs a second look reads from the start again");
        }
        found = known;
        return attempt(store, in, file_name, zone, options, found);
    };
    while (true) {
        ImportBatch::Foresight found;
        ImportResult result = on_current_head([&] { return look(found); });
        if (!is_worth_another(known, found, options)) return result;
        known = std::move(found);
    }
}

}  // namespace inmail::app
