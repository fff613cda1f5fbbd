#include "import/pairing.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "inmail/io/zone.hpp"

namespace inmail::app {
namespace {

Duration gap_between(const PossibleTime& a, const PossibleTime& b) {
    return std::max(Duration{0}, std::max(a.from, b.from) - std::min(a.to, b.to));
}

/// An earlier import compared them, and did not pair them.
bool are_two_events(const PossibleTime& a, const PossibleTime& b) {
    return a.compared_for != 0 && a.compared_for == b.compared_for;
}

/// How good a pairing is: the more pairs the better, then the more of them on one date, then the less time between them.
struct PairingScore {
    std::int64_t pairs{0};
    std::int64_t same_date{0};
    std::int64_t apart_ms{0};

    [[nodiscard]] PairingScore with(const PossibleTime& a, const PossibleTime& b) const {
        return {pairs + 1, same_date + (on_same_date(a, b) ? 1 : 0), apart_ms + gap_between(a, b).value};
    }
    friend bool operator<(const PairingScore& a, const PairingScore& b) {
        // Of two, the one with more time between its pairs is less.
        return std::tie(a.pairs, a.same_date, b.apart_ms) < std::tie(b.pairs, b.same_date, a.apart_ms);
    }
};

enum class AlignmentStep : std::uint8_t { leave_archived, leave_logged, pair };

/// The places of messages in order of time, without those that are taken.
std::vector<std::size_t> by_time(const std::vector<PossibleTime>& time, const std::vector<std::optional<std::size_t>>& partners) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < time.size(); ++i) {
        if (!partners[i]) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&time](std::size_t a, std::size_t b) {
        return std::tie(time[a].from, time[a].to) < std::tie(time[b].from, time[b].to);
    });
    return order;
}

std::vector<PossibleTime> in_order(const std::vector<PossibleTime>& time, const std::vector<std::size_t>& order) {
    std::vector<PossibleTime> ordered;
    ordered.reserve(order.size());
    for (const std::size_t i : order) ordered.push_back(time[i]);
    return ordered;
}

/// The best pairing of two lists in order of time, by dynamic programming. Row i holds the scores of the first i archived
/// messages with the first j logged ones, for each j that still matters: one of the first i reaches the jth, and one from the ith
/// on may.
class Alignment {
  public:
    Alignment(std::vector<PossibleTime> archived, std::vector<PossibleTime> logged)
        : archived_(std::move(archived)), logged_(std::move(logged)) {}

    std::vector<MessagePair> best() {
        for (const PossibleTime& time : archived_) add_row(time);
        return trace_back();
    }

  private:
    struct Row {
        std::size_t first{0};              ///< the least j; no later archived message reaches those before
        std::vector<AlignmentStep> steps;  ///< the last step with the first `first`, `first` + 1, ... logged messages
    };

    void add_row(const PossibleTime& time) {
        // A message of a whole day may end after one that begins later, so ends are compared as the latest so far.
        latest_archived_ = std::max(latest_archived_, time.to);
        while (first_ < logged_.size() && latest_logged_up_to(first_) + most_apart < time.from) ++first_;
        while (end_ < logged_.size() && logged_[end_].from - most_apart <= latest_archived_) ++end_;
        end_ = std::max(end_, first_);
        Row row{first_, {AlignmentStep::leave_archived}};
        std::vector<PairingScore> row_scores{score_before(first_)};
        for (std::size_t j = first_ + 1; j <= end_; ++j) {
            PairingScore score = row_scores.back();
            AlignmentStep step = AlignmentStep::leave_logged;
            if (const PairingScore without = score_before(j); !(without < score)) {
                score = without;
                step = AlignmentStep::leave_archived;
            }
            const PossibleTime& other = logged_[j - 1];
            if (are_near(time, other) && !are_two_events(time, other)) {
                if (const PairingScore paired = score_before(j - 1).with(time, other); !(paired < score)) {
                    score = paired;
                    step = AlignmentStep::pair;
                }
            }
            row_scores.push_back(score);
            row.steps.push_back(step);
        }
        scores_first_ = first_;
        scores_ = std::move(row_scores);
        rows_.push_back(std::move(row));
    }

    /// The latest end of the first i + 1 logged messages. Call it with one i after the other.
    Instant latest_logged_up_to(std::size_t i) {
        latest_logged_ = std::max(latest_logged_, logged_[i].to);
        return latest_logged_;
    }

    /// The score of the row before with the first j logged messages. Those beyond its end added nothing.
    [[nodiscard]] PairingScore score_before(std::size_t j) const {
        return scores_.empty() ? PairingScore{} : scores_[std::min(j, scores_first_ + scores_.size() - 1) - scores_first_];
    }

    [[nodiscard]] std::vector<MessagePair> trace_back() const {
        std::vector<MessagePair> pairs;
        std::size_t j = logged_.size();
        for (std::size_t i = rows_.size(); i > 0;) {
            const Row& row = rows_[i - 1];
            j = std::min(j, row.first + row.steps.size() - 1);
            const AlignmentStep step = row.steps[j - row.first];
            if (step == AlignmentStep::pair) pairs.push_back({i - 1, j - 1});
            if (step != AlignmentStep::leave_archived) --j;
            if (step != AlignmentStep::leave_logged) --i;
        }
        std::reverse(pairs.begin(), pairs.end());
        return pairs;
    }

    std::vector<PossibleTime> archived_;
    std::vector<PossibleTime> logged_;
    std::vector<Row> rows_;
    std::vector<PairingScore> scores_;  ///< of the last row
    std::size_t scores_first_{0};       ///< the j of the first of them
    std::size_t first_{0}, end_{0};     ///< the logged messages that matter now
    Instant latest_archived_{first_instant};
    Instant latest_logged_{first_instant};
};

