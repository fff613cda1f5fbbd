#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inmail/app/reports/benchmark.hpp"
#include "inmail/app/reports/stats.hpp"
#include "reports/message_log.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {

/// The lengths of texts that LinkedIn and the guides tell apart.
constexpr std::int64_t short_text = 400;
constexpr std::int64_t long_text = 800;

/// Messages of one sender from one account that have one value.
class Tally {
  public:
    /// `own_free`: of a row that also counts free messages in its rate.
    void add(const MessageLog::SentMessage& message, bool own_free);
    Tally& operator+=(const Tally& other);

  private:
    friend class RowTally;

    Responses responses_;
    Responses free_;
    Responses requests_;
    std::int64_t pending_{0};
    std::vector<Duration> times_;
    PricedCredits net_;
    PricedCredits gross_;
    PricedCredits saved_;
};

/// Tallies on their way to a row.
class RowTally {
  public:
    void add(AccountId account, const Tally& tally);
    [[nodiscard]] StatsReport::Row row(std::string value) const;

  private:
    StatsReport::Row row_;
    std::vector<Duration> times_;
    WorthByAccount net_;
    WorthByAccount gross_;
    WorthByAccount saved_;
};

/// The messages of which something is published.
class BenchmarkTally {
  public:
    /// `weekday`: 0 is Monday.
    void add(const MessageLog::SentMessage& message, std::int32_t weekday);
    BenchmarkTally& operator+=(const BenchmarkTally& other);
    [[nodiscard]] std::int64_t inmails() const { return inmails_.sent; }
    void report(StatsReport& report) const;

  private:
    [[nodiscard]] Benchmark beside(const PublishedBenchmark& published) const;

    Responses inmails_;
    Responses midweek_;
    Responses of_known_length_;
    Responses short_;
    Responses with_note_;
    Responses without_note_;
    Responses emails_;
};

}  // namespace inmail::app
