#include "inmail/app/forecast/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "app/ledger_fixture.hpp"
#include "app/planned_ledger.hpp"
#include "inmail/app/forecast/burn_down.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

namespace inmail::app {
namespace {

using test::at;

/// "5 expired of 2026-01-01 2026-02-15T00:00 (1 gone)": amount, kind, day of the lot if any, instant, what is beyond saving.
std::string text_of(const ComingLoss& loss) {
    const auto of = loss.lot ? " of " + to_string(day_of(loss.lot->granted_at)) : "";
    const auto gone = loss.beyond_saving == no_credits ? "" : fmt::format(" ({} gone)", loss.beyond_saving.value);
    return fmt::format("{} {}{} {}{}", loss.amount.value, to_string(loss.kind), of, moment(loss.at), gone);
}

std::string text_of(const std::vector<ComingLoss>& losses) {
    std::string text;
    for (const auto& loss : losses) text += (text.empty() ? "" : ", ") + text_of(loss);
    return text;
}

/// Available, allowance and cap, next refresh and what it forfeits (if none reply, as expected, if all reply), losses.
std::string ahead(const ForecastReport::Row& r) {
    return fmt::format("{} of {}/{}, {} forfeits {} {} {}; {}", r.available.value, r.allowance.value, r.cap.value,
                       r.next_refresh ? to_string(day_of(*r.next_refresh)) : "never", r.next_forfeit.none_reply.value,
                       r.next_forfeit.expected.value, r.next_forfeit.all_reply.value, text_of(r.losses));
}

/// For each account what it holds, when its next refresh is and what that forfeits; losses; and how its plan ends.
std::string accounts_ahead(PlannedLedger& ledger, const ReportQuery& query, int within_days) {
    std::string text;
    for (const auto& r : forecast(ledger.store(), query, days(within_days)).rows) {
        text += fmt::format("{} {}, {} forfeits {}: {}", r.account.name, r.available.value,
                            r.next_refresh ? to_string(day_of(*r.next_refresh)) : "never", r.next_forfeit.none_reply.value,
                            text_of(r.losses));
        if (const auto& end = r.plan_end)
            text += fmt::format("; {} {} of {}{}", to_string(end->event), moment(end->at), end->zeroed.value,
                                end->lost == end->zeroed ? "" : fmt::format(", losing {}", end->lost.value));
        text += "\n";
    }
    return text;
}

}  // namespace

// On `stop`: 1 January grants 10 until 15 February; 1 February finds 10, grants 5 until 18 March, forfeits 5.
// On `trim`: 31 January grants 10; 28 February finds 10, trims 5, grants 10; 31 March finds 15, trims 10.
TEST_CASE("a forecast's losses are those worked out by hand (RULES section 4, refresh and expiry)") {
    struct {
        const char* what;
        std::string rows;
        const char* as_of;
        int within_days;
        const char* ahead;
    } const cases[] = {
        {"stop: what expires before the refresh makes room", ana_stops, "2026-02-10", 30,
         "15 of 10/15, 2026-03-01 forfeits 0 0 0; 10 expired of 2026-01-01 2026-02-15T00:00"},
        {"stop: further ahead", ana_stops, "2026-02-10", 60,
         "15 of 10/15, 2026-03-01 forfeits 0 0 0; 10 expired of 2026-01-01 2026-02-15T00:00, 5 expired of 2026-02-01 "
         "2026-03-18T00:00, 5 withheld 2026-04-01T00:00"},
        {"stop: a loss at the very end of the time counts", ana_stops, "2026-02-10", 5,
         "15 of 10/15, 2026-03-01 forfeits 0 0 0; 10 expired of 2026-01-01 2026-02-15T00:00"},
        {"stop: one a day later does not", ana_stops, "2026-02-10", 4, "15 of 10/15, 2026-03-01 forfeits 0 0 0; "},
        {"the refresh of this instant has been", ana_stops, "2026-02-01", 1, "15 of 10/15, 2026-03-01 forfeits 0 0 0; "},
        {"trim: at the anniversary, the day clamped to the month", "2026-01-31,subscribe,ana,,trim,,\n", "2026-02-01", 60,
         "10 of 10/15, 2026-02-28 forfeits 5 5 5; 5 trimmed of 2026-01-31 2026-02-28T00:00, 5 trimmed of 2026-01-31 "
         "2026-03-31T00:00, 5 trimmed of 2026-02-28 2026-03-31T00:00"},
        {"pending InMails may come back: none of 3, one (a quarter of 3), all",
         ana_stops + sends("ana", 4, "2026-01-10") + replies("ana", 1, "2026-01-11"), "2026-01-20", 20,
         "7 of 10/15, 2026-02-01 forfeits 2 3 5; 2 withheld 2026-02-01T00:00"},
        {"trim: what comes back is trimmed",
         "2026-01-31,subscribe,ana,,trim,,\n" + sends("ana", 4, "2026-02-02") + replies("ana", 2, "2026-02-03"), "2026-02-10", 20,
         "8 of 10/15, 2026-02-28 forfeits 3 4 5; 3 trimmed of 2026-01-31 2026-02-28T00:00"},
        // 10 of January's credits are spent, of which one is back until 15 February, and one of February's: only that one, if it
        // comes back, is still there on 1 March.
        {"those sent last are expected to be answered",
         "2026-01-01,subscribe,ana,,original,,\n" + sends("ana", 10, "2026-01-10") + sends("ana", 1, "2026-02-10", 10) +
             replies("ana", 1, "2026-02-12"),
         "2026-02-14", 20,
         "10 of 10/15, 2026-03-01 forfeits 4 5 5; 1 expired of 2026-02-12 2026-02-15T00:00, 4 withheld 2026-03-01T00:00"},
        {"without a send in 90 days no reply is expected",
         "2026-01-31,subscribe,ana,,trim,,\n" + sends("ana", 4, "2026-02-02") + replies("ana", 2, "2026-02-03"), "2026-05-10", 10,
         "15 of 10/15, 2026-05-31 forfeits 10 10 12; "},
        {"a pool: of all members",
         "2026-01-01,subscribe,,acme,pool,,\n2026-01-01,subscribe,ben,acme,,,\n2026-01-01,subscribe,cleo,acme,,,\n", "2026-01-20",
         60, "20 of 20/30, 2026-02-01 forfeits 10 10 10; 10 withheld 2026-02-01T00:00, 20 withheld 2026-03-01T00:00"},
        {"a pool without members is allotted nothing", "2026-01-01,subscribe,,acme,pool,,\n2026-01-02,purchase,,acme,,,40\n",
         "2026-01-20", 60, "40 of 0/0, 2026-02-01 forfeits 0 0 0; "},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        PlannedLedger ledger(c.rows);
        const auto report = forecast(ledger.store(), ReportQuery{at(c.as_of), {}, {}}, days(c.within_days));
        REQUIRE(report.rows.size() == 1);
        CHECK(ahead(report.rows.front()) == c.ahead);
    }
}

// 10 credits on 1 January that expire on 15 February, as above. A pool of one or two members, 10 each.
TEST_CASE("a forecast counts what is recorded for later about plans (RULES sections 4 and 5)") {
    const std::string pool = "2026-01-01,subscribe,,acme,pool,,\n2026-01-01,subscribe,ben,acme,,,\n";
    struct {
        const char* what;
        std::string rows;
        const char* as_of;
        int within_days;
        const char* ahead;
    } const cases[] = {
        {"a cancel zeroes, and no refresh follows", ana_stops + "2026-01-20,cancel,ana,,,,\n", "2026-01-10", 60,
         "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00; cancel 2026-01-20T00:00 of 10\n"},
        {"a switch zeroes, and the new plan loses in its turn", ana_stops + "2026-01-20,switch,ana,,trim,,\n", "2026-01-10", 60,
         "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00, 5 trimmed of 2026-01-20 2026-02-20T00:00; "
         "switch 2026-01-20T00:00 of 10\n"},
        {"a subscribe to another plan is a switch", ana_stops + "2026-01-20,subscribe,ana,,trim,,\n", "2026-01-10", 15,
         "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00; switch 2026-01-20T00:00 of 10\n"},
        {"a switch to the plan that it has changes nothing", ana_stops + "2026-01-20,switch,ana,,stop,,\n", "2026-01-10", 15,
         "ana 10, 2026-02-01 forfeits 5: \n"},
        {"a cancel at the instant of an expiry loses the credits once", ana_stops + "2026-02-15,cancel,ana,,,,\n", "2026-02-10",
         10,
         "ana 15, never forfeits 0: 10 expired of 2026-01-01 2026-02-15T00:00, 5 zeroed of 2026-02-01 2026-02-15T00:00; "
         "cancel 2026-02-15T00:00 of 5, losing 15\n"},
        {"a cancel at the instant of a refresh comes behind it", ana_stops + "2026-02-01,cancel,ana,,,,\n", "2026-01-10", 30,
         "ana 10, 2026-02-01 forfeits 5: 5 withheld 2026-02-01T00:00, 10 zeroed of 2026-01-01 2026-02-01T00:00 (5 gone), "
         "5 zeroed of 2026-02-01 2026-02-01T00:00 (5 gone); cancel 2026-02-01T00:00 of 15, losing 20\n"},
        {"a switch at the instant of a refresh comes before it", ana_stops + "2026-02-01,switch,ana,,trim,,\n", "2026-01-10", 30,
         "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-02-01T00:00; switch 2026-02-01T00:00 of 10\n"},
        {"at the horizon's last instant", ana_stops + "2026-01-20,cancel,ana,,,,\n", "2026-01-10", 10,
         "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00; cancel 2026-01-20T00:00 of 10\n"},
        {"past the horizon the end is shown, and nothing is lost yet", ana_stops + "2026-01-20,cancel,ana,,,,\n", "2026-01-10", 9,
         "ana 10, never forfeits 0: ; cancel 2026-01-20T00:00 of 10\n"},
        {"far past it: 1 and 15 February, 1, 18 and 31 March", ana_stops + "2026-04-10,cancel,ana,,,,\n", "2026-01-10", 9,
         "ana 10, 2026-02-01 forfeits 5: ; cancel 2026-04-10T00:00 of 15\n"},
        {"a cancel, then a subscribe: the first end is shown, all losses count",
         ana_stops + "2026-01-20,cancel,ana,,,,\n2026-01-25,subscribe,ana,,trim,,\n2026-02-01,cancel,ana,,,,\n", "2026-01-10", 60,
         "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00, 10 zeroed of 2026-01-25 2026-02-01T00:00; "
         "cancel 2026-01-20T00:00 of 10\n"},
        {"a seat that starts later, and loses", "2026-01-20,subscribe,ana,,stop,,\n2026-02-05,cancel,ana,,,,\n", "2026-01-10", 60,
         "ana 0, 2026-02-01 forfeits 5: 5 withheld 2026-02-01T00:00, 10 zeroed of 2026-01-20 2026-02-05T00:00, "
         "5 zeroed of 2026-02-01 2026-02-05T00:00; cancel 2026-02-05T00:00 of 15\n"},
        {"a seat that starts later, and loses nothing", "2026-01-20,subscribe,ana,,trim,,\n", "2026-01-10", 30, ""},
        {"a cancelled seat that starts again, and loses",
         ana_stops + "2026-01-05,cancel,ana,,,,\n2026-01-20,subscribe,ana,,stop,,\n", "2026-01-10", 30,
         "ana 0, 2026-02-01 forfeits 5: 5 withheld 2026-02-01T00:00\n"},
        {"a cancel of one who has no plan does nothing", ana_stops + "2026-01-05,cancel,ana,,,,\n2026-01-20,cancel,ana,,,,\n",
         "2026-01-10", 30, ""},
        {"a seat that joins a pool: its own account is zeroed, the pool gains an allowance",
         pool + ana_stops + "2026-01-20,subscribe,ana,acme,,,\n", "2026-01-10", 30,
         "acme 10, 2026-02-01 forfeits 10: 10 withheld 2026-02-01T00:00\n"
         "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00; switch 2026-01-20T00:00 of 10\n"},
        {"a member that leaves takes its share of the next refresh along, and of the cap",
         pool + "2026-01-01,subscribe,cleo,acme,,,\n2026-01-20,cancel,ben,,,,\n", "2026-01-10", 30,
         "acme 20, 2026-02-01 forfeits 10: 10 withheld 2026-02-01T00:00\n"},
        {"the last member leaves: nothing is allotted, and nothing forfeited", pool + "2026-01-20,cancel,ben,,,,\n", "2026-01-10",
         30, "acme 10, 2026-02-01 forfeits 0: \n"},
        {"a member that takes a plan of its own leaves the pool", pool + "2026-01-20,subscribe,ben,,stop,,\n", "2026-01-10", 30,
         "ben 0, 2026-02-01 forfeits 5: 5 withheld 2026-02-01T00:00\nacme 10, 2026-02-01 forfeits 0: \n"},
        {"a pool that closes", pool + "2026-01-20,cancel,,acme,,,\n", "2026-01-10", 60,
         "acme 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00; cancel 2026-01-20T00:00 of 10\n"},
        {"a pool that switches plan", pool + "2026-01-20,switch,,acme,trim,,\n", "2026-01-10", 30,
         "acme 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00; switch 2026-01-20T00:00 of 10\n"},
        {"seen from before: a send that came later is no idleness, a cancel that came later counts",
         ana_stops + sends("ana", 4, "2026-01-15") + "2026-01-20,cancel,ana,,,,\n2026-06-01,subscribe,ana,,stop,,\n",
         "2026-01-10", 60, "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00; cancel 2026-01-20T00:00 of 10\n"},
        {"nobody has anything", "2026-01-01,subscribe,ana,,stop,,\n2026-01-02,cancel,ana,,,,\n", "2026-01-10", 60, ""},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        PlannedLedger ledger(c.rows);
        CHECK(accounts_ahead(ledger, {at(c.as_of), {}, {}}, c.within_days) == c.ahead);
    }
}

std::string subject_of(const AccountName& account) { return account.is_pool() ? "," + account.name : account.name + ","; }

/// What the only account with a plan has lost by `t`.
Credits lost_by(const std::string& rows, Instant t) {
    PlannedLedger ledger(rows);
    Credits lost;
    for (const auto& account : balance(ledger.store(), ReportQuery{t, {}, {}}).accounts)
        lost += account.totals.expired + account.totals.forfeited + account.totals.zeroed;
    return lost;
}

// What the deadlines ask for is sent a millisecond before each: nothing is lost then, and with one credit less something is.
TEST_CASE("deadlines ask for as many sends as keep an account from losing, and for no more") {
    struct {
        const char* what;
        std::string rows;
        const char* deadlines;
    } const cases[] = {
        {"an expiry and a full account", "2026-01-01,subscribe,ana,,stop,,\n",
         "5 for 5 by 2026-02-01, 5 for 10 by 2026-02-15, 5 for 0 by 2026-03-01, 5 for 5 by 2026-03-18"},
        {"far above the cap", "2026-01-01,subscribe,ana,,stop,,\n2026-01-02,purchase,ana,,,,20\n",
         "25 for 10 by 2026-02-01, 0 for 10 by 2026-02-15, 10 for 10 by 2026-03-01"},
        {"a pool above its cap",
         "2026-01-01,subscribe,,acme,pool,,\n2026-01-01,subscribe,ben,acme,,,\n2026-01-02,purchase,,acme,,,40\n",
         "45 for 10 by 2026-02-01, 10 for 10 by 2026-03-01"},
        {"a trim takes what is to be sent", "2026-01-01,subscribe,ana,,trim,,\n2026-01-02,purchase,ana,,,,20\n",
         "25 for 25 by 2026-02-01, 10 for 10 by 2026-03-01"},
        {"a cancel follows", "2026-01-01,subscribe,ana,,stop,,\n2026-01-02,purchase,ana,,,,20\n2026-02-20,cancel,ana,,,,\n",
         "25 for 10 by 2026-02-01, 0 for 10 by 2026-02-15, 15 for 20 by 2026-02-20"},
    };
    constexpr Duration within = days(80);
    const ReportQuery query{at("2026-01-10"), {}, {}};
    for (const auto& c : cases) {
        INFO(c.what);
        PlannedLedger idle(c.rows);
        const auto row = forecast(idle.store(), query, within).rows.at(0);
        std::string advice;
        for (const auto& d : row.deadlines) {
            advice += fmt::format("{}{} for {} by {}", advice.empty() ? "" : ", ", d.to_send.value, d.lost.value,
                                  moment(d.too_late).substr(0, 10));
        }
        CHECK(advice == c.deadlines);
        Credits lost;
        for (const auto& d : row.deadlines) lost += d.lost;
        CHECK(lost == row.losing.none_reply);
        // None of them: all deadlines are kept.
        for (std::size_t late = 0; late <= row.deadlines.size(); ++late) {
            std::string sends;
            for (std::size_t i = 0; i < row.deadlines.size(); ++i) {
                const auto n = row.deadlines[i].to_send.value - (i == late ? 1 : 0);
                const Instant then = row.deadlines[i].too_late - Duration{1};
                if (n > 0) sends += fmt::format("{},adjust,{},,,{}\n", to_rfc3339(then), subject_of(row.account), -n);
            }
            const bool keeps_all = late == row.deadlines.size() || row.deadlines[late].to_send == no_credits;
            INFO(sends);
            CHECK((lost_by(c.rows + sends, query.as_of + within) == no_credits) == keeps_all);
        }
    }
}

TEST_CASE("a licence that is handed over later loses under the handle of then (RULES section 4, reassign)") {
    const std::string ana = "ana 10, never forfeits 0: 10 zeroed of 2026-01-01 2026-01-20T00:00";
    const std::string cancelled = "; cancel 2026-01-20T00:00 of 10\n";
    PlannedLedger ledger(ana_stops + "2026-01-20,subscribe,dee,,stop,,\n");
    ledger.record("at,event,seat,to\n2026-01-15,reassign,ana,eve\n2026-01-20,cancel,eve,\n");
    const ReportQuery query{at("2026-01-10"), {}, {}};
    CHECK(accounts_ahead(ledger, query, 15) == ana + cancelled);
    // The handle is free, and takes another plan.
    ledger.record("at,event,seat,plan\n2026-01-17,subscribe,ana,trim\n2026-01-22,cancel,ana,\n");
    CHECK(accounts_ahead(ledger, query, 15) == ana + ", 10 zeroed of 2026-01-17 2026-01-22T00:00" + cancelled);
}

TEST_CASE("a forecast knows of a later cancel only from its recording on (RULES section 2)") {
    PlannedLedger ledger(ana_stops);
    const Instant recorded = *ledger.store().extent().last_recorded_at;
    ledger.record("at,event,seat\n2026-01-20,cancel,ana\n", recorded + days(1));
    ReportQuery query{at("2026-01-10"), recorded, {}};
    CHECK(forecast(ledger.store(), query, days(15)).losing == no_credits);
    query.known_at = recorded + days(1);
    CHECK(forecast(ledger.store(), query, days(15)).losing == Credits{10});
}

TEST_CASE("a forecast lists active accounts: largest loss first, then soonest dry, priced by their plans") {
    PlannedLedger ledger(ana_stops + "2026-01-01,subscribe,ben,,trim,,\n2026-01-01,subscribe,cleo,,stop,,\n" +
                         "2026-01-01,subscribe,dov,,stop,,\n2026-01-01,subscribe,esi,,stop,,\n2026-01-15,cancel,esi,,,,\n" +
                         sends("ana", 9, "2026-01-02") + sends("dov", 10, "2026-01-02") + sends("cleo", 5, "2026-01-02"));
    const auto report = forecast(ledger.store(), ReportQuery{at("2026-01-20"), {}, {}}, days(60));
    std::string order;
    for (const auto& row : report.rows)
        order += fmt::format("{} {} {}; ", row.account.name, row.losing.none_reply.value, row.dry_at ? moment(*row.dry_at) : "-");
    CHECK(order == "cleo 20 -; ana 16 2026-01-24T05:20; dov 15 2026-01-20T00:00; ben 15 -; ");
    CHECK(report.losing == Credits{66});
    CHECK(report.worth.bought.by_currency().empty());
    CHECK(report.worth.unpriced_bought == Credits{66});
    REQUIRE(report.worth.plan.by_currency().size() == 1);
    CHECK(report.worth.plan.by_currency().front() == Money{33'000, "USD"});
}

TEST_CASE("a forecast of many accounts says of each what a forecast of it alone says") {
    constexpr int accounts = 40;  // enough for two threads
    std::string rows;
    const char* const plans[] = {"stop", "trim", "original"};
    for (int i = 0; i < accounts; ++i) {
        const std::string seat = fmt::format("seat{:02}", i);
        rows += fmt::format("2026-01-01,subscribe,{},,{},,\n", seat, plans[i % 3]);
        rows += sends(seat.c_str(), 1 + i % 12, "2026-01-05") + replies(seat.c_str(), i % 3, "2026-01-07");
        if (i % 10 == 0) rows += fmt::format("2026-02-20,cancel,{},,,,\n", seat);
    }
    PlannedLedger ledger(rows);
    ReportQuery query{at("2026-01-20"), {}, {}};
    const auto all = charted_forecast(ledger.store(), query, days(60));
    REQUIRE(all.report.rows.size() == accounts);
    for (std::size_t i = 0; i < accounts; ++i) {
        const ForecastReport::Row& row = all.report.rows[i];
        INFO(row.account.name);
        query.accounts = {ledger.account(row.account.name)};
        const auto alone = charted_forecast(ledger.store(), query, days(60));
        REQUIRE(alone.report.rows.size() == 1);
        CHECK(ahead(row) == ahead(alone.report.rows.front()));
        CHECK(row.dry_at == alone.report.rows.front().dry_at);
        CHECK(row.deadlines.size() == alone.report.rows.front().deadlines.size());
        REQUIRE(all.burn_downs[i].points.size() == alone.burn_downs.front().points.size());
        REQUIRE_FALSE(all.burn_downs[i].points.empty());
        CHECK(all.burn_downs[i].points.back().expected == alone.burn_downs.front().points.back().expected);
    }
}

TEST_CASE("a forecast records nothing, and an idle month then loses what it predicted (RULES section 4)") {
    test::LedgerFixture ledger;
    std::ifstream file(INMAIL_SOURCE_DIR "/sample-data/events.csv");
    std::ostringstream events;
    events << file.rdbuf();
    ledger.record(events.str());
    const auto head = ledger.store().extent().head;
    const auto report = forecast(ledger.store(), ReportQuery{at("2026-09-30T23:59:59.999Z"), {}, {}}, days(31));
    CHECK(ledger.store().extent().head == head);
    const Month october = *parse_month("2026-10");
    const auto audited = audit(ledger.store(), ReportQuery{at("2026-10-31T23:59:59.999Z"), {}, {}}, october, october);
    std::map<std::string, Credits> lost;
    for (const auto& row : audited.rows) lost[row.account.typed()] = row.flow.expired + row.flow.forfeited;
    REQUIRE(report.rows.size() > 10);
    for (const auto& row : report.rows) {
        INFO(row.account.typed());
        CHECK(row.losing.none_reply == lost[row.account.typed()]);
    }
    CHECK(report.losing > Credits{500});
}

}  // namespace inmail::app
