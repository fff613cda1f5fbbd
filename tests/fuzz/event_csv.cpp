// Rows of an events CSV: an accepted row is sound, and is the same after being written and read back.

#include <set>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/chain/row_key.hpp"
#include "io/read_csv.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

void check_row(const io::EventRow& row) {
    const EventRecord& r = row.record;
    ensure(flaws_of(r).empty(), "an accepted row is sound");
    ensure(r.key.empty() == r.key_is_derived, "an accepted row has a key, or waits for one");
    for (const auto& name : {r.seat, r.pool, r.rulebook}) {
        ensure(name.empty() || is(parse_handle(name), name), "names of an accepted row are normalised");
    }
    const bool is_of_today = !row.recorded_at && !row.prospect_flaw && !r.prospect.empty();
    ensure(!is_of_today || is(prospect_key(r.prospect), r.prospect), "a prospect of an accepted row is normalised");
    EventRecord again = r;
    ensure(drop_unused(again).empty(), "an accepted row holds nothing that its kind has no use for");
}

/// Every row is accepted, or rejected on the line that it starts on.
void check_count(const io::CsvReading& reading) {
    std::set<std::int64_t> lines;
    for (const auto& row : reading.rejected) {
        lines.insert(row.line);
        const std::string words = render::flaw_words(row.flaw);
        ensure(!words.empty() && for_terminal(words) == words, "a rejected row says why, fit for a terminal");
    }
    for (const auto& row : reading.rows)
        ensure(lines.insert(row.record.line).second, "a row is accepted or rejected, on a line of its own");
    ensure(lines.size() == static_cast<std::size_t>(reading.row_count), "every row is accepted or rejected");
}

EventRecord with_key(EventRecord record) {
    if (record.key.empty()) record.key = RowKey(record).of_ordinal(1);
    return record;
}

std::string written(const std::vector<io::EventRow>& rows) {
    std::ostringstream out;
    io::EventCsvWriter writer(out);
    for (const auto& row : rows) {
        RecordedEvent event;
        static_cast<EventRecord&>(event) = with_key(row.record);
        event.recorded_at = row.recorded_at.value_or(row.record.at);
        event.batch = row.batch;
        writer.write(event);
    }
    return out.str();
}

void check_same(io::EventRow before, const io::EventRow& after) {
    before.record = with_key(std::move(before.record));
    ensure(!after.record.key_is_derived && after.record.key == before.record.key, "a written key is read back");
    before.record.key_is_derived = false;
    ensure(same_content(before.record, after.record), "a written event reads back the same");
    ensure(after.recorded_at == before.recorded_at.value_or(before.record.at) && after.batch == before.batch,
           "where a written event came from reads back the same");
}

}  // namespace

void take(std::string_view input) {
    const io::CsvReading first = io::read_csv(std::string(input));
    check_count(first);
    for (const auto& row : first.rows) check_row(row);

    const io::CsvReading second = io::read_csv(written(first.rows));
    ensure(second.rejected.empty() && second.warnings.empty(), "what is written is accepted without a word");
    ensure(second.rows.size() == first.rows.size(), "what is written reads back whole");
    for (std::size_t i = 0; i < first.rows.size(); ++i) check_same(first.rows[i], second.rows[i]);
}

}  // namespace inmail::fuzz
