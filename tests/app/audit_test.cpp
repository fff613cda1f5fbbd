#include "inmail/app/reports/audit.hpp"

#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

/// Two teams, a pool, and a seat without a team. A row's key says what the row is for.
constexpr const char* events =
    "at,event,seat,pool,team,plan,prospect,channel,amount,key\n"
    "2026-01-01,subscribe,ana,,emea,sales-navigator-core,,,,ana\n"
    "2026-01-01,subscribe,ben,,amer,sales-navigator-core,,,,ben\n"
    "2026-01-01,subscribe,cleo,,,premium-career,,,,cleo\n"
    "2026-01-01,subscribe,,acme,,recruiter-corporate,,,,acme\n"
    "2026-01-01,subscribe,dov,acme,emea,,,,,dov\n"
    "2026-02-27,send,ana,,,,early,,,sent-before-the-month\n"
    "2026-03-02,reply,ana,,,,early,,,answer-to-one-sent-before\n"
    "2026-03-03,send,ana,,,,one,,,answered-in-the-month\n"
    "2026-03-04,reply,ana,,,,one,,,answer-1\n"
    "2026-03-03,send,ana,,,,two,,,answered-too-late\n"
    "2026-04-01T00:00:01Z,reply,ana,,,,two,,,answer-2\n"
    "2026-03-05,send,ana,,,,three,,,bounced\n"
    "2026-03-06,bounce,ana,,,,three,,,bounce\n"
    "2026-03-07,send,ana,,,,four,open-profile,,free\n"
    "2026-03-08,reply,ana,,,,four,,,answer-to-a-free-one\n"
    "2026-03-09,adjust,cleo,,,,,,-15,nothing-left\n"
    "2026-03-10,send,cleo,,,,five,,,unfunded\n"
    "2026-03-11,reply,cleo,,,,five,,,answer-5\n"
    "2026-03-12,assign,ben,,emea,,,,,ben-moves\n"
    "2026-03-13,send,dov,,,,six,,,of-the-pool\n"
    "2026-03-14,send,ben,,,,seven,,,dropped\n"
    "2026-03-15,switch,ben,,,recruiter-lite,,,,ben-switches\n"
    "2026-03-16,reply,ben,,,,seven,,,answer-to-a-dropped-one\n";

AuditReport march(Store& store, const ReportQuery& query) {
    return audit(store, query, *parse_month("2026-03"), *parse_month("2026-03"));
}

ReportQuery now() { return {at("2026-05-20"), std::nullopt, {}}; }

}  // namespace

TEST_CASE("an audit row counts the InMails of its months and what they cost in the end") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const auto report = march(ledger.store(), now());
    struct {
        const char* account;
        std::int64_t sent, answered, spent, lost, usd_minor_bought, usd_minor_plan;
    } const rows[] = {
        // The free message is no InMail. `two` is not answered by the month's end. The bounce refunds its credit but is no reply.
        {"pool:acme", 1, 0, 1, 0, 0, 0},
        {"ana", 3, 1, 1, 0, 0, 0},
        // A dropped InMail can be answered, but its credit is not refunded. The switch zeroes 149 credits of the plan
        // that it ends: 100.00 for 50, and none of them could have been bought.
        {"ben", 1, 1, 1, 149, 0, 29'800},
        // An unfunded InMail cost nothing, so the credit of its answer is no refund of a cost.
        {"cleo", 1, 1, 0, 0, 0, 0},
    };
    REQUIRE(report.rows.size() == std::size(rows));
    for (std::size_t i = 0; i < report.rows.size(); ++i) {
        const AuditRow& row = report.rows[i];
        INFO(rows[i].account);
        CHECK(row.account.typed() == rows[i].account);
        CHECK(row.responses.sent == rows[i].sent);
        CHECK(row.responses.answered == rows[i].answered);
        CHECK(row.cost.net.credits == Credits{rows[i].spent});
        CHECK(row.lost() == Credits{rows[i].lost});
        CHECK((row.worth.bought.by_currency().empty() ? 0 : row.worth.bought.by_currency().front().minor) ==
              rows[i].usd_minor_bought);
        CHECK((row.worth.plan.by_currency().empty() ? 0 : row.worth.plan.by_currency().front().minor) == rows[i].usd_minor_plan);
        CHECK(row.responses.sent == row.flow.sends);
    }
    CHECK(report.rows[2].cost.net.credits_per_reply(report.rows[2].responses) == 1.0);
    CHECK_FALSE(report.rows[0].cost.net.credits_per_reply(report.rows[0].responses).has_value());
    CHECK(report.total.responses.sent == 6);
    CHECK(report.total.cost.net.credits == Credits{3});
    CHECK(report.total.lost() == Credits{149});
}

