#include "inmail/chain/link_encoder.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/later_terms.hpp"

namespace inmail {

namespace test {

// What a type that is new to the list of terms brings along to be hashed.
inline void encode(LinkEncoder& to, const std::optional<Policy>& policy) {
    to.number(policy ? std::optional<std::int64_t>(policy->days) : std::nullopt);
    to.number(policy ? std::optional<std::int64_t>(policy->sends) : std::nullopt);
}

}  // namespace test

namespace {

/// A field as docs/ledger-format.md says it.
std::string field(const std::string& bytes) { return std::string(3, '\0') + static_cast<char>(bytes.size()) + bytes; }

}  // namespace

TEST_CASE("a field is its length and its bytes") {
    LinkEncoder encoder;
    encoder.text("ab");
    encoder.number(std::int64_t{-12});
    encoder.number(std::optional<std::int64_t>{});
    CHECK(encoder.bytes() == field("ab") + field("-12") + field(""));
    encoder.clear();
    encoder.text(std::string(300, 'x'));
    CHECK(encoder.bytes() == std::string("\0\0\1\x2c", 4) + std::string(300, 'x'));
}

TEST_CASE("a link holds the terms of its own version and no later ones") {
    const test::LaterTerms row{
        Credits{5}, 3, test::Strictness::strict, {Channel::open_profile, Channel::first_degree}, test::Policy{14, 100}};
    const auto encoded = [&row](int version) {
        LinkEncoder encoder;
        encode_terms(encoder, row, version);
        return std::string{encoder.bytes()};
    };
    CHECK(encoded(1) == field("5"));
    CHECK(encoded(2) ==
          field("5") + field("3") + field("strict") + field("open-profile,first-degree") + field("14") + field("100"));
}

}  // namespace inmail
