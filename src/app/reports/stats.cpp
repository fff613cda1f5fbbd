#include "inmail/app/reports/stats.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fold/fold_part.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/store.hpp"
#include "outreach/step_of_message.hpp"
#include "reports/message_log.hpp"
#include "reports/months.hpp"
#include "reports/stats_tally.hpp"

namespace inmail::app {
namespace {

using SentMessage = MessageLog::SentMessage;

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

constexpr std::array<const char*, 4> length_names{"under 400", "400-800", "over 800", ""};
constexpr std::int32_t unknown_length = 3;

std::int32_t length_class(const std::optional<std::int64_t>& chars) {
    if (!chars) return unknown_length;
    if (*chars < short_text) return 0;
    return *chars <= long_text ? 1 : 2;
}

/// Whether the rows of the dimension count free messages in their rate.
bool counts_all(Dimension by) { return by == Dimension::channel || by == Dimension::step; }

/// The step of each message that did one, by a number; the numbers of a sequence's steps ascend.
class StepNumbers {
  public:
    static constexpr std::int32_t none = 0;

    StepNumbers() = default;
    explicit StepNumbers(const std::map<EventId, StepOfMessage>& steps) {
        std::map<std::pair<std::string, std::size_t>, std::string> names;
        for (const auto& [event, step] : steps) { names[{step.sequence, step.number}] = name_of(step); }
        std::map<std::pair<std::string, std::size_t>, std::int32_t> numbers;
        for (auto& [step, name] : names) {
            names_.push_back(std::move(name));
            numbers[step] = static_cast<std::int32_t>(names_.size());
        }
        for (const auto& [event, step] : steps) by_event_[event] = numbers.at({step.sequence, step.number});
    }

    [[nodiscard]] std::int32_t of(EventId event) const {
        const auto found = by_event_.find(event);
        return found == by_event_.end() ? none : found->second;
    }
    [[nodiscard]] SortedValue value(std::int32_t number) const {
        return number == none ? SortedValue{last_place, ""} : SortedValue{number, names_[static_cast<std::size_t>(number) - 1]};
    }

  private:
    /// "connect-first 4 email/phone"
    static std::string name_of(const StepOfMessage& step) {
        std::string channels;
        for (const Channel channel : step.channels) channels.append(channels.empty() ? "" : "/").append(to_string(channel));
        return step.sequence + " " + std::to_string(step.number) + " " + channels;
    }

    std::vector<std::string> names_;
    std::unordered_map<EventId, std::int32_t> by_event_;
};

/// Tallies by the number of a value. A sender's messages have few values, and the next message mostly that of the last.
class Tallies {
  public:
    Tally& operator[](std::int32_t number) {
        const auto found = std::find(numbers_.rbegin(), numbers_.rend(), number);
        if (found != numbers_.rend()) return tallies_[static_cast<std::size_t>(numbers_.rend() - found) - 1];
        numbers_.push_back(number);
        return tallies_.emplace_back();
    }
    template <class Each>
    void for_each(Each&& each) const {
        for (std::size_t i = 0; i < numbers_.size(); ++i) each(numbers_[i], tallies_[i]);
    }

  private:
    std::vector<std::int32_t> numbers_;  ///< in order of appearance
    std::vector<Tally> tallies_;         ///< likewise
};

/// Sorts messages by the values of dimensions, sender by sender: who is asked about, and who is in which team, is known only at
/// the end of the fold.
class Sorter {
  public:
    /// `campaigns`: of the messages; it must outlive this.
    Sorter(Store& store, const ReportQuery& query, const StatsRequest& request, const CampaignNames& campaigns)
        : store_(store), request_(request), campaigns_(campaigns) {
        for (std::size_t i = 0; i < dimension_names.size(); ++i) {
            const auto by = static_cast<Dimension>(i);
            const bool is_wanted = request.by ? *request.by == by : by != Dimension::step;
            if (is_wanted) wanted_.push_back(by);
        }
        sums_all_ = request.by && counts_all(*request.by);
        if (request.by == Dimension::step) steps_ = StepNumbers(steps_of_messages(store, query, request.sequences));
    }

    void add(const SentMessage& message) {
        Sender& sender = sender_of(message);
        const std::int32_t weekday = weekday_of(request_.date_at(message.sent_at));
        sender.total.add(message, false);
        if (sums_all_) sender.all.add(message, true);
        sender.benchmarks.add(message, weekday);
        for (const Dimension by : wanted_) {
            if (const auto number = number_of(by, message, weekday))
                sender.by[index_of(by)][*number].add(message, counts_all(by));
        }
    }

