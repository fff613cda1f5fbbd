#include "inmail/app/forecast/audit_charts.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "app/ledger_fixture.hpp"
#include "inmail/app/account_name.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/explain.hpp"
#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

/// Everything that can happen to credits: answers in a later month, an answer to an unfunded InMail, a cap reached, credits that
/// expire, a switch, a cancel, and a pool that grows.
constexpr const char* events =
    "at,event,seat,pool,team,plan,prospect,amount,note\n"
    "2026-01-01,subscribe,ana,,emea,sales-navigator-core,,,\n"
    "2026-01-10,send,ana,,,,p1,,\n"
    "2026-01-11,send,ana,,,,p2,,\n"
    "2026-02-20,reply,ana,,,,p1,,\n"
    "2026-01-01,subscribe,ben,,emea,premium-career,,,\n"
    "2026-01-05,adjust,ben,,,,,-5,all of it\n"
    "2026-01-06,send,ben,,,,p3,,\n"
    "2026-01-20,reply,ben,,,,p3,,\n"
    "2026-01-21,send,ben,,,,p4,,\n"
    "2026-02-10,switch,ben,,,sales-navigator-core,,,\n"
    "2026-04-03,cancel,ben,,,,,,\n"
    "2026-02-15,subscribe,,acme,,recruiter-corporate,,,\n"
    "2026-02-15,subscribe,cleo,acme,,,,,\n"
    "2026-03-20,subscribe,dov,acme,,,,,\n"
    "2026-03-21,send,dov,,,,p5,,\n"
    "2026-05-02,bounce,dov,,,,p5,,\n"
    "2026-05-03,send,cleo,,,,p6,,\n";

ReportQuery query_at(Instant as_of) { return {as_of, std::nullopt, {}}; }

Month month(const char* text) { return *parse_month(text); }

/// What became of the account's credits each month, as `explain` says.
std::map<Month, Outflow> explained(Store& store, const AccountName& account, Instant as_of) {
    ReportQuery query = query_at(as_of);
    query.accounts = {account.is_pool() ? AccountId::of(require_pool(store, account.name))
                                        : AccountId::of(require_seat(store, account.name))};
    const ExplainReport report = explain(store, query);
    std::map<std::string, Month> spent;
    std::map<Month, Outflow> outflows;
    for (const auto& entry : report.entries) {
        const Month when = month_of(day_of(entry.at));
        for (const auto& step : entry.postings) {
            if (step.kind == Posting::Kind::expired) outflows[when].expired += step.amount;
            if (step.kind == Posting::Kind::withheld || step.kind == Posting::Kind::trimmed)
                outflows[when].forfeited += step.amount;
            if (step.kind == Posting::Kind::zeroed) outflows[when].zeroed += step.amount;
            if (step.kind == Posting::Kind::consumed) {
                spent[entry.event->key] = when;
                outflows[when].used += step.amount;
            }
            if (step.kind == Posting::Kind::refunded && spent.count(step.message->key) > 0) {
                outflows[spent.at(step.message->key)].used -= step.amount;
                outflows[spent.at(step.message->key)].came_back += step.amount;
            }
        }
    }
    return outflows;
}

std::string text_of(const Outflow& f) {
    return std::to_string(f.used.value) + " used, " + std::to_string(f.came_back.value) + " back, " +
           std::to_string(f.expired.value) + " expired, " + std::to_string(f.forfeited.value) + " forfeited, " +
           std::to_string(f.zeroed.value) + " zeroed";
}

std::string text_of(const std::optional<AuditCharts::Standing>& s) {
    if (!s) return "not active";
    return std::to_string(s->available.value) + " of " + std::to_string(s->cap.value) + ", " +
           std::to_string(s->allowance.value) + " a month";
}

template <class List>
auto find(const List& list, const AccountName& account) {
    return std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.account == account; });
}

}  // namespace

