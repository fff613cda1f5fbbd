#include "benchmarks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "columns.hpp"
#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {

using app::Benchmark;

std::string_view claim_of(PublishedBenchmark::Of of) {
    constexpr std::array<std::string_view, benchmark_names.size()> claims{
        "InMails answered",
        "InMails answered, best teams",
        "requests accepted",
        "InMails answered, under 400 characters",
        "InMails answered, Tuesday to Thursday",
        "e-mails answered",
    };
    return claims.at(static_cast<std::size_t>(of));
}

std::string verdict_words(Benchmark::Verdict verdict) {
    constexpr std::array<std::string_view, app::verdict_names.size()> words{"below", "agrees", "above", "too few to say",
                                                                            "not shown"};
    return std::string(words.at(static_cast<std::size_t>(verdict)));
}

std::string published_words(const PublishedBenchmark& published) {
    constexpr int whole = 100;
    if (published.base == PublishedBenchmark::Base::rate)
        return published.high ? fmt::format("{}-{}%", published.low, *published.high) : fmt::format("{}% or more", published.low);
    return published.low == whole ? "above average" : fmt::format("{}% above average", published.low - whole);
}

std::string resolved_words(const Benchmark& benchmark) {
    constexpr double percent = 100;
    if (benchmark.published.base == PublishedBenchmark::Base::rate || !benchmark.low) return {};
    return fmt::format(", here {:.0f}%", *benchmark.low * percent);
}

std::string publisher_words(const PublishedBenchmark& published) {
    return fmt::format("{}, {}", published.source, published.dated.empty() ? "undated" : published.dated);
}

Table benchmarks_of(const app::StatsReport& report) {
    Table table;
    table.title = "Beside what others publish: their figures, not this ledger's";
    table.columns = {name("what"),         number("sent"),    number("of them"),          text("rate"),
                     text("95% interval"), text("published"), asked_for(text("verdict")), spare(prose("by"))};
    for (const auto& benchmark : report.benchmarks) {
        if (benchmark.own.sent == 0) continue;
        table.rows.push_back({claim_of(benchmark.published.of), benchmark.own.sent, benchmark.own.answered,
                              share_words(*benchmark.own.rate()), interval_words(benchmark.own),
                              published_words(benchmark.published) + resolved_words(benchmark), verdict_words(benchmark.verdict),
                              publisher_words(benchmark.published)});
    }
    return table;
}

void add_benchmarks(Table& table, const app::StatsReport& report) {
    const auto place_of = [&](std::string_view heading) {
        const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                        [&](const Column& column) { return column.heading == heading && !column.screen_only; });
        ensure(found != table.columns.end(), "stats have these columns");
        return static_cast<std::size_t>(found - table.columns.begin());
    };
    const auto value = place_of("value");
    const auto sent = place_of("sent");
    const auto answered = place_of("answered");
    const auto rate = place_of("reply_rate");
    const auto low = place_of("reply_rate_low");
    const auto high = place_of("reply_rate_high");
    const std::size_t first = table.columns.size();
    for (const char* column : {"benchmark_low", "benchmark_high"}) table.columns.push_back(detail(number(column)));
    for (const char* column : {"benchmark_verdict", "benchmark_source", "benchmark_year"})
        table.columns.push_back(detail(text(column)));
    for (auto& row : table.rows) row.resize(table.columns.size());
    if (table.total) table.total->resize(table.columns.size());
    for (const auto& benchmark : report.benchmarks) {
        Table::Row row(table.columns.size());
        row.front() = "benchmark";
        row[value] = benchmark_names.at(static_cast<std::size_t>(benchmark.published.of));
        row[sent] = benchmark.own.sent;
        row[answered] = benchmark.own.answered;
        row[rate] = rate_cell(benchmark.own.rate());
        row[low] = low_cell(benchmark.own);
        row[high] = high_cell(benchmark.own);
        row[first] = rate_cell(benchmark.low);
        row[first + 1] = rate_cell(benchmark.high);
        row[first + 2] = app::verdict_names.at(static_cast<std::size_t>(benchmark.verdict));
        row[first + 3] = benchmark.published.source;
        row[first + 4] = benchmark.published.dated;
        table.rows.push_back(std::move(row));
    }
}

}  // namespace inmail::render
