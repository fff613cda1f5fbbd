#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/terms.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// Encodes the fields of a link, one after the other. A field is its length (four bytes, the most significant first) and its
/// bytes; a field that is not given has length 0. docs/ledger-format.md describes the encoding to the byte.
class LinkEncoder {
  public:
    /// Drops what was encoded. The memory stays: growing a string costs as much as hashing it.
    void clear() { end_ = 0; }

    void text(std::string_view bytes);
    void digest(const Digest& digest);
    /// In decimal digits, with `-` before a negative one.
    void number(std::int64_t value);
    void number(std::optional<std::int64_t> value) { value ? number(*value) : text({}); }

    [[nodiscard]] std::string_view bytes() const { return {buffer_.data(), end_}; }

  private:
    std::string buffer_;
    std::size_t end_{0};
};

// Terms as fields: one function for each type of a term.

inline void encode(LinkEncoder& to, Day day) { to.number(day.value); }
inline void encode(LinkEncoder& to, Credits credits) { to.number(credits.value); }
inline void encode(LinkEncoder& to, int number) { to.number(number); }
inline void encode(LinkEncoder& to, bool flag) { to.text(flag ? "1" : "0"); }
inline void encode(LinkEncoder& to, std::optional<int> number) { to.number(number); }
inline void encode(LinkEncoder& to, std::optional<std::int64_t> number) { to.number(number); }
inline void encode(LinkEncoder& to, const std::string& text) { to.text(text); }
inline void encode(LinkEncoder& to, const std::vector<Channel>& channels) { to.text(to_string(channels)); }
inline void encode(LinkEncoder& to, const std::optional<ResponsePolicy>& policy) {
    to.text(policy ? to_string(*policy) : std::string{});
}
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
void encode(LinkEncoder& to, Rule rule) {
    to.text(to_string(rule));
}

/// The terms that links of this version hold.
template <class Row>
void encode_terms(LinkEncoder& to, const Row& row, int version) {
    for_each_term<Row>([&](const auto& term) {
        if (term.since <= version) encode(to, row.*term.member);
    });
}

}  // namespace inmail