TEST_CASE("the charts show the numbers of audit, balance and explain, month by month") {
    test::LedgerFixture ledger;
    ledger.record(events);
    Store& store = ledger.store();
    const Instant now = at("2026-07-15");
    const auto [report, drawn] = charted_audit(store, query_at(now), month("2026-05"), month("2026-06"));

    REQUIRE(drawn.months.front() == month("2026-01"));
    REQUIRE(drawn.months.back() == month("2026-06"));
    REQUIRE(drawn.accounts.size() == 3);
    for (const auto& account : drawn.accounts) {
        const auto by_explain = explained(store, account.account, report.as_of);
        Outflow of_the_report;
        for (std::size_t i = 0; i < drawn.months.size(); ++i) {
            const Month when = drawn.months[i];
            const Outflow& outflow = account.outflows[i];
            CAPTURE(account.account.name, to_string(when));
            const auto explained_outflow = by_explain.find(when);
            CHECK(text_of(outflow) == text_of(explained_outflow == by_explain.end() ? Outflow{} : explained_outflow->second));
            if (when >= report.from) of_the_report += outflow;

            const AuditReport that_month = audit(store, query_at(now), when, when);
            const auto row = find(that_month.rows, account.account);
            const Totals flow = row == that_month.rows.end() ? Totals{} : row->flow;
            CHECK(outflow.used + outflow.came_back == flow.consumed);
            CHECK(outflow.expired == flow.expired);
            CHECK(outflow.forfeited == flow.forfeited);
            CHECK(outflow.zeroed == flow.zeroed);

            const BalanceReport balances = balance(store, query_at(end_of(when)));
            const auto held = find(balances.accounts, account.account);
            const auto& standing = account.standings[i];
            REQUIRE(standing.has_value() == (held != balances.accounts.end() && held->active));
            if (!standing) continue;
            const std::int64_t seats = account.account.is_pool() ? held->members : 1;
            CHECK(standing->available == held->available);
            CHECK(standing->cap == *held->cap * seats);
            CHECK(standing->allowance == *held->allowance * seats);
        }
        CHECK(text_of(account.outflow) == text_of(of_the_report));
    }
}

TEST_CASE("a chart shows a refunded credit in the month that spent it, and ends when the account is cancelled") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const Instant now = at("2026-07-15");
    const auto [report, drawn] = charted_audit(ledger.store(), query_at(now), month("2026-05"), month("2026-05"));
    const auto& acme = drawn.accounts.at(0);
    const auto& ana = drawn.accounts.at(1);
    const auto& ben = drawn.accounts.at(2);

    CHECK(text_of(ana.outflows.at(0)) == "1 used, 1 back, 0 expired, 0 forfeited, 0 zeroed");
    CHECK(text_of(acme.outflows.at(2)) == "0 used, 1 back, 0 expired, 0 forfeited, 0 zeroed");
    // The answer to the unfunded InMail brought a credit, which p4 spent. None that was spent came back.
    CHECK(text_of(ben.outflows.at(0)) == "1 used, 0 back, 0 expired, 0 forfeited, 0 zeroed");
    CHECK(text_of(ben.standings.at(0)) == "0 of 15, 5 a month");
    CHECK(text_of(ben.standings.at(2)) == "100 of 150, 50 a month");
    CHECK(text_of(ben.standings.at(3)) == "not active");
    CHECK(text_of(acme.standings.at(0)) == "not active");
    CHECK(text_of(acme.standings.at(1)) == "150 of 600, 150 a month");
    CHECK(text_of(acme.standings.at(2)) == "449 of 1200, 300 a month");
}

TEST_CASE("a chart follows an account from handle to handle (RULES section 4, reassign)") {
    test::LedgerFixture ledger;
    ledger.record(
        "at,event,seat,plan,prospect,to\n"
        "2026-08-12,subscribe,tom,recruiter-lite,,\n"
        "2026-09-10,send,tom,,p1,\n"
        "2026-10-15,send,tom,,p2,\n"
        "2026-10-20,reassign,tom,,,kim\n"
        "2026-10-25,subscribe,tom,sales-navigator-core,,\n"
        "2026-11-02,reply,kim,,p1,\n");
    const Instant now = at("2026-11-20");
    for (const char* from : {"2026-08", "2026-10"}) {
        INFO(from);
        const auto [report, drawn] = charted_audit(ledger.store(), query_at(now), month(from), month("2026-11"));
        REQUIRE(drawn.accounts.size() == 2);
        const auto& kim = drawn.accounts[0];
        const auto& tom = drawn.accounts[1];
        std::vector<std::string> lines;
        for (std::size_t i = 0; i < drawn.months.size(); ++i)
            lines.push_back(to_string(drawn.months[i]) + ": " + text_of(kim.standings[i]) + "; " + text_of(tom.standings[i]));
        CHECK(lines == std::vector<std::string>{"2026-08: 30 of 120, 30 a month; not active",
                                                "2026-09: 59 of 120, 30 a month; not active",
                                                "2026-10: 88 of 120, 30 a month; 50 of 150, 50 a month",
                                                "2026-11: 119 of 120, 30 a month; 100 of 150, 50 a month"});
        CHECK(text_of(kim.outflows.at(1)) == "0 used, 1 back, 0 expired, 0 forfeited, 0 zeroed");
        CHECK(text_of(kim.outflows.at(2)) == "1 used, 0 back, 0 expired, 0 forfeited, 0 zeroed");
        CHECK(tom.outflow.all() == no_credits);
    }
}

