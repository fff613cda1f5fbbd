#include "inmail/io/published.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "inmail/io/rulebook_json.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

namespace inmail::io {

TEST_CASE("each published price and limit names its source, once for a plan and billing period") {
    std::set<std::pair<std::string, Billing>> priced;
    for (const PublishedPrice& price : published_prices()) {
        INFO(price.plan << " " << to_string(price.billed));
        CHECK_FALSE(price.source.empty());
        CHECK(priced.emplace(price.plan, price.billed).second);
        CHECK((price.certainty == Certainty::unsourced) == price.dated.empty());
    }
    std::set<std::string> limited;
    for (const PublishedLimit& limit : published_limits()) {
        INFO(limit.plan << " " << limit.source);
        CHECK_FALSE(limit.source.empty());
        CHECK(limit.count > 0);
        CHECK((limit.what == PublishedLimit::What::purchase) == !limit.channel);
        if (limit.what == PublishedLimit::What::purchase) CHECK(limited.insert(limit.plan).second);
    }
    CHECK(limited == std::set<std::string>{"premium-business", "premium-career"});
}

TEST_CASE("each published benchmark names its source, and its year if that is known, and its bounds are in order") {
    CHECK(published_benchmarks().size() == 7);
    for (const PublishedBenchmark& benchmark : published_benchmarks()) {
        INFO(benchmark.source);
        CHECK_FALSE(benchmark.source.empty());
        CHECK((benchmark.dated.empty() || benchmark.dated.size() == 4));
        CHECK(benchmark.low > 0);
        CHECK(benchmark.high.value_or(benchmark.low) >= benchmark.low);
        if (benchmark.base == PublishedBenchmark::Base::rate) CHECK(benchmark.high.value_or(101) <= 100);
    }
}

TEST_CASE("no published limit counts InMails, which a recording relies on") {
    for (const PublishedLimit& limit : published_limits()) {
        INFO(limit.source);
        if (limit.what == PublishedLimit::What::send) CHECK_FALSE(counts_against(Channel::inmail, *limit.channel));
    }
}

TEST_CASE("limits of requests to connect count those with a note, and limits of notes only notes") {
    CHECK(counts_against(Channel::connection_note, Channel::connection_request));
    CHECK(counts_against(Channel::connection_request, Channel::connection_request));
    CHECK_FALSE(counts_against(Channel::connection_request, Channel::connection_note));
    CHECK_FALSE(counts_against(Channel::inmail, Channel::connection_request));
}

TEST_CASE("each price of a shipped plan is a published price billed monthly") {
    std::ifstream file(INMAIL_SOURCE_DIR "/tests/fixtures/rulebooks.json");
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    int priced = 0;
    for (const RulebookFile& rulebook : parse_rulebooks(json, "rulebooks.json")) {
        for (const NamedTerms& row : rulebook.terms) {
            if (!row.terms.price_minor) continue;
            ++priced;
            INFO(rulebook.name << " " << row.plan);
            const Money price{*row.terms.price_minor, row.terms.currency};
            const auto& prices = published_prices();
            CHECK(std::any_of(prices.begin(), prices.end(), [&](const PublishedPrice& published) {
                return published.plan == row.plan && published.billed == Billing::monthly && published.price == price;
            }));
        }
    }
    CHECK(priced > 0);
}

}  // namespace inmail::io
