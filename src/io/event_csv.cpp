#include "inmail/io/event_csv.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <ostream>
#include <utility>

#include "byte_stream.hpp"
#include "csv_reader.hpp"
#include "event_columns.hpp"
#include "event_row.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/io/money.hpp"
#include "inmail/text/csv.hpp"

namespace inmail::io {

std::int64_t read_event_csv(std::istream& in, const std::string& name, const Zone& zone, const EventRowSink& sink) {
    CsvOptions options;
    options.header_names = {name_of(EventColumn::at), name_of(EventColumn::event)};
    CsvReader reader(std::make_unique<IstreamBytes>(in, name), name, options);
    CsvRecord record;
    if (!reader.next(record)) throw InvalidFile(file_fault::EmptyEventFile{name});
    const EventHeader header(record, name);
    reader.read_only(header.columns());

    std::int64_t rows = 0;
    std::int64_t bytes_reported = 0;
    while (reader.next(record)) {
        if (record.is_blank()) continue;
        ++rows;
        if (sink.progress && reader.bytes_read() != std::exchange(bytes_reported, reader.bytes_read()))
            sink.progress({rows, bytes_reported});
        if (auto flaw = flaw_of(record, header.width())) {
            sink.rejected({record.line, {}, *std::move(flaw)});
            continue;
        }
        ParsedRow parsed = parse_event_row(header, record, zone);
        for (auto& flaw : parsed.flaws) sink.rejected({record.line, std::move(flaw.column), std::move(flaw.reason)});
        if (!parsed.flaws.empty()) continue;

        EventRecord& event = parsed.row.record;
        for (const auto& column : parsed.unused_columns) {
            sink.warning({record.line, RowWarning::Kind::unused_column, column, std::string(to_string(event.kind))});
        }
        event.key_is_derived = event.key.empty();
        sink.row(std::move(parsed.row));
    }
    return rows;
}

EventCsvWriter::EventCsvWriter(std::ostream& out) : out_(out) { out_ << fmt::format("{}\n", fmt::join(column_names, ",")); }

void EventCsvWriter::write(const RecordedEvent& e) {
    const std::array<std::string, column_count> fields{
        to_rfc3339(e.at),
        std::string(to_string(e.kind)),
        csv_field(e.seat),
        csv_field(e.pool),
        csv_field(e.team),
        csv_field(e.name),
        csv_field(e.plan),
        csv_field(e.rulebook),
        csv_field(e.prospect),
        e.channel ? std::string(to_string(*e.channel)) : "",
        e.outcome ? std::string(to_string(*e.outcome)) : "",
        csv_field(e.thread),
        csv_field(e.campaign),
        e.amount ? std::to_string(e.amount->value) : "",
        e.price ? to_decimal(*e.price) : "",
        e.price ? e.price->currency : "",
        csv_field(e.note),
        csv_field(e.key),
        csv_field(e.ref),
        csv_field(e.to),
        e.chars ? std::to_string(*e.chars) : "",
        e.billed ? std::string(to_string(*e.billed)) : "",
        to_rfc3339(e.recorded_at),
        csv_field(e.batch),
        e.figures ? to_string(*e.figures) : "",
    };
    out_ << fmt::format("{}\n", fmt::join(fields, ","));
}

}  // namespace inmail::io
