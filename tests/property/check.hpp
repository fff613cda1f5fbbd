#pragma once

#include <rapidcheck.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

namespace reference {

/// Checks a law on `count` random cases; INMAIL_CASES asks for another number, RC_PARAMS="seed=..." repeats a run. Prints
/// both, so that what a log shows can be run again; on a failure rapidcheck prints the smallest case that it finds.
template <class Law>
bool holds(const std::string& name, int count, Law&& law) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    const char* asked = std::getenv("INMAIL_CASES");
    params.maxSuccess = asked ? std::atoi(asked) : count;
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

}  // namespace reference
