#include "inmail/app/reports/responses.hpp"

#include <cmath>

#include "reports/response_tally.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

constexpr AccountId ana{AccountId::Kind::seat, 1};
constexpr AccountId acme{AccountId::Kind::pool, 1};
constexpr Instant new_year{1'767'225'600'000};
constexpr Instant day(std::int64_t n) { return new_year + days(n); }

Posting sent(AccountId account, Instant at) {
    Posting p;
    p.kind = Posting::Kind::sent;
    p.account = account;
    p.at = at;
    return p;
}

Posting replied(AccountId account, Instant at, Instant sent_at, bool paid = true) {
    Posting p = sent(account, at);
    p.kind = Posting::Kind::replied;
    p.message = {EventId{1}, sent_at, paid};
    return p;
}

}  // namespace

TEST_CASE("the Wilson interval agrees with published values") {
    // 0 of 10 and 5 of 10: Brown, Cai and DasGupta (2001); 1 of 10, 81 of 263: Newcombe (1998), table I, method 3.
    struct {
        std::int64_t answered, sent;
        double low, high;
    } const rows[] = {{0, 10, 0, 0.2775},        {10, 10, 0.7225, 1},       {5, 10, 0.2366, 0.7634}, {1, 10, 0.0179, 0.4042},
                      {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611},      {1, 29, 0.0061, 0.1718}};
    for (const auto& row : rows) {
        INFO(row.answered << " of " << row.sent);
        const auto interval = Responses{row.sent, row.answered}.interval();
        CHECK(std::abs(interval.low - row.low) < 0.00005);
        CHECK(std::abs(interval.high - row.high) < 0.00005);
    }
    CHECK(Responses{}.interval().low == 0);
    CHECK(Responses{}.interval().high == 1);
    CHECK(Responses{7, 0}.interval().low == 0);
    CHECK(Responses{7, 7}.interval().high == 1);
}

TEST_CASE("a reply rate needs at least one message, and below 30 messages it is a small sample") {
    CHECK_FALSE(Responses{}.rate().has_value());
    CHECK(Responses{8, 2}.rate() == 0.25);
    CHECK(Responses{29, 3}.is_small());
    CHECK_FALSE(Responses{30, 3}.is_small());
    Responses sum{3, 1};
    sum += Responses{5, 1};
    CHECK(sum.rate() == 0.25);
}

TEST_CASE("responses count the paid InMails sent in a span, and those of them answered by its end") {
    struct {
        const char* what;
        Posting posting;
        std::int64_t sent, answered;
    } const rows[] = {
        {"sent at the first instant", sent(ana, day(1)), 1, 0},
        {"sent at the last instant", sent(ana, day(31)), 1, 0},
        {"sent before", sent(ana, day(1) - Duration{1}), 0, 0},
        {"sent after", sent(ana, day(31) + Duration{1}), 0, 0},
        {"sent from another account", sent(acme, day(2)), 0, 0},
        {"answered at the last instant", replied(ana, day(31), day(1)), 0, 1},
        {"answered after the end", replied(ana, day(31) + Duration{1}, day(2)), 0, 0},
        {"an answer to an InMail sent before", replied(ana, day(2), day(0)), 0, 0},
        {"an answer to a free message", replied(ana, day(2), day(1), false), 0, 0},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        ResponseTally tally({day(1), day(31)});
        tally.on(row.posting);
        CHECK(tally.of(ana).sent == row.sent);
        CHECK(tally.of(ana).answered == row.answered);
    }
    Posting bounced = replied(ana, day(2), day(1));
    bounced.kind = Posting::Kind::bounced;
    CHECK(responses_of(bounced, {day(1), day(31)}).answered == 0);
}

}  // namespace inmail::app
