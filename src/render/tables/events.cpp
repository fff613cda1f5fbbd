// Tables of single events: pending, history, and the closes that a rollover posts.

#include <fmt/format.h>

#include <algorithm>

#include "columns.hpp"
#include "inmail/app/reports/find.hpp"
#include "inmail/app/reports/history.hpp"
#include "inmail/app/reports/pending.hpp"
#include "inmail/render/reports.hpp"
#include "messages/history_words.hpp"
#include "person_column.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

std::string anomalies_of(const app::AccountEntry& entry) {
    std::string names;
    for (const auto& name : anomaly_names(entry)) names += (names.empty() ? "" : ", ") + name;
    return names;
}

/// Whose history it is, for a title.
std::string whose_words(const std::vector<app::AccountName>& accounts) {
    if (accounts.empty()) return "all accounts";
    if (accounts.size() == 1) return titled(accounts.front());
    std::vector<std::string> names;
    for (const auto& account : accounts) names.push_back(account.typed());
    return enumeration(names);
}

/// Whose history it is, in a sentence that denies.
std::string denied(const std::vector<app::AccountName>& accounts) {
    if (accounts.empty()) return "any account";
    return accounts.size() == 1 ? accounts.front().typed() : whose_words(accounts);
}

/// "recorded for later: cancel of ana, 1 December (01J8ZC)"
std::string ahead_words(const RecordedEvent& event, const Display& display) {
    const bool joins = !event.seat.empty() && !event.pool.empty();
    const std::string what = joins ? " to pool:" + event.pool : event.plan.empty() ? std::string() : " to " + event.plan;
    const std::string key = display.short_key ? display.short_key(event.key) : event.key;
    return fmt::format("recorded for later: {} of {}{}, {} ({})", to_string(event.kind),
                       event.seat.empty() ? "pool:" + event.pool : event.seat, what, moment_words(event.at, display), key);
}

}  // namespace

Table table_of(const app::PendingReport& report, const Display& display) {
    using Row = app::PendingReport::Row;
    bool pools = false;
    bool campaigns = false;
    bool people = false;
    report.rows.each([&](const Row& row) {
        pools = pools || row.account.is_pool();
        campaigns = campaigns || !row.campaign.empty();
        people = people || !row.name.empty();
    });
    Table table;
    table.columns = {name("account"),
                     spare(shown_if(pools, name("seat"))),
                     spare(screen_only(shown_if(people, text("name")))),
                     text("prospect"),
                     spare(moment("sent", "sent_at")),
                     asked_for(deadline("refundable until")),
                     screen_only(number("days left")),
                     spare(screen_only(shown_if(campaigns, text("campaign"))), 2),
                     key("key"),
                     detail(text("campaign")),
                     detail(number("days_left")),
                     detail(text("name"))};
    table.more_rows = report.rows.made_to<Table::Row>([](const Row& row) {
        return Table::Row{row.account.typed(), row.seat,     row.name, row.prospect, row.sent_at,   row.refundable_until,
                          row.days_left,       row.campaign, row.key,  row.campaign, row.days_left, row.name};
    });
    table.empty = report.until ? fmt::format("No pending InMail lapses by {}.", end_words(*report.until, display))
                               : fmt::format("No InMail is pending as of {}.", end_words(report.as_of, display));
    return table;
}

Table table_of(const app::HistoryReport& report, const Display& display) {
    static const RecordedEvent no_event;
    const auto any = [&report](auto has) { return std::any_of(report.rows.begin(), report.rows.end(), has); };
    const bool has_anomalies = any([](const auto& row) { return !anomaly_names(row).empty(); });
    const bool has_notes = any([](const auto& row) { return row.event && !row.event->note.empty(); });
    Table table;
    const bool several = report.accounts.size() != 1;
    table.title = "History of " + whose_words(report.accounts);
    if (!report.members.empty() && !several) {
        const char* draw = report.members.size() == 1 ? "draws" : "draw";
        table.title += fmt::format(", on which {} {}", enumeration(report.members), draw);
    }
    if (!report.prospects.empty()) table.title += " with " + enumeration(report.prospects);
    table.columns = {moment("at"),
                     name("event"),
                     last_resort(shown_if(any([](const auto& row) { return row.account.is_pool(); }), name("seat")), 1),
                     last_resort(text("prospect"), 2),
                     spare(text("detail")),
                     number("change"),
                     asked_for(number("available")),
                     last_resort(shown_if(has_anomalies, text("anomalies")), 3),
                     spare(shown_if(has_notes, text("note"))),
                     spare(key("key"), 2)};
    for (const auto& row : report.rows) {
        Cell anomalies(anomalies_of(row));
        anomalies.tone = Tone::bad;
        const RecordedEvent& event = row.event ? *row.event : no_event;
        table.rows.push_back({row.at, row.what, row.seat, event.prospect, detail_words(row, display),
                              row.taken_back ? Cell() : Cell(row.change), row.taken_back ? Cell() : Cell(row.available),
                              anomalies, event.note, event.key});
    }
    add_people(
        table, report.rows, [](const app::AccountEntry& row) -> const std::string& { return row.person; }, 3);
    table.columns.push_back(detail(name("account")));
    for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].emplace_back(report.rows[i].account.typed());
    if (several) {
        table.columns.insert(table.columns.begin() + 1, screen_only(name("account")));
        for (auto& row : table.rows) row.insert(row.begin() + 1, row.back());
    }
    if (report.left_out > 0) {
        const bool one = report.left_out == 1;
        table.notes.push_back(fmt::format("{} earlier {} left out", report.left_out, one ? "line is" : "lines are"));
    }
    for (const auto& event : report.ahead) table.notes.push_back(ahead_words(event, display));
    table.empty = fmt::format("Nothing is known of {} as of {}.", denied(report.accounts), end_words(report.as_of, display));
    if (report.left_out > 0) table.empty = fmt::format("Nothing happened to {} since then.", denied(report.accounts));
    return table;
}

Table table_of(const app::FindReport& report, const Display&) {
    const auto any = [&report](auto has) { return std::any_of(report.events.begin(), report.events.end(), has); };
    Table table;
    table.columns = {
        asked_for(moment("at")),
        name("event"),
        name("seat"),
        text("prospect"),
        spare(shown_if(any([](const auto& e) { return e.channel && *e.channel != Channel::inmail; }), name("channel"))),
        spare(shown_if(any([](const auto& e) { return !e.campaign.empty(); }), text("campaign")), 2),
        detail(name("outcome")),
        detail(text("thread")),
        spare(shown_if(any([](const auto& e) { return !e.note.empty(); }), text("note"))),
        key("key")};
    for (const auto& e : report.events) {
        const auto channel = e.channel ? Cell(to_string(*e.channel)) : Cell();
        const auto outcome = e.outcome ? Cell(to_string(*e.outcome)) : Cell();
        table.rows.push_back(
            {e.at, to_string(e.kind), e.seat, e.prospect, channel, e.campaign, outcome, e.thread, e.note, e.key});
    }
    add_people(
        table, report.events,
        [&report](const RecordedEvent& event) {
            const auto person = report.people.find(event.seat);
            return person == report.people.end() ? std::string() : person->second;
        },
        3);
    table.empty = fmt::format("No send or answer fits '{}'.", report.text);
    if (report.nearest) table.empty += fmt::format(" The nearest name is '{}'.", *report.nearest);
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
