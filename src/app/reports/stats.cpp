#include "inmail/app/reports/stats.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "events_by_id.hpp"
#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/published.hpp"
#include "outreach/step_of_message.hpp"
#include "reports/message_log.hpp"
#include "reports/months.hpp"
#include "reports/reply_cost_tally.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {
namespace {

using Row = StatsReport::Row;

/// What only the event says about a message.
struct Details {
    Channel channel{Channel::inmail};
    std::string campaign;
    std::optional<std::int64_t> chars;
    bool accepted{false};  ///< it was answered so
    Day sent_on;           ///< on the wall of the display zone

    [[nodiscard]] bool is_request() const {
        return channel == Channel::connection_note || channel == Channel::connection_request;
    }
};

/// A value of a dimension, and its place among the others.
using SortedValue = std::pair<std::int32_t, std::string>;
constexpr std::int32_t last_place = std::numeric_limits<std::int32_t>::max();

SortedValue by_name(std::string name) {
    const bool none = name.empty();
    return {none ? last_place : 0, std::move(name)};
}

constexpr std::array<const char*, 7> weekday_names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// 0 is Monday.
std::int32_t weekday_of(Day day) {
    constexpr std::int32_t weekday_of_day_0 = 3;  // 1970 began on a Thursday
    constexpr std::int32_t week = weekday_names.size();
    return ((day.value + weekday_of_day_0) % week + week) % week;
}

/// The lengths of texts that LinkedIn and the guides tell apart.
constexpr std::int64_t short_text = 400;
constexpr std::int64_t long_text = 800;

SortedValue length_of(const std::optional<std::int64_t>& chars) {
    if (!chars) return {last_place, ""};
    if (*chars < short_text) return {0, "under 400"};
    return *chars <= long_text ? SortedValue{1, "400-800"} : SortedValue{2, "over 800"};
}

std::optional<Duration> median(std::vector<Duration> times) {
    if (times.empty()) return std::nullopt;
    std::sort(times.begin(), times.end());
    const std::size_t middle = times.size() / 2;
    if (times.size() % 2 == 1) return times[middle];
    return Duration{(times[middle - 1].value + times[middle].value) / 2};
}

/// Messages of one value, on their way to a row.
class Tally {
  public:
    /// `own_free`: of a row that also counts free messages in its rate.
    void add(const MessageLog::SentMessage& message, const Details& details, bool own_free) {
        const Responses one{1, message.answered_at ? 1 : 0};
        if (details.is_request()) row_.requests += {1, details.accepted ? 1 : 0};
        if (message.paid || own_free) {
            row_.responses += one;
            if (message.answered_at) times_.push_back(*message.answered_at - message.sent_at);
        }
        if (!message.paid) {
            row_.free += one;
            saved_.add(message.account, message.terms, message.price.get());
        }
        row_.pending += message.pending ? 1 : 0;
        cost_.add(message);
    }

    [[nodiscard]] Row row(std::string value) const {
        Row row = row_;
        row.value = std::move(value);
        row.median_reply = median(times_);
        row.cost = cost_.cost();
        row.saved = saved_.worth();
        return row;
    }

  private:
    Row row_;
    std::vector<Duration> times_;
    ReplyCostTally cost_;
    WorthByAccount saved_;
};

/// The messages of which something is published.
class BenchmarkTally {
  public:
    void add(const MessageLog::SentMessage& message, const Details& details) {
        constexpr std::int32_t tuesday = 1;
        constexpr std::int32_t thursday = 3;
        const Responses one{1, message.answered_at ? 1 : 0};
        const Responses request{1, details.accepted ? 1 : 0};
        if (details.channel == Channel::connection_note) with_note_ += request;
        if (details.channel == Channel::connection_request) without_note_ += request;
        if (details.channel == Channel::email) emails_ += one;
        if (!message.paid) return;
        inmails_ += one;
        const auto weekday = weekday_of(details.sent_on);
        if (weekday >= tuesday && weekday <= thursday) midweek_ += one;
        if (!details.chars) return;
        of_known_length_ += one;
        if (*details.chars < short_text) short_ += one;
    }

