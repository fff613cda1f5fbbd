#include "inmail/app/reports/stats.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "fold/fold_part.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/store.hpp"
#include "reports/message_log.hpp"
#include "reports/months.hpp"
#include "reports/stats_tally.hpp"
#include "reports/step_numbers.hpp"

namespace inmail::app {
namespace {

using Message = MessageLog::Message;

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

/// Whether the rows of the dimension count free messages in their rate.
bool counts_all(Dimension by) { return by == Dimension::channel || by == Dimension::step; }

/// What rows are made by, of one message.
struct MessageValues {
    CampaignNames::Number campaign;
    Month month;
    std::int32_t step;
    Channel channel;
    std::int8_t weekday;  ///< 0 is Monday
    LengthClass length;

    /// The number of the value.
    [[nodiscard]] CountsByValue::Value of(Dimension by) const {
        switch (by) {
            case Dimension::channel:
                return static_cast<std::int32_t>(channel);
            case Dimension::weekday:
                return weekday;
            case Dimension::length:
                return static_cast<std::int32_t>(length);
            case Dimension::campaign:
                return campaign;
            case Dimension::month:
                return month.value;
            case Dimension::step:
                return step;
            case Dimension::seat:
            case Dimension::team:
                break;
        }
        throw Defect("who sent is the sender's value");
    }
};

bool is_of_sender(Dimension by) { return by == Dimension::seat || by == Dimension::team; }

/// Sorts messages by the values of dimensions, sender by sender: who is asked about, and who is in which team, is known only at
/// the end of the fold.
class Sorter {
  public:
    /// `campaigns`, `pricings`: of the messages; both must outlive this.
    Sorter(Store& store, const ReportQuery& query, const StatsRequest& request, const CampaignNames& campaigns,
           const Pricings& pricings)
        : store_(store), request_(request), campaigns_(campaigns), pricings_(pricings) {
        for (std::size_t i = 0; i < dimension_names.size(); ++i) {
            const auto by = static_cast<Dimension>(i);
            const bool is_wanted = request.by ? *request.by == by : by != Dimension::step;
            if (is_wanted) wanted_.push_back(by);
        }
        if (request.by == Dimension::step) steps_ = StepNumbers(steps_of_messages(store, query, request.sequences));
    }

    void add(SeatId seat, const Message& message) {
        Sender& sender = sender_of({message.account(seat), seat});
        const MessageValues values{message.campaign,
                                   month_of(day_of(message.sent_at)),
                                   steps_.of(message.event),
                                   message.channel,
                                   static_cast<std::int8_t>(weekday_of(request_.date_at(message.sent_at))),
                                   message.length};
        const MessageCounts one(message);
        sender.benchmarks.add(message, values.weekday);
        sender.total.at(0, message.pricing) += one;
        for (const Dimension by : wanted_) {
            if (!is_of_sender(by)) sender.by[index_of(by)].at(values.of(by), message.pricing) += one;
        }
        if (message.is_answered) sender.answers.push_back({message.answered_at - message.sent_at, values, message.paid});
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
        std::vector<const KeyedSender*> asked;
        for (const KeyedSender& entry : senders_) {
            if (fold_run.asks_about(entry.first.first, entry.first.second)) asked.push_back(&entry);
        }
        RowTally inmails(false);
        RowTally all(true);
        BenchmarkTally benchmarks;
        for (const KeyedSender* entry : asked) {
            const auto& [key, sender] = *entry;
            if (key.first.is_pool()) report.sent_on_pools += sender.benchmarks.inmails();
            add(key.first, sender, inmails);
            add(key.first, sender, all);
            benchmarks += sender.benchmarks;
        }
        report.total = inmails.row({});
        report.inmails = report.total.responses;
        report.inmail_cost = report.total.cost;
        if (request_.by && counts_all(*request_.by)) report.total = all.row({});
        benchmarks.report(report);
        // One after the other, because a row has the time of each answer.
        for (const Dimension by : wanted_) {
            const Rows rows = rows_of(fold_run, asked, by);
            if (rows.size() > 1 || (request_.by && !rows.empty())) report.groups.push_back(group(fold_run, by, rows));
        }
        // If none was asked for: the dimensions that have several values, else the seats.
        if (!report.groups.empty() || request_.by || asked.empty()) return;
        report.groups.push_back(group(fold_run, Dimension::seat, rows_of(fold_run, asked, Dimension::seat)));
    }

