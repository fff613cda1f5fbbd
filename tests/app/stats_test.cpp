#include "inmail/app/reports/stats.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

/// 5 January 2026 was a Monday.
constexpr const char* events =
    "at,event,seat,pool,team,plan,prospect,channel,campaign,key\n"
    "2026-01-01,subscribe,ana,,emea,sales-navigator-core,,,,ana\n"
    "2026-01-01,subscribe,,acme,,recruiter-corporate,,,,acme\n"
    "2026-01-01,subscribe,ben,acme,emea,,,,,ben\n"
    "2026-01-01,subscribe,cleo,acme,,,,,,cleo\n"
    "2026-01-05T08:00:00Z,send,ana,,,,a1,,spring,monday-answered\n"
    "2026-01-05T09:00:00Z,reply,ana,,,,a1,,,after-1h\n"
    "2026-01-05T23:30:00Z,send,ana,,,,a2,,spring,late-on-monday\n"
    "2026-01-06T02:30:00Z,reply,ana,,,,a2,,,after-3h\n"
    "2026-01-31,send,ana,,,,a3,,,answered-in-february\n"
    "2026-02-01,reply,ana,,,,a3,,,after-24h\n"
    "2026-02-03,send,ana,,,,a4,,,unanswered\n"
    "2026-02-04,send,ana,,,,a5,open-profile,spring,free-answered\n"
    "2026-02-04T00:10:00Z,reply,ana,,,,a5,,,after-10m\n"
    "2026-02-04,send,ana,,,,a6,connection-note,,free-unanswered\n"
    "2026-02-05,send,ben,,,,b1,,,of-a-member\n"
    "2026-02-06,send,cleo,,,,c1,,,bounced\n"
    "2026-02-07,bounce,cleo,,,,c1,,,bounce\n"
    "2026-02-08,send,cleo,,,,c2,,,on-sunday\n"
    "2026-02-20,send,cleo,,,,c3,,,after-as-of\n";

ReportQuery as_of_mid_february() { return {at("2026-02-15"), std::nullopt, {}}; }

StatsRequest by(std::optional<Dimension> dimension, const char* from = "2026-01", const char* to = "2026-02") {
    return {*parse_month(from), *parse_month(to), dimension, [](Instant t) { return day_of(t); }};
}

struct Wanted {
    std::string value;
    std::int64_t sent, answered, pending, spent, free;
    std::int64_t median_minutes;  ///< -1: none
};

void check(const std::vector<StatsReport::Row>& rows, const std::vector<Wanted>& wanted) {
    REQUIRE(rows.size() == wanted.size());
    constexpr std::int64_t ms_per_minute = 60'000;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        INFO(wanted[i].value);
        CHECK(rows[i].value == wanted[i].value);
        CHECK(rows[i].responses.sent == wanted[i].sent);
        CHECK(rows[i].responses.answered == wanted[i].answered);
        CHECK(rows[i].pending == wanted[i].pending);
        CHECK(rows[i].cost.net.credits == Credits{wanted[i].spent});
        CHECK(rows[i].free.sent == wanted[i].free);
        CHECK((rows[i].median_reply ? rows[i].median_reply->value / ms_per_minute : -1) == wanted[i].median_minutes);
    }
}

}  // namespace

