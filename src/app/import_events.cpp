#include <fmt/format.h>

#include <istream>
#include <utility>
#include <vector>

#include "import_batch.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/event_csv.hpp"

namespace inmail::app {
namespace {

/// Rows of one events CSV on their way into the ledger.
class EventImport {
  public:
    EventImport(Store& store, Store::Transaction& transaction, const ImportOptions& options, ImportResult& result,
                const std::set<ImportBatch::Subject>& unknown)
        : batch_(store, transaction, options, result, unknown), store_(store), result_(result), into_empty_(store.event_count() == 0) {}

    void take(io::EventRow&& row) {
        if (row.record.kind == EventKind::rollover && skips_close(row.record)) return;
        if (row.record.kind == EventKind::void_event && !store_.find_event(row.record.ref)) {
            // The row that it names may stand further down.
            early_voids_.push_back(std::move(row));
            return;
        }
        append(row);
    }

    std::set<ImportBatch::Subject> finish() {
        for (const auto& row : early_voids_) append(row);
        auto unknown = batch_.reject_unknown();
        batch_.finish(!unknown.empty());
        return unknown;
    }

  private:
    /// Closes belong to the ledger that posted them (RULES section 4, rollover): a whole ledger brings its own along.
    bool skips_close(const EventRecord& close) {
        if (store_.find_event(close.key)) return false;
        if (into_empty_ && close.figures) return false;
        ++result_.skipped;
        result_.warnings.push_back({close.line, into_empty_ ? "a close without its figures is left out: `inmail rollover` posts it"
                                                            : "a close belongs to the ledger that posted it: left out"});
        return true;
    }

    void append(const io::EventRow& row) {
        batch_.append(row.record, into_empty_ ? row.recorded_at : std::nullopt, row.batch);
    }

    ImportBatch batch_;
    Store& store_;
    ImportResult& result_;
    bool into_empty_;
    std::vector<io::EventRow> early_voids_;
};

struct Attempt {
    ImportResult result;
    std::set<ImportBatch::Subject> unknown;
};

Attempt attempt(Store& store, std::istream& in, const std::string& file_name, const io::Zone& zone, const ImportOptions& options,
                const std::set<ImportBatch::Subject>& unknown) {
    const auto transaction = store.begin(options.now, "import events " + file_name);
    Attempt done;
    done.result.dry_run = options.dry_run;
    EventImport import(store, *transaction, options, done.result, unknown);
    io::EventRowSink sink;
    sink.row = [&](io::EventRow&& row) { import.take(std::move(row)); };
    sink.rejected = [&](io::RejectedRow&& row) { done.result.rejected.push_back(std::move(row)); };
    sink.warning = [&](io::RowWarning&& warning) { done.result.warnings.push_back(std::move(warning)); };
    done.result.rows = io::read_event_csv(in, file_name, zone, sink);
    done.unknown = import.finish();
    return done;
}

}  // namespace

ImportResult import_events(Store& store, std::istream& in, const std::string& file_name, const io::Zone& zone, const ImportOptions& options) {
    Attempt done = attempt(store, in, file_name, zone, options, {});
    if (done.unknown.empty() || !options.skip_invalid) return std::move(done.result);
    in.clear();
    in.seekg(0);
    ensure(in.good(), "an import that skips rows reads from the start again");
    return attempt(store, in, file_name, zone, options, done.unknown).result;
}

}  // namespace inmail::app
