// Laws of the forecast of a list: the router never needs more credits than an InMail to each, a higher acceptance never needs
// more, answers bring back a credit each, and every account's credits are conserved. Random ledgers and lists.

#include "inmail/app/forecast/list_forecast.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/report_query.hpp"
#include "property/check.hpp"
#include "property/random_ledger.hpp"
#include "property/stored_ledger.hpp"
#include "support/catch.hpp"

using namespace reference;
namespace app = inmail::app;

namespace {

constexpr int ledgers = 250;
constexpr int all = app::AssumedRate::all;
constexpr int every_window_long = 3;  // the windows from this index on hold more than a week

/// Ends of windows would keep late answers from bringing a credit back.
LedgerSeed with_long_windows(LedgerSeed seed) {
    for (TermsSeed& terms : seed.terms) terms.window = every_window_long + terms.window % every_window_long;
    return seed;
}

app::ListForecastRequest any_list() {
    app::ListForecastRequest request;
    if (one_in(2)) {
        // Short lists leave credits over, which refreshes then forfeit.
        request.count = number(1, one_in(2) ? 5 : 250);
        return request;
    }
    for (int i = number(1, 60); i > 0; --i) {
        inmail::Prospect prospect;
        prospect.key = "p" + std::to_string(number(0, 40));
        prospect.open_profile = one_in(4);
        prospect.inmail_first = one_in(4);
        request.prospects.push_back(prospect);
    }
    return request;
}

/// `plans_stay`: no plan changes later.
void require_adds_up(const app::ListForecastReport::Way& way, bool plans_stay) {
    const auto& b = way.balance;
    RC_ASSERT(b.held + b.allotted + b.back - b.lost - b.sent == b.left);
    RC_ASSERT(way.sent + way.unsent == way.inmails);
    RC_ASSERT(way.inmails == way.people - way.free - way.accepted);
    RC_ASSERT(b.sent.value <= way.sent);
    // Whoever runs out has nothing left then, unless its plan has ended, and some InMail waits.
    if (way.dry_at) RC_ASSERT(b.sent.value < way.inmails);
    if (way.dry_at && plans_stay) RC_ASSERT(b.left <= inmail::no_credits);
    if (!way.dry_at) RC_ASSERT(way.unsent == 0);
}

std::int64_t needed(StoredLedger& ledger, const app::ReportQuery& query, app::ListForecastRequest request, int acceptance) {
    request.acceptance = acceptance;
    return app::forecast_list(ledger.store(), query, std::move(request)).router.inmails;
}

}  // namespace

TEST_CASE("the forecast of a list adds up, and neither the router nor a higher acceptance needs more credits", "[laws]") {
    CHECK(holds("forecast of a list", ledgers, [] {
        const LedgerSeed seed = *any_ledger();
        const Ledger ledger = ledger_of(seed);
        StoredLedger stored(ledger);
        stored.import_all(ledger.events);
        // Shortly before events, or after all of them.
        std::vector<Millis> instants;
        Millis last = probes_of(seed).front();
        for (const Event& e : ledger.events) {
            last = std::max(last, e.at);
            instants.push_back(e.at - 3 * day_ms);
        }
        instants.insert(instants.end(), instants.size() + 1, last);
        app::ReportQuery query;
        query.as_of = inmail::Instant{*rc::gen::elementOf(instants)};
        app::ListForecastRequest request = any_list();
        request.acceptance = number(0, all);
        request.replies = number(0, all);
        const auto report = app::forecast_list(stored.store(), query, request);
        RC_ASSERT(report.each.people + report.left_out == report.prospects);
        const bool plans_stay = std::none_of(ledger.events.begin(), ledger.events.end(),
                                             [&](const Event& e) { return inmail::Instant{e.at} > query.as_of; });
        for (const auto& row : report.rows) {
            require_adds_up(row.each, plans_stay);
            require_adds_up(row.router, plans_stay);
            // A seat that changes its account needs the InMail after a note from the later one.
            if (!plans_stay) continue;
            RC_ASSERT(row.each.people == row.router.people);
            RC_ASSERT(row.router.inmails <= row.each.inmails);
        }
        RC_ASSERT(report.router.accepted == report.acceptance.share_of(report.router.notes));
        RC_ASSERT(report.each.answered == report.replies.share_of(report.each.sent));
        RC_ASSERT(report.each.back.value <= report.each.answered);
        const int higher = number(*request.acceptance, all);
        RC_ASSERT(needed(stored, query, request, higher) <= report.router.inmails);
    }));
}

TEST_CASE("if all reply, each InMail of a list gives its credit back", "[laws]") {
    CHECK(holds("if all reply to a list", ledgers, [] {
        const LedgerSeed seed = with_long_windows(*any_ledger());
        const Ledger ledger = ledger_of(seed);
        StoredLedger stored(ledger);
        stored.import_all(ledger.events);
        app::ReportQuery query;
        // No plan ends later, which would drop what is pending.
        for (const Event& e : ledger.events) query.as_of = std::max(query.as_of, inmail::Instant{e.at});
        app::ListForecastRequest request = any_list();
        request.acceptance = number(0, all);
        request.replies = all;
        for (const auto& row : app::forecast_list(stored.store(), query, request).rows) {
            RC_ASSERT(row.each.back.value == row.each.sent);
            RC_ASSERT(row.router.back.value == row.router.sent);
        }
    }));
}