TEST_CASE("stats group messages by each dimension, and count an answer where and when its message was sent") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const struct {
        Dimension by;
        std::vector<Wanted> rows;
    } cases[] = {
        {Dimension::seat, {{"ana", 4, 3, 1, 1, 2, 180}, {"ben", 1, 0, 1, 1, 0, -1}, {"cleo", 2, 0, 1, 1, 0, -1}}},
        {Dimension::team, {{"emea", 5, 3, 2, 2, 2, 180}, {"", 2, 0, 1, 1, 0, -1}}},
        {Dimension::channel,
         {{"inmail", 7, 3, 3, 3, 0, 180}, {"open-profile", 1, 1, 0, 0, 1, 10}, {"connection-note", 1, 0, 0, 0, 1, -1}}},
        {Dimension::weekday,
         {{"monday", 2, 2, 0, 0, 0, 120},
          {"tuesday", 1, 0, 1, 1, 0, -1},
          {"wednesday", 0, 0, 0, 0, 2, -1},
          {"thursday", 1, 0, 1, 1, 0, -1},
          {"friday", 1, 0, 0, 0, 0, -1},
          {"saturday", 1, 1, 0, 0, 0, 1440},
          {"sunday", 1, 0, 1, 1, 0, -1}}},
        {Dimension::length, {{"", 7, 3, 3, 3, 2, 180}}},
        {Dimension::campaign, {{"spring", 2, 2, 0, 0, 1, 120}, {"", 5, 1, 3, 3, 1, 1440}}},
        {Dimension::month, {{"2026-01", 3, 3, 0, 0, 0, 180}, {"2026-02", 4, 0, 3, 3, 2, -1}}},
    };
    for (const auto& c : cases) {
        INFO(to_string(c.by));
        const auto report = stats(ledger.store(), as_of_mid_february(), by(c.by));
        REQUIRE(report.groups.size() == 1);
        CHECK(report.groups.front().by == c.by);
        check(report.groups.front().rows, c.rows);
        // Rows that count free messages add up to a total that does, too.
        const bool has_free = c.by == Dimension::channel;
        check({report.total}, {has_free ? Wanted{"", 9, 4, 3, 3, 2, 120} : Wanted{"", 7, 3, 3, 3, 2, 180}});
        Responses sum;
        for (const auto& row : report.groups.front().rows) sum += row.responses;
        CHECK(sum.sent == report.total.responses.sent);
        CHECK(sum.answered == report.total.responses.answered);
        CHECK(report.inmails.sent == 7);
        CHECK(report.inmails.answered == 3);
    }
}

TEST_CASE("stats by step count the messages of each step that `next` takes for done") {
    Sequence sequence;
    sequence.name = "ours";
    sequence.end_days = 30;
    for (const Channel channel : {Channel::connection_note, Channel::inmail, Channel::email}) {
        Sequence::Step step;
        step.channels = {channel};
        sequence.steps.push_back(step);
    }
    const std::string header =
        "at,event,seat,pool,team,plan,prospect,channel,outcome,campaign,key\n2026-01-01,subscribe,ana,,emea,"
        "sales-navigator-core,,,,,ana\n2026-01-01,subscribe,ben,,emea,sales-navigator-core,,,,,ben\n";
    test::LedgerFixture ledger;
    ledger.record(header +
                  // A note that is declined, then an InMail that is answered: nothing after it belongs to the sequence.
                  "2026-01-05,send,ana,,,,a1,connection-note,,,n1\n2026-01-06,reply,ana,,,,a1,connection-note,declined,,d1\n"
                  "2026-01-12,send,ana,,,,a1,,,,i1\n2026-01-13,reply,ana,,,,a1,,,,r1\n2026-01-20,send,ana,,,,a1,,,,after\n"
                  // Two steps without an answer. A message to an Open Profile stands for the InMail.
                  "2026-01-05,send,ana,,,,a2,connection-note,,,n2\n2026-01-12,send,ana,,,,a2,open-profile,,,o2\n"
                  "2026-01-19,send,ana,,,,a2,email,,,e2\n"
                  // Whoever gets an InMail first is in no sequence, nor is whoever has answered a colleague.
                  "2026-01-05,send,ana,,,,a3,,,,first\n2026-01-05,send,ben,,,,a4,connection-note,,,n4\n"
                  "2026-01-06,send,ana,,,,a4,connection-note,,,n5\n2026-01-07,send,ana,,,,a4,email,,,e4\n"
                  "2026-01-08,reply,ana,,,,a4,email,,,r4\n2026-01-15,send,ben,,,,a4,,,,late\n");
    StatsRequest request = by(Dimension::step, "2026-01", "2026-01");
    request.sequences.sequence_of = [&sequence](const std::string&) { return &sequence; };
    const auto report = stats(ledger.store(), as_of_mid_february(), request);
    REQUIRE(report.groups.size() == 1);
    std::string rows;
    for (const auto& row : report.groups.front().rows)
        rows += row.value + ": " + std::to_string(row.responses.answered) + " of " + std::to_string(row.responses.sent) + "; ";
    CHECK(rows == "ours 1 connection-note: 1 of 4; ours 2 inmail: 1 of 2; ours 3 email: 1 of 2; : 0 of 3; ");
}

