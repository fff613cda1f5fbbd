#include "import/effects.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "events_by_id.hpp"
#include "fold/fold_run.hpp"
#include "import/ledger_before.hpp"
#include "in_portions.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {
namespace {

struct EffectFigure {
    Posting::Kind kind;
    std::int64_t ImportEffects::*count;
};
constexpr std::array<EffectFigure, 6> figures{{{Posting::Kind::refunded, &ImportEffects::refunds},
                                               {Posting::Kind::unmatched, &ImportEffects::unmatched},
                                               {Posting::Kind::repeat, &ImportEffects::repeats},
                                               {Posting::Kind::unfunded, &ImportEffects::unfunded},
                                               {Posting::Kind::over_limit, &ImportEffects::over_limit},
                                               {Posting::Kind::outside, &ImportEffects::outside}}};

/// What each event adds to a figure. An import has millions of events, so these are 16 bytes each and not nodes of a map.
class Counts {
  public:
    using Entry = std::pair<EventId, std::int64_t>;

    void add(EventId event, std::int64_t count) { entries_.emplace_back(event, count); }
    /// Call it once all is added: sums up by event, in order.
    void sum_up() {
        std::sort(entries_.begin(), entries_.end());
        std::size_t last = 0;
        for (std::size_t i = 1; i < entries_.size(); ++i) {
            if (entries_[i].first == entries_[last].first)
                entries_[last].second += entries_[i].second;
            else
                entries_[++last] = entries_[i];
        }
        if (!entries_.empty()) entries_.resize(last + 1);
    }
    [[nodiscard]] std::int64_t of(EventId event) const {
        const auto found = std::lower_bound(entries_.begin(), entries_.end(), event,
                                            [](const Entry& entry, EventId wanted) { return entry.first < wanted; });
        return found == entries_.end() || found->first != event ? 0 : found->second;
    }
    [[nodiscard]] auto begin() const { return entries_.begin(); }
    [[nodiscard]] auto end() const { return entries_.end(); }

  private:
    std::vector<Entry> entries_;
};
/// In the order of `figures`.
using Outcomes = std::array<Counts, figures.size()>;

/// Which events count in which figure, from an instant on.
class OutcomeCollector : public Observer {
  public:
    OutcomeCollector(Instant from, const std::map<EventId, EventId>& stand_ins) : from_(from), stand_ins_(stand_ins) {}

    void on(const Posting& posting) override {
        const auto figure = find(posting.kind);
        if (figure == figures.end() || posting.at < from_) return;
        EventId event = posting.cause;
        for (auto next = stand_ins_.find(event); next != stand_ins_.end(); next = stand_ins_.find(event)) event = next->second;
        outcomes_[static_cast<std::size_t>(figure - figures.begin())].add(event, posting.amount.value);
    }
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return find(kind) != figures.end(); }
    [[nodiscard]] bool needs_global_order() const override { return false; }

    /// Once the fold is over.
    [[nodiscard]] const Outcomes& outcomes() {
        for (Counts& counts : outcomes_) counts.sum_up();
        return outcomes_;
    }

  private:
    static std::array<EffectFigure, 6>::const_iterator find(Posting::Kind kind) {
        return std::find_if(figures.begin(), figures.end(), [kind](const EffectFigure& figure) { return figure.kind == kind; });
    }

    Instant from_;
    const std::map<EventId, EventId>& stand_ins_;
    Outcomes outcomes_;
};

/// What `counts` has and `others` lacks.
std::int64_t surplus(const Counts& counts, const Counts& others) {
    std::int64_t sum = 0;
    for (const auto& [event, count] : counts) sum += std::max<std::int64_t>(0, count - others.of(event));
    return sum;
}

/// Warns of answers that lie before their send and so answer nothing.
class EarlyAnswers {
  public:
    EarlyAnswers(Reader& ledger, EventId last_before) : ledger_(ledger), last_before_(last_before) {}

    void warn_of(const std::vector<EventId>& answers, ImportResult& result) {
        in_portions(answers, [&](const std::vector<EventId>& some) { warn_of_those(events_by_id(ledger_, some), result); });
    }

  private:
    using Exchange = std::pair<std::string, std::string>;  ///< seat and prospect

    void warn_of_those(const std::vector<RecordedEvent>& answers, ImportResult& result) {
        std::set<std::string> prospects;
        for (const RecordedEvent& answer : answers) prospects.insert(answer.prospect);
        const auto sends = sends_to({prospects.begin(), prospects.end()});
        for (const RecordedEvent& answer : answers) {
            const auto known = sends.find({answer.seat, answer.prospect});
            const auto later = known == sends.end() ? std::nullopt : first_after(known->second, answer);
            if (!later) continue;
            const std::int64_t line = answer.id > last_before_ ? answer.line : 0;
            result.warnings.push_back(
                {line, import_warning::AnswerBeforeSend{answer.seat, answer.prospect, answer.at, *later}, {}});
        }
    }

