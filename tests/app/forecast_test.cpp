#include "inmail/app/forecast/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "app/ledger_fixture.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

Terms terms(CapRule cap_rule, RefreshRule refresh, std::optional<int> expiry_days, bool pooled = false) {
    Terms t;
    t.allowance = Credits{10};
    t.cap = Credits{15};
    t.cap_rule = cap_rule;
    t.refresh = refresh;
    t.expiry_days = expiry_days;
    t.refund_window_days = 120;
    t.pooled = pooled;
    t.price_minor = 5'000;
    t.credit_price_minor = 1'000;
    t.currency = "USD";
    t.source = "test";
    return t;
}

/// Plans of 10 credits a month with a cap of 15 that differ in their rules.
class PlannedLedger : public test::LedgerFixture {
  public:
    explicit PlannedLedger(const std::string& rows) {
        plan("stop", terms(CapRule::stop, RefreshRule::calendar, 45));
        plan("trim", terms(CapRule::trim, RefreshRule::anniversary, {}));
        Terms original = terms(CapRule::stop, RefreshRule::calendar, 45);
        original.refund_expiry = RefundExpiry::original;
        plan("original", original);
        plan("pool", terms(CapRule::stop, RefreshRule::calendar, {}, true));
        record("at,event,seat,pool,plan,prospect,amount\n" + rows);
    }
};

std::string moment(Instant t) { return to_rfc3339(t).substr(0, 16); }

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

std::string text_of(const std::optional<double>& number) { return number ? fmt::format("{:.2f}", *number) : "none"; }

/// Available, allowance and cap, next refresh and what it forfeits (if none reply, as expected, if all reply), losses.
std::string ahead(const ForecastReport::Row& r) {
    return fmt::format("{} of {}/{}, {} forfeits {} {} {}; {}", r.available.value, r.allowance.value, r.cap.value,
                       r.next_refresh ? to_string(day_of(*r.next_refresh)) : "never", r.next_forfeit.none_reply.value,
                       r.next_forfeit.expected.value, r.next_forfeit.all_reply.value, text_of(r.losses));
}

