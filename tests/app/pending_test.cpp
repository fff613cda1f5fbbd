// Long lists of pending InMails: their rows are not kept in memory.

#include "inmail/app/reports/pending.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/open.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;

namespace {

constexpr Month first_month{(2026 - 1970) * 12};
constexpr int sends = 3'000;
constexpr int sends_a_day = 1'200;  // more than are asked of the ledger at once

EventRecord event_of(EventKind kind, Instant at, const std::string& seat, const std::string& key) {
    EventRecord record;
    record.kind = kind;
    record.at = at;
    record.seat = seat;
    record.key = key;
    return record;
}

/// Two seats, which write by turns. The InMails of a day were sent at the same instant, and recorded against the order of keys.
void record_sends(const std::filesystem::path& path, Instant now) {
    store::create(path, "linkedin", "UTC", start_of(first_month));
    const auto store = store::open(path, store::Access::write);
    const auto transaction = store->begin(now, "test");
    for (const char* const seat : {"ana", "ben"}) {
        EventRecord subscribe = event_of(EventKind::subscribe, start_of(first_month), seat, fmt::format("plan-{}", seat));
        subscribe.plan = "sales-navigator-core";
        transaction->append(subscribe);
        EventRecord gift = event_of(EventKind::adjust, start_of(first_month), seat, fmt::format("gift-{}", seat));
        gift.amount = Credits{sends};
        transaction->append(gift);
    }
    const Day first = first_day(first_month) + 10;
    for (int i = 0; i < sends; ++i) {
        EventRecord send = event_of(EventKind::send, start_of(first + i / sends_a_day), i % 2 == 0 ? "ana" : "ben",
                                    fmt::format("k{:05}", sends - i));
        send.prospect = fmt::format("jane-{}", i);
        transaction->append(send);
    }
    transaction->commit();
}

}  // namespace

TEST_CASE("a list of thousands of pending InMails is in order, whole, and may be read twice") {
    const test::TempDir directory;
    const auto path = directory / "ledger.db";
    const Instant now = start_of(first_month + 1);
    record_sends(path, now);
    const auto store = store::open(path, store::Access::read);
    const auto report = app::pending(*store, {now, std::nullopt, {}});
    REQUIRE(report.rows.size() == sends);

    std::vector<std::tuple<Instant, Instant, std::string>> order;
    std::set<std::string> people;
    for (const char* const time : {"first", "second"}) {
        INFO("the " << time << " time");
        order.clear();
        people.clear();
        report.rows.each([&](const auto& row) {
            order.emplace_back(row.refundable_until, row.sent_at, row.key);
            people.insert(row.prospect);
            REQUIRE(row.seat == (std::stoi(row.key.substr(1)) % 2 == 0 ? "ana" : "ben"));
            REQUIRE(row.account.typed() == row.seat);
        });
        CHECK(std::is_sorted(order.begin(), order.end()));
        CHECK(people.size() == sends);
    }
}
