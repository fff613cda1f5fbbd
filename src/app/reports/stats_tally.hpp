#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "inmail/app/reports/benchmark.hpp"
#include "inmail/app/reports/stats.hpp"
#include "reports/message_log.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {

/// Counts of messages of one sender from one account. A fold counts each message several times, so they are small.
struct MessageCounts {
    using Count = std::uint32_t;

    MessageCounts() = default;
    explicit MessageCounts(const MessageLog::Message& message);
    MessageCounts& operator+=(const MessageCounts& other);

    Count inmails{0};  ///< paid ones
    Count answered_inmails{0};
    Count free{0};
    Count answered_free{0};
    Count requests{0};  ///< to connect; they are free, too
    Count accepted{0};
    Count pending{0};
    // Credits:
    Count net{0};    ///< spent, and not come back
    Count gross{0};  ///< spent
    Count saved{0};  ///< that free messages would have taken as InMails
};

/// Counts by the number of a value and by pricing. A sender's messages have few of both, and the next message mostly those of the
/// last.
class CountsByValue {
  public:
    using Value = std::int32_t;

    MessageCounts& at(Value value, Pricings::Number pricing) {
        for (std::size_t i = items_.size(); i-- > 0;) {
            if (items_[i].value == value && items_[i].pricing == pricing) return items_[i].counts;
        }
        return items_.emplace_back(Item{value, pricing, {}}).counts;
    }
    template <class Each>
    void for_each(Each&& each) const {
        for (const Item& item : items_) each(item.value, item.pricing, item.counts);
    }
    CountsByValue& operator+=(const CountsByValue& other) {
        for (const Item& item : other.items_) at(item.value, item.pricing) += item.counts;
        return *this;
    }

  private:
    struct Item {
        Value value;
        Pricings::Number pricing;
        MessageCounts counts;
    };
    std::vector<Item> items_;  ///< in order of appearance
};

/// Counts on their way to a row.
class RowTally {
  public:
    /// `counts_free`: of a row whose rate counts free messages, too.
    explicit RowTally(bool counts_free) : counts_free_(counts_free) {}

    void add(AccountId account, const Pricings::Pricing& pricing, const MessageCounts& counts);
    /// The time that an answer took. `paid`: to an InMail.
    void add_answer(Duration after, bool paid) {
        if (paid || counts_free_) times_.push_back(after);
    }
    [[nodiscard]] StatsReport::Row row(std::string value) const;

  private:
    bool counts_free_;
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
    void add(const MessageLog::Message& message, std::int32_t weekday);
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