TEST_CASE("a chart covers a year, or all months of a longer audit, but none before the ledger's first event") {
    struct Case {
        const char* from;
        const char* to;
        const char* first;
        std::size_t months;
    };
    test::LedgerFixture ledger;
    ledger.record("at,event,seat,plan\n2024-01-15,subscribe,ana,sales-navigator-core\n");
    for (const auto& c : {Case{"2026-03", "2026-03", "2025-04", 12}, Case{"2024-03", "2026-03", "2024-03", 25},
                          Case{"2024-02", "2024-03", "2024-01", 3}}) {
        CAPTURE(c.from, c.to);
        const ReportQuery query = query_at(at("2026-07-15"));
        const auto [report, drawn] = charted_audit(ledger.store(), query, month(c.from), month(c.to));
        CHECK(to_string(drawn.months.front()) == c.first);
        CHECK(drawn.months.size() == c.months);
        CHECK(drawn.accounts.at(0).standings.size() == c.months);
    }
}

TEST_CASE("the months' sums are those of each month's audit, also of an account that was handed on") {
    test::LedgerFixture ledger;
    ledger.record(events);
    ledger.record(
        "at,event,seat,plan,prospect,to\n"
        "2026-03-12,subscribe,tom,recruiter-lite,,\n"
        "2026-03-15,reply,kim,,nobody,\n"
        "2026-04-10,send,tom,,q1,\n"
        "2026-04-20,reassign,tom,,,kim\n"
        "2026-04-21,reply,kim,,q1,\n"
        "2026-05-10,send,kim,,q2,\n"
        "2026-06-02,reply,kim,,q2,\n");
    const Instant now = at("2026-06-15");
    const auto [report, drawn] = charted_audit(ledger.store(), query_at(now), month("2026-06"), month("2026-06"));
    REQUIRE(drawn.sums.size() == drawn.months.size());
    for (std::size_t i = 0; i < drawn.months.size(); ++i) {
        CAPTURE(to_string(drawn.months[i]));
        const AuditReport of_month = audit(ledger.store(), query_at(now), drawn.months[i], drawn.months[i]);
        const auto& sum = drawn.sums[i];
        CHECK(sum.opening == of_month.total.opening);
        CHECK(sum.closing() == of_month.total.closing);
        CHECK(sum.lost() == of_month.total.lost());
        CHECK(sum.flow.sends == of_month.total.flow.sends);
        CHECK(sum.flow.refunded == of_month.total.flow.refunded);
        CHECK(sum.responses.sent == of_month.total.responses.sent);
        CHECK(sum.responses.answered == of_month.total.responses.answered);
    }
}

TEST_CASE("the account behind a loss is the one with a third of it or more") {
    struct Case {
        int ana;
        int ben;
        int cleo;
        int dov;
        std::optional<std::size_t> main_loser;
    };
    for (const Case& c : {Case{10, 10, 10, 0, 0}, Case{10, 10, 9, 2, std::nullopt}, Case{1, 2, 6, 9, 3}, Case{5, 0, 0, 0, 0},
                          Case{0, 0, 0, 0, std::nullopt}}) {
        CAPTURE(c.ana, c.ben, c.cleo, c.dov);
        test::LedgerFixture ledger;
        std::string rows = "at,event,seat,plan,amount\n";
        const auto add = [&rows](const std::string& name, int held) {
            rows +=
                "2026-05-01,"
                "subscribe," +
                name + ",sales-navigator-core,\n";
            if (held != 50) rows += "2026-05-02,adjust," + name + ",," + std::to_string(held - 50) + "\n";
            rows += "2026-05-20,cancel," + name + ",,\n";
        };
        add("ana", c.ana);
        add("ben", c.ben);
        add("cleo", c.cleo);
        add("dov", c.dov);
        ledger.record(rows);
        const auto [report, drawn] =
            charted_audit(ledger.store(), query_at(at("2026-06-15")), month("2026-05"), month("2026-05"));
        CHECK(drawn.main_loser == c.main_loser);
    }
}