    /// A seat's licence went to another handle (RULES section 4, reassign).
    void rename(const Posting& reassigned) {
        last_ = nullptr;
        const auto former = former_handle_of(reassigned);
        std::map<Key, Sender> renamed;
        for (auto sender = senders_.begin(); sender != senders_.end();) {
            Key key = sender->first;
            if (former && key.first == *former) key.first = reassigned.account;
            if (key.second == reassigned.seat) key.second = reassigned.to;
            if (key == sender->first) {
                ++sender;
                continue;
            }
            renamed.emplace(key, std::move(sender->second));
            sender = senders_.erase(sender);
        }
        for (auto& [key, sender] : renamed) senders_[key] += sender;
    }

    template <class F>
    void for_each_seat(F&& f) const {
        for (const auto& entry : senders_) f(entry.first.second);
    }

    /// Seats that the query asks about, have a plan or a pool, and sent nothing: by name. Call it after the fold.
    [[nodiscard]] std::vector<std::string> silent(const FoldRun& fold_run) const {
        const Reconciler& reconciler = fold_run.reconciler();
        std::set<SeatId> senders;
        for_each_seat([&](SeatId seat) { senders.insert(seat); });
        std::vector<std::string> names;
        for (const AccountId subject : reconciler.subjects()) {
            if (subject.is_pool() || senders.count(subject.seat()) != 0) continue;
            const AccountId account = reconciler.account_of(subject.seat());
            const auto state = reconciler.account(account);
            const bool is_active = state && state->active;
            if (is_active && fold_run.asks_about(account, subject.seat())) names.push_back(store_.name_of(subject.seat()));
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    /// After the fold: fills in the figures of those that the query asks about.
    void report(const FoldRun& fold_run, StatsReport& report) const {
        RowTally total;
        RowTally all;
        BenchmarkTally benchmarks;
        std::map<Dimension, Rows> groups;
        for (const auto& [key, sender] : senders_) {
            const AccountId account = key.first;
            const SeatId seat = key.second;
            if (!fold_run.asks_about(account, seat)) continue;
            if (account.is_pool()) report.sent_on_pools += sender.benchmarks.inmails();
            total.add(account, sender.total);
            all.add(account, sender.all);
            benchmarks += sender.benchmarks;
            const SeatState state = fold_run.reconciler().seat(seat);
            for (const Dimension by : wanted_) {
                if (by == Dimension::team) groups[by][by_name(state.team)].add(account, sender.total);
                if (by == Dimension::seat) groups[by][by_name(store_.name_of(seat))].add(account, sender.total);
            }
            for (const Dimension by : wanted_) {
                sender.by[index_of(by)].for_each(
                    [&](std::int32_t number, const Tally& tally) { groups[by][sorted(by, number)].add(account, tally); });
            }
        }
        report.total = total.row({});
        report.inmails = report.total.responses;
        report.inmail_cost = report.total.cost;
        if (sums_all_) report.total = all.row({});
        benchmarks.report(report);
        for (const auto& [by, rows] : groups) {
            if (request_.by || rows.size() > 1) report.groups.push_back(group(fold_run, by, rows));
        }
        // If none was asked for: the dimensions that have several values, else the seats.
        const auto seats = groups.find(Dimension::seat);
        if (report.groups.empty() && seats != groups.end()) report.groups.push_back(group(fold_run, seats->first, seats->second));
    }

  private:
    using Key = std::pair<AccountId, SeatId>;
    using Rows = std::map<SortedValue, RowTally>;
    struct Sender {
        Tally total;
        Tally all;  ///< with the rate of free messages; only if the rows have it
        BenchmarkTally benchmarks;
        std::array<Tallies, dimension_names.size()> by;  ///< none for dimensions of the sender itself

        Sender& operator+=(const Sender& other) {
            total += other.total;
            all += other.all;
            benchmarks += other.benchmarks;
            for (std::size_t i = 0; i < by.size(); ++i)
                other.by[i].for_each([&](std::int32_t number, const Tally& tally) { by[i][number] += tally; });
            return *this;
        }
    };

    /// Messages come sender by sender, mostly.
    [[nodiscard]] Sender& sender_of(const SentMessage& message) {
        const Key key{message.account, message.seat};
        if (last_ == nullptr || last_->first != key) last_ = &*senders_.try_emplace(key).first;
        return last_->second;
    }
    [[nodiscard]] static constexpr std::size_t index_of(Dimension by) { return static_cast<std::size_t>(by); }

    /// A number for the message's value; none: the value is the sender's.
    [[nodiscard]] std::optional<std::int32_t> number_of(Dimension by, const SentMessage& message, std::int32_t weekday) {
        switch (by) {
            case Dimension::seat:
            case Dimension::team:
                return std::nullopt;
            case Dimension::channel:
                return static_cast<std::int32_t>(message.channel);
            case Dimension::weekday:
                return weekday;
            case Dimension::length:
                return length_class(message.chars);
            case Dimension::campaign:
                return message.campaign;
            case Dimension::month:
                return month_of(day_of(message.sent_at)).value;
            case Dimension::step:
                return steps_.of(message.event);
        }
        throw Defect("a dimension is one of eight");
    }
    [[nodiscard]] SortedValue sorted(Dimension by, std::int32_t number) const {
        const auto index = static_cast<std::size_t>(number);
        switch (by) {
            case Dimension::channel:
                return {number, std::string(to_string(static_cast<Channel>(number)))};
            case Dimension::weekday:
                return {number, weekday_names.at(index)};
            case Dimension::length:
                return {number == unknown_length ? last_place : number, length_names.at(index)};
            case Dimension::campaign:
                return by_name(campaigns_.name_of(number));
            case Dimension::month:
                return {0, to_string(Month{number})};
            case Dimension::step:
                return steps_.value(number);
            case Dimension::seat:
            case Dimension::team:
                break;
        }
        throw Defect("who sent is the sender's value");
    }

    [[nodiscard]] StatsReport::Group group(const FoldRun& fold_run, Dimension by, const Rows& rows) const {
        StatsReport::Group group{by, {}};
        for (const auto& [value, tally] : rows) {
            group.rows.push_back(tally.row(value.second));
            if (by != Dimension::seat) continue;
            const auto seat = store_.find_seat(value.second);
            ensure(seat.has_value(), "who sent is a seat");
            group.rows.back().person = fold_run.reconciler().seat(*seat).name;
        }
        return group;
    }

    Store& store_;
    const StatsRequest& request_;
    std::vector<Dimension> wanted_;
    bool sums_all_{false};
    StepNumbers steps_;
    const CampaignNames& campaigns_;
    std::map<Key, Sender> senders_;
    std::pair<const Key, Sender>* last_{nullptr};  ///< of the last message; null: look it up
};

/// What `stats` needs of a fold.
class StatsPart : public FoldPart {
  public:
    StatsPart(Store& store, const ReportQuery& query, const StatsRequest& request, const Span& sent)
        : sent_(sent),
          sorter_(store, query, request, campaigns_),
          log_(sent, campaigns_, [this](const SentMessage& message) { sorter_.add(message); }) {}

    [[nodiscard]] Instant from() const override { return sent_.from; }
    [[nodiscard]] std::vector<Instant> stops() const override { return {sent_.to}; }
    void at_stop(Instant, const Reconciler& reconciler) override {
        const auto keep = [&](SeatId seat) { teams_then_.emplace(seat, reconciler.seat(seat).team); };
        sorter_.for_each_seat(keep);
        log_.for_each_waiting([&](const SentMessage& message) { keep(message.seat); });
    }
    void on(const Posting& posting) override {
        log_.on(posting);
        if (posting.kind == Posting::Kind::reassigned) sorter_.rename(posting);
    }
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return MessageLog::kinds.has(kind); }
    [[nodiscard]] bool needs_details() const override { return true; }

    void report(Store& store, const FoldRun& fold_run, StatsReport& report) {
        log_.finish(fold_run.query().as_of);
        sorter_.report(fold_run, report);
        report.silent = sorter_.silent(fold_run);
        for (const auto& [seat, team] : teams_then_) {
            const bool is_asked = fold_run.asks_about(AccountId::of(seat), seat);
            if (is_asked && fold_run.reconciler().seat(seat).team != team) report.moved.push_back({store.name_of(seat), team});
        }
        std::sort(report.moved.begin(), report.moved.end(), [](const auto& a, const auto& b) { return a.seat < b.seat; });
    }

  private:
    Span sent_;
    CampaignNames campaigns_;
    Sorter sorter_;
    MessageLog log_;
    std::map<SeatId, std::string> teams_then_;  ///< at the end of the span
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
    StatsPart part(store, query, request, sent);
    SharedFold shared({&part});
    FoldRun fold_run(store, query, &shared, shared.from());
    shared.fold(fold_run);
    StatsReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    report.from = request.from;
    report.to = request.to;
    report.team = query.team;
    report.by = request.by;
    part.report(store, fold_run, report);
    return report;
}

}  // namespace inmail::app