TEST_CASE("stats show each dimension with more than one value by default, else the seats") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const auto names = [&](const ReportQuery& query, const StatsRequest& request) {
        std::string all;
        for (const auto& group : stats(ledger.store(), query, request).groups) all += std::string(to_string(group.by)) + " ";
        return all;
    };
    CHECK(names(as_of_mid_february(), by({})) == "seat team channel weekday campaign month ");
    ReportQuery ben = as_of_mid_february();
    ben.accounts = {ledger.account("ben")};
    CHECK(names(ben, by({})) == "seat ");
    CHECK(names(as_of_mid_february(), by({}, "2026-01", "2026-01")) == "weekday campaign ");
}

TEST_CASE("stats of a seat count its own messages, of a pool all that drew on it, of a team those of its seats") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const struct {
        std::vector<std::string> accounts;
        const char* team;
        std::int64_t sent;
    } cases[] = {{{}, "", 7},     {{"ben"}, "", 1},          {{"pool:acme"}, "", 3}, {{"ana", "pool:acme"}, "", 7},
                 {{}, "emea", 5}, {{"pool:acme"}, "emea", 1}};
    for (const auto& c : cases) {
        INFO(c.team << " " << (c.accounts.empty() ? "" : c.accounts.front()));
        ReportQuery query = as_of_mid_february();
        for (const auto& name : c.accounts) query.accounts.push_back(ledger.account(name));
        query.team = c.team;
        CHECK(stats(ledger.store(), query, by(Dimension::seat)).total.responses.sent == c.sent);
    }
}

TEST_CASE("stats count messages of the given months, answers up to as_of, and weekdays of the display zone") {
    test::LedgerFixture ledger;
    ledger.record(events);
    check({stats(ledger.store(), as_of_mid_february(), by({}, "2026-01", "2026-01")).total}, {{"", 3, 3, 0, 0, 0, 180}});
    ReportQuery january = as_of_mid_february();
    january.as_of = at("2026-02-01") - Duration{1};
    check({stats(ledger.store(), january, by({}, "2026-01", "2026-01")).total}, {{"", 3, 2, 1, 1, 0, 120}});

    StatsRequest in_tokyo = by(Dimension::weekday, "2026-01", "2026-01");
    in_tokyo.date_at = [](Instant t) { return day_of(t + Duration{9 * 3'600'000}); };
    check(stats(ledger.store(), as_of_mid_february(), in_tokyo).groups.front().rows,
          {{"monday", 1, 1, 0, 0, 0, 60}, {"tuesday", 1, 1, 0, 0, 0, 180}, {"saturday", 1, 1, 0, 0, 0, 1440}});

    CHECK_THROWS_AS(stats(ledger.store(), as_of_mid_february(), by({}, "2026-01", "2026-03")), InputError);
    CHECK_THROWS_AS(stats(ledger.store(), as_of_mid_february(), by({}, "2025-12", "2026-01")), InputError);
}

