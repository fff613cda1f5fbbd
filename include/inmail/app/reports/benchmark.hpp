#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "inmail/app/reports/responses.hpp"
#include "inmail/core/published.hpp"

namespace inmail::app {

/// How a ledger's own messages stand beside a published benchmark.
struct Benchmark {
    enum class Verdict : std::uint8_t {
        below,   ///< the interval of one's own rate lies below the benchmark
        agrees,  ///< it does not exclude the benchmark
        above,
        too_few,    ///< fewer than 30 messages
        not_shown,  ///< enough of them, but a rate above the average is not proven, or there are no others to compare with
    };

    PublishedBenchmark published;
    Responses own;               ///< messages of that kind, and how many were answered; of requests, accepted
    std::optional<double> low;   ///< the benchmark as a rate, from 0; none: one's own average is not known
    std::optional<double> high;  ///< none: no upper end
    Verdict verdict{Verdict::too_few};
};
/// As in JSON.
inline constexpr std::array<std::string_view, 5> verdict_names{"below", "agrees", "above", "too_few", "not_shown"};

/// `average`: of the benchmarks whose base it is, all messages with which `own` is compared, `own` among them. Such a benchmark
/// takes the average as exact. Whatever the interval does not exclude agrees from 30 messages on; where a benchmark has no upper
/// end, the whole interval must reach it.
[[nodiscard]] Benchmark compare(const PublishedBenchmark& published, const Responses& own, const Responses& average);

}  // namespace inmail::app
