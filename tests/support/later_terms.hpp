#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/terms.hpp"

namespace inmail::test {

enum class Strictness : std::uint8_t { lax, normal, strict };

struct Policy {
    int days{0};
    std::int64_t sends{0};

    friend bool operator==(const Policy& a, const Policy& b) { return a.days == b.days && a.sends == b.sends; }
};

/// A row with terms of every type that a list may come to hold; all but the first came with link version 2.
struct LaterTerms {
    Credits allowance;
    std::optional<int> refreshes;
    Strictness strictness{Strictness::normal};
    std::vector<Channel> channels;
    std::optional<Policy> policy;

    template <class F>
    static void list_terms(F&& f) {
        constexpr int version_2 = 2;
        f(Term("allowance", &LaterTerms::allowance, {0, 100}));
        f(Term("refreshes", &LaterTerms::refreshes, {1, 12}, version_2));
        f(Term("strictness", &LaterTerms::strictness, {}, version_2));
        f(Term("channels", &LaterTerms::channels, {}, version_2));
        f(Term("policy", &LaterTerms::policy, {}, version_2));
    }
};

}  // namespace inmail::test

namespace inmail {

template <>
inline constexpr std::array<std::string_view, 3> rule_names<test::Strictness>{"lax", "normal", "strict"};

}  // namespace inmail
