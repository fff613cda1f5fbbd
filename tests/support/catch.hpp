#pragma once

// Catch2 3 where there is one, else 2.13: the macros that the tests use are in both.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
