// A checkpoint is believed by every program of the same fold_version, so the number must change with the states.

#include "inmail/core/fold_version.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "fold/fold_run.hpp"
#include "inmail/chain/digest.hpp"
#include "support/catch.hpp"
#include "support/own_terms.hpp"

namespace inmail {
namespace {

/// The SHA-256 of all states of the ledger below, by fold_version, newest last. Lines of old versions stay.
struct Golden {
    int version;
    const char* states;
};
constexpr Golden golden[] = {
    {1, "a64125965bb07ba2fd7748392964062f8162d00947b3700256dadddd25e84310"},
    {2, "37e04a509136cb3f95566d36ef1bea84d448a2c0679359e49c57154dc754400f"},
    {3, "47c7caa235754cc6d0aca39859a444a8efd53bc093754f02778ec3ba6786c03f"},
};

constexpr Month first_month{(2026 - 1970) * 12};
constexpr int months = 14;
constexpr int seats = 9;
constexpr int pools = 3;
constexpr int events = 2'400;

/// Numbers that are the same on every machine and with every library.
class Numbers {
  public:
    int below(int bound) {
        constexpr std::uint64_t factor = 6'364'136'223'846'793'005;
        constexpr std::uint64_t step = 1'442'695'040'888'963'407;
        constexpr unsigned low_bits = 33;
        state_ = state_ * factor + step;
        return static_cast<int>((state_ >> low_bits) % static_cast<std::uint64_t>(bound));
    }
    [[nodiscard]] bool one_in(int n) { return below(n) == 0; }

