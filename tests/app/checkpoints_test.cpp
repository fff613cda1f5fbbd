// Which checkpoints are kept, and which folds use them (docs/ledger-format.md, Checkpoints).

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <sstream>
#include <string>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/import/import_events.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/pending.hpp"
#include "inmail/app/reports/verify.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/open.hpp"
#include "support/catch.hpp"
#include "support/own_terms.hpp"
#include "support/temp_dir.hpp"

namespace inmail {
namespace {

constexpr Month first_month{(2026 - 1970) * 12};

}  // namespace

TEST_CASE("a report a day leaves checkpoints at the ends of the last four months, of half years and of the last week") {
    const test::TempDir directory;
    const auto path = directory / "ledger.db";
    const auto record = [&](const std::vector<EventRecord>& records, Instant now) {
        const auto store = store::open(path, store::Access::write);
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
    store::create(path, "linkedin", "UTC", start_of(first_month));
    record({mail(EventKind::subscribe, start_of(first_month))}, start_of(first_month));
    const Day first = day_of(start_of(first_month));
    constexpr int a_year_and_three_weeks = 387;
    for (int n = 0; n < a_year_and_three_weeks; ++n) {
        const Instant noon = start_of(first + n) + Duration{ms_per_day / 2};
        record(std::vector<EventRecord>(5, mail(EventKind::send, noon)), noon);
        app::FoldRun(*store::open(path, store::Access::read), {noon, std::nullopt, {}}).fold();
    }
    std::vector<std::string> kept;
    for (const Instant at : store::open(path, store::Access::read)->checkpoints()->instants())
        kept.push_back(to_string(day_of(at)));
    CHECK(kept == std::vector<std::string>{"2026-06-30", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-21"});
}

namespace {

/// A ledger with a checkpoint at the end of its first month, of two seats that began with it.
class KeptLedger {
  public:
    KeptLedger() {
        store::create(path_, "linkedin", "UTC", start_of(first_month));
        store_ = store::open(path_, store::Access::write);
        const auto transaction = store_->begin(later, "test");
        const auto append = [&](EventKind kind, const char* seat, Instant t, const char* prospect) {
            EventRecord r;
            r.kind = kind;
            r.at = t;
            r.seat = seat;
            if (kind == EventKind::subscribe) r.plan = "sales-navigator-core";
            if (kind == EventKind::send) r.channel = Channel::inmail;
            r.prospect = prospect;
            transaction->append(r);
        };
        for (const char* seat : {"ana", "ben"}) append(EventKind::subscribe, seat, start_of(first_month), "");
        for (const char* prospect : {"jane", "joe"}) append(EventKind::send, "ben", start_of(first_month) + days(3), prospect);
        append(EventKind::reply, "ben", at + days(1), "jane");
        transaction->commit();
        keep({});
    }

    /// Keeps `forged` as the state of ben, or the state that the fold gives if it is empty. Returns what the fold gives.
    std::string keep(const std::string& forged) {
        // What is kept already stays.
        SQLite::Database(path_.string(), SQLite::OPEN_READWRITE).exec("DELETE FROM checkpoint");
        app::FoldRun fold_run(*store_, {at, std::nullopt, {}});
        fold_run.fold();
        const AccountId ben = AccountId::of(app::require_seat(*store_, "ben"));
        Scope scope;
        scope.until = at;
        store_->checkpoints()->keep(scope, at, [&](AccountId id) {
            return id == ben && !forged.empty() ? forged : fold_run.reconciler().checkpoint(id);
        });
        return fold_run.reconciler().checkpoint(ben);
    }

    [[nodiscard]] std::unique_ptr<Store> open(store::Caching caching = store::Caching::used) const {
        return store::open(path_, store::Access::read, caching);
    }

    static inline const Instant at = end_of(first_month);
    static inline const Instant later = at + days(2);

  private:
    test::TempDir directory_;
    std::filesystem::path path_{directory_ / "ledger.db"};
    std::unique_ptr<Store> store_;
};

/// Breaks an invariant at the first posting.
struct Broken : Observer {
    void on(const Posting&) override { throw Defect("an invariant of an observer"); }
};

}  // namespace

TEST_CASE("verify names a checkpoint that differs from what the events give") {
    KeptLedger ledger;
    const auto proven = [&] { return app::verify(*ledger.open(store::Caching::ignored), KeptLedger::later, ""); };
    CHECK(proven().problems.empty());
    ledger.keep(std::string(1, '\0'));
    const auto problems = proven().problems;
    REQUIRE(problems.size() == 1);
    const auto* wrong = std::get_if<app::problem::WrongCheckpoint>(&problems.front());
    REQUIRE(wrong != nullptr);
    CHECK(wrong->account == app::AccountName{AccountId::Kind::seat, "ben"});
    CHECK(wrong->day == *parse_day("2026-01-31"));
}

TEST_CASE("a checkpoint whose bytes are no state is damage") {
    KeptLedger ledger;
    const auto fold = [&](store::Caching caching) {
        const auto store = ledger.open(caching);
        app::FoldRun(*store, {KeptLedger::later, std::nullopt, {}}).fold();
    };
    CHECK_NOTHROW(fold(store::Caching::used));
    for (const std::string& bytes : {std::string(1, '\0'), std::string(200, '\x7f')}) {
        ledger.keep(bytes);
        CHECK_THROWS_AS(fold(store::Caching::used), DamagedLedger);
        CHECK_NOTHROW(fold(store::Caching::ignored));
    }
}

TEST_CASE("whatever a checkpoint with a right checksum says, reports give figures or say that the ledger is damaged") {
    KeptLedger ledger;
    const auto report = [&] {
        const auto store = ledger.open();
        const app::ReportQuery query{KeptLedger::later, std::nullopt, {}};
        static_cast<void>(app::balance(*store, query));
        static_cast<void>(app::pending(*store, query));
        static_cast<void>(app::audit(*store, query, first_month + 1, first_month + 1));
    };
    const std::string sound = ledger.keep({});
    int damaged = 0;
    int answered = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        for (const int change : {1, 2, 0x7e, 0x80}) {
            std::string forged = sound;
            forged[i] = static_cast<char>(forged[i] ^ change);
            INFO("byte " << i << " changed by " << change);
            ledger.keep(forged);
            try {
                report();
                ++answered;
            } catch (const DamagedLedger&) { ++damaged; } catch (const std::exception& e) {
                FAIL_CHECK(e.what());
            }
        }
    }
    CHECK(answered > 0);
    CHECK(damaged > answered);
}

TEST_CASE("a defect of the program stays one in a fold that begins at a checkpoint") {
    KeptLedger ledger;
    const auto store = ledger.open();
    Broken broken;
    app::FoldRun fold_run(*store, {KeptLedger::later, std::nullopt, {}}, &broken, KeptLedger::at + Duration{1});
    Scope scope;
    scope.until = KeptLedger::at;
    REQUIRE(store->checkpoints()->latest(scope).has_value());
    CHECK_THROWS_AS(fold_run.fold(), Defect);
}

TEST_CASE("a checkpoint is not used for a time before its terms were known (RULES section 2)") {
    const test::TempDir directory;
    const auto path = directory / "ledger.db";
    const Instant at = end_of(first_month);
    const Instant events_known = at + days(1);
    const Instant terms_known = at + days(40);
    store::create(path, "linkedin", "UTC", start_of(first_month));
    {
        const auto store = store::open(path, store::Access::write);
        const NamedTerms row = test::own_terms("linkedin", "sales-navigator-core", day_of(start_of(first_month)), 77);
        const auto terms = store->begin(terms_known, "test");
        terms->append_terms({row}, "");
        terms->commit();
        // An import of a whole ledger keeps the recorded_at of the ledger it came from.
        EventRecord r;
        r.kind = EventKind::subscribe;
        r.at = start_of(first_month);
        r.seat = "ana";
        r.plan = row.plan;
        const Provenance origin{events_known, {}, {}};
        const auto events = store->begin(terms_known, "test");
        events->append(r, &origin);
        Scope scope;
        scope.until = at;
        app::FoldRun fold_run(*store, {at, std::nullopt, {}});
        fold_run.fold();
        store->checkpoints()->keep(scope, at, [&](AccountId id) { return fold_run.reconciler().checkpoint(id); });
        CHECK(store->checkpoints()->latest(scope).has_value());
        events->commit();
        // Outside a transaction, a writer could see checkpoints of one moment and events of another.
        CHECK_FALSE(store->checkpoints()->latest(scope).has_value());
    }
    const auto store = store::open(path, store::Access::read);
    Scope scope;
    scope.until = at;
    CHECK(store->checkpoints()->latest(scope).has_value());
    scope.known_at = events_known;
    CHECK_FALSE(store->checkpoints()->latest(scope).has_value());
    scope.known_at = terms_known;
    CHECK(store->checkpoints()->latest(scope).has_value());
}

TEST_CASE("a pending message in a checkpoint keeps the expiry of its credit (RULES section 4, refund_expiry original)") {
    const test::TempDir directory;
    const auto path = directory / "ledger.db";
    const Instant now = start_of(first_month + 12);
    store::create(path, "linkedin", "UTC", start_of(first_month));
    const auto store = store::open(path, store::Access::write);
    NamedTerms row = test::own_terms("linkedin", "fleeting", day_of(start_of(first_month)), 2);
    row.terms.expiry_days = 50;
    row.terms.refund_expiry = RefundExpiry::original;
    const auto terms = store->begin(now, "test");
    terms->append_terms({row}, "");
    terms->commit();
    const auto tell = [&](const std::string& rows) {
        std::istringstream in("at,event,seat,plan,prospect,channel\n" + rows);
        app::ImportOptions options;
        options.now = now;
        REQUIRE(app::import_events(*store, in, "test", io::Zone::named("UTC"), options).rejected.empty());
    };
    // Sends that spent a credit of January, one of February, a refunded one of January, and none.
    tell(
        "2026-01-01,subscribe,ana,fleeting,,\n"
        "2026-01-10,send,ana,,p1,\n2026-01-11,send,ana,,free1,first-degree\n2026-01-12,send,ana,,p2,\n2026-01-13,send,ana,,"
        "unfunded,\n"
        "2026-02-02,send,ana,,p3,\n2026-02-03,send,ana,,free2,first-degree\n2026-02-04,reply,ana,,p1,\n2026-02-05,send,ana,,p4,\n"
        "2026-02-06,send,ana,,p5,\n");
    Scope scope;
    scope.until = end_of(Day{day_of(start_of(first_month + 1)) + 9});
    {
        app::FoldRun fold_run(*store, {scope.until, std::nullopt, {}});
        fold_run.fold();
        store->checkpoints()->keep(scope, scope.until, [&](AccountId id) { return fold_run.reconciler().checkpoint(id); });
    }
    tell(
        "2026-02-11,reply,ana,,p2,\n2026-02-12,reply,ana,,p3,\n2026-02-13,reply,ana,,p4,\n2026-02-14,reply,ana,,p5,\n2026-02-15,"
        "reply,ana,,unfunded,\n");

    const auto lots = [&](store::Caching caching) {
        const auto reader = store::open(path, store::Access::read, caching);
        CHECK(reader->checkpoints()->latest(scope).has_value() == (caching == store::Caching::used));
        const app::BalanceReport report = app::balance(*reader, {scope.until + days(6), std::nullopt, {}});
        std::string told;
        for (const Lot& lot : report.accounts.at(0).lots) {
            told += fmt::format("{} until {}\n", lot.remaining.value, to_string(day_of(lot.expires_at.value())));
        }
        return told;
    };
    CHECK(lots(store::Caching::ignored) ==
          "1 until 2026-02-20\n1 until 2026-02-20\n1 until 2026-03-23\n1 until 2026-03-23\n1 until 2026-04-06\n");
    CHECK(lots(store::Caching::used) == lots(store::Caching::ignored));
}

}  // namespace inmail
