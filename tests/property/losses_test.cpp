// What reports say is about to be lost. An idle ledger loses just that, as the second program has it.

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "inmail/app/forecast/check.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/expiring.hpp"
#include "inmail/app/reports/forfeits.hpp"
#include "property/check.hpp"
#include "property/random_ledger.hpp"
#include "property/stored_ledger.hpp"
#include "support/catch.hpp"

using namespace reference;
namespace app = inmail::app;

namespace {

constexpr int ledgers = 150;
constexpr int longest_days = 100;

/// What each account lost, by name. Those that lost nothing are left out.
using Lost = std::map<std::string, long long>;

bool is_plan_event(const Event& e) {
    return e.event == "subscribe" || e.event == "switch" || e.event == "cancel" || e.event == "reassign";
}

/// The ledger in which nobody does anything after `as_of`, but what is recorded about plans happens.
Ledger idle_after(Millis as_of, Ledger ledger) {
    std::set<std::string> dropped;
    for (const Event& e : ledger.events) {
        if (e.event != "void" && e.at > as_of && !is_plan_event(e)) dropped.insert(e.key);
    }
    const auto is_dropped = [&](const Event& e) { return dropped.count(e.key) + dropped.count(e.ref) != 0; };
    ledger.events.erase(std::remove_if(ledger.events.begin(), ledger.events.end(), is_dropped), ledger.events.end());
    return ledger;
}

Lost lost_in(const State& state) {
    Lost lost;
    for (const auto& [name, account] : state.accounts) {
        for (const char* total : {"expired", "forfeited", "zeroed"}) lost[name] += account.totals.at(total);
    }
    return lost;
}

/// Between two instants, by the second program.
Lost lost_between(const Ledger& ledger, Millis from, Millis to, std::optional<Millis> known_at) {
    Lost lost = lost_in(replay(ledger, to, known_at));
    for (const auto& [name, before] : lost_in(replay(ledger, from, known_at))) lost[name] -= before;
    for (auto it = lost.begin(); it != lost.end();) it = it->second == 0 ? lost.erase(it) : std::next(it);
    return lost;
}

long long sum_of(const Lost& lost) {
    long long sum = 0;
    for (const auto& [name, credits] : lost) sum += credits;
    return sum;
}

std::string show(const Lost& lost) {
    std::string text;
    for (const auto& [name, credits] : lost) text += " " + name + " " + std::to_string(credits);
    return text.empty() ? " nothing" : text;
}

void require_equal(const std::string& what, const Lost& expected, const Lost& told) {
    if (expected != told) RC_FAIL(what + " says" + show(told) + ", lost is" + show(expected));
}

void require_sum(const std::string& what, const Lost& losing, inmail::Credits told) {
    if (sum_of(losing) != told.value) RC_FAIL(what + " sums up to " + std::to_string(told.value) + ":" + show(losing));
}

Lost told_by(const app::ForecastReport& report) {
    Lost lost;
    for (const auto& row : report.rows) {
        inmail::Credits at_the_end;
        for (const auto& loss : row.losses) {
            lost[row.account.typed()] += loss.amount.value;
            if (row.plan_end && row.plan_end->at == loss.at) at_the_end += loss.amount;
        }
        const bool is_seen = row.plan_end && row.plan_end->at <= report.until;
        if (is_seen && row.plan_end->lost != at_the_end)
            RC_FAIL("the end of " + row.account.typed() + "'s plan loses another sum");
    }
    require_sum("forecast", lost, report.losing);
    return lost;
}

Lost told_by(const app::ExpiringReport& report) {
    Lost lost;
    for (const auto& row : report.rows) lost[row.account.typed()] += row.loss.amount.value;
    require_sum("expiring", lost, report.total);
    return lost;
}

Lost told_by(const app::ForfeitsReport& report) {
    Lost lost;
    for (const auto& row : report.rows) {
        if (row.losing != inmail::no_credits) lost[row.account.typed()] = row.losing.value;
    }
    require_sum("forfeits", lost, report.losing);
    return lost;
}

Lost told_by(const app::CheckReport& report) {
    Lost lost;
    for (const auto& finding : report.findings) lost[finding.row.account.typed()] = finding.row.losing.none_reply.value;
    return lost;
}

/// An account that is handed over is told of by the handle that it has at `as_of`, and here loses under another.
bool is_handed_over_after(Millis as_of, const Ledger& ledger) {
    return std::any_of(ledger.events.begin(), ledger.events.end(),
                       [&](const Event& e) { return e.event == "reassign" && e.at > as_of; });
}

}  // namespace

TEST_CASE("every report names the same coming losses, and an idle ledger loses just these (RULES section 4)", "[laws]") {
    const bool held = holds("coming losses", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        StoredLedger stored(ledger);
        stored.import_all(ledger.events);
        const Millis within = *rc::gen::inRange(0, longest_days) * day_ms;
        for (const Millis as_of : probes_of(seed)) {
            for (const std::optional<Millis> known_at : {std::optional<Millis>{}, known_at_of(seed)}) {
                app::ReportQuery query;
                query.as_of = inmail::Instant{as_of};
                if (known_at) query.known_at = inmail::Instant{*known_at};
                const inmail::Duration ahead{within};

                const Lost told = told_by(app::forecast(stored.store(), query, ahead));
                require_equal("expiring", told, told_by(app::expiring(stored.store(), query, ahead)));
                require_equal("forfeits", told, told_by(app::forfeits(stored.store(), query, 1, ahead)));
                require_equal("check", told,
                              told_by(app::check(stored.store(), query, {ahead, inmail::Credits{1}, false, {}, false})));

                const Lost lost = lost_between(idle_after(as_of, ledger), as_of, as_of + within, known_at);
                if (!is_handed_over_after(as_of, ledger)) require_equal("forecast", lost, told);
                if (sum_of(lost) != sum_of(told)) RC_FAIL("told is" + show(told) + ", lost is" + show(lost));
            }
        }
    });
    REQUIRE(held);
}
