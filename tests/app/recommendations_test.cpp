#include "inmail/app/forecast/recommendations.hpp"

#include <algorithm>
#include <string>

#include "app/ledger_fixture.hpp"
#include "inmail/app/forecast/audit_charts.hpp"
#include "inmail/app/report_query.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;

/// Half a year in which each month saw `sent` InMails and lost `lost` credits.
AccountUse use_of(const std::string& name, std::int64_t sent, int lost = 0) {
    AccountUse use;
    use.account = {AccountId::Kind::seat, name};
    use.team = "emea";
    use.plan = "large";
    use.allowance = Credits{30};
    use.months.assign(6, MonthOfUse{sent, Credits{lost}, false});
    return use;
}

AccountUse pool_of(std::int64_t licences, std::int64_t sent) {
    AccountUse use = use_of("acme", sent);
    use.account.kind = AccountId::Kind::pool;
    use.team.reset();
    use.licences = licences;
    use.senders = 2;
    return use;
}

AccountUse dry(AccountUse use, std::size_t months) {
    for (std::size_t i = 0; i < months; ++i) use.months[i].ran_dry = true;
    return use;
}

AccountUse with_smaller(AccountUse use, int allowance, std::optional<Money> price = std::nullopt) {
    use.smaller = SmallerPlan{"small", Credits{allowance}, std::move(price)};
    return use;
}

AccountUse priced(AccountUse use, std::int64_t minor) {
    use.price = Money{minor, "USD"};
    return use;
}

AccountUse cut_to(AccountUse use, std::size_t months) {
    use.months.resize(months);
    return use;
}

AccountUse ending(AccountUse use) {
    use.ahead.plan_end = PlanEnd{at("2026-12-01"), EventKind::cancel, no_credits};
    return use;
}

AccountUse losing(AccountUse use, int to_send, int lost) {
    use.ahead.deadlines = {{at("2026-10-15"), Credits{lost}, Credits{to_send}}};
    return use;
}

std::string text_of(const GiveBackLicences& give) {
    return std::to_string(give.enough) + " of " + std::to_string(give.use.licences) + " licences of " + give.use.account.name;
}
std::string text_of(const TakeSmallerPlan& take) { return take.use.account.name + " to " + take.use.smaller->plan; }
std::string text_of(const ShareWork& share) {
    std::string text = share.team + ":";
    for (const auto& use : share.losing) text += " " + use.account.name;
    text += " for";
    for (const auto& use : share.dry) text += " " + use.account.name;
    return text;
}
std::string text_of(const SendInTime& send) {
    return send.use.account.name + " sends " + std::to_string(send.to_send.value) + " of " + std::to_string(send.asked.value);
}

std::string text_of(const std::vector<Recommendation>& list) {
    std::string text;
    for (const auto& one : list) {
        text += text.empty() ? "" : "; ";
        text += std::visit([](const auto& what) { return text_of(what); }, one.what);
        text += ", saves " + std::to_string(one.saved.value);
    }
    return text;
}

}  // namespace