  private:
    std::uint64_t state_{2026};
};

void add_plans(test::LedgerFixture& ledger) {
    const Day start = day_of(start_of(first_month));
    Terms calendar = test::own_terms("", "", start, 12).terms;
    calendar.expiry_days = 50;
    calendar.refund_expiry = RefundExpiry::original;
    calendar.purchasable = true;
    calendar.purchase_expiry_days = 20;
    Terms anniversary = test::own_terms("", "", start, 7).terms;
    anniversary.cap_rule = CapRule::trim;
    anniversary.refresh = RefreshRule::anniversary;
    anniversary.refund_window_days = 25;
    anniversary.window_rule = WindowRule::calendar_day;
    calendar.expiry_refreshes = 3;
    anniversary.repeat_refund = RepeatRefund::latest;
    Terms pooled = anniversary;
    pooled.pooled = true;
    pooled.expiry_days = 70;
    pooled.expiry_refreshes = 2;
    ledger.plan("calendar", calendar);
    ledger.plan("anniversary", anniversary);
    ledger.plan("pooled", pooled);
    for (Terms* terms : {&calendar, &pooled}) {
        terms->effective_from = start + 200;
        terms->allowance = Credits{5};
        terms->refund_window_days = 40;
    }
    ledger.plan("calendar", calendar);
    ledger.plan("pooled", pooled);
}

/// "event,seat,pool,team,plan,prospect,channel,thread,amount,to". A reassign changes one of `handles`.
std::string any_event(Numbers& n, std::vector<std::string>& handles) {
    static const std::vector<const char*> plans{"calendar", "anniversary"};
    static const std::vector<const char*> channels{"inmail", "inmail", "inmail", "open-profile", "email", "connection-note"};
    static const std::vector<const char*> answered_by{"", "", "", "inmail", "email", "connection-note"};
    std::string& handle = handles[static_cast<std::size_t>(n.below(seats))];
    const std::string seat = handle;
    const std::string pool = fmt::format("pool{}", n.below(pools));
    const std::string prospect = fmt::format("prospect{}", n.below(40));
    const std::string thread = n.one_in(5) ? fmt::format("thread{}", n.below(3)) : "";
    const char* plan = plans[static_cast<std::size_t>(n.below(2))];
    const int what = n.below(100);
    if (what < 50)
        return fmt::format("send,{},,,,{},{},{},,", seat, prospect, channels[static_cast<std::size_t>(n.below(6))], thread);
    if (what < 66)
        return fmt::format("reply,{},,,,{},{},{},,", seat, prospect, answered_by[static_cast<std::size_t>(n.below(6))], thread);
    if (what < 69) return fmt::format("bounce,{},,,,{},,,,", seat, prospect);
    if (what < 75) return fmt::format("purchase,{},,,,,,,{},", seat, 1 + n.below(9));
    if (what < 81) return fmt::format("adjust,{},,,,,,,{},", seat, n.one_in(2) ? 1 + n.below(4) : -1 - n.below(9));
    if (what < 84) return fmt::format("limit,{},,,,,,,{},", seat, n.below(6));
    if (what < 86) return fmt::format("assign,{},,team{},,,,,,", seat, n.below(3));
    if (what < 88) return fmt::format("observe,{},,,,,,,{},", seat, n.below(30));
    if (what < 91) return fmt::format("subscribe,{},{},,,,,,,", seat, pool);
    if (what < 94) return fmt::format("switch,{},,team{},{},,,,,", seat, n.below(3), plan);
    if (what < 96) return fmt::format("cancel,{},,,,,,,,", seat);
    if (what < 97) return fmt::format("cancel,,{},,,,,,,", pool);
    if (what < 98) {
        handle += "x";
        return fmt::format("reassign,{},,,,,,,,{}", seat, handle);
    }
    return fmt::format("subscribe,,{},,pooled,,,,,", pool);
}

/// Whatever moves a credit, in accounts that come and go. `handles`: of the seats, at the end.
std::string events_csv(std::vector<std::string>& handles) {
    constexpr int minutes_apart = months * 30 * 24 * 60 / events;
    Numbers n;
    std::string csv = "at,event,seat,pool,team,plan,prospect,channel,thread,amount,to,key,ref\n";
    const auto at = [](int i) { return start_of(first_month) + Duration{std::int64_t{i} * minutes_apart * 60'000}; };
    int key = 0;
    for (int i = 0; i < seats; ++i) handles.push_back(fmt::format("seat{}", i));
    const auto add = [&](int i, const std::string& event) {
        csv += fmt::format("{},{},k{},\n", to_rfc3339(at(i)), event, key++);
    };
    for (int i = 0; i < pools; ++i) add(0, fmt::format("subscribe,,pool{},,pooled,,,,,", i));
    for (int i = 0; i < seats; ++i) add(i, fmt::format("subscribe,seat{},,team0,calendar,,,,,", i));
    for (int i = seats; i < events; ++i) {
        add(i, any_event(n, handles));
        if (n.one_in(60))
            csv += fmt::format("{},void,,,,,,,,,,v{},k{}\n", to_rfc3339(at(i)), i, seats + pools + n.below(i - seats + 1));
    }
    return csv;
}

std::string hash_of_states() {
    test::LedgerFixture ledger;
    add_plans(ledger);
    std::vector<std::string> handles;
    ledger.record(events_csv(handles));
    std::vector<AccountId> subjects;
    for (int i = 0; i < pools; ++i) subjects.push_back(AccountId::of(ledger.store().find_pool(fmt::format("pool{}", i)).value()));
    for (const std::string& handle : handles) subjects.push_back(AccountId::of(ledger.store().find_seat(handle).value()));
    std::vector<Instant> stops;
    for (int month = 0; month < months; ++month) stops.push_back(end_of(first_month + month));
    std::string states;
    app::FoldRun fold_run(ledger.store(), {stops.back(), std::nullopt, {}});
    fold_run.fold_to(stops, [&](Instant at) {
        for (const AccountId subject : subjects) {
            const std::string state = fold_run.reconciler().checkpoint(subject);
            states += fmt::format("{} {} {}\n", at.value, state.size(), state);
        }
    });
    return to_hex(sha256(states));
}

}  // namespace

TEST_CASE("fold_version changes with the states that a fold comes to") {
    const Golden& newest = golden[std::size(golden) - 1];
    const std::string states = hash_of_states();
    INFO("The states of checkpoints are others than those of fold_version " << newest.version << ".");
    INFO("Raise the number in include/inmail/core/fold_version.hpp, and add {number, \"" << states << "\"} to `golden`.");
    CHECK(states == newest.states);
    CHECK(fold_version == newest.version);
}

}  // namespace inmail
