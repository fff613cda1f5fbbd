#include "reports/stats_tally.hpp"

#include <algorithm>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/io/published.hpp"

namespace inmail::app {
namespace {

bool is_accepted(const MessageLog::SentMessage& message) { return message.answered_at && message.outcome == Outcome::accepted; }

std::optional<Duration> median(std::vector<Duration> times) {
    if (times.empty()) return std::nullopt;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    if (times.size() % 2 == 1) return *middle;
    return Duration{(std::max_element(times.begin(), middle)->value + middle->value) / 2};
}

}  // namespace

void Tally::add(const MessageLog::SentMessage& message, bool own_free) {
    const Responses one{1, message.answered_at ? 1 : 0};
    if (asks_to_connect(message.channel)) requests_ += {1, is_accepted(message) ? 1 : 0};
    if (message.paid || own_free) {
        responses_ += one;
        if (message.answered_at) times_.push_back(*message.answered_at - message.sent_at);
    }
    if (!message.paid) {
        free_ += one;
        // No InMail would have been sent in place of a request to connect, an e-mail or a call.
        if (!is_answered_by_itself(message.channel)) saved_.add(Credits{1}, message.terms, message.price);
    }
    pending_ += message.pending ? 1 : 0;
    if (message.spent) net_.add(Credits{1}, message.terms, message.price);
    if (message.funded) gross_.add(Credits{1}, message.terms, message.price);
}

Tally& Tally::operator+=(const Tally& other) {
    requests_ += other.requests_;
    responses_ += other.responses_;
    free_ += other.free_;
    pending_ += other.pending_;
    times_.insert(times_.end(), other.times_.begin(), other.times_.end());
    saved_ += other.saved_;
    net_ += other.net_;
    gross_ += other.gross_;
    return *this;
}

void RowTally::add(AccountId account, const Tally& tally) {
    row_.responses += tally.responses_;
    row_.free += tally.free_;
    row_.requests += tally.requests_;
    row_.pending += tally.pending_;
    times_.insert(times_.end(), tally.times_.begin(), tally.times_.end());
    net_.add(account, tally.net_);
    gross_.add(account, tally.gross_);
    saved_.add(account, tally.saved_);
}

StatsReport::Row RowTally::row(std::string value) const {
    StatsReport::Row row = row_;
    row.value = std::move(value);
    row.median_reply = median(times_);
    row.cost = {{net_.credits(), net_.worth()}, {gross_.credits(), gross_.worth()}};
    row.saved = saved_.worth();
    return row;
}

void BenchmarkTally::add(const MessageLog::SentMessage& message, std::int32_t weekday) {
    constexpr std::int32_t tuesday = 1;
    constexpr std::int32_t thursday = 3;
    const Responses one{1, message.answered_at ? 1 : 0};
    const Responses request{1, is_accepted(message) ? 1 : 0};
    if (message.channel == Channel::connection_note) with_note_ += request;
    if (message.channel == Channel::connection_request) without_note_ += request;
    if (message.channel == Channel::email) emails_ += one;
    if (!message.paid) return;
    inmails_ += one;
    if (weekday >= tuesday && weekday <= thursday) midweek_ += one;
    if (!message.chars) return;
    of_known_length_ += one;
    if (*message.chars < short_text) short_ += one;
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