TEST_CASE("stats price a reply and the free messages, at the plan's price and at a bought credit's price") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const auto report = stats(ledger.store(), as_of_mid_february(), by(Dimension::seat));
    const auto& ana = report.groups.front().rows.front();
    const auto minor = [](const MoneySums& sums) { return sums.by_currency().empty() ? -1 : sums.by_currency().front().minor; };
    // One credit of 2.00 came to nothing of four, three replies, a free message in place of an InMail, and a request
    // to connect. The plan cannot buy.
    CHECK(minor(ana.cost.net.worth.plan) == 200);
    CHECK(minor(ana.cost.net.per_reply(ana.responses)->plan) == 67);
    CHECK(minor(ana.cost.gross.per_reply(ana.responses)->plan) == 267);
    CHECK(minor(ana.cost.net.per_reply(ana.responses)->bought) == -1);
    CHECK(minor(ana.saved.plan) == 200);
    CHECK(minor(ana.saved.bought) == -1);
    CHECK(ana.cost.net.credits_per_reply(ana.responses) == 1.0 / 3.0);
    CHECK(ana.cost.gross.credits_per_reply(ana.responses) == 4.0 / 3.0);
    const auto& ben = report.groups.front().rows[1];
    CHECK_FALSE(ben.cost.net.per_reply(ben.responses).has_value());
    CHECK(minor(ben.cost.net.worth.bought) == 1000);

    ReplyCost partly = ana.cost;
    partly.net.worth.bought.add("USD", 1000);
    partly.net.worth.unpriced_bought = Credits{1};
    CHECK(minor(partly.net.per_reply(ana.responses)->bought) == -1);
    CHECK(minor(partly.net.per_reply(ana.responses)->plan) == 67);
}

TEST_CASE("stats and the audit count the same InMails in a month") {
    test::LedgerFixture ledger;
    ledger.record(events);
    const Month january = *parse_month("2026-01");
    ReportQuery query = as_of_mid_february();
    const auto audited = audit(ledger.store(), query, january, january);
    query.as_of = audited.as_of;
    const auto stats_report = stats(ledger.store(), query, by({}, "2026-01", "2026-01"));
    CHECK(stats_report.total.responses.sent == audited.total.responses.sent);
    CHECK(stats_report.total.responses.answered == audited.total.responses.answered);
    CHECK(stats_report.total.cost.net.credits == audited.total.cost.net.credits);
}

TEST_CASE("stats group messages by the length of their text, from 400 and past 800 characters on") {
    test::LedgerFixture ledger;
    ledger.record(
        "at,event,seat,plan,prospect,channel,chars,key\n"
        "2026-01-01,subscribe,ana,sales-navigator-core,,,,ana\n"
        "2026-01-05,send,ana,,a1,,399,s1\n"
        "2026-01-05T01:00:00Z,reply,ana,,a1,,,r1\n"
        "2026-01-05,send,ana,,a2,,400,s2\n"
        "2026-01-05,send,ana,,a3,,800,s3\n"
        "2026-01-05,send,ana,,a4,,801,s4\n"
        "2026-01-05,send,ana,,a5,connection-note,0,s5\n"
        "2026-01-05,send,ana,,a6,,,s6\n");
    const auto report = stats(ledger.store(), as_of_mid_february(), by(Dimension::length, "2026-01", "2026-01"));
    REQUIRE(report.groups.size() == 1);
    check(report.groups.front().rows, {{"under 400", 1, 1, 0, 0, 1, 60},
                                       {"400-800", 2, 0, 2, 2, 0, -1},
                                       {"over 800", 1, 0, 1, 1, 0, -1},
                                       {"", 1, 0, 1, 1, 0, -1}});
}