TEST_CASE("a pool stands with the teams that it serves; who took no part stands nowhere") {
    test::LedgerFixture ledger;
    ledger.record(
        "at,event,seat,pool,team,plan,amount\n"
        "2026-01-01,subscribe,ana,,emea,sales-navigator-core,\n"
        "2026-01-01,subscribe,gone,,emea,sales-navigator-core,\n"
        "2026-02-01,cancel,gone,,,,\n"
        "2026-01-01,subscribe,nobodys,,,sales-navigator-core,\n"
        "2026-01-01,subscribe,,one,,recruiter-corporate,\n"
        "2026-01-01,subscribe,ben,one,emea,,\n"
        "2026-01-01,subscribe,,both,,recruiter-corporate,\n"
        "2026-01-01,subscribe,cleo,both,emea,,\n"
        "2026-01-01,subscribe,dov,both,amer,,\n"
        "2026-01-01,subscribe,,idle,,recruiter-corporate,\n");
    const auto [report, drawn] = charted_audit(ledger.store(), query_at(at("2026-06-15")), month("2026-05"), month("2026-05"));
    std::string found;
    Credits lost;
    for (const auto& team : drawn.teams) {
        for (const auto& name : team.teams) found += name + " ";
        found += ":";
        Credits last = report.total.lost();
        for (const std::size_t i : team.accounts) {
            found += " " + report.rows[i].account.typed();
            CHECK(report.rows[i].lost() <= last);
            last = report.rows[i].lost();
        }
        found += "; ";
        lost += team.outflow.lost();
    }
    CHECK(found == "emea : pool:one ana; amer emea : pool:both; : nobodys pool:idle; ");
    CHECK(lost == report.total.lost());
    CHECK(lost > no_credits);
}

TEST_CASE("coming losses are those from now on, whichever months the audit is of") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const Instant now = at("2026-07-15T09:30:00Z");
    for (const char* audited : {"2026-02", "2026-05", "2026-07"}) {
        CAPTURE(audited);
        const auto [report, drawn] = charted_audit(ledger.store(), query_at(now), month(audited), month(audited));
        CHECK(drawn.coming.as_of == now);
        CHECK(drawn.coming.until == now + usual_horizon);
        const auto expected = forecast(ledger.store(), query_at(now), usual_horizon);
        CHECK(drawn.coming.losing == expected.losing);
        CHECK(drawn.coming.losing > no_credits);
        REQUIRE(drawn.coming.rows.size() == expected.rows.size());
        for (std::size_t i = 0; i < expected.rows.size(); ++i) {
            CHECK(drawn.coming.rows[i].account == expected.rows[i].account);
            CHECK(drawn.coming.rows[i].available == expected.rows[i].available);
            for (const auto& loss : drawn.coming.rows[i].losses) CHECK(loss.at > now);
        }
    }
}

TEST_CASE("coming losses are looked for three months ahead if none is nearer") {
    test::LedgerFixture ledger;
    ledger.record("at,event,seat,plan\n2026-11-01,subscribe,ana,sales-navigator-core\n");
    const Instant now = at("2026-11-20");
    const auto [report, drawn] = charted_audit(ledger.store(), query_at(now), month("2026-11"), month("2026-11"));
    // Held 150 on 1 January; the refresh of 1 February is the first without room (RULES section 4).
    CHECK(drawn.coming.until == now + far_horizon);
    REQUIRE(drawn.coming.rows.size() == 1);
    REQUIRE(drawn.coming.rows[0].losses.size() == 1);
    CHECK(drawn.coming.rows[0].losses[0].at == at("2027-02-01"));
    CHECK(drawn.coming.losing == Credits{50});
}

TEST_CASE("coming losses follow a named account that was handed on after the audit's months (RULES section 4, reassign)") {
    test::LedgerFixture ledger;
    ledger.record(
        "at,event,seat,plan,to\n"
        "2026-01-12,subscribe,tom,recruiter-lite,\n"
        "2026-10-20,reassign,tom,,kim\n");
    ReportQuery query = query_at(at("2026-11-20"));
    query.accounts = {AccountId::of(require_seat(ledger.store(), "tom"))};
    const auto [report, drawn] = charted_audit(ledger.store(), query, month("2026-09"), month("2026-09"));
    REQUIRE(report.rows.size() == 1);
    CHECK(report.rows[0].account.name == "tom");
    REQUIRE(drawn.coming.rows.size() == 1);
    CHECK(drawn.coming.rows[0].account.name == "kim");
    CHECK(drawn.coming.losing > no_credits);
}

}  // namespace inmail::app
