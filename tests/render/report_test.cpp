#include <algorithm>
#include <sstream>

#include "examples.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/drift.hpp"
#include "inmail/app/reports/forfeits.hpp"
#include "inmail/app/reports/pending.hpp"
#include "inmail/app/reports/verify.hpp"
#include "inmail/render/reports.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

app::ComingLoss loss_at(const char* when, std::int64_t amount) {
    app::ComingLoss loss;
    loss.at = at(when);
    loss.amount = Credits{amount};
    return loss;
}

}  // namespace

TEST_CASE("the balance table shows the main figures and what is lost next") {
    app::BalanceReport report = balance_of_ana();
    report.accounts.front().next_loss = loss_at("2026-04-01T00:00:00Z", 49);
    app::AccountBalance acme = report.accounts.front();
    acme.account = pool("acme");
    acme.team.reset();
    acme.members = 3;
    acme.lots.clear();
    acme.next_loss.reset();
    report.accounts.insert(report.accounts.begin(), acme);
    report.shares = {{"ben", "acme", 12, Credits{20}}};
    CHECK(render::render(report, Format::table, piped()).out ==
          "account    team  plan                  available  cap  pending  next refresh  lost next  usable until  cap/seat  "
          "members\n"
          "pool:acme        sales-navigator-core         50  450        0  2026-02-01                                  150       "
          " 3\n"
          "ana        emea  sales-navigator-core         50  150        0  2026-02-01           49  2026-03-31\n"
          "\n"
          "ben draws on pool:acme: 12 paid InMails since the refresh, limit 20\n");
}

TEST_CASE("the balance table says how plans end, and its CSV names no expiry after that") {
    app::BalanceReport report = balance_of_ana();
    report.accounts.front().plan_end = app::PlanEnd{at("2026-03-20T00:00:00Z"), EventKind::cancel, Credits{96}};
    report.accounts.front().next_loss = loss_at("2026-03-20T00:00:00Z", 96);
    report.shares = {{"ben", "acme", 12, std::nullopt, at("2026-03-20T00:00:00Z")}};
    CHECK(render::render(report, Format::table, piped()).out ==
          "account  team  plan                  available  cap  pending  next refresh  lost next  usable until\n"
          "ana      emea  sales-navigator-core         50  150        0  2026-02-01           96  2026-03-19\n"
          "\n"
          "ana: cancelled on 20 March: send 96 by 19 March or lose 96\n"
          "ben draws on pool:acme: 12 paid InMails since the refresh, leaves on 20 March\n");
    CHECK(render::render(report, Format::csv, piped()).out.find(",49,2026-04-01T00:00:00Z,") == std::string::npos);
    report.accounts.front().plan_end->at = at("2026-04-20T00:00:00Z");
    CHECK(render::render(report, Format::csv, piped()).out.find(",49,2026-04-01T00:00:00Z,") != std::string::npos);
}

TEST_CASE("the CSV of balances sums lots that expire together, without those that never expire") {
    app::BalanceReport report = balance_of_ana();
    auto& lots = report.accounts.front().lots;
    lots.push_back(lots.front());
    lots.back().source = LotSource::adjustment;
    lots.back().remaining = Credits{3};
    lots.push_back(lots.back());
    lots.back().expires_at.reset();
    CHECK(render::render(report, Format::csv, piped()).out.find(",52,2026-04-01T00:00:00Z,") != std::string::npos);
}

TEST_CASE("the balance table has a status column if an account is cancelled") {
    app::BalanceReport report = balance_of_ana();
    CHECK(render::render(report, Format::table, piped()).out.find("status") == std::string::npos);
    report.accounts.front().active = false;
    CHECK(render::render(report, Format::table, piped()).out.find("cancelled") != std::string::npos);
}

TEST_CASE("closes that differ only because of the edition are one counted line (RULES section 8)") {
    app::AuditReport report = march();
    report.drift = {{}, 3};
    const auto notes = table_of(report, piped()).notes;
    CHECK(std::count_if(notes.begin(), notes.end(), [](const std::string& note) { return note.find("Drift") == 0; }) == 1);
    CHECK(std::find(notes.begin(), notes.end(),
                    "Drift caused only by the rulebooks' new edition: 3 closes; `--rulebook @1` shows the first edition") !=
          notes.end());
}