TEST_CASE("what would waste fewer credits is recommended from each threshold on, and not below it") {
    struct Case {
        const char* what;
        std::vector<AccountUse> accounts;
        const char* recommended;
    };
    const Case cases[] = {
        {"one licence covers the most", {pool_of(3, 30)}, "1 of 3 licences of acme, saves 60"},
        {"one InMail more", {pool_of(3, 31)}, "2 of 3 licences of acme, saves 30"},
        {"all licences are wanted", {pool_of(3, 61)}, ""},
        {"nothing sent", {pool_of(3, 0)}, "0 of 3 licences of acme, saves 90"},
        {"a seat that sent nothing", {use_of("ana", 0)}, "0 of 1 licences of ana, saves 30"},
        {"a seat that sent one", {use_of("ana", 1)}, ""},
        {"a month too few", {cut_to(pool_of(3, 30), 5)}, ""},
        {"no month", {cut_to(pool_of(3, 30), 0)}, ""},
        {"the plan ends anyway", {ending(pool_of(3, 30))}, ""},

        {"a smaller plan covers the most", {with_smaller(use_of("ana", 15), 15)}, "ana to small, saves 15"},
        {"one InMail more", {with_smaller(use_of("ana", 16), 15)}, ""},
        {"a month too few", {cut_to(with_smaller(use_of("ana", 15), 15), 5)}, ""},
        {"just enough saved", {with_smaller(use_of("ana", 15), 20)}, "ana to small, saves 10"},
        {"just too little saved", {with_smaller(use_of("ana", 15), 21)}, ""},
        {"it costs less", {priced(with_smaller(use_of("ana", 9), 15, Money{99, "USD"}), 100)}, "ana to small, saves 15"},
        {"it costs as much", {priced(with_smaller(use_of("ana", 9), 15, Money{100, "USD"}), 100)}, ""},
        {"its price is not known", {priced(with_smaller(use_of("ana", 9), 15), 100)}, "ana to small, saves 15"},
        {"prices do not compare", {priced(with_smaller(use_of("ana", 9), 15, Money{200, "EUR"}), 100)}, "ana to small, saves 15"},
        {"it ends anyway", {ending(with_smaller(use_of("ana", 9), 15))}, ""},
        {"fewer licences save more", {with_smaller(pool_of(3, 30), 15)}, "1 of 3 licences of acme, saves 60"},
        {"a smaller plan saves more", {with_smaller(pool_of(3, 45), 15)}, "acme to small, saves 45"},

        {"one loses, one runs dry", {use_of("ben", 5, 10), dry(use_of("ana", 40), 3)}, "emea: ben for ana, saves 10"},
        {"dry in too few months", {use_of("ben", 5, 10), dry(use_of("ana", 40), 2)}, ""},
        {"it loses too little", {use_of("ben", 5, 9), dry(use_of("ana", 40), 3)}, ""},
        {"it runs dry, too", {dry(use_of("ben", 5, 10), 1), dry(use_of("ana", 40), 3)}, ""},
        {"at most the dry seat's allowance", {use_of("ben", 5, 50), dry(use_of("ana", 40), 6)}, "emea: ben for ana, saves 30"},
        {"the largest loss first",
         {use_of("ben", 5, 10), use_of("cleo", 5, 12), dry(use_of("ana", 40), 3), dry(use_of("dov", 40), 4)},
         "emea: cleo ben for dov ana, saves 22"},
        {"a month too few", {cut_to(use_of("ben", 5, 10), 5), dry(use_of("ana", 40), 3)}, ""},

        {"within the best month", {losing(use_of("ana", 25), 25, 25)}, "ana sends 25 of 25, saves 25"},
        {"one more than the best month", {losing(use_of("ana", 25), 26, 26)}, "ana sends 25 of 26, saves 25"},
        {"just enough saved", {losing(use_of("ana", 25), 10, 10)}, "ana sends 10 of 10, saves 10"},
        {"just too little", {losing(use_of("ana", 25), 9, 9)}, ""},
        {"what stands above the cap saves nothing", {losing(use_of("ana", 25), 40, 30)}, "ana sends 25 of 40, saves 15"},
        {"a month too few", {cut_to(losing(use_of("ana", 25), 25, 25), 5)}, ""},
        {"who gives the licence back need not send", {losing(pool_of(3, 30), 20, 20)}, "1 of 3 licences of acme, saves 60"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.what);
        CHECK(text_of(recommend(c.accounts, usual_recommendation_rules)) == c.recommended);
    }
}

