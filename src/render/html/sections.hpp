#pragma once

#include "inmail/app/forecast/audit_charts.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/render/format.hpp"
#include "inmail/render/page_facts.hpp"
#include "template.hpp"

namespace inmail::render::html {

/// The data of the page. Each add_ function sets the values that its section of audit.mustache uses.
struct AuditSource {
    const app::AuditReport& report;
    const app::AuditCharts& charts;
    const PageFacts& facts;
    const Display& display;
};

void add_headline(Values& page, const AuditSource& source);  ///< the total loss, and how the month adds up
void add_range(Values& page, const AuditSource& source);     ///< several months side by side; nothing of a single one
void add_teams(Values& page, const AuditSource& source);     ///< for each team a sentence, a bar and its accounts
void add_months(Values& page, const AuditSource& source);    ///< where the credits went, month by month
void add_losers(Values& page, const AuditSource& source);    ///< the accounts that lost most
/// The next losses if nothing is sent.
void add_coming(Values& page, const app::ForecastReport& coming, const Display& display);
void add_balances(Values& page, const AuditSource& source);         ///< each account's balance and cap
void add_accounts(Values& page, const AuditSource& source);         ///< the audit's table
void add_recommendations(Values& page, const AuditSource& source);  ///< what would waste fewer credits
void add_findings(Values& page, const AuditSource& source);         ///< anomalies, observations, drift, the ledger's head

/// Sets an outflow's parts under their names, and `lost` for the losses.
void set_outflow(Values& values, const app::Outflow& outflow);
/// "lost 43 credits, about USD 86 (3 of them without a known price)": at the plan's price, in whole units.
[[nodiscard]] std::string loss_words(Credits lost, const app::Worth& worth);

/// Sets what the template `who` shows of an account: its person, or else its name; and the handle of a person.
void set_account(Values& values, const app::AccountName& account);

/// The team's name, such as "emea"; "amer and emea" of a pool that serves both; else a name for the accounts without a team.
[[nodiscard]] std::string team_name(const AuditSource& source, const app::AuditCharts::Team& team);

/// Indices of the report's rows by credits lost, most first. Equal losses keep the report's order.
[[nodiscard]] std::vector<std::size_t> by_loss(const app::AuditReport& report);

}  // namespace inmail::render::html
