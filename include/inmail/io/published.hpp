#pragma once

#include <vector>

#include "inmail/core/published.hpp"

namespace inmail::io {

// The tables of the folder `data` that the program was built with, in the order of their rows.
[[nodiscard]] const std::vector<PublishedBenchmark>& published_benchmarks();
[[nodiscard]] const std::vector<PublishedLimit>& published_limits();
[[nodiscard]] const std::vector<PublishedPrice>& published_prices();

}  // namespace inmail::io
