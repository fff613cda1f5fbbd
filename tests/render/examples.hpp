#pragma once

#include <sstream>
#include <string>

#include "inmail/app/account_name.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/format.hpp"
#include "inmail/render/table.hpp"

namespace inmail::render {

inline Instant at(const char* rfc3339) {
    const auto t = parse_rfc3339(rfc3339);
    ensure(t.has_value(), "a test's instant is one");
    return *t;
}

/// A display in UTC, piped, on 1 June 2026.
inline Display piped() {
    const auto utc = [](Instant t) {
        const std::string text = to_rfc3339(t);  // 2026-03-14T09:30:00Z
        const std::string seconds = text.substr(16, 3);
        return text.substr(0, 10) + " " + text.substr(11, 5) + (seconds == ":00" ? "" : seconds);
    };
    return {at("2026-06-01T12:00:00Z"), utc, std::nullopt, false};
}

inline Display terminal(std::size_t width) {
    Display display = piped();
    display.terminal_width = width;
    return display;
}

inline app::AccountName seat(const char* name) { return {AccountId::Kind::seat, name}; }
inline app::AccountName pool(const char* name) { return {AccountId::Kind::pool, name}; }

inline std::string drawn_text(const Table& table, const Display& display) {
    std::ostringstream out;
    draw_text(out, table, display);
    return out.str();
}
inline std::string drawn_csv(const Table& table) {
    std::ostringstream out;
    draw_csv(out, table);
    return out.str();
}
inline std::string drawn_markdown(const Table& table, const Display& display) {
    std::ostringstream out;
    draw_markdown(out, table, display);
    return out.str();
}

/// Text that a hostile export may bring: a formula, an escape sequence, a bidi override, HTML, and Markdown.
constexpr const char* hostile = "=1+1\x1b[2J\xe2\x80\xae<script>|`*";

/// The balance of ana on 31 January 2026.
inline app::BalanceReport balance_of_ana() {
    app::AccountBalance ana;
    ana.account = seat("ana");
    ana.team = "emea";
    ana.active = true;
    ana.plan = "sales-navigator-core";
    ana.rulebook = "linkedin";
    ana.available = Credits{50};
    ana.allowance = Credits{50};
    ana.cap = Credits{150};
    ana.next_refresh = at("2026-02-01T00:00:00Z");
    const auto lot = [](LotSource source, const char* granted, const char* expires, int remaining) {
        Lot l;
        l.source = source;
        l.granted_at = at(granted);
        l.expires_at = at(expires);
        l.remaining = Credits{remaining};
        return l;
    };
    ana.lots = {lot(LotSource::monthly, "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z", 49),
                lot(LotSource::refund, "2026-01-07T00:00:00Z", "2026-04-07T00:00:00Z", 1)};
    ana.totals.allotted = Credits{50};
    ana.totals.refunded = Credits{1};
    ana.totals.consumed = Credits{1};
    ana.totals.sends = 1;
    ana.totals.replies = 1;
    return {at("2026-01-31T23:59:59.999Z"), std::nullopt, {ana}, {}};
}

/// The audit of a month of a seat and a pool, with something for every note below the table.
inline app::AuditReport march() {
    app::AuditReport report;
    report.from = report.to = *parse_month("2026-03");
    report.as_of = at("2026-03-31T23:59:59.999Z");
    report.head = "c0ffee";

    app::AuditRow acme;
    acme.account = pool("acme");
    acme.plan = "recruiter-corporate";
    acme.active = true;
    acme.opening = Credits{300};
    acme.closing = Credits{450};
    acme.flow.allotted = Credits{150};
    app::AuditRow ana;
    ana.account = seat("ana");
    ana.team = "emea";
    ana.plan = "sales-navigator-core";
    ana.opening = Credits{140};
    ana.closing = Credits{147};
    ana.flow.allotted = Credits{50};
    ana.flow.forfeited = Credits{40};
    ana.flow.consumed = Credits{3};
    ana.flow.sends = 4;
    ana.flow.unfunded = Credits{1};
    ana.flow.repeat = 2;
    ana.pending = 3;
    ana.responses = {4, 1};
    ana.cost.net.credits = Credits{2};
    ana.cost.gross.credits = Credits{3};
    ana.worth.bought.add("USD", 40'000);
    ana.worth.plan.add("USD", 8'000);
    report.rows = {acme, ana};
    for (const auto& row : report.rows) {
        report.total.opening += row.opening;
        report.total.closing += row.closing;
        report.total.flow += row.flow;
        report.total.pending += row.pending;
        report.total.responses += row.responses;
        report.total.cost += row.cost;
        report.total.worth += row.worth;
    }
    app::AuditTeam emea{"emea", ana, 1, 1};
    emea.sum.account = {};
    emea.sum.plan.reset();
    app::AuditTeam nobodys{std::nullopt, acme, 1, 0};
    nobodys.sum.account = {};
    nobodys.sum.plan.reset();
    report.teams = {emea, nobodys};
    report.observations = {{seat("ana"), at("2026-03-10T00:00:00Z"), Credits{140}, Credits{141}}};
    const CloseFigures stored{Credits{50}, Credits{10}, Credits{40}, Credits{0}, Credits{150}};
    CloseFigures now = stored;
    now.available = Credits{149};
    app::Drift drift;
    drift.account = seat("ana");
    drift.refresh = at("2026-03-01T00:00:00Z");
    drift.stored = stored;
    drift.now = now;
    drift.key = "close:ana:2026-03-01";
    report.drift = {{drift}, 0};
    return report;
}

}  // namespace inmail::render
