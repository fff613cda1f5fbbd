#include "inmail/app/reports/compare.hpp"

#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "import/typed_seats.hpp"
#include "in_force.hpp"
#include "inmail/app/seat_people.hpp"
#include "inmail/core/errors.hpp"
#include "reports/response_tally.hpp"

namespace inmail::app {
namespace {

using Row = CompareReport::Row;

Day day_after(Day day, std::int32_t days) { return Day{day.value + days}; }

/// One seat's sends, as far as the rows ask for them.
struct Sends {
    std::vector<Row*> rows;
    std::optional<Day> first;
    std::optional<Day> last;
    std::set<std::pair<std::string, Day>> in_force;
    std::vector<std::pair<std::string, Day>> taken_back;
};

/// What became of the sends in force of a span.
class Fates {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent, Posting::Kind::sent_free, Posting::Kind::replied};
    struct Fate {
        bool paid{false};
        bool answered{false};
    };

    explicit Fates(const Span& sent) : sent_(sent) {}

    void on(const Posting& p) {
        if (p.kind != Posting::Kind::replied) {
            if (sent_.holds(p.at)) by_event_[p.cause].paid = p.kind == Posting::Kind::sent;
        } else if (const auto found = by_event_.find(p.message.event); found != by_event_.end()) {
            found->second.answered = true;
        }
    }
    /// Null: it was sent at another time, or under no plan.
    [[nodiscard]] const Fate* find(EventId event) const {
        const auto found = by_event_.find(event);
        return found == by_event_.end() ? nullptr : &found->second;
    }

  private:
    Span sent_;
    std::unordered_map<EventId, Fate> by_event_;
};

class Comparison {
  public:
    explicit Comparison(const Fates& fates) : fates_(fates) {}

    void expect(Row& row) { by_seat_[row.seat].rows.push_back(&row); }

    void take(const RecordedEvent& event, bool counts) {
        const auto seat = by_seat_.find(event.seat);
        if (event.kind != EventKind::send || seat == by_seat_.end()) return;
        Sends& sends = seat->second;
        const Day day = day_of(event.at);
        if (!counts) {
            sends.taken_back.emplace_back(event.prospect, day);
            return;
        }
        sends.in_force.emplace(event.prospect, day);
        sends.first = std::min(sends.first.value_or(day), day);
        sends.last = std::max(sends.last.value_or(day), day);
        for (Row* row : sends.rows) add(event, day, *row);
    }

    void finish(Day today) {
        for (auto& [seat, sends] : by_seat_) {
            for (Row* row : sends.rows) explain(sends, today, *row);
        }
    }

  private:
    void add(const RecordedEvent& event, Day day, Row& row) const {
        auto& why = row.explanations;
        if (day == day_after(row.from, -1) || day == day_after(row.to, 1)) ++why.around;
        if (day < row.from || row.to < day) return;
        const Fates::Fate* fate = fates_.find(event.id);
        const Channel channel = event.channel.value_or(Channel::inmail);
        if (is_answered_by_itself(channel)) {
            ++why.other_channels;
        } else if (fate == nullptr) {
            ++why.outside;
        } else {
            ++(fate->paid ? row.sends : row.free_sends);
            row.replies += fate->answered ? 1 : 0;
        }
    }

    static void explain(const Sends& sends, Day today, Row& row) {
        auto& why = row.explanations;
        for (const auto& taken : sends.taken_back) {
            const bool is_of_period = !(taken.second < row.from) && !(row.to < taken.second);
            if (is_of_period && sends.in_force.count(taken) == 0) ++why.taken_back;
        }
        why.so_far = !(row.to < today);
        why.nothing_recorded = row.sends + row.free_sends + why.outside == 0;
        if (why.nothing_recorded) return;
        if (row.from < *sends.first) why.begins = sends.first;
        if (*sends.last < row.to && *sends.last < today) why.ends = sends.last;
    }

    const Fates& fates_;
    std::map<std::string, Sends> by_seat_;
};

}  // namespace

bool CompareReport::found_any() const {
    return std::any_of(rows.begin(), rows.end(), [](const Row& r) { return r.missing() > 0 || r.missing_replies() > 0; });
}

CompareReport compare(Store& store, const ReportQuery& query, const CompareRequest& request) {
    CompareReport report;
    report.as_of = query.as_of;
    report.known_at = query.known_at;
    TypedSeats seats(store, query.as_of);
    const SeatPeople people = seat_people(store, query.as_of, query.known_at);
    std::map<std::tuple<std::string, Day, Day>, std::int64_t> lines;
    for (const auto& totals : request.totals) {
        const auto& seat = seats.find(request.seat.empty() ? totals.seat : request.seat);
        if (!seat) {
            report.rejected.push_back({totals.line, "seat", seat.flaw()});
            continue;
        }
        Row row;
        row.seat = *seat;
        if (const auto person = people.find(*seat); person != people.end()) row.person = person->second;
        ensure(request.period || (totals.from && totals.to), "totals are of a period");
        row.from = totals.from ? *totals.from : request.period->first;
        row.to = totals.to ? *totals.to : request.period->second;
        row.their_sends = totals.sends;
        row.accepted = totals.accepted;
        row.declined = totals.declined;
        if (day_of(query.as_of) < row.from) {
            report.rejected.push_back(
                {totals.line, "from", {FlawKind::period_ahead, to_string(row.from), to_string(day_of(query.as_of))}});
            continue;
        }
        const auto [first, is_new] = lines.emplace(std::tuple(row.seat, row.from, row.to), totals.line);
        if (!is_new) {
            ValueFlaw flaw{FlawKind::seat_twice, row.seat};
            flaw.number = first->second;
            report.rejected.push_back({totals.line, "seat", std::move(flaw)});
            continue;
        }
        report.rows.push_back(std::move(row));
    }
    if (report.rows.empty()) return report;

    Span sent{start_of(report.rows.front().from), end_of(report.rows.front().to)};
    for (const auto& row : report.rows) {
        sent.from = std::min(sent.from, start_of(row.from));
        sent.to = std::max(sent.to, end_of(row.to));
    }
    sent.to = std::min(sent.to, query.as_of);
    Fates fates(sent);
    Collector collector(Fates::kinds, [&](const Posting& p) { fates.on(p); });
    FoldRun fold_run(store, query, &collector, std::min(sent.from, query.as_of));
    fold_run.fold();
    auto& rows = report.rows;
    rows.erase(std::remove_if(rows.begin(), rows.end(),
                              [&](const Row& row) {
                                  const auto id = store.find_seat(row.seat);
                                  return !id || !fold_run.asks_about(AccountId::of(*id), *id);
                              }),
               rows.end());

    Comparison comparison(fates);
    for (auto& row : rows) comparison.expect(row);
    Scope scope;
    scope.until = query.as_of;
    scope.known_at = query.known_at;
    store.read_records(scope, [&](const RecordedEvent& event) {
        if (event.kind == EventKind::send) comparison.take(event, is_in_force(store, event, query.known_at));
    });
    comparison.finish(day_of(query.as_of));
    return report;
}

}  // namespace inmail::app
