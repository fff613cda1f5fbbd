// Ledgers on which checkpoints lie at random, against the same ledgers folded from their first event on: whatever is recorded
// late or taken back, and whoever kept what when, every figure is the same.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/app/reports/verify.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "property/check.hpp"
#include "support/catch.hpp"
#include "support/own_terms.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;

namespace {

constexpr int ledgers = 40;
constexpr Month first_month{(2026 - 1970) * 12};
constexpr int months = 6;
const std::vector<std::string> seats{"ana", "ben", "cleo"};
const std::vector<std::string> pools{"acme", "brix"};
const std::vector<std::string> prospects{"jane", "joe"};

/// What happens next, as numbers from which everything is chosen: rapidcheck leaves moves out until a failure is small.
struct Move {
    int what, who, whom, when, how;
};

std::ostream& operator<<(std::ostream& out, const Move& s) {
    return out << fmt::format("{{{}, {}, {}, {}, {}}}", s.what, s.who, s.whom, s.when, s.how);
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

/// Six instants a month, both of its edges among them: where a checkpoint divides what happened.
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

/// The ends of days on which something happens, of the first and the last of a month among them.
Instant end_of_day(int when) { return end_of(day_of(instant_of(when))); }

class Ledger {
  public:
    Ledger() {
        store::create(path(), "linkedin", "UTC", start_of(first_month));
        const auto store = open(store::Access::write);
        const auto transaction = store->begin(now(), "test");
        transaction->append_terms({fleeting()}, "");
        for (const auto& seat : seats)
            transaction->append(subscription(seat, seat == "cleo" ? "fleeting" : "sales-navigator-core"));
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
        if (move.what < 21) return keep_as_a_reader(move);
        if (move.what < 23) return record_and_keep(move);
        check(move);
    }

    /// Both ways of folding, in every respect that a report can ask about.
    void check(const Move& move) {
        const auto used = open(store::Access::read);
        const auto ignored = open(store::Access::read, store::Caching::ignored);
        app::ReportQuery query{instant_of(move.when), std::nullopt, accounts_of(move)};
        if (move.how % 3 == 0) query.known_at = recorded_at(move.whom);
        const Instant from = instant_of(move.whom % (months * 6));
        RC_ASSERT(told_by(*used, query, from) == told_by(*ignored, query, from));
    }

    /// No honest checkpoint is found wrong.
    void prove() {
        const auto problems = app::verify(*open(store::Access::read, store::Caching::ignored), now(), "").problems;
        RC_ASSERT(problems == std::vector<std::string>{});
    }

  private:
    [[nodiscard]] std::filesystem::path path() const { return directory_ / "ledger.db"; }
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access, store::Caching caching = store::Caching::used) const {
        return store::open(path(), access, caching);
    }
    /// Each recording is a second later than the one before.
    Instant now() { return recorded_at(++recordings_); }
    [[nodiscard]] static Instant recorded_at(int recording) { return end_of(first_month + months) + Duration{recording * 1000}; }

    /// Few credits, which expire soon, and come back as they were: what a message remembers of its credit matters.
    static NamedTerms fleeting() {
        NamedTerms row = test::own_terms("linkedin", "fleeting", day_of(start_of(first_month)), 3);
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
        // Keys do not sort as events were recorded.
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
        r.plan = pick<std::string>({"sales-navigator-core", "recruiter-lite", "recruiter-corporate", "fleeting"}, move.how);
        if (move.how % 3 == 0) {
            r.seat.clear();
            r.pool = pick(pools, move.whom);
        }
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
            // What was rolled back has no key, and a void is not voided.
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

    [[nodiscard]] static std::vector<std::string> accounts_of(const Move& move) {
        switch (move.who % 4) {
            case 0:
                return {pick(seats, move.who / 4)};
            case 1:
                return {"pool:" + pick(pools, move.who / 4)};
            default:
                return {};
        }
    }

    void keep_as_a_reader(const Move& move) { keep(*open(store::Access::read), move); }

    /// Keeps what a fold from the first event on gives, also of what this very transaction recorded, and then goes on.
    void record_and_keep(const Move& move) {
        const auto store = open(store::Access::write);
        const auto transaction = store->begin(now(), "test");
        Move event = move;
        event.what = move.how % 15;
        append(*store, *transaction, event_of(event));
        keep(*store, move);
        std::swap(event.who, event.whom);
        append(*store, *transaction, event_of(event));
        if (move.how % 7 != 0) transaction->commit();
    }

    static void keep(Store& store, const Move& move) {
        const Instant at = end_of_day(move.when);
        app::FoldRun fold_run(store, {at, std::nullopt, accounts_of(move)});
        fold_run.fold();
        Scope scope;
        for (const auto& account : accounts_of(move)) scope.accounts.push_back(app::find_account(store, account));
        scope.until = at;
        store.checkpoints()->keep(scope, at, [&](AccountId id) { return fold_run.reconciler().checkpoint(id); });
    }

    /// Everything: states at some stops and at the end, and the postings from an instant on.
    static std::vector<std::string> told_by(Store& store, const app::ReportQuery& query, Instant from) {
        struct Listener : Observer {
            void on(const Posting& p) override {
                if (p.at < from) return;
                told.push_back(fmt::format("{} {} {}{} {} {} {} {}", p.at.value, to_string(p.kind),
                                           static_cast<int>(p.account.kind), p.account.id, p.amount.value, p.cause.value,
                                           p.held.value, p.message.event.value));
            }
            Instant from;
            std::vector<std::string> told;
        } listener;
        listener.from = from;
        // Without a listener the accounts take turns, of which nothing may be seen.
        std::vector<std::string> states[2];
        for (const bool listens : {true, false}) {
            std::vector<std::string>& told = states[listens ? 0 : 1];
            const auto tell = [&](const app::FoldRun& fold_run) {
                for (const auto& [name, state] : fold_run.listed()) {
                    told.push_back(fmt::format("{} {} {} {} {}", name.typed(), state.available.value, state.pending,
                                               state.members, state.next_refresh.value_or(first_instant).value));
                    for_each_total(state.totals,
                                   [&](const char* what, std::int64_t n) { told.push_back(fmt::format("{} {}", what, n)); });
                    told.push_back(fold_run.reconciler().checkpoint(state.account));
                }
            };
            app::FoldRun fold_run(store, query, listens ? &listener : nullptr, from);
            std::vector<Instant> stops;
            for (int month = 0; month < months; ++month) {
                if (end_of(first_month + month) <= query.as_of) stops.push_back(end_of(first_month + month));
            }
            fold_run.fold_to(stops, [&](Instant) { tell(fold_run); });
            tell(fold_run);
        }
        RC_ASSERT(states[0] == states[1]);
        // Lapses of one instant come in no order that means anything.
        std::sort(listener.told.begin(), listener.told.end());
        states[0].insert(states[0].end(), listener.told.begin(), listener.told.end());
        return states[0];
    }

    test::TempDir directory_;
    int recordings_{0};
    std::vector<std::string> keys_;
};

}  // namespace

TEST_CASE("with checkpoints, without, and with some at random, every figure is the same", "[checkpoint_instants]") {
    const bool held = reference::holds("footings", ledgers, [] {
        const auto moves = *rc::gen::container<std::vector<Move>>(any_move());
        Ledger ledger;
        for (const Move& move : moves) ledger.take(move);
        for (int i = 0; i < 6; ++i) ledger.check(*any_move());
        ledger.prove();
    });
    REQUIRE(held);
}
