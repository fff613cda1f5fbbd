// Random ledgers with checkpoints at random instants: every figure is the same as when the ledger is folded from its first event.
// Events are recorded late and voided, and readers and writers keep checkpoints in between. Compiled twice: for a ledger in a
// file, and for one on a server, whose client keeps the checkpoints.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/verify.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/rulebooks.hpp"
#include "property/check.hpp"
#include "support/catch.hpp"
#include "support/own_terms.hpp"
#include "support/temp_dir.hpp"
#ifdef INMAIL_TEST_ON_SERVER
#include "store/postgres/server_ledger.hpp"
#endif

using namespace inmail;
using namespace std::string_literals;

namespace {

constexpr Month first_month{(2026 - 1970) * 12};
constexpr int months = 6;
const std::vector<std::string> seats{"ana", "ben", "cleo", "dora"};  // dora has no plan when a ledger begins
const std::vector<std::string> pools{"acme", "brix"};
const std::vector<std::string> prospects{"jane", "joe"};

/// One random step, as plain numbers: rapidcheck drops steps and lowers numbers until a failure is small.
struct Move {
    int what, who, whom, when, how;
};

std::ostream& operator<<(std::ostream& out, const Move& m) {
    return out << fmt::format("{{{}, {}, {}, {}, {}}}", m.what, m.who, m.whom, m.when, m.how);
}

rc::Gen<Move> any_move() {
    const auto number = [](int below) { return rc::gen::inRange(0, below); };
    return rc::gen::build<Move>(rc::gen::set(&Move::what, number(24)), rc::gen::set(&Move::who, number(60)),
                                rc::gen::set(&Move::whom, number(60)), rc::gen::set(&Move::when, number(months * 6)),
                                rc::gen::set(&Move::how, number(60)));
}

template <class T>
const T& pick(const std::vector<T>& from, int number) {
    return from[static_cast<std::size_t>(number) % from.size()];
}

/// Six instants a month, among them its first and its last, where a checkpoint separates events.
Instant instant_of(int when) {
    const Month month = first_month + when / 6;
    switch (when % 6) {
        case 0:
            return start_of(month);
        case 5:
            return end_of(month);
        default:
            return start_of(month) + days(6 * (when % 6)) + Duration{when};
    }
}

/// The end of a day on which events happen; the first and the last day of each month are among them.
Instant end_of_day(int when) { return end_of(day_of(instant_of(when))); }

#ifdef INMAIL_TEST_ON_SERVER
class Place {
  public:
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access, store::Caching caching) const {
        return store::open(ledger_.database.location(), access, caching, {}, {{}, cache_.path()});
    }

    static constexpr bool ledger_has_checkpoints = false;
    static constexpr int ledgers = 15;

  private:
    test::OnServer ledger_;
    test::TempDir cache_{test::TempDir::Medium::memory};
};
#else
class Place {
  public:
    Place() { store::create(path(), "linkedin", "UTC", start_of(first_month)); }
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access, store::Caching caching) const {
        return store::open(path(), access, caching);
    }

    static constexpr bool ledger_has_checkpoints = true;
    static constexpr int ledgers = 40;

  private:
    [[nodiscard]] std::filesystem::path path() const { return directory_ / "ledger.db"; }

    test::TempDir directory_{test::TempDir::Medium::memory};
};
#endif

class Ledger {
  public:
    Ledger() {
        const auto store = open(store::Access::write);
        const auto transaction = store->begin(now(), "test");
        transaction->append_terms({short_lived()}, "");
        for (const char* const seat : {"ana", "ben", "cleo"})
            transaction->append(subscription(seat, seat == "cleo"s ? "short-lived" : "sales-navigator-core"));
        for (const auto& pool : pools) {
            EventRecord open = subscription("", "recruiter-corporate");
            open.pool = pool;
            transaction->append(open);
        }
        transaction->commit();
    }

    void take(const Move& move) {
        if (move.what < 15) return record({event_of(move)});
        if (move.what < 17) return record({void_of(move)});
        if (move.what == 17) return import_terms(move);
        if (move.what < 21) return keep_checkpoint_as_reader(move);
        if (move.what < 23) return record_and_keep_checkpoint(move);
        check(move);
    }

    /// Folds with checkpoints and without, and compares everything that a report can show.
    void check(const Move& move) {
        const auto used = open(store::Access::read);
        const auto ignored = open(store::Access::read, store::Caching::ignored);
        app::ReportQuery query{instant_of(move.when), std::nullopt, accounts_of(*used, move)};
        if (move.how % 3 == 0) query.known_at = recorded_at(move.whom);
        const Instant from = instant_of(move.whom % (months * 6));
        RC_ASSERT(figures_of(*used, query, from) == figures_of(*ignored, query, from));
    }

    /// `verify` finds no fault in the checkpoints that were kept.
    void verify() {
        if (!Place::ledger_has_checkpoints) return;
        RC_ASSERT(app::verify(*open(store::Access::read, store::Caching::ignored), now(), "").problems.empty());
    }

