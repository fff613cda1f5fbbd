#include <fmt/format.h>

#include "columns.hpp"
#include "drift_words.hpp"
#include "inmail/render/reports.hpp"
#include "seat_rows.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string title_of(const app::AuditReport& report, const Display& display) {
    std::string months = month_words(report.from);
    if (report.from != report.to) months += " to " + month_words(report.to);
    std::string title = "Audit of " + months;
    if (report.so_far) title += ", so far: up to " + end_words(report.as_of, display);
    if (report.known_at) title += ", as known at " + end_words(*report.known_at, display);
    return title;
}

Table::Row row_of(const std::string& name, const app::AuditRow& r, bool is_total) {
    const Totals& f = r.flow;
    const Tone lost = is_total ? Tone::plain : Tone::warning;
    const auto loss = [lost](Credits n) { return Cell(n, n == no_credits ? Tone::plain : lost); };
    return {name,
            is_total ? Cell() : Cell(r.team),
            is_total ? Cell() : Cell(r.plan),
            is_total ? Cell() : Cell(active_or_cancelled(r.active)),
            r.opening,
            f.allotted,
            f.refunded,
            f.purchased,
            f.adjusted,
            f.consumed,
            loss(f.expired),
            loss(f.forfeited),
            loss(f.zeroed),
            r.closing,
            r.pending,
            f.unfunded,
            f.repeat,
            f.unmatched,
            f.over_limit,
            f.outside,
            f.lapsed,
            f.sends,
            f.free_sends,
            f.replies,
            f.bounces};
}

/// "ana: 2 repeat, 1 unfunded"; empty where everything fits.
std::string anomalies_of(const app::AuditRow& row) {
    const Totals& f = row.flow;
    const std::pair<const char*, std::int64_t> counts[]{{"unfunded", f.unfunded.value},
                                                        {"repeat", f.repeat},
                                                        {"unmatched", f.unmatched},
                                                        {"over_limit", f.over_limit},
                                                        {"outside", f.outside}};
    std::string words;
    for (const auto& [name, n] : counts) {
        if (n != 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", n, name);
    }
    return words.empty() ? words : fmt::format("{}: {}", row.account.typed(), words);
}

std::vector<std::string> notes_of(const app::AuditReport& report, const Display& display) {
    std::vector<std::string> notes;
    for (const auto& row : report.rows) {
        if (auto words = anomalies_of(row); !words.empty()) notes.push_back("Anomalies of " + words);
    }
    for (const auto& o : report.observations) {
        notes.push_back(fmt::format("{} on {}: LinkedIn showed {}, the ledger held {}", o.account.typed(),
                                    moment_words(o.at, display), o.shown.value, o.computed.value));
    }
    for (const auto& drift : report.drift) notes.push_back(drift_words(drift, display));
    notes.push_back("Head " + report.head);
    return notes;
}

}  // namespace

Table table_of(const app::AuditReport& report, const Display& display) {
    Table table;
    table.title = title_of(report, display);
    table.columns = {name("account"),
                     name("team"),
                     spare(name("plan")),
                     detail(name("status")),
                     number("opening"),
                     number("allotted"),
                     number("refunded"),
                     number("bought", "purchased"),
                     number("adjusted"),
                     number("sent", "consumed"),
                     number("expired"),
                     number("forfeited"),
                     number("zeroed"),
                     number("closing"),
                     detail(number("pending")),
                     detail(number("unfunded")),
                     detail(number("repeat")),
                     detail(number("unmatched")),
                     detail(number("over_limit")),
                     detail(number("outside")),
                     detail(number("lapsed")),
                     detail(number("sends")),
                     detail(number("free_sends")),
                     detail(number("replies")),
                     detail(number("bounces"))};
    for (const auto& row : report.rows) table.rows.push_back(row_of(row.account.typed(), row, false));
    table.total = row_of("total", report.total, true);
    break_down(table, report.rows);
    table.notes = notes_of(report, display);
    table.empty = "No account had a plan, or anything else to audit, by then.";
    return table;
}

}  // namespace inmail::render
