#include "reports/stats_tally.hpp"

#include <algorithm>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/io/published.hpp"

namespace inmail::app {
namespace {

std::optional<Duration> median(std::vector<Duration> times) {
    if (times.empty()) return std::nullopt;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    if (times.size() % 2 == 1) return *middle;
    return Duration{(std::max_element(times.begin(), middle)->value + middle->value) / 2};
}

}  // namespace

MessageCounts::MessageCounts(const MessageLog::Message& message) {
    const Count answered = message.is_answered ? 1 : 0;
    if (message.paid) {
        inmails = 1;
        answered_inmails = answered;
    } else {
        free = 1;
        answered_free = answered;
        // No InMail would have been sent in place of a request to connect, an e-mail or a call.
        saved = is_answered_by_itself(message.channel) ? 0 : 1;
    }
    if (asks_to_connect(message.channel)) {
        requests = 1;
        accepted = message.is_accepted ? 1 : 0;
    }
    pending = message.pending ? 1 : 0;
    net = message.spent ? 1 : 0;
    gross = message.funded ? 1 : 0;
}

MessageCounts& MessageCounts::operator+=(const MessageCounts& other) {
    inmails += other.inmails;
    answered_inmails += other.answered_inmails;
    free += other.free;
    answered_free += other.answered_free;
    requests += other.requests;
    accepted += other.accepted;
    pending += other.pending;
    net += other.net;
    gross += other.gross;
    saved += other.saved;
    return *this;
}

void RowTally::add(AccountId account, const Pricings::Pricing& pricing, const MessageCounts& counts) {
    const Responses free{counts.free, counts.answered_free};
    row_.responses += {counts.inmails, counts.answered_inmails};
    if (counts_free_) row_.responses += free;
    row_.free += free;
    row_.requests += {counts.requests, counts.accepted};
    row_.pending += counts.pending;
    const auto add_worth = [&](WorthByAccount& worth, MessageCounts::Count credits) {
        if (credits > 0) worth.add(account, Credits{credits}, pricing.terms, pricing.price);
    };
    add_worth(net_, counts.net);
    add_worth(gross_, counts.gross);
    add_worth(saved_, counts.saved);
}

StatsReport::Row RowTally::row(std::string value) const {
    StatsReport::Row row = row_;
    row.value = std::move(value);
    row.median_reply = median(times_);
    row.cost = {{net_.credits(), net_.worth()}, {gross_.credits(), gross_.worth()}};
    row.saved = saved_.worth();
    return row;
}

void BenchmarkTally::add(const MessageLog::Message& message, std::int32_t weekday) {
    constexpr std::int32_t tuesday = 1;
    constexpr std::int32_t thursday = 3;
    const Responses one{1, message.is_answered ? 1 : 0};
    const Responses request{1, message.is_accepted ? 1 : 0};
    if (message.channel == Channel::connection_note) with_note_ += request;
    if (message.channel == Channel::connection_request) without_note_ += request;
    if (message.channel == Channel::email) emails_ += one;
    if (!message.paid) return;
    inmails_ += one;
    if (weekday >= tuesday && weekday <= thursday) midweek_ += one;
    if (message.length == LengthClass::unknown) return;
    of_known_length_ += one;
    if (message.length == LengthClass::under_400) short_ += one;
}

BenchmarkTally& BenchmarkTally::operator+=(const BenchmarkTally& other) {
    inmails_ += other.inmails_;
    midweek_ += other.midweek_;
    of_known_length_ += other.of_known_length_;
    short_ += other.short_;
    with_note_ += other.with_note_;
    without_note_ += other.without_note_;
    emails_ += other.emails_;
    return *this;
}

void BenchmarkTally::report(StatsReport& report) const {
    report.requests_with_note = with_note_;
    report.requests_without_note = without_note_;
    for (const auto& published : io::published_benchmarks()) report.benchmarks.push_back(beside(published));
}

Benchmark BenchmarkTally::beside(const PublishedBenchmark& published) const {
    using Of = PublishedBenchmark::Of;
    Responses requests = with_note_;
    requests += without_note_;
    switch (published.of) {
        case Of::inmail:
        case Of::inmail_top:
            return compare(published, inmails_, inmails_);
        case Of::request:
            return compare(published, requests, requests);
        case Of::short_inmail:
            return compare(published, short_, of_known_length_);
        case Of::midweek_inmail:
            return compare(published, midweek_, inmails_);
        case Of::email:
            return compare(published, emails_, emails_);
    }
    throw Defect("a benchmark is of one of six");
}

}  // namespace inmail::app
