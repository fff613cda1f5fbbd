#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "examples.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/render/audit_page.hpp"

namespace inmail::render {

inline std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

inline bool holds(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

/// The page of March for one team, with losses and with charts of two months.
struct Page {
    app::AuditReport report = march();
    app::AuditCharts charts;
    PageFacts facts;

    Page() {
        report.teams.clear();
        report.total.worth = {};
        for (auto& row : report.rows) {
            app::AuditTeam team;
            team.team = row.team;
            team.accounts = 1;
            team.losing = row.lost() > no_credits ? 1 : 0;
            row.worth = {};
            row.worth.bought.add("USD", row.lost().value * 1050);
            row.worth.plan.add("EUR", row.lost().value * 200);
            row.worth.unpriced_plan = Credits{row.lost().value / 10};
            team.sum = row;
            report.total.worth += row.worth;
            report.teams.push_back(team);

            app::AuditCharts::Account account;
            account.account = row.account;
            account.standings = {std::nullopt, app::AuditCharts::Standing{row.closing, Credits{50}, Credits{150}}};
            account.outflow.used = row.flow.consumed;
            account.outflow.forfeited = row.flow.forfeited;
            account.outflows = {{}, account.outflow};
            charts.accounts.push_back(account);
            app::AuditCharts::Team of_team;
            if (row.team) of_team.teams = {*row.team};
            of_team.accounts = {charts.accounts.size() - 1};
            of_team.outflow = account.outflow;
            of_team.worth = row.worth;
            of_team.losing = team.losing;
            charts.teams.push_back(of_team);
        }
        charts.months = {*parse_month("2026-02"), *parse_month("2026-03")};
        charts.sums = {{Credits{400}, {}, {}}, {report.total.opening, report.total.flow, report.total.responses}};
        charts.main_loser = 1;
        charts.coming.as_of = report.as_of;
        charts.coming.until = at("2026-07-01T23:59:59.999Z");
        app::ForecastReport::Row row;
        row.account = seat("ana");
        row.available = Credits{147};
        row.cap = Credits{150};
        row.next_refresh = at("2026-04-01T00:00:00Z");
        row.losing = {Credits{1287}, Credits{1291}, Credits{1289}};
        LotId held;
        held.granted_at = at("2026-02-01T00:00:00Z");
        const auto may = at("2026-05-02T00:00:00Z");
        row.losses = {{Posting::Kind::withheld, at("2026-04-01T00:00:00Z"), Credits{37}, std::nullopt},
                      {Posting::Kind::withheld, at("2026-05-01T00:00:00Z"), Credits{1234}, std::nullopt},
                      {Posting::Kind::expired, may, Credits{4}, held},
                      {Posting::Kind::zeroed, may, Credits{12}, held}};
        row.deadlines = app::deadlines_of(row.losses);
        row.plan_end = app::PlanEnd{may, EventKind::cancel, Credits{12}};
        charts.coming.rows = {row};
    }

    [[nodiscard]] std::string html() const { return to_html(report, charts, facts, piped()); }
};

}  // namespace inmail::render