TEST_CASE("an audit groups accounts by team at the month's last instant, those without a team last (RULES section 4, assign)") {
    test::LedgerFixture ledger;
    ledger.record(events);
    struct Team {
        const char* name;  ///< null: none
        int accounts, losing;
        std::int64_t closing, lost, sent;
    };
    struct {
        const char* month;
        std::vector<Team> teams;
    } const months[] = {
        {"2026-02", {{"amer", 1, 0, 100, 0, 0}, {"emea", 1, 0, 99, 0, 1}, {nullptr, 2, 0, 310, 0, 0}}},
        {"2026-03", {{"emea", 2, 1, 179, 149, 4}, {nullptr, 2, 0, 450, 0, 2}}},
    };
    for (const auto& expected : months) {
        INFO(expected.month);
        const Month month = *parse_month(expected.month);
        const auto report = audit(ledger.store(), now(), month, month);
        REQUIRE(report.teams.size() == expected.teams.size());
        for (std::size_t i = 0; i < report.teams.size(); ++i) {
            const AuditTeam& team = report.teams[i];
            const Team& wanted = expected.teams[i];
            CHECK(team.team.value_or("none") == (wanted.name == nullptr ? "none" : wanted.name));
            CHECK(team.sum.team == team.team);
            CHECK(team.accounts == wanted.accounts);
            CHECK(team.losing == wanted.losing);
            CHECK(team.sum.closing == Credits{wanted.closing});
            CHECK(team.sum.lost() == Credits{wanted.lost});
            CHECK(team.sum.responses.sent == wanted.sent);
            CHECK(team.sum.opening + team.sum.flow.balance() == team.sum.closing);
        }
    }
}

/// A handle gives its licence away and takes another, twice. The second time both happen at one instant.
constexpr const char* handovers =
    "at,event,seat,team,plan,prospect,to,key\n"
    "2026-08-12,subscribe,tom,talent,recruiter-lite,,,a\n"
    "2026-09-10,send,tom,,,p1,,b\n"
    "2026-09-20,send,kim,,,too-early,,c\n"
    "2026-10-20,reassign,tom,,,,kim,d\n"
    "2026-10-25,subscribe,tom,sales,sales-navigator-core,,,e\n"
    "2026-10-26,send,tom,,,p2,,f\n"
    "2026-11-05T09:00:00Z,reassign,tom,,,,lea,g\n"
    "2026-11-05T09:00:00Z,subscribe,tom,,premium-career,,,h\n"
    "2026-11-05T09:00:00Z,reassign,tom,,,,max,i\n"
    "2026-11-06,send,tom,,,too-late,,j\n";

TEST_CASE("an audit keeps accounts apart that had one handle (RULES section 4, reassign)") {
    test::LedgerFixture ledger;
    ledger.record(handovers);
    struct Row {
        const char* account;
        const char* team;
        std::int64_t opening, allotted, consumed, outside, closing;
        std::vector<std::int64_t> trend;
    };
    const struct {
        const char* from;
        const char* to;
        std::vector<Row> rows;
        std::int64_t opening, closing;
    } audits[] = {
        {"2026-09", "2026-09", {{"kim", "", 0, 0, 0, 1, 0, {0}}, {"tom", "talent", 30, 30, 1, 0, 59, {30, 59}}}, 30, 59},
        {"2026-10",
         "2026-10",
         {{"kim", "talent", 59, 30, 0, 0, 89, {30, 59, 89}}, {"tom", "sales", 0, 50, 1, 0, 49, {49}}},
         59,
         138},
        {"2026-11",
         "2026-11",
         {{"kim", "talent", 89, 30, 0, 0, 119, {30, 59, 89, 119}},
          {"lea", "sales", 49, 50, 0, 0, 99, {49, 99}},
          {"max", "", 0, 5, 0, 0, 5, {5}},
          {"tom", "", 0, 0, 0, 1, 0, {0}}},
         138,
         223},
        {"2026-08",
         "2026-11",
         {{"kim", "talent", 0, 120, 1, 1, 119, {30, 59, 89, 119}},
          {"lea", "sales", 0, 100, 1, 0, 99, {49, 99}},
          {"max", "", 0, 5, 0, 0, 5, {5}},
          {"tom", "", 0, 0, 0, 1, 0, {0}}},
         0,
         223},
    };
    for (const auto& expected : audits) {
        ReportQuery query{at("2026-12-01"), std::nullopt, {}};
        query.trend_months = 12;
        const auto report = audit(ledger.store(), query, *parse_month(expected.from), *parse_month(expected.to));
        INFO(expected.from << " to " << expected.to);
        CHECK(report.total.opening == Credits{expected.opening});
        CHECK(report.total.closing == Credits{expected.closing});
        REQUIRE(report.rows.size() == expected.rows.size());
        for (std::size_t i = 0; i < report.rows.size(); ++i) {
            const AuditRow& row = report.rows[i];
            const Row& wanted = expected.rows[i];
            INFO(wanted.account);
            CHECK(row.account.typed() == wanted.account);
            CHECK(row.team.value_or("") == wanted.team);
            CHECK(row.opening == Credits{wanted.opening});
            CHECK(row.flow.allotted == Credits{wanted.allotted});
            CHECK(row.flow.consumed == Credits{wanted.consumed});
            CHECK(row.flow.outside == wanted.outside);
            CHECK(row.closing == Credits{wanted.closing});
            std::vector<std::int64_t> trend;
            for (const Credits held : row.trend) trend.push_back(held.value);
            CHECK(trend == wanted.trend);
        }
    }
}

TEST_CASE("a query for a team covers its seats only, and no pool") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const auto names = [](const AuditReport& report) {
        std::string all;
        for (const auto& row : report.rows) all += row.account.typed() + " ";
        return all;
    };
    ReportQuery emea = now();
    emea.team = "emea";
    CHECK(names(march(ledger.store(), emea)) == "ana ben ");
    ReportQuery amer = now();
    amer.team = "amer";
    CHECK(names(march(ledger.store(), amer)).empty());
    const Month february = *parse_month("2026-02");
    CHECK(names(audit(ledger.store(), amer, february, february)) == "ben ");

    ReportQuery nobodys = now();
    nobodys.team = "apac";
    CHECK_THROWS_AS(march(ledger.store(), nobodys), InputError);
}

}  // namespace inmail::app
