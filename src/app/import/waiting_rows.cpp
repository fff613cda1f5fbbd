#include "import/waiting_rows.hpp"

#include "inmail/core/state_stream.hpp"

namespace inmail::app {
namespace {

template <class Stream, class Flaw>
void stream_flaw(Stream& stream, Flaw& flaw) {
    stream_enum(stream, flaw.kind, FlawKind::needs_column);
    stream(flaw.given, flaw.what, flaw.number, flaw.least, flaw.most);
    stream_all(stream, flaw.choices, [&stream](auto& choice) { stream(choice); });
}

/// All that the row of a table may say of a message.
template <class Stream, class Row>
void stream_row(Stream& stream, Row& row) {
    auto& record = row.event.record;
    stream_enum(stream, record.kind, EventKind::reassign);
    stream(record.at, record.bare_date, record.seat, record.prospect, record.first_spelling, record.thread, record.campaign,
           record.note, record.key, record.key_is_derived, record.chars, record.line, row.event.is_of_zone, row.event.row_key,
           row.shares_row);
    stream_optional(stream, record.channel, [&stream](auto& channel) { stream_enum(stream, channel, Channel::phone); });
    stream_optional(stream, record.outcome, [&stream](auto& outcome) { stream_enum(stream, outcome, Outcome::auto_reply); });
    stream_optional(stream, row.event.prospect_flaw, [&stream](auto& flaw) { stream_flaw(stream, flaw); });
}

}  // namespace

std::uint64_t WaitingRows::add(const WaitingRow& row) {
    StateWriter writer;
    stream_row(writer, row);
    return texts_.add(writer.take());
}

WaitingRow WaitingRows::at(std::uint64_t place) {
    const std::string text = texts_.at(place);
    StateReader reader(text);
    WaitingRow row;
    stream_row(reader, row);
    return row;
}

}  // namespace inmail::app