TEST_CASE("the audit table has the largest loss first, teams, the total, and notes below it") {
    app::AuditReport report = march();
    report.drift = {};
    report.rows.front().cap = Credits{150};
    report.rows.front().members = 3;
    // clang-format off
    CHECK(render::render(report, Format::table, piped()).out ==
          "Audit of March 2026\n"
          "\n"
          "account    team  plan                  opening  allotted  refunded  bought  adjusted  sent  expired  forfeited  zeroed  closing  pending  reply rate   per reply  gross  cap  cap/seat  members\n"
          "ana        emea  sales-navigator-core      140        50         0       0         0     3        0         40       0      147        3  25% (5-70%)       2.00   3.00\n"
          "pool:acme        recruiter-corporate       300       150         0       0         0     0        0          0       0      450        0                                 450       150        3\n"
          "team emea  emea                            140        50         0       0         0     3        0         40       0      147        3  25% (5-70%)       2.00   3.00\n"
          "no team                                    300       150         0       0         0     0        0          0       0      450        0\n"
          "total                                      440       200         0       0         0     3        0         40       0      597        3  25% (5-70%)       2.00   3.00\n"
          "\n"
          "team emea: 1 of 1 account lost 40 credits, worth USD 80.00 at the plan's price, USD 400.00 at the price of a bought credit\n"
          "On average a reply cost 2.00 credits net of refunds, 3.00 gross, as guides count it\n"
          "Anomalies of ana: 1 unfunded, 2 repeat\n"
          "ana on 10 March: LinkedIn showed 140, the ledger held 141\n"
          "Head c0ffee\n");
    // clang-format on
}

TEST_CASE("the audit table has a pool's seats below the pool") {
    app::AuditReport report = march();
    report.rows.front().by_seat = {{"ben", {}, {}}, {"cleo", {}, {}}};
    const std::string people = render::render(report, Format::table, piped()).out;
    const std::string programs = render::render(report, Format::csv, piped()).out;
    const auto stand_so = [](const std::string& text, const std::vector<const char*>& rows) {
        std::size_t from = 0;
        for (const char* row : rows) from = std::min(text.find(row, from), text.size());
        return from < text.size();
    };
    CHECK(stand_so(people, {"\nana ", "\npool:acme ", "\npool:acme  ben", "\npool:acme  cleo", "\nteam emea", "\ntotal"}));
    CHECK(stand_so(programs, {"\npool:acme,,", "\npool:acme,ben", "\npool:acme,cleo", "\nana,"}));
}

TEST_CASE("the audit's CSV has a row for each account, by name, and figures that a spreadsheet can add") {
    app::AuditReport report = march();
    report.rows.front().cap = Credits{150};
    report.rows.front().members = 3;
    app::PolicyStanding below{"ana", {}, "emea", seat("ana"), app::PolicyStanding::Verdict::below, {}, {}};
    below.policy.min_response_per_mille = 500;
    below.responses = {10, 2};
    report.policy = {below};
    const std::string csv = drawn_csv(table_of(report, piped()));
    const auto line = [&csv](int n) {
        std::istringstream lines(csv);
        std::string text;
        for (int i = 0; i <= n; ++i) std::getline(lines, text);
        return text;
    };
    const std::string tail =
        ",lost,lost_at_plan_price,lost_at_credit_price,currency,answered,reply_rate,reply_rate_low,reply_rate_high,spent,credits_"
        "per_reply,gross_credits_per_reply,gross_spent,cost_per_reply_at_plan_price,cost_per_reply_at_credit_price,"
        "gross_cost_per_reply_at_plan_price,gross_cost_per_reply_at_credit_price,sends_before,refunded_before,lost_before,name,"
        "cap_of_all_seats,cap,members,policy_verdict,policy_seats,policy_missing\r";
    CHECK(line(0).substr(line(0).size() - tail.size()) == tail);
    CHECK(line(1).find("pool:acme,") == 0);
    CHECK(line(1).find(",450,150,3,,,\r") != std::string::npos);
    CHECK(line(2) ==
          "ana,emea,sales-navigator-core,cancelled,140,50,0,0,0,3,0,40,0,147,3,1,2,0,0,0,0,4,0,0,0,40,80.00,400.00,USD,1,0.2500,"
          "0.0456,0.6994,2,2.00,3.00,3,,,,,,,,,,,0,below,ana,3\r");
    CHECK(line(3).empty());
}