    struct Send {
        Instant at;
        Channel channel;
    };

    [[nodiscard]] std::map<Exchange, std::vector<Send>> sends_to(const std::vector<std::string>& prospects) {
        std::vector<ProspectId> ids;
        for (const std::uint32_t id : ledger_.ids_of(NameKind::prospect, prospects)) {
            if (id != 0) ids.emplace_back(id);
        }
        std::map<Exchange, std::vector<Send>> sends;
        for (const RecordedEvent& message : ledger_.records_with(ids)) {
            if (message.kind == EventKind::send && !message.voided())
                sends[{message.seat, message.prospect}].push_back({message.at, message.channel.value_or(Channel::inmail)});
        }
        return sends;
    }

    /// The first that the answer would find if it came later.
    [[nodiscard]] static std::optional<Instant> first_after(const std::vector<Send>& sends, const EventRecord& answer) {
        const bool is_by_itself = answer.channel && is_answered_by_itself(*answer.channel);
        std::optional<Instant> first;
        for (const Send& send : sends) {
            if (is_by_itself && send.channel != *answer.channel) continue;
            if (send.at > answer.at && (!first || send.at < *first)) first = send.at;
        }
        return first;
    }

    Reader& ledger_;
    EventId last_before_;
};

}  // namespace

void EffectsOfImport::add_account(const EventRecord& record) {
    if (!record.seat.empty()) seats_.insert(record.seat);
    if (!record.pool.empty()) pools_.insert(record.pool);
    if (record.kind != EventKind::void_event) earliest_ = std::min(earliest_.value_or(record.at), record.at);
}

void EffectsOfImport::recorded(const EventRecord& record) { add_account(record); }

void EffectsOfImport::taken_back(const RecordedEvent& event, std::string stand_in) {
    add_account(event);
    if (event.id <= last_before_) taken_back_.push_back(event.id);
    if (!stand_in.empty()) stand_ins_.emplace_back(std::move(stand_in), event.id);
}

std::map<EventId, EventId> EffectsOfImport::stand_ins(Reader& ledger) const {
    std::map<EventId, EventId> found;
    in_portions(stand_ins_, [&](const auto& some) {
        std::vector<std::string> keys;
        for (const auto& [key, event] : some) keys.push_back(key);
        const auto events = ledger.find_events(keys);
        for (std::size_t i = 0; i < some.size(); ++i) {
            const EventId taken_back = some[i].second;
            if (events[i] && events[i]->id != taken_back) found.emplace(taken_back, events[i]->id);
        }
    });
    return found;
}

void EffectsOfImport::report(Reader& ledger, Instant now, ImportResult& result) const {
    if (!earliest_) return;
    ReportQuery query{now, std::nullopt, {}};
    query.leaves_checkpoints = false;
    for (const std::uint32_t id : ledger.ids_of(NameKind::seat, {seats_.begin(), seats_.end()})) {
        if (id != 0) query.accounts.push_back(AccountId::of(SeatId{id}));
    }
    for (const std::uint32_t id : ledger.ids_of(NameKind::pool, {pools_.begin(), pools_.end()})) {
        if (id != 0) query.accounts.push_back(AccountId::of(PoolId{id}));
    }
    if (query.accounts.empty()) return;
    const auto stand_ins = this->stand_ins(ledger);
    OutcomeCollector without(*earliest_, stand_ins);
    if (!is_none(last_before_)) {
        LedgerBefore source(ledger, last_before_, taken_back_);
        FoldRun(source, query, &without, *earliest_).fold();
    }
    const Outcomes& before = without.outcomes();
    OutcomeCollector with(*earliest_, stand_ins);
    FoldRun(ledger, query, &with, *earliest_).fold();
    const Outcomes& after = with.outcomes();
    for (std::size_t i = 0; i < figures.size(); ++i) {
        result.effects.*figures[i].count += surplus(after[i], before[i]);
        result.effects_lost.*figures[i].count += surplus(before[i], after[i]);
    }
    constexpr std::size_t unmatched = 1;
    static_assert(figures[unmatched].kind == Posting::Kind::unmatched, "these are the answers that found nothing");
    std::vector<EventId> answers;
    for (const auto& [answer, count] : after[unmatched]) {
        if (count > before[unmatched].of(answer)) answers.push_back(answer);
    }
    EarlyAnswers(ledger, last_before_).warn_of(answers, result);
}

}  // namespace inmail::app