class Pairing {
  public:
    Pairing(const std::vector<PossibleTime>& archived, const std::vector<PossibleTime>& logged)
        : archived_(archived), logged_(logged), partner_of_archived_(archived.size()), partner_of_logged_(logged.size()) {}

    void keep(const std::vector<MessagePair>& before) {
        for (const MessagePair& pair : before) {
            if (!partner_of_archived_[pair.archived] && !partner_of_logged_[pair.logged]) join(pair.archived, pair.logged);
        }
    }

    void pair_in_order() {
        const auto archived = by_time(archived_, partner_of_archived_);
        const auto logged = by_time(logged_, partner_of_logged_);
        for (const MessagePair& pair : Alignment(in_order(archived_, archived), in_order(logged_, logged)).best())
            join(archived[pair.archived], logged[pair.logged]);
    }

    /// Looks for a partner for each logged message that is still alone, by giving partners of others new ones (augmenting paths).
    /// Whole days overlap, and pairs of an earlier import may stand in the way, so the order of time alone misses some.
    void make_room() {
        order_ = by_time(archived_, std::vector<std::optional<std::size_t>>(archived_.size()));
        for (const std::size_t logged : by_time(logged_, partner_of_logged_)) {
            tried_.clear();
            // Who finds none stays alone.
            static_cast<void>(find_room(logged, logged_[logged].compared_for, longest_chain));
        }
    }

    [[nodiscard]] std::vector<MessagePair> pairs() const {
        std::vector<MessagePair> pairs;
        for (std::size_t i = 0; i < partner_of_archived_.size(); ++i) {
            if (partner_of_archived_[i]) pairs.push_back({i, *partner_of_archived_[i]});
        }
        return pairs;
    }

  private:
    static constexpr int longest_chain = 16;

    void join(std::size_t archived, std::size_t logged) {
        partner_of_archived_[archived] = logged;
        partner_of_logged_[logged] = archived;
    }

    /// Those that may be the same event, the likeliest first.
    [[nodiscard]] std::vector<std::size_t> candidates(std::size_t logged) const {
        constexpr Duration longest_range = days(2);
        const PossibleTime& time = logged_[logged];
        const auto starts_before = [this](std::size_t i, Instant t) { return archived_[i].from < t; };
        auto next = std::lower_bound(order_.begin(), order_.end(), time.from - most_apart - longest_range, starts_before);
        std::vector<std::size_t> found;
        for (; next != order_.end() && archived_[*next].from <= time.to + most_apart; ++next) {
            if (are_near(archived_[*next], time)) found.push_back(*next);
        }
        std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
            return PairingScore{}.with(archived_[b], time) < PairingScore{}.with(archived_[a], time);
        });
        return found;
    }

    /// Pairs the logged message, if others can move. `compared_for`: what all messages of the chain so far have in common; 0:
    /// nothing. A chain of messages that were all compared for one person was possible then, and was not made.
    bool find_room(std::size_t logged, std::uint32_t compared_for, int chain) {
        if (chain == 0) return false;
        for (const std::size_t archived : candidates(logged)) {
            if (!tried_.insert(archived).second) continue;
            const auto other = partner_of_archived_[archived];
            const std::uint32_t in_common = archived_[archived].compared_for == compared_for ? compared_for : 0;
            if (!other && in_common != 0) continue;
            if (other && !find_room(*other, logged_[*other].compared_for == in_common ? in_common : 0, chain - 1)) continue;
            join(archived, logged);
            return true;
        }
        return false;
    }

    const std::vector<PossibleTime>& archived_;
    const std::vector<PossibleTime>& logged_;
    std::vector<std::optional<std::size_t>> partner_of_archived_;
    std::vector<std::optional<std::size_t>> partner_of_logged_;
    std::vector<std::size_t> order_;  ///< of all that was archived, in order of time
    std::set<std::size_t> tried_;
};

}  // namespace

PossibleTime time_of_instant(const io::Zone& zone, Instant t) {
    const Day date = zone.date_at(t);
    return {t, t, date, date};
}

PossibleTime time_of_date(const io::Zone& zone, Day date) {
    return {zone.start_of(date), zone.start_of(date + 1) - Duration{1}, date, date};
}

PossibleTime time_of_archive_date(const io::Zone& zone, Day date) {
    const PossibleTime utc_day{start_of(date), end_of(date), zone.date_at(start_of(date)), zone.date_at(end_of(date))};
    return hull_of(time_of_date(zone, date), utc_day);
}

PossibleTime time_of_record(const io::Zone& zone, Instant t) {
    const Day date = day_of(t);
    return t == start_of(date) ? time_of_date(zone, date) : time_of_instant(zone, t);
}

PossibleTime hull_of(const PossibleTime& a, const PossibleTime& b) {
    return {std::min(a.from, b.from), std::max(a.to, b.to), std::min(a.first_local, b.first_local),
            std::max(a.last_local, b.last_local), std::max(a.compared_for, b.compared_for)};
}

bool are_near(const PossibleTime& a, const PossibleTime& b) { return gap_between(a, b) <= most_apart; }

bool on_same_date(const PossibleTime& a, const PossibleTime& b) {
    return a.first_local <= b.last_local && b.first_local <= a.last_local;
}

bool in_one_second(Instant a, Instant b) {
    constexpr std::int64_t ms_per_second = 1000;
    return a.value / ms_per_second == b.value / ms_per_second;
}

std::vector<MessagePair> pair_up(const std::vector<PossibleTime>& archived, const std::vector<PossibleTime>& logged,
                                 const std::vector<MessagePair>& before) {
    Pairing pairing(archived, logged);
    pairing.keep(before);
    pairing.pair_in_order();
    pairing.make_room();
    return pairing.pairs();
}

}  // namespace inmail::app
