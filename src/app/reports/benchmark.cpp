#include "inmail/app/reports/benchmark.hpp"

namespace inmail::app {
namespace {

using Verdict = Benchmark::Verdict;

Verdict verdict_on(const Benchmark& benchmark) {
    const Verdict open = benchmark.own.is_small() ? Verdict::too_few : Verdict::not_shown;
    if (benchmark.own.sent == 0 || !benchmark.low) return open;
    const auto interval = benchmark.own.interval();
    if (interval.high < *benchmark.low) return Verdict::below;
    if (benchmark.high && interval.low > *benchmark.high) return Verdict::above;
    // Without an upper end, a rate that could as well be below has shown nothing.
    if (benchmark.own.is_small() || (!benchmark.high && interval.low < *benchmark.low)) return open;
    return Verdict::agrees;
}

}  // namespace

Benchmark compare(const PublishedBenchmark& published, const Responses& own, const Responses& average) {
    constexpr double percent = 100;
    Benchmark benchmark;
    benchmark.published = published;
    benchmark.own = own;
    double whole = 1;
    if (published.base == PublishedBenchmark::Base::average) {
        // Nothing is above an average that it makes alone, or that is 0.
        const bool has_others = average.sent > own.sent && average.answered > 0;
        if (!has_others) {
            benchmark.verdict = verdict_on(benchmark);
            return benchmark;
        }
        whole = *average.rate();
    }
    benchmark.low = published.low / percent * whole;
    if (published.high) benchmark.high = *published.high / percent * whole;
    benchmark.verdict = verdict_on(benchmark);
    return benchmark;
}

}  // namespace inmail::app
