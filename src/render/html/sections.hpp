#pragma once

#include "inmail/app/forecast/audit_charts.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/render/format.hpp"
#include "template.hpp"

namespace inmail::render::html {

/// What the sections of the page are made of. Each adds the names that its part of page.mustache asks for.
struct AuditSource {
    const app::AuditReport& report;
    const app::AuditCharts& charts;
    const Display& display;
};

void add_headline(Values& page, const AuditSource& source);  ///< what was lost in all, and how the month adds up
void add_teams(Values& page, const AuditSource& source);     ///< a sentence a team, its bar, and its accounts
void add_months(Values& page, const AuditSource& source);    ///< where the credits went, month by month
void add_losers(Values& page, const AuditSource& source);    ///< who lost most
void add_coming(Values& page, const AuditSource& source);    ///< what is lost next if nothing is sent
void add_balances(Values& page, const AuditSource& source);  ///< balance against cap, account by account
void add_accounts(Values& page, const AuditSource& source);  ///< the audit's own table
void add_findings(Values& page, const AuditSource& source);  ///< anomalies, observations, drift, the ledger's head

/// The figures of a fate under the names of its parts, and what they come to.
void set_fate(Values& values, const app::Fate& fate);
/// "lost 43 credits, about USD 430.00 at the price of a bought credit, ..."
[[nodiscard]] std::string loss_words(Credits lost, const app::Worth& worth);

/// Accounts by what they lost, most first, and among equals as the report has them.
[[nodiscard]] std::vector<std::size_t> by_loss(const app::AuditReport& report);

}  // namespace inmail::render::html