TEST_CASE("a request counts as accepted only by an answer with that outcome, with and without a note") {
    test::LedgerFixture ledger;
    ledger.record(
        "at,event,seat,plan,prospect,channel,outcome,key\n"
        "2026-01-01,subscribe,ana,sales-navigator-core,,,,ana\n"
        "2026-01-05,send,ana,,a1,connection-note,,s1\n"
        "2026-01-06,reply,ana,,a1,connection-note,accepted,r1\n"
        "2026-01-05,send,ana,,a2,connection-note,,s2\n"
        "2026-01-06,reply,ana,,a2,connection-note,declined,r2\n"
        "2026-01-05,send,ana,,a3,connection-note,,s3\n"
        "2026-01-06,reply,ana,,a3,connection-note,,r3\n"
        "2026-01-05,send,ana,,a4,connection-request,,s4\n"
        "2026-01-06,reply,ana,,a4,,accepted,r4\n"
        "2026-01-05,send,ana,,a5,connection-request,,s5\n"
        "2026-02-20,reply,ana,,a5,connection-request,accepted,after-as-of\n"
        "2026-01-05,send,ana,,a6,,,inmail\n"
        "2026-01-06,reply,ana,,a6,,accepted,r6\n"
        "2026-01-05,send,ana,,a7,open-profile,,free\n"
        "2026-01-06,reply,ana,,a7,,accepted,r7\n");
    const auto report = stats(ledger.store(), as_of_mid_february(), by(Dimension::channel, "2026-01", "2026-01"));
    CHECK(report.requests_with_note.sent == 3);
    CHECK(report.requests_with_note.answered == 1);
    CHECK(report.requests_without_note.sent == 2);
    CHECK(report.requests_without_note.answered == 1);
    CHECK(report.total.requests.sent == 5);
    CHECK(report.total.requests.answered == 2);
    for (const auto& row : report.groups.front().rows) {
        INFO(row.value);
        CHECK(row.requests.sent == (row.value == "connection-note" ? 3 : row.value == "connection-request" ? 2 : 0));
    }
    for (const auto& benchmark : report.benchmarks) {
        if (benchmark.published.of != PublishedBenchmark::Of::request) continue;
        CHECK(benchmark.own.sent == 5);
        CHECK(benchmark.own.answered == 2);
    }
}

TEST_CASE("a rate is below or above a benchmark that its interval excludes, and agrees with another one from 30 messages on") {
    using Verdict = Benchmark::Verdict;
    using Base = PublishedBenchmark::Base;
    const auto published = [](int low, std::optional<int> high, Base base) {
        PublishedBenchmark benchmark;
        benchmark.low = low;
        benchmark.high = high;
        benchmark.base = base;
        return benchmark;
    };
    const struct {
        PublishedBenchmark benchmark;
        Responses own;
        Responses average;
        Verdict verdict;
    } cases[] = {
        {published(10, 25, Base::rate), {0, 0}, {}, Verdict::too_few},
        {published(10, 25, Base::rate), {29, 5}, {}, Verdict::too_few},
        {published(10, 25, Base::rate), {30, 5}, {}, Verdict::agrees},
        {published(10, 25, Base::rate), {100, 3}, {}, Verdict::below},    // 1.0 to 8.5 %
        {published(10, 25, Base::rate), {100, 35}, {}, Verdict::above},   // 26.4 to 44.7 %
        {published(10, 25, Base::rate), {100, 33}, {}, Verdict::agrees},  // 24.6 to 42.7 %
        {published(10, 25, Base::rate), {5, 5}, {}, Verdict::above},      // 56.6 % or more: few are enough
        {published(122, 122, Base::average), {100, 24}, {200, 40}, Verdict::agrees},
        {published(122, 122, Base::average), {1000, 200}, {2000, 400}, Verdict::below},  // 17.6 to 22.6 of 24.4 %
        {published(122, 122, Base::average), {100, 50}, {200, 40}, Verdict::above},
        {published(122, 122, Base::average), {100, 24}, {100, 24}, Verdict::not_shown},  // nothing to compare with
        {published(122, 122, Base::average), {100, 0}, {200, 0}, Verdict::not_shown},
        {published(100, std::nullopt, Base::average), {100, 40}, {200, 40}, Verdict::agrees},
        {published(100, std::nullopt, Base::average), {100, 21}, {200, 40}, Verdict::not_shown},
        {published(100, std::nullopt, Base::average), {100, 5}, {200, 40}, Verdict::below},
    };
    for (const auto& c : cases) {
        INFO(c.benchmark.low << ": " << c.own.answered << " of " << c.own.sent);
        CHECK(compare(c.benchmark, c.own, c.average).verdict == c.verdict);
    }
    const auto benchmark = compare(published(122, 122, Base::average), {100, 24}, {200, 40});
    CHECK(std::abs(*benchmark.low - 0.244) < 1e-9);
}

}  // namespace inmail::app