/// For each account what it holds, when its next refresh is and what that forfeits; losses; and how its plan ends.
std::string told(PlannedLedger& ledger, const ReportQuery& query, int within_days) {
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

/// Sends a day, answered of sent, the instant of running dry, capacity, simple capacity.
std::string pace(const ForecastReport::Row& r) {
    return fmt::format("{:.2f} a day, {} of {}, dry {}, {} {}", r.sends_per_day, r.responses.answered, r.responses.sent,
                       r.dry_at ? moment(*r.dry_at) : "never", text_of(r.capacity), text_of(r.simple_capacity));
}

std::string sends(const char* seat, int n, const std::string& when, int from = 0) {
    std::string rows;
    for (int i = from; i < from + n; ++i) rows += fmt::format("{},send,{},,,p{},\n", when, seat, i);
    return rows;
}

std::string replies(const char* seat, int n, const std::string& when) {
    std::string rows;
    for (int i = 0; i < n; ++i) rows += fmt::format("{},reply,{},,,p{},\n", when, seat, i);
    return rows;
}

const std::string ana_stops = "2026-01-01,subscribe,ana,,stop,,\n";

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
        {"past the horizon the end is told, and nothing is lost yet", ana_stops + "2026-01-20,cancel,ana,,,,\n", "2026-01-10", 9,
         "ana 10, never forfeits 0: ; cancel 2026-01-20T00:00 of 10\n"},
        {"far past it: 1 and 15 February, 1, 18 and 31 March", ana_stops + "2026-04-10,cancel,ana,,,,\n", "2026-01-10", 9,
         "ana 10, 2026-02-01 forfeits 5: ; cancel 2026-04-10T00:00 of 15\n"},
        {"a cancel, then a subscribe: the first end is told, all losses count",
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
        CHECK(told(ledger, {at(c.as_of), {}, {}}, c.within_days) == c.ahead);
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
        std::string told;
        for (const auto& d : row.deadlines) {
            told += fmt::format("{}{} for {} by {}", told.empty() ? "" : ", ", d.to_send.value, d.lost.value,
                                moment(d.too_late).substr(0, 10));
        }
        CHECK(told == c.deadlines);
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
    CHECK(told(ledger, query, 15) == ana + cancelled);
    // The handle is free, and takes another plan.
    ledger.record("at,event,seat,plan\n2026-01-17,subscribe,ana,trim\n2026-01-22,cancel,ana,\n");
    CHECK(told(ledger, query, 15) == ana + ", 10 zeroed of 2026-01-17 2026-01-22T00:00" + cancelled);
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

TEST_CASE("an account runs dry at the first send without a credit, at the pace and reply rate so far") {
    const std::string pool =
        "2026-01-01,subscribe,,acme,pool,,\n2026-01-01,subscribe,ben,acme,,,\n2026-01-01,subscribe,cleo,acme,,,\n";
    struct {
        const char* what;
        std::string rows;
        const char* as_of;
        const char* pace;
    } const cases[] = {
        {"no send, no pace", ana_stops, "2026-01-05", "0.00 a day, 0 of 0, dry never, none none"},
        {"2 left at 2 a day, nobody replies: the third send", ana_stops + sends("ana", 8, "2026-01-02"), "2026-01-05",
         "2.00 a day, 0 of 8, dry 2026-01-06T12:00, 10.00 10.00"},
        {"6 left, every second one replies: the twelfth send",
         ana_stops + sends("ana", 8, "2026-01-02") + replies("ana", 4, "2026-01-04"), "2026-01-05",
         "2.00 a day, 4 of 8, dry 2026-01-11T00:00, 20.00 15.00"},
        {"everyone replies: never, and no end to what the allowance carries",
         ana_stops + sends("ana", 8, "2026-01-02") + replies("ana", 8, "2026-01-04"), "2026-01-05",
         "2.00 a day, 8 of 8, dry never, none 20.00"},
        {"nothing left is dry now, also where the refresh comes before the next send", ana_stops + sends("ana", 10, "2026-01-21"),
         "2026-01-31", "0.33 a day, 0 of 10, dry 2026-01-31T00:00, 10.00 10.00"},
        {"of the last 30 days alone; the rate is that of 90",
         ana_stops + sends("ana", 5, "2026-01-02") + sends("ana", 3, "2026-02-20", 5), "2026-03-02",
         "0.10 a day, 0 of 8, dry never, 10.00 10.00"},
        {"a stint of half a day counts as a day", ana_stops + sends("ana", 10, "2026-01-01T06:00:00Z"), "2026-01-01T12:00:00Z",
         "10.00 a day, 0 of 10, dry 2026-01-01T12:00, 10.00 10.00"},
        {"a pool: 10 left at the pace of all members", pool + sends("ben", 6, "2026-01-02") + sends("cleo", 4, "2026-01-02"),
         "2026-01-03", "5.00 a day, 0 of 10, dry 2026-01-05T04:48, 20.00 20.00"},
        {"a pool: whoever is left sends on", pool + sends("ben", 10, "2026-01-02") + "2026-01-02T12:00:00Z,cancel,ben,,,,\n",
         "2026-01-03", "5.00 a day, 0 of 10, dry 2026-01-05T04:48, 10.00 10.00"},
        {"a pool without members sends nothing",
         pool + sends("ben", 10, "2026-01-02") + "2026-01-02T12:00:00Z,cancel,ben,,,,\n2026-01-02T12:00:00Z,cancel,cleo,,,,\n",
         "2026-01-03", "0.00 a day, 0 of 10, dry never, 0.00 0.00"},
        {"who is cancelled before does not run dry", ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-06,cancel,ana,,,,\n",
         "2026-01-05", "2.00 a day, 0 of 8, dry never, 10.00 10.00"},
        {"a switch that is recorded for later brings credits: 2 sends, 10 from the 6th on, then dry on the 11th",
         ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-06,switch,ana,,trim,,\n", "2026-01-05",
         "2.00 a day, 0 of 8, dry 2026-01-11T00:00, 10.00 10.00"},
        {"a pool: when the sender leaves, another sends on",
         pool + sends("ben", 6, "2026-01-02") + sends("cleo", 4, "2026-01-02") + "2026-01-04,cancel,ben,,,,\n", "2026-01-03",
         "5.00 a day, 0 of 10, dry 2026-01-05T04:48, 10.00 10.00"},
        {"a pool: when all leave, nobody sends",
         pool + sends("ben", 6, "2026-01-02") + sends("cleo", 4, "2026-01-02") +
             "2026-01-04,cancel,ben,,,,\n2026-01-04,cancel,cleo,,,,\n",
         "2026-01-03", "5.00 a day, 0 of 10, dry never, 0.00 0.00"},
        {"a seat that joins a pool sends no more on its own",
         pool + ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-06,subscribe,ana,acme,,,\n", "2026-01-05",
         "2.00 a day, 0 of 8, dry never, 10.00 10.00"},
        {"a new stint has a pace of its own", ana_stops + sends("ana", 8, "2026-01-02") + "2026-01-03,switch,ana,,trim,,\n",
         "2026-01-05", "0.00 a day, 0 of 8, dry never, 10.00 10.00"},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        PlannedLedger ledger(c.rows);
        const auto report = forecast(ledger.store(), ReportQuery{at(c.as_of), {}, {}}, days(1));
        const auto sender =
            std::find_if(report.rows.begin(), report.rows.end(), [](const auto& r) { return r.responses.sent > 0; });
        CHECK(pace(sender == report.rows.end() ? report.rows.at(0) : *sender) == c.pace);
        for (const auto& row : report.rows) CHECK((row.sends_per_day > 0 || !row.dry_at));
    }
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

TEST_CASE("check finds every account that passes a threshold, soonest first") {
    // ana loses 10 on 15 February. ben has 2 left, sends 2 a day, and runs dry on 12 February at noon.
    PlannedLedger ledger(ana_stops + "2026-02-07,subscribe,ben,,stop,,\n" + sends("ben", 8, "2026-02-08"));
    struct {
        const char* what;
        std::optional<int> losing_within;
        std::int64_t min;
        std::optional<int> dry_within;
        const char* found;
    } const cases[] = {
        {"both", 7, 10, 5, "ben dry 2026-02-12T12:00; ana losing 2026-02-15T00:00; "},
        {"losing alone", 7, 10, {}, "ana losing 2026-02-15T00:00; "},
        {"dry alone", {}, 10, 5, "ben dry 2026-02-12T12:00; "},
        {"too few", 7, 11, {}, ""},
        {"too far", 3, 1, {}, ""},
        {"just in time", 4, 1, {}, "ana losing 2026-02-15T00:00; "},
        {"not dry so soon", {}, 1, 1, ""},
        {"nothing asked", {}, 1, {}, ""},
    };
    for (const auto& c : cases) {
        INFO(c.what);
        CheckRequest request;
        if (c.losing_within) request.losing_within = days(*c.losing_within);
        if (c.dry_within) request.dry_within = days(*c.dry_within);
        request.min = Credits{c.min};
        std::string found;
        for (const auto& f : check(ledger.store(), ReportQuery{at("2026-02-11"), {}, {}}, request).findings) {
            found += fmt::format("{} {} {}; ", f.row.account.name, f.kind == CheckReport::Finding::Kind::dry ? "dry" : "losing",
                                 moment(f.at));
        }
        CHECK(found == c.found);
    }
}

}  // namespace inmail::app
