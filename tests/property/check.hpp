#pragma once

#include <rapidcheck.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

#include "property/difference.hpp"
#include "support/effort.hpp"

namespace reference {

/// Of a random case: a number, both bounds possible.
inline int number(int least, int most) { return *rc::gen::inRange(least, most + 1); }
inline bool one_in(int n) { return number(1, n) == 1; }

/// Checks a law on `count` random cases, a quarter of them under the sanitizers. INMAIL_CASES asks for another number,
/// RC_PARAMS="seed=..." repeats a run; both are printed, so that a run in a log can be repeated. On a failure rapidcheck prints
/// the smallest case that it finds.
template <class Law>
bool holds(const std::string& name, int count, Law&& law) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    const char* asked = std::getenv("INMAIL_CASES");
    params.maxSuccess = asked ? std::atoi(asked) : count / inmail::test::effort(1, 1, 4);
    rc::detail::TestMetadata metadata;
    metadata.id = name;
    metadata.description = name;
    const auto result = rc::detail::checkTestable(std::forward<Law>(law), metadata, params);
    const bool success = result.template is<rc::detail::SuccessResult>();
    std::cout << name << ": " << (success ? "holds" : "FAILS") << ", " << params.maxSuccess << " cases asked for, seed "
              << params.seed << "\n";
    if (!success) rc::detail::printResultMessage(result, std::cout);
    return success;
}

/// Fails the case if the two states differ, with every figure that does. `context` says in what situation.
inline void require_same(const std::string& context, const std::string& first_name, const State& first,
                         const std::string& second_name, const State& second) {
    const auto lines = differences(first, second, first_name, second_name);
    if (lines.empty()) return;
    std::string all = context + ":";
    for (const std::string& line : lines) all += "\n  " + line;
    RC_FAIL(all);
}

}  // namespace reference