    void report(StatsReport& report) const {
        report.requests_with_note = with_note_;
        report.requests_without_note = without_note_;
        for (const auto& published : io::published_benchmarks()) report.benchmarks.push_back(beside(published));
    }

  private:
    [[nodiscard]] Benchmark beside(const PublishedBenchmark& published) const {
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

    Responses inmails_;
    Responses midweek_;
    Responses of_known_length_;
    Responses short_;
    Responses with_note_;
    Responses without_note_;
    Responses emails_;
};

/// Sorts messages by the values of dimensions.
class Sorter {
  public:
    Sorter(Store& store, const FoldRun& fold_run, const StatsRequest& request)
        : store_(store), fold_run_(fold_run), request_(request) {
        if (request.by != Dimension::step) return;
        steps_ = steps_of_messages(store, fold_run.query(), request.sequence_of);
        for (const auto& [event, step] : steps_) sequences_.insert(step.sequence);
    }

    void add(EventId event, const MessageLog::SentMessage& message, const Details& details) {
        total_.add(message, details, false);
        benchmarks_.add(message, details);
        for (std::size_t i = 0; i < dimension_names.size(); ++i) {
            const auto by = static_cast<Dimension>(i);
            const bool is_wanted = request_.by ? *request_.by == by : by != Dimension::step;
            const bool own_free = by == Dimension::channel || by == Dimension::step;
            if (is_wanted) groups_[by][value_of(by, event, message, details)].add(message, details, own_free);
        }
    }

    [[nodiscard]] Row total() const { return total_.row({}); }
    [[nodiscard]] const BenchmarkTally& benchmarks() const { return benchmarks_; }

    /// If none was asked for: the dimensions that have several values, else the seats.
    [[nodiscard]] std::vector<StatsReport::Group> groups() const {
        std::vector<StatsReport::Group> all;
        for (const auto& [by, tallies] : groups_) {
            if (!request_.by && tallies.size() < 2) continue;
            all.push_back(group(by, tallies));
        }
        const auto seats = groups_.find(Dimension::seat);
        if (all.empty() && seats != groups_.end()) all.push_back(group(seats->first, seats->second));
        return all;
    }

  private:
    using Tallies = std::map<SortedValue, Tally>;

    [[nodiscard]] SortedValue value_of(Dimension by, EventId event, const MessageLog::SentMessage& message,
                                       const Details& details) const {
        switch (by) {
            case Dimension::seat:
                return by_name(store_.name_of(message.seat));
            case Dimension::team:
                return by_name(fold_run_.reconciler().seat(message.seat).team);
            case Dimension::channel:
                return {static_cast<std::int32_t>(details.channel), std::string(to_string(details.channel))};
            case Dimension::weekday: {
                const auto weekday = weekday_of(details.sent_on);
                return {weekday, weekday_names.at(static_cast<std::size_t>(weekday))};
            }
            case Dimension::length:
                return length_of(details.chars);
            case Dimension::campaign:
                return by_name(details.campaign);
            case Dimension::month:
                return {0, to_string(month_of(day_of(message.sent_at)))};
            case Dimension::step:
                return step_of(event);
        }
        throw Defect("a dimension is one of eight");
    }

    /// Steps stand in the order of their sequence.
    [[nodiscard]] SortedValue step_of(EventId event) const {
        const auto found = steps_.find(event);
        if (found == steps_.end()) return {last_place, ""};
        const StepOfMessage& step = found->second;
        constexpr std::int32_t most_steps = 10'000;
        const auto sequence = std::distance(sequences_.begin(), sequences_.find(step.sequence));
        return {static_cast<std::int32_t>(sequence) * most_steps + static_cast<std::int32_t>(step.number),
                step.sequence + " " + std::to_string(step.number) + " " + std::string(to_string(step.channel))};
    }

