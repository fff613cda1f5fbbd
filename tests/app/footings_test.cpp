// Which checkpoints are kept, and who believes them (docs/ledger-format.md, Checkpoints).

#include <string>
#include <vector>

#include "inmail/app/accounts.hpp"
#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/ledger/ledger.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace inmail {
namespace {

constexpr Month first_month{(2026 - 1970) * 12};

}  // namespace

TEST_CASE("who looks each day keeps the ends of the last two months, of half years and of the last week, and nothing else") {
    const test::TempDir directory;
    const auto path = directory / "ledger.db";
    const auto record = [&](const std::vector<EventRecord>& records, Instant now) {
        const auto store = ledger::open(path, ledger::Access::write);
        const auto transaction = store->begin(now, "test");
        for (const EventRecord& r : records) transaction->append(r);
        transaction->commit();
    };
    const auto mail = [](EventKind kind, Instant at) {
        EventRecord r;
        r.kind = kind;
        r.at = at;
        r.seat = "ana";
        (kind == EventKind::subscribe ? r.plan : r.prospect) = kind == EventKind::subscribe ? "sales-navigator-core" : "jane";
        return r;
    };
    ledger::create(path, "linkedin", "UTC", start_of(first_month));
    record({mail(EventKind::subscribe, start_of(first_month))}, start_of(first_month));
    const Day first = day_of(start_of(first_month));
    constexpr int a_year_and_three_weeks = 387;
    for (int n = 0; n < a_year_and_three_weeks; ++n) {
        const Instant noon = start_of(first + n) + Duration{ms_per_day / 2};
        record(std::vector<EventRecord>(5, mail(EventKind::send, noon)), noon);
        app::Books(*ledger::open(path, ledger::Access::read), {noon, std::nullopt, {}}).fold();
    }
    std::vector<std::string> kept;
    for (const Instant at : ledger::open(path, ledger::Access::read)->footings()) kept.push_back(to_string(day_of(at)));
    CHECK(kept == std::vector<std::string>{"2026-06-30", "2026-11-30", "2026-12-31", "2027-01-21"});
}

TEST_CASE("verify names what is kept and is not what the events give") {
    const test::TempDir directory;
    const auto path = directory / "ledger.db";
    const Instant at = end_of(first_month);
    ledger::create(path, "linkedin", "UTC", start_of(first_month));
    const auto store = ledger::open(path, ledger::Access::write);
    const auto transaction = store->begin(at + days(1), "test");
    for (const char* seat : {"ana", "ben"}) {
        EventRecord r;
        r.kind = EventKind::subscribe;
        r.at = start_of(first_month);
        r.seat = seat;
        r.plan = "sales-navigator-core";
        transaction->append(r);
    }
    transaction->commit();

    app::Books books(*store, {at, std::nullopt, {}});
    books.fold();
    const auto proven = [&] { return app::verify(*ledger::open(path, ledger::Access::read, ledger::Caching::ignored), at + days(2), ""); };
    const AccountId ben = app::find_account(*store, "ben");
    Scope scope;
    scope.until = at;
    store->keep_footing(scope, at, [&](AccountId id) { return books.reconciler().checkpoint(id); });
    CHECK(proven().problems.empty());
    store->keep_footing(scope, at, [&](AccountId id) { return id == ben ? std::string(1, '\0') : books.reconciler().checkpoint(id); });
    CHECK(proven().problems == std::vector<std::string>{"What is kept of ben as of 2026-01-31 is not what the events give."});

    // Reports begin there, and are told of damage, not of a defect.
    const auto reader = ledger::open(path, ledger::Access::read);
    app::Books misled(*reader, {at + days(2), std::nullopt, {}});
    CHECK_THROWS_AS(misled.fold(), DamagedLedger);
}

TEST_CASE("no footing is believed by whoever asks about a time before its terms were known (RULES section 2)") {
    const test::TempDir directory;
    const auto path = directory / "ledger.db";
    const Instant at = end_of(first_month);
    const Instant events_known = at + days(1);
    const Instant terms_known = at + days(40);
    ledger::create(path, "linkedin", "UTC", start_of(first_month));
    {
        const auto store = ledger::open(path, ledger::Access::write);
        NamedTerms row;
        row.rulebook = "linkedin";
        row.plan = "sales-navigator-core";
        row.terms.effective_from = day_of(start_of(first_month));
        row.terms.allowance = Credits{77};
        row.terms.cap = Credits{500};
        row.terms.currency = "USD";
        const auto terms = store->begin(terms_known, "test");
        terms->append_terms({row}, "");
        terms->commit();
        // A whole ledger is brought over, with the times at which another learnt its events.
        EventRecord r;
        r.kind = EventKind::subscribe;
        r.at = start_of(first_month);
        r.seat = "ana";
        r.plan = row.plan;
        const Store::Provenance origin{events_known, {}, {}};
        const auto events = store->begin(terms_known, "test");
        events->append(r, &origin);
        Scope scope;
        scope.until = at;
        app::Books books(*store, {at, std::nullopt, {}});
        books.fold();
        store->keep_footing(scope, at, [&](AccountId id) { return books.reconciler().checkpoint(id); });
        CHECK(store->footing(scope).has_value());
        events->commit();
        // Outside of a transaction a writer sees one moment in its footings and another in its events.
        CHECK_FALSE(store->footing(scope).has_value());
    }
    const auto store = ledger::open(path, ledger::Access::read);
    Scope scope;
    scope.until = at;
    CHECK(store->footing(scope).has_value());
    scope.known_at = events_known;
    CHECK_FALSE(store->footing(scope).has_value());
    scope.known_at = terms_known;
    CHECK(store->footing(scope).has_value());
}

}  // namespace inmail
