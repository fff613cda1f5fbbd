#include "inmail/app/reports/response_policy.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/forecast/check.hpp"
#include "inmail/app/reports/audit.hpp"
#include "support/catch.hpp"
#include "support/own_terms.hpp"

namespace inmail::app {
namespace {

using test::at;

/// 13 % of at least 100 in 14 days.
Terms with_policy(int per_mille = 130, std::int64_t min_sends = 100, int days = 14) {
    Terms terms = test::own_terms("", "", *parse_day("2026-01-01"), 500).terms;
    terms.pooled = true;
    terms.policy = ResponsePolicy{per_mille, min_sends, days, "Help"};
    return terms;
}

/// Messages of one seat and channel at one instant, of which the first are answered at another.
struct Sent {
    const char* seat;
    int count;
    int answered;
    const char* at{"2026-03-10T10:00:00Z"};
    const char* channel{""};
    const char* answered_at{"2026-03-11"};
};

std::string csv_of(const std::vector<Sent>& all) {
    std::string csv = "at,event,seat,prospect,channel\n";
    int n = 0;
    for (const Sent& sent : all) {
        for (int i = 0; i < sent.count; ++i, ++n) {
            csv += fmt::format("{},send,{},p{},{}\n", sent.at, sent.seat, n, sent.channel);
            if (i < sent.answered) csv += fmt::format("{},reply,{},p{},\n", sent.answered_at, sent.seat, n);
        }
    }
    return csv;
}

/// "dov on acme below 12/104 -2"
std::string text_of(const std::vector<PolicyStanding>& standings) {
    std::string text;
    for (const PolicyStanding& s : standings) {
        text += fmt::format("{}{} on {} {} {}/{} -{}", text.empty() ? "" : "; ", s.seat, s.account.name,
                            s.verdict == PolicyStanding::Verdict::below ? "below" : "near", s.responses.answered,
                            s.responses.sent, s.missing());
    }
    return text;
}

ReportQuery mid_march() { return {at("2026-03-20T12:00:00Z"), std::nullopt, {}}; }

struct PolicyLedger : test::LedgerFixture {
    explicit PolicyLedger(const std::vector<Sent>& sent, const Terms& terms = with_policy()) {
        plan("recruits", terms);
        plan("sells", test::own_terms("", "", *parse_day("2026-01-01"), 500).terms);
        record(
            "at,event,seat,pool,team,plan\n"
            "2026-03-01,subscribe,,acme,,recruits\n"
            "2026-03-01,subscribe,dov,acme,emea,\n"
            "2026-03-01,subscribe,eli,acme,,\n"
            "2026-03-01,subscribe,ana,,emea,recruits\n"
            "2026-03-01,subscribe,ben,,,sells\n");
        record(csv_of(sent));
    }
};

}  // namespace

TEST_CASE("a seat is judged by the InMails of the policy's days: below, near, or neither (RULES section 8, policy)") {
    const struct {
        const char* what;
        std::vector<Sent> sent;
        const char* standings;
    } cases[] = {
        {"one answer too few", {{"ana", 100, 12}}, "ana on ana below 12/100 -1"},
        {"just enough is near", {{"ana", 100, 13}}, "ana on ana near 13/100 -0"},
        {"rounds in nobody's favour", {{"ana", 101, 13}}, "ana on ana below 13/101 -1"},
        {"near up to 2 points above", {{"ana", 1000, 149}}, "ana on ana near 149/1000 -0"},
        {"2 points above", {{"ana", 100, 15}}, ""},
        {"too few to be judged", {{"ana", 99, 0}}, ""},
        {"no answer", {{"ana", 100, 0}}, "ana on ana below 0/100 -13"},
        {"a plan without a policy", {{"ben", 200, 0}}, ""},
        {"each seat of a pool by itself", {{"dov", 100, 12}, {"eli", 100, 40}}, "dov on acme below 12/100 -1"},
        {"below before near", {{"ana", 100, 13}, {"eli", 100, 1}}, "eli on acme below 1/100 -12; ana on ana near 13/100 -0"},
        {"free InMails count",
         {{"dov", 70, 5},
          {"dov", 10, 2, "2026-03-10", "open-profile"},
          {"dov", 10, 2, "2026-03-10", "first-degree"},
          {"dov", 10, 2, "2026-03-10", "applicant"}},
         "dov on acme below 11/100 -2"},
        {"what is no InMail does not count",
         {{"dov", 99, 0},
          {"dov", 9, 0, "2026-03-10", "replied-thread"},
          {"dov", 9, 0, "2026-03-10", "connection-note"},
          {"dov", 9, 0, "2026-03-10", "connection-request"},
          {"dov", 9, 0, "2026-03-10", "email"},
          {"dov", 9, 0, "2026-03-10", "phone"},
          {"dov", 9, 0, "2026-03-10", "group"},
          {"dov", 9, 0, "2026-03-10", "coworker"},
          {"dov", 9, 0, "2026-03-10", "open-to-work"}},
         ""},
        {"the window's first instant",
         {{"ana", 100, 0, "2026-03-06T12:00:00.001Z"}, {"ana", 100, 100, "2026-03-06T12:00:00Z"}},
         "ana on ana below 0/100 -13"},
        {"the window's last instant",
         {{"ana", 100, 0, "2026-03-20T12:00:00Z"}, {"ana", 9, 0, "2026-03-20T12:00:00.001Z"}},
         "ana on ana below 0/100 -13"},
        {"an answer by the end counts, a later one does not",
         {{"ana", 50, 12, "2026-03-10", "", "2026-03-20T12:00:00Z"},
          {"ana", 50, 9, "2026-03-10", "", "2026-03-20T12:00:00.001Z"}},
         "ana on ana below 12/100 -1"},
        {"unfunded InMails count", {{"ana", 600, 0}}, "ana on ana below 0/600 -78"},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        PolicyLedger ledger(c.sent);
        CHECK(text_of(policy_standings(ledger.store(), mid_march())) == c.standings);
    }
}

TEST_CASE("a policy has its own days, rate and number of InMails") {
    const std::vector<Sent> sent{{"ana", 10, 0, "2026-03-13T12:00:00Z"}, {"ana", 10, 5, "2026-03-15", "", "2026-03-16"}};
    const struct {
        Terms terms;
        const char* standings;
    } cases[] = {
        {with_policy(300, 20, 14), "ana on ana below 5/20 -1"},
        {with_policy(300, 10, 7), ""},
        {with_policy(510, 10, 7), "ana on ana below 5/10 -1"},
        {with_policy(300, 21, 14), ""},
    };
    for (const auto& c : cases) {
        PolicyLedger ledger(sent, c.terms);
        CHECK(text_of(policy_standings(ledger.store(), mid_march())) == c.standings);
    }
}

TEST_CASE("the policy is that of the account in which a seat sends now, and goes along with a licence") {
    PolicyLedger ledger({{"ana", 100, 0}, {"ben", 100, 0}, {"dov", 100, 0}});
    ledger.record(
        "at,event,seat,pool,plan,to\n"
        "2026-03-15,switch,ana,,sells,\n"
        "2026-03-15,subscribe,ben,acme,,\n"
        "2026-03-15,reassign,dov,,,fay\n"
        "2026-03-16,cancel,eli,,,\n");
    CHECK(text_of(policy_standings(ledger.store(), mid_march())) == "ben on acme below 0/100 -13; fay on acme below 0/100 -13");
    ReportQuery before = mid_march();
    before.as_of = at("2026-03-14");
    CHECK(text_of(policy_standings(ledger.store(), before)) == "ana on ana below 0/100 -13; dov on acme below 0/100 -13");
}

TEST_CASE("a query narrows the seats that are judged") {
    PolicyLedger ledger({{"ana", 100, 0}, {"dov", 100, 0}, {"eli", 100, 0}});
    const struct {
        std::vector<std::string> accounts;
        const char* team;
        const char* standings;
    } cases[] = {
        {{"eli"}, "", "eli on acme below 0/100 -13"},
        {{"pool:acme"}, "", "dov on acme below 0/100 -13; eli on acme below 0/100 -13"},
        {{}, "emea", "ana on ana below 0/100 -13; dov on acme below 0/100 -13"},
    };
    for (const auto& c : cases) {
        ReportQuery query = mid_march();
        query.team = c.team;
        for (const auto& name : c.accounts) query.accounts.push_back(ledger.account(name));
        CHECK(text_of(policy_standings(ledger.store(), query)) == c.standings);
    }
}

TEST_CASE("check and the audit name the same seats, the audit those of its end") {
    // The window of the audit of April, so far, reaches back into March.
    PolicyLedger ledger({{"ana", 60, 1, "2026-03-25", "", "2026-03-26"},
                         {"ana", 60, 1, "2026-04-02", "", "2026-04-03"},
                         {"dov", 100, 0, "2026-04-02"}});
    ReportQuery query = mid_march();
    query.as_of = at("2026-04-05");
    CheckRequest request;
    request.policy = true;
    const CheckReport checked = check(ledger.store(), query, request);
    CHECK(checked.findings.empty());
    CHECK(checked.found_any());
    CHECK(text_of(checked.policy) == "ana on ana below 2/120 -14; dov on acme below 0/100 -13");
    const auto april = audit(ledger.store(), query, *parse_month("2026-04"), *parse_month("2026-04"));
    CHECK(text_of(april.policy) == text_of(checked.policy));
    CHECK(audit(ledger.store(), query, *parse_month("2026-03"), *parse_month("2026-03")).policy.empty());
    CHECK_FALSE(check(ledger.store(), query, CheckRequest{}).found_any());
}

}  // namespace inmail::app
