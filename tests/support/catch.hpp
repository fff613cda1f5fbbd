#pragma once

// Catch2 3 if it is installed, else 2.13. Both have the macros that the tests use; 3 gets the names of 2.13's matchers.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#include <string>

namespace Catch {

using Matchers::Matches;
using Matchers::StartsWith;
inline auto Contains(const std::string& text) { return Matchers::ContainsSubstring(text); }

}  // namespace Catch
#else
#include <catch2/catch.hpp>
#endif
