// Which accounts are read together: those that memberships and reassignments link.

#include <algorithm>

#include "store/contract/every_store.hpp"

using namespace inmail;
using namespace inmail::test;
using Keys = std::vector<std::string>;

namespace {

Scope scope_of(std::vector<AccountId> accounts) {
    Scope scope;
    scope.accounts = std::move(accounts);
    return scope;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("reading an account takes all seats and pools linked to it by memberships (RULES section 5)",
                        "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({
        with_key(open_pool("acme", day(0)), "acme"),
        with_key(open_pool("bolt", day(0)), "bolt"),
        with_key(open_pool("lone", day(0)), "lone"),
        with_key(join("ana", "acme", day(1)), "ana-acme"),
        with_key(join("ben", "acme", day(1)), "ben-acme"),
        with_key(join("ben", "bolt", day(9)), "ben-bolt"),
        with_key(join("cem", "bolt", day(2)), "cem-bolt"),
        with_key(subscribe("dia", day(1)), "dia"),
        with_key(send("ana", "x", day(3)), "ana-send"),
        with_key(send("cem", "x", day(4)), "cem-send"),
        with_key(send("dia", "x", day(5)), "dia-send"),
        with_key(cancel("", "acme", day(20)), "acme-close"),
        with_key(void_of("dia-send", day(21)), "dia-void"),
    });
    const auto store = ledger.open();
    const Keys linked{"acme", "bolt", "ana-acme", "ben-acme", "cem-bolt", "ana-send", "cem-send", "ben-bolt", "acme-close"};
    for (const AccountId account : {seat_of(*store, "ana"), seat_of(*store, "ben"), seat_of(*store, "cem"),
                                    pool_of(*store, "acme"), pool_of(*store, "bolt")}) {
        CHECK(folded_keys(*store, scope_of({account})) == linked);
    }
    CHECK(folded_keys(*store, scope_of({seat_of(*store, "dia")})) == Keys{"dia"});
    CHECK(folded_keys(*store, scope_of({pool_of(*store, "lone")})) == Keys{"lone"});
    CHECK(folded_keys(*store, scope_of({pool_of(*store, "lone"), seat_of(*store, "dia"), seat_of(*store, "dia")})) ==
          Keys{"lone", "dia"});
    CHECK(folded_keys(*store).size() == linked.size() + 2);

    CHECK(recorded_keys(*store, scope_of({seat_of(*store, "dia")})) == Keys{"dia", "dia-send", "dia-void"});
    CHECK(recorded_keys(*store, scope_of({pool_of(*store, "lone")})) == Keys{"lone"});
    CHECK(recorded_keys(*store, scope_of({pool_of(*store, "acme")})).size() == linked.size());
    CHECK(recorded_keys(*store).size() == 13);
}

TEMPLATE_LIST_TEST_CASE("each link between accounts is read once, also one that was taken back", "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({open_pool("acme", day(0)), with_key(join("ana", "acme", day(1)), "join"), join("ana", "acme", day(9)),
                   join("ben", "acme", day(1)), subscribe("cem", day(1)), reassign("cem", "dora", day(3)),
                   reassign("cem", "dora", day(4))});
    ledger.record({void_of("join", day(10))});
    const auto store = ledger.open();
    const auto name_of = [&](AccountId account) {
        return account.kind == AccountId::Kind::pool ? store->name_of(account.pool()) : store->name_of(account.seat());
    };
    Keys links;
    for (const AccountLink& link : store->links()) links.push_back(name_of(link.seat) + " " + name_of(link.other));
    std::sort(links.begin(), links.end());
    CHECK(links == Keys{"ana acme", "ben acme", "cem dora"});
}

TEMPLATE_LIST_TEST_CASE("a handle that a licence was reassigned to is known, and its events are read with the old handle's",
                        "[contract]", EveryStore) {
    const TestType ledger;
    ledger.record({with_key(subscribe("ana", day(0)), "a"), with_key(reassign("ana", "bea", day(3)), "r"),
                   with_key(send("bea", "x", day(4)), "b"), with_key(subscribe("cem", day(1)), "c")});
    const auto store = ledger.open();
    REQUIRE(store->find_seat("bea").has_value());
    CHECK(store->find_event("r")->to == "bea");
    for (const char* handle : {"ana", "bea"}) {
        CHECK(recorded_keys(*store, scope_of({seat_of(*store, handle)})) == Keys{"a", "r", "b"});
    }
}