  private:
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access, store::Caching caching = store::Caching::used) const {
        return place_.open(access, caching);
    }
    /// Each recording is one second after the last.
    Instant now() { return recorded_at(++recordings_); }
    [[nodiscard]] static Instant recorded_at(int recording) { return end_of(first_month + months) + Duration{recording * 1000}; }

    /// Few credits that expire soon and are refunded with their original expiry, so that a pending message must remember its
    /// credit.
    static NamedTerms short_lived() {
        NamedTerms row = test::own_terms("linkedin", "short-lived", day_of(start_of(first_month)), 3);
        row.terms.expiry_days = 50;
        row.terms.refund_expiry = RefundExpiry::original;
        return row;
    }

    EventRecord subscription(const std::string& seat, const std::string& plan) {
        EventRecord r = blank(EventKind::subscribe, start_of(first_month));
        r.seat = seat;
        r.plan = plan;
        return r;
    }

    EventRecord blank(EventKind kind, Instant at) {
        EventRecord r;
        r.kind = kind;
        r.at = at;
        // Keys do not sort in the order of recording.
        r.key = fmt::format("{}{}", static_cast<char>('a' + (keys_.size() * 7) % 26), keys_.size());
        keys_.push_back(r.key);
        return r;
    }

    EventRecord event_of(const Move& move) {
        EventRecord r = blank(EventKind::send, instant_of(move.when));
        r.seat = pick(seats, move.who);
        r.prospect = pick(prospects, move.whom);
        r.channel = move.how % 4 == 0 ? Channel::open_profile : Channel::inmail;
        if (move.how % 5 == 0) r.thread = "thread";
        if (move.what < 5) return r;
        r.channel.reset();
        if (move.what < 8) {
            r.kind = move.how % 6 == 0 ? EventKind::bounce : EventKind::reply;
            return r;
        }
        r.prospect.clear();
        r.thread.clear();
        switch (move.what) {
            case 8:
                return change(r, move);
            case 9:
            case 10:
                r.kind = EventKind::subscribe;
                r.pool = pick(pools, move.whom);
                return r;
            case 11:
                r.kind = EventKind::cancel;
                if (move.how % 4 == 0) {
                    r.seat.clear();
                    r.pool = pick(pools, move.whom);
                }
                return r;
            case 12:
                r.kind = EventKind::adjust;
                r.amount = Credits{move.how % 2 == 0 ? move.how + 1 : -move.how};
                return r;
            case 13:
                r.kind = EventKind::limit;
                r.amount = Credits{move.how % 5};
                return r;
            default:
                r.kind = EventKind::assign;
                r.team = move.how % 2 == 0 ? "west" : "east";
                return r;
        }
    }

    static EventRecord change(EventRecord r, const Move& move) {
        r.kind = move.how % 2 == 0 ? EventKind::subscribe : EventKind::switch_plan;
        r.plan = pick<std::string>({"sales-navigator-core", "recruiter-lite", "recruiter-corporate", "short-lived"}, move.how);
        if (move.how % 3 == 0) {
            r.seat.clear();
            r.pool = pick(pools, move.whom);
        }
        if (move.who % 2 == 0) r.price = Money{move.who, move.how % 5 == 0 ? "EUR" : "USD"};
        if (move.who % 4 == 0) r.billed = Billing::annual;
        return r;
    }

    EventRecord void_of(const Move& move) {
        const std::string target = pick(keys_, move.who * 60 + move.whom);
        EventRecord r = blank(EventKind::void_event, instant_of(move.when));
        r.ref = target;
        return r;
    }

    void record(const std::vector<EventRecord>& records) {
        const auto store = open(store::Access::write);
        const auto transaction = store->begin(now(), "test");
        for (const auto& r : records) append(*store, *transaction, r);
        transaction->commit();
    }

    static void append(Store& store, Transaction& transaction, const EventRecord& record) {
        if (record.kind == EventKind::void_event) {
            // The target may have been rolled back, and a void cannot be voided.
            const auto target = store.find_event(record.ref);
            if (!target || target->kind == EventKind::void_event) return;
        }
        if (flaws_of(record).empty()) transaction.append(record);
    }

    void import_terms(const Move& move) {
        const auto store = open(store::Access::write);
        NamedTerms row;
        for (const auto& listing : listings_of(store->terms(std::nullopt))) {
            for (const auto& known : listing.terms) {
                if (listing.name == "linkedin" && known.plan == "sales-navigator-core") row = known;
            }
        }
        row.terms.effective_from = row.terms.effective_from + 1 + move.how;
        row.terms.allowance = Credits{move.who + 1};
        row.terms.cap = Credits{move.who + 1 + move.whom};
        const auto transaction = store->begin(now(), "test");
        transaction->append_terms({row}, "");
        transaction->commit();
    }

    [[nodiscard]] static std::vector<AccountId> accounts_of(Store& store, const Move& move) {
        switch (move.who % 4) {
            case 0:
                if (const auto seat = store.find_seat(pick(seats, move.who / 4))) return {AccountId::of(*seat)};
                return {};
            case 1:
                return {AccountId::of(app::require_pool(store, pick(pools, move.who / 4)))};
            default:
                return {};
        }
    }

    void keep_checkpoint_as_reader(const Move& move) { keep_checkpoint(*open(store::Access::read), move); }

    /// Keeps a checkpoint in the middle of a transaction, then records more in it, and sometimes rolls it back.
    void record_and_keep_checkpoint(const Move& move) {
        const auto store = open(store::Access::write);
        const auto transaction = store->begin(now(), "test");
        Move event = move;
        event.what = move.how % 15;
        append(*store, *transaction, event_of(event));
        keep_checkpoint(*store, move);
        std::swap(event.who, event.whom);
        append(*store, *transaction, event_of(event));
        if (move.how % 7 != 0) transaction->commit();
    }

    static void keep_checkpoint(Store& store, const Move& move) {
        CheckpointKeeper* const kept = store.checkpoints();
        if (kept == nullptr) return;  // a writer's, on a server
        const Instant at = end_of_day(move.when);
        Scope scope;
        if (Place::ledger_has_checkpoints) scope.accounts = accounts_of(store, move);  // a client keeps those of all accounts
        scope.until = at;
        app::FoldRun fold_run(store, {at, std::nullopt, scope.accounts});
        fold_run.fold();
        kept->keep(scope, at, [&](AccountId id) { return fold_run.reconciler().checkpoint(id); });
    }

    /// Writes down each posting from an instant on.
    class PostingLog : public Observer {
      public:
        explicit PostingLog(Instant from) : from_(from) {}
        void on(const Posting& p) override {
            if (p.at < from_) return;
            lines_.push_back(fmt::format("{} {} {}{} {} {} {} {} {} {}", p.at.value, to_string(p.kind),
                                         static_cast<int>(p.account.kind), p.account.id, p.amount.value, p.cause.value,
                                         p.held.value, p.message.event.value, p.price ? p.price->money.minor : -1,
                                         p.terms != nullptr ? p.terms->allowance.value : -1));
        }
        /// Sorted, because postings of one instant that the calendar caused come in no particular order.
        [[nodiscard]] std::vector<std::string> sorted_lines() const {
            std::vector<std::string> lines = lines_;
            std::sort(lines.begin(), lines.end());
            return lines;
        }

      private:
        Instant from_;
        std::vector<std::string> lines_;
    };

    static void add_states(const app::FoldRun& fold_run, std::vector<std::string>& lines) {
        for (const auto& [name, state] : fold_run.listed()) {
            lines.push_back(fmt::format("{} {} {} {} {}", name.typed(), state.available.value, state.pending, state.members,
                                        state.next_refresh.value_or(first_instant).value));
            for_each_total(state.totals,
                           [&](const char* what, std::int64_t n) { lines.push_back(fmt::format("{} {}", what, n)); });
            lines.push_back(fold_run.reconciler().checkpoint(state.account));
        }
    }

    /// Each account's state at the end of every month and of the query.
    static std::vector<std::string> states_of(Store& store, const app::ReportQuery& query, Observer* observer, Instant from) {
        std::vector<Instant> stops;
        for (int month = 0; month < months; ++month) {
            if (end_of(first_month + month) <= query.as_of) stops.push_back(end_of(first_month + month));
        }
        std::vector<std::string> lines;
        app::FoldRun fold_run(store, query, observer, from);
        fold_run.fold_to(stops, [&](Instant) { add_states(fold_run, lines); });
        add_states(fold_run, lines);
        return lines;
    }

    /// Everything that a fold computes: the states, and the postings from an instant on.
    static std::vector<std::string> figures_of(Store& store, const app::ReportQuery& query, Instant from) {
        PostingLog postings(from);
        std::vector<std::string> lines = states_of(store, query, &postings, from);
        // Without an observer the accounts are folded one after the other, which must change nothing.
        RC_ASSERT(states_of(store, query, nullptr, from) == lines);
        const auto log = postings.sorted_lines();
        lines.insert(lines.end(), log.begin(), log.end());
        return lines;
    }

    Place place_;
    int recordings_{0};
    std::vector<std::string> keys_;
};

}  // namespace

TEST_CASE("every figure is the same with checkpoints and without", "[checkpoints]") {
    const bool held = reference::holds("random checkpoints", Place::ledgers, [] {
        const auto moves = *rc::gen::container<std::vector<Move>>(any_move());
        Ledger ledger;
        for (const Move& move : moves) ledger.take(move);
        for (int i = 0; i < 6; ++i) ledger.check(*any_move());
        ledger.verify();
    });
    REQUIRE(held);
}