TEST_CASE("at most two of a kind and five in all are recommended, the most saved first") {
    std::vector<AccountUse> accounts;
    for (int i = 0; i < 3; ++i) {
        const std::string number = std::to_string(i);
        AccountUse pool = pool_of(3 + i, 30);
        pool.account.name = "pool-" + number;
        accounts.push_back(pool);
        accounts.push_back(losing(use_of("seat-" + number, 20 + i), 20 + i, 20 + i));
        accounts.push_back(with_smaller(use_of("plan-" + number, 1), 15 - i));
    }
    CHECK(text_of(recommend(accounts, usual_recommendation_rules)) ==
          "1 of 5 licences of pool-2, saves 120; 1 of 4 licences of pool-1, saves 90; seat-2 sends 22 of 22, saves 22; seat-1 "
          "sends 21 of 21, saves 21; plan-2 to small, saves 17");
}

TEST_CASE("recommendations are made from a ledger's last whole months, if the plan ran through all of them") {
    struct Case {
        const char* what;
        const char* began;
        const char* more;
        const char* recommended;
    };
    const std::string sends =
        "2026-05-02,send,ana,,,,p1\n2026-05-03,send,ana,,,,p2\n2026-06-02,send,ben,,,,p3\n2026-10-02,send,ben,,,,p9\n";
    for (const Case& c : {
             Case{"half a year", "2026-04-01", "", "1 of 2 licences of acme, saves 150"},
             Case{"a day less", "2026-04-02", "", ""},
             Case{"a change in between and back", "2026-01-01",
                  "2026-06-10,switch,,acme,,recruiter-professional-services,\n2026-06-12,switch,,acme,,recruiter-corporate,\n",
                  ""},
             Case{"a cancel to come", "2026-04-01", "2026-11-01,cancel,,acme,,,\n", ""},
         }) {
        CAPTURE(c.what);
        const std::string began = c.began;
        test::LedgerFixture ledger;
        ledger.record("at,event,seat,pool,team,plan,prospect\n" + began + ",subscribe,,acme,,recruiter-corporate,\n" + began +
                      ",subscribe,ana,acme,emea,,\n" + began + ",subscribe,ben,acme,emea,,\n" + sends + c.more);
        const ReportQuery query{at("2026-10-05T08:00:00Z"), std::nullopt, {}};
        const auto charted = charted_audit(ledger.store(), query, *parse_month("2026-09"), *parse_month("2026-09"));
        const Recommendations& made = charted.charts.recommendations;
        CHECK(to_string(made.from) == "2026-04");
        CHECK(to_string(made.to) == "2026-09");
        CHECK(text_of(made.list) == c.recommended);
        if (made.list.empty()) continue;
        const auto& use = std::get<GiveBackLicences>(made.list.front().what).use;
        CHECK(use.most_sent() == 2);
        CHECK(use.senders == 2);
        CHECK(use.price == Money{90'000, "USD"});
        // As costly as the larger plan by the list, so it is not recommended.
        CHECK(use.smaller->plan == "recruiter-professional-services");
    }
}

TEST_CASE("a seat ran dry in the months in which an InMail took its last credit or found none") {
    test::LedgerFixture ledger;
    std::string rows = "at,event,seat,team,plan,prospect,amount\n";
    for (const char* seat : {"ana", "ben"}) rows += std::string("2026-01-01,subscribe,") + seat + ",emea,premium-business,,\n";
    rows += "2026-04-02,adjust,ana,,,,-30\n";  // from the cap, 45
    for (const char* month : {"2026-04", "2026-05", "2026-06"}) {
        for (int i = 0; i < 15; ++i) rows += std::string(month) + "-10,send,ana,,,p" + month + std::to_string(i) + ",\n";
    }
    ledger.record(rows);
    const ReportQuery query{at("2026-10-01"), std::nullopt, {}};
    const auto charted = charted_audit(ledger.store(), query, *parse_month("2026-09"), *parse_month("2026-09"));
    CHECK(text_of(charted.charts.recommendations.list).find("emea: ben for ana") != std::string::npos);
}

}  // namespace inmail::app