    [[nodiscard]] StatsReport::Group group(Dimension by, const Tallies& tallies) const {
        StatsReport::Group group{by, {}};
        for (const auto& [place, tally] : tallies) {
            group.rows.push_back(tally.row(place.second));
            if (by != Dimension::seat) continue;
            const auto seat = store_.find_seat(place.second);
            ensure(seat.has_value(), "who sent is a seat");
            group.rows.back().person = fold_run_.reconciler().seat(*seat).name;
        }
        return group;
    }

    Store& store_;
    const FoldRun& fold_run_;
    const StatsRequest& request_;
    std::map<EventId, StepOfMessage> steps_;
    std::set<std::string> sequences_;  ///< their names
    std::map<Dimension, Tallies> groups_;
    Tally total_;
    BenchmarkTally benchmarks_;
};

/// Of these messages, the replies that accept what they answer. A request to connect costs nothing, so only free messages are
/// looked at.
std::set<EventId> accepting_replies(Store& store, const MessageLog& log) {
    std::vector<EventId> replies;
    for (const auto& [event, message] : log.messages()) {
        if (!message.paid && message.answered_at) replies.push_back(message.answered_by);
    }
    std::sort(replies.begin(), replies.end());
    std::set<EventId> accepting;
    read_by_id(store, replies, [&](RecordedEvent&& reply) {
        if (reply.outcome == Outcome::accepted) accepting.insert(reply.id);
    });
    return accepting;
}

}  // namespace

std::string_view to_string(Dimension dimension) { return dimension_names.at(static_cast<std::size_t>(dimension)); }

std::optional<Dimension> parse_dimension(std::string_view name) {
    const auto* found = std::find(dimension_names.begin(), dimension_names.end(), name);
    if (found == dimension_names.end()) return std::nullopt;
    return static_cast<Dimension>(found - dimension_names.begin());
}

StatsReport stats(Store& store, const ReportQuery& query, const StatsRequest& request) {
    require_months(store, query.as_of, request.from, request.to);
    const Span sent{start_of(request.from), std::min(end_of(request.to), query.as_of)};
    MessageLog log(sent);
    Collector collector([&](const Posting& p) { log.on(p); });
    FoldRun fold_run(store, query, &collector, sent.from);
    std::map<SeatId, std::string> teams_then;
    fold_run.fold_to({sent.to}, [&](Instant) {
        for (const auto& [event, message] : log.messages())
            teams_then.emplace(message.seat, fold_run.reconciler().seat(message.seat).team);
    });

    // A posting does not say over which channel and in which campaign a message went: the events of the months do.
    const std::set<EventId> accepting = accepting_replies(store, log);
    StatsReport report;
    Sorter sorter(store, fold_run, request);
    Scope scope;
    scope.until = sent.to;
    scope.known_at = query.known_at;
    store.read_records(scope, [&](const RecordedEvent& event) {
        const auto message = log.messages().find(event.id);
        if (message == log.messages().end() || !fold_run.asks_about(message->second.account, message->second.seat)) return;
        if (message->second.paid && message->second.account.is_pool()) ++report.sent_on_pools;
        sorter.add(event.id, message->second,
                   {event.channel.value_or(Channel::inmail), event.campaign, event.chars,
                    accepting.count(message->second.answered_by) != 0, request.date_at(event.at)});
    });
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.from = request.from;
    report.to = request.to;
    report.groups = sorter.groups();
    report.total = sorter.total();
    report.team = query.team;
    report.by = request.by;
    sorter.benchmarks().report(report);
    for (const auto& [seat, team] : teams_then) {
        const bool is_asked = fold_run.asks_about(AccountId::of(seat), seat);
        if (is_asked && fold_run.reconciler().seat(seat).team != team) report.moved.push_back({store.name_of(seat), team});
    }
    std::sort(report.moved.begin(), report.moved.end(), [](const auto& a, const auto& b) { return a.seat < b.seat; });
    return report;
}

}  // namespace inmail::app
