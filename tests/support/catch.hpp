#pragma once

// Catch2 3 if it is installed, else 2.13. Both have the macros that the tests use.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
