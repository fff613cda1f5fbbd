#include "inmail/app/reports/stats.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
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
};

/// A value of a dimension, and its place among the others.
using SortedValue = std::pair<std::int32_t, std::string>;
constexpr std::int32_t last_place = std::numeric_limits<std::int32_t>::max();

SortedValue by_name(std::string name) {
    const bool none = name.empty();
    return {none ? last_place : 0, std::move(name)};
}

SortedValue weekday_of(Day day) {
    constexpr std::array<const char*, 7> names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    constexpr std::int32_t weekday_of_day_0 = 3;  // 1970 began on a Thursday
    constexpr std::int32_t week = 7;
    const std::int32_t weekday = ((day.value + weekday_of_day_0) % week + week) % week;
    return {weekday, names.at(static_cast<std::size_t>(weekday))};
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
    /// `own_free`: of a row whose messages are free, which then has their rate.
    void add(const MessageLog::SentMessage& message, bool own_free) {
        const Responses one{1, message.answered_at ? 1 : 0};
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

/// Sorts messages by the values of dimensions.
class Sorter {
  public:
    Sorter(Store& store, const FoldRun& fold_run, const StatsRequest& request)
        : store_(store), fold_run_(fold_run), request_(request) {}

    void add(const MessageLog::SentMessage& message, const Details& details) {
        total_.add(message, false);
        for (std::size_t i = 0; i < dimension_names.size(); ++i) {
            const auto by = static_cast<Dimension>(i);
            if (request_.by.value_or(by) == by)
                groups_[by][value_of(by, message, details)].add(message, by == Dimension::channel);
        }
    }

    [[nodiscard]] Row total() const { return total_.row({}); }

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

    [[nodiscard]] SortedValue value_of(Dimension by, const MessageLog::SentMessage& message, const Details& details) const {
        switch (by) {
            case Dimension::seat:
                return by_name(store_.name_of(message.seat));
            case Dimension::team:
                return by_name(fold_run_.reconciler().seat(message.seat).team);
            case Dimension::channel:
                return {static_cast<std::int32_t>(details.channel), std::string(to_string(details.channel))};
            case Dimension::weekday:
                return weekday_of(request_.date_at(message.sent_at));
            case Dimension::campaign:
                return by_name(details.campaign);
            case Dimension::month:
                return {0, to_string(month_of(day_of(message.sent_at)))};
        }
        throw Defect("a dimension is one of six");
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
    std::map<Dimension, Tallies> groups_;
    Tally total_;
};

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
    StatsReport report;
    Sorter sorter(store, fold_run, request);
    Scope scope;
    scope.until = sent.to;
    scope.known_at = query.known_at;
    store.read_records(scope, [&](const RecordedEvent& event) {
        const auto message = log.messages().find(event.id);
        if (message == log.messages().end() || !fold_run.asks_about(message->second.account, message->second.seat)) return;
        if (message->second.paid && message->second.account.is_pool()) ++report.sent_on_pools;
        sorter.add(message->second, {event.channel.value_or(Channel::inmail), event.campaign});
    });
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.from = request.from;
    report.to = request.to;
    report.groups = sorter.groups();
    report.total = sorter.total();
    report.team = query.team;
    for (const auto& [seat, team] : teams_then) {
        const bool is_asked = fold_run.asks_about(AccountId::of(seat), seat);
        if (is_asked && fold_run.reconciler().seat(seat).team != team) report.moved.push_back({store.name_of(seat), team});
    }
    std::sort(report.moved.begin(), report.moved.end(), [](const auto& a, const auto& b) { return a.seat < b.seat; });
    return report;
}

}  // namespace inmail::app