TEST_CASE("the audit table has no team row if there is only one team") {
    app::AuditReport report = march();
    report.teams.pop_back();
    CHECK(table_of(report, piped()).subtotals.empty());
}

TEST_CASE("the audit names drift of a closed month, and a closed refresh that is gone (RULES section 4, rollover)") {
    struct Case {
        bool refresh_is_gone;
        const char* note;
    };
    const Case cases[]{
        {false, "Drift of ana: its refresh of 1 March was closed with available 150, now 149"},
        {true, "Drift of ana: its refresh of 1 March was closed, but there is no such refresh now"},
    };
    for (const auto& c : cases) {
        app::AuditReport report = march();
        if (c.refresh_is_gone) report.drift.listed.front().now.reset();
        const auto notes = table_of(report, piped()).notes;
        CHECK(std::any_of(notes.begin(), notes.end(), [&c](const std::string& note) { return note.find(c.note) == 0; }));
    }
}

TEST_CASE("forfeits says what is about to be lost, and by when") {
    app::ForfeitsReport report;
    report.from = *parse_month("2026-04");
    report.to = *parse_month("2026-06");
    report.until = at("2026-07-02T23:59:59.999Z");
    app::ForfeitsReport::Row ana;
    ana.account = seat("ana");
    ana.flow.forfeited = Credits{80};
    ana.losses = {{Posting::Kind::withheld, at("2026-07-01T00:00:00Z"), Credits{37}, std::nullopt}};
    ana.deadlines = app::deadlines_of(ana.losses);
    ana.losing = Credits{37};
    app::ForfeitsReport::Row ben = ana;
    ben.account = seat("ben");
    ben.losses.clear();
    ben.deadlines.clear();
    ben.losing = no_credits;
    report.rows = {ana, ben};
    report.losing = ana.losing;
    const Table table = table_of(report, piped());
    CHECK(table.title == "Credits lost from April 2026 to June 2026");
    CHECK(table.notes ==
          std::vector<std::string>{"ana: send 37 by 30 June or lose 37", "About to be lost by 2 July: 37 credits"});

    report.rows.clear();
    report.accounts_seen = 8;
    CHECK(table_of(report, piped()).empty ==
          "Nothing was lost from April 2026 to June 2026, and nothing is about to be lost by 2 July: 8 accounts checked.");
}

TEST_CASE("the pending table shows the seat if an account is a pool") {
    app::PendingReport report;
    app::PendingReport::Row row{seat("ana"), "ana", "jane", at("2026-03-01T00:00:00Z"), at("2026-05-30T00:00:00Z"), "k"};
    report.rows = {row};
    CHECK(render::render(report, Format::table, piped()).out ==
          "account  prospect  sent        refundable until  days left  key\n"
          "ana      jane      2026-03-01  2026-05-29                0  k\n");
    row.account = pool("acme");
    report.rows = {row};
    CHECK(render::render(report, Format::table, piped()).out ==
          "account    seat  prospect  sent        refundable until  days left  key\n"
          "pool:acme  ana   jane      2026-03-01  2026-05-29                0  k\n");
}

TEST_CASE("verify reports a sound ledger in a sentence and damage in rows") {
    app::VerifyReport report;
    report.events = 12;
    report.accounts = 1;
    report.head = "c0ffee";
    CHECK(render::render(report, Format::table, piped()).out ==
          "Sound: 12 events, and conservation holds in 1 account\nHead c0ffee\n");
    report.problems = {Damage{damage::WrongHash{}, Damage::OfEvent{7, "mail"}}};
    CHECK(render::render(report, Format::table, piped()).out ==
          "finding  what\n"
          "problem  Event 7 (key mail) is not what was recorded, or something before it was removed, added or moved: its hash "
          "does not match.\n"
          "\n"
          "Damaged: 1 problem in 12 events\n"
          "Head c0ffee\n");
}
