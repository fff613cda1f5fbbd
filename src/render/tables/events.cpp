// Tables of single events: pending, history, and the closes that a rollover posts.

#include <fmt/format.h>

#include <algorithm>

#include "columns.hpp"
#include "inmail/app/reports/history.hpp"
#include "inmail/app/reports/pending.hpp"
#include "inmail/render/reports.hpp"
#include "messages/history_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string anomalies_of(const app::AccountEntry& entry) {
    std::string names;
    for (const auto& name : anomaly_names(entry)) names += (names.empty() ? "" : ", ") + name;
    return names;
}

}  // namespace

Table table_of(const app::PendingReport& report, const Display& display) {
    const bool pools = std::any_of(report.rows.begin(), report.rows.end(), [](const auto& row) { return row.account.is_pool(); });
    Table table;
    table.columns = {name("account"),
                     spare(shown_if(pools, name("seat"))),
                     text("prospect"),
                     spare(moment("sent", "sent_at")),
                     asked_for(deadline("refundable until")),
                     key("key")};
    for (const auto& row : report.rows) {
        table.rows.push_back({row.account.typed(), row.seat, row.prospect, row.sent_at, row.refundable_until, row.key});
    }
    table.empty = fmt::format("No InMail is pending as of {}.", end_words(report.as_of, display));
    return table;
}

Table table_of(const app::HistoryReport& report, const Display& display) {
    static const RecordedEvent no_event;
    const auto any = [&report](auto has) { return std::any_of(report.rows.begin(), report.rows.end(), has); };
    const bool has_anomalies = any([](const auto& row) { return !anomaly_names(row).empty(); });
    const bool has_notes = any([](const auto& row) { return row.event && !row.event->note.empty(); });
    Table table;
    table.title = "History of " + report.account.typed();
    table.columns = {moment("at"),
                     name("event"),
                     shown_if(report.account.is_pool(), name("seat")),
                     text("prospect"),
                     spare(text("detail")),
                     number("change"),
                     asked_for(number("available")),
                     shown_if(has_anomalies, text("anomalies")),
                     spare(shown_if(has_notes, text("note"))),
                     spare(key("key"), 2)};
    for (const auto& row : report.rows) {
        Cell anomalies(anomalies_of(row));
        anomalies.tone = Tone::bad;
        const RecordedEvent& event = row.event ? *row.event : no_event;
        table.rows.push_back({row.at, row.what, row.seat, event.prospect, detail_words(row), row.change, row.available, anomalies,
                              event.note, event.key});
    }
    table.empty = fmt::format("Nothing is known of {} as of {}.", report.account.typed(), end_words(report.as_of, display));
    return table;
}

Table table_of(const app::RolloverResult& result, const Display&) {
    Table table;
    table.columns = {name("account"),     moment("refresh"), spare(number("allotted")), spare(number("granted")),
                     number("forfeited"), number("expired"), number("available"),       spare(key("key"), 2)};
    for (const auto& close : result.closes) {
        const CloseFigures& f = close.figures;
        table.rows.push_back({close.account.typed(), start_of(close.refresh), f.allotted, f.granted,
                              Cell(f.forfeited, f.forfeited > no_credits ? Tone::warning : Tone::plain), f.expired, f.available,
                              close.key});
    }
    table.empty = "Nothing to close: every refresh that was due is closed already.";
    return table;
}

}  // namespace inmail::render