  private:
    using Key = std::pair<AccountId, SeatId>;
    using Rows = std::map<SortedValue, RowTally>;
    struct Answer {
        Duration after;
        MessageValues values;
        bool paid;
    };
    struct Sender {
        CountsByValue total;                                   ///< all under one value
        std::array<CountsByValue, dimension_names.size()> by;  ///< none for dimensions of the sender itself
        std::deque<Answer> answers;                            ///< a vector's free half would take a megabyte
        BenchmarkTally benchmarks;

        Sender& operator+=(const Sender& other) {
            total += other.total;
            for (std::size_t i = 0; i < by.size(); ++i) by[i] += other.by[i];
            answers.insert(answers.end(), other.answers.begin(), other.answers.end());
            benchmarks += other.benchmarks;
            return *this;
        }
    };
    using KeyedSender = std::pair<const Key, Sender>;

    /// Messages come sender by sender, mostly.
    [[nodiscard]] Sender& sender_of(const Key& key) {
        if (last_ == nullptr || last_->first != key) last_ = &*senders_.try_emplace(key).first;
        return last_->second;
    }
    [[nodiscard]] static constexpr std::size_t index_of(Dimension by) { return static_cast<std::size_t>(by); }

    /// All messages of the sender.
    void add(AccountId account, const Sender& sender, RowTally& row) const {
        sender.total.for_each([&](auto, Pricings::Number pricing, const MessageCounts& counts) {
            row.add(account, pricings_.of(pricing), counts);
        });
        for (const Answer& answer : sender.answers) row.add_answer(answer.after, answer.paid);
    }

    [[nodiscard]] Rows rows_of(const FoldRun& fold_run, const std::vector<const KeyedSender*>& asked, Dimension by) const {
        Rows rows;
        const auto row_of = [&](SortedValue value) -> RowTally& {
            return rows.try_emplace(std::move(value), counts_all(by)).first->second;
        };
        for (const KeyedSender* entry : asked) {
            const AccountId account = entry->first.first;
            const SeatId seat = entry->first.second;
            const Sender& sender = entry->second;
            if (is_of_sender(by)) {
                add(account, sender,
                    row_of(by_name(by == Dimension::team ? fold_run.reconciler().seat(seat).team : store_.name_of(seat))));
                continue;
            }
            std::map<CountsByValue::Value, RowTally*> found;
            sender.by[index_of(by)].for_each([&](auto value, Pricings::Number pricing, const MessageCounts& counts) {
                RowTally*& row = found[value];
                if (row == nullptr) row = &row_of(sorted(by, value));
                row->add(account, pricings_.of(pricing), counts);
            });
            for (const Answer& answer : sender.answers) found.at(answer.values.of(by))->add_answer(answer.after, answer.paid);
        }
        return rows;
    }

    [[nodiscard]] SortedValue sorted(Dimension by, CountsByValue::Value value) const {
        const auto index = static_cast<std::size_t>(value);
        switch (by) {
            case Dimension::channel:
                return {value, std::string(to_string(static_cast<Channel>(value)))};
            case Dimension::weekday:
                return {value, weekday_names.at(index)};
            case Dimension::length:
                return {static_cast<LengthClass>(value) == LengthClass::unknown ? last_place : value, length_names.at(index)};
            case Dimension::campaign:
                return by_name(campaigns_.name_of(value));
            case Dimension::month:
                return {0, to_string(Month{value})};
            case Dimension::step:
                return steps_.value(value);
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
    StepNumbers steps_;
    const CampaignNames& campaigns_;
    const Pricings& pricings_;
    std::map<Key, Sender> senders_;
    KeyedSender* last_{nullptr};  ///< of the last message; null: look it up
};

/// What `stats` needs of a fold.
class StatsPart : public FoldPart {
  public:
    StatsPart(Store& store, const ReportQuery& query, const StatsRequest& request, const Span& sent)
        : sent_(sent),
          sorter_(store, query, request, campaigns_, pricings_),
          log_(sent, campaigns_, pricings_, [this](SeatId seat, const Message& message) { sorter_.add(seat, message); }) {}

    [[nodiscard]] Instant from() const override { return sent_.from; }
    [[nodiscard]] std::vector<Instant> stops() const override { return {sent_.to}; }
    void at_stop(Instant, const Reconciler& reconciler) override {
        const auto keep = [&](SeatId seat) { teams_then_.emplace(seat, reconciler.seat(seat).team); };
        sorter_.for_each_seat(keep);
        log_.for_each_waiting_seat(keep);
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
    Pricings pricings_;
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
