#include "import/effects.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

/// The figure that counts postings of the kind; null: none does.
std::int64_t ImportEffects::*figure_of(Posting::Kind kind) {
    switch (kind) {
        case Posting::Kind::refunded:
            return &ImportEffects::refunds;
        case Posting::Kind::unmatched:
            return &ImportEffects::unmatched;
        case Posting::Kind::repeat:
            return &ImportEffects::repeats;
        case Posting::Kind::unfunded:
            return &ImportEffects::unfunded;
        case Posting::Kind::over_limit:
            return &ImportEffects::over_limit;
        case Posting::Kind::outside:
            return &ImportEffects::outside;
        default:
            return nullptr;
    }
}

class EffectCounter : public Observer {
  public:
    EffectCounter(EventId last_before, ImportEffects& effects) : last_before_(last_before), effects_(effects) {}

    void on(const Posting& posting) override {
        const auto figure = figure_of(posting.kind);
        if (figure == nullptr || posting.cause <= last_before_) return;
        effects_.*figure += posting.amount.value;
        if (posting.kind == Posting::Kind::unmatched) unmatched_.push_back(posting.cause);
    }
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return figure_of(kind) != nullptr; }
    [[nodiscard]] bool needs_global_order() const override { return false; }

    /// The answers that found nothing to answer.
    [[nodiscard]] const std::vector<EventId>& unmatched() const { return unmatched_; }

  private:
    EventId last_before_;
    ImportEffects& effects_;
    std::vector<EventId> unmatched_;
};

/// Warns of answers that found nothing to answer because the send lies after them.
class EarlyAnswers {
  public:
    explicit EarlyAnswers(Reader& ledger) : ledger_(ledger) {}

    void warn_of(EventId answer, ImportResult& result) {
        const auto event = ledger_.find_event(answer);
        ensure(event.has_value(), "what was folded was recorded");
        const std::vector<Instant>& sends = sends_of(event->seat, event->prospect);
        const auto later = std::upper_bound(sends.begin(), sends.end(), event->at);
        if (later == sends.end()) return;
        result.warnings.push_back(
            {event->line, import_warning::AnswerBeforeSend{event->seat, event->prospect, event->at, *later}, {}});
    }

  private:
    /// By time. One person may have many answers.
    const std::vector<Instant>& sends_of(const std::string& seat, const std::string& prospect) {
        const auto [known, is_new] = sends_.try_emplace({seat, prospect});
        const auto id = is_new ? ledger_.find_prospect(prospect) : std::nullopt;
        if (!id) return known->second;
        for (const RecordedEvent& message : ledger_.messages_with(*id, last_instant)) {
            if (message.kind == EventKind::send && message.seat == seat) known->second.push_back(message.at);
        }
        return known->second;
    }

    Reader& ledger_;
    std::map<std::pair<std::string, std::string>, std::vector<Instant>> sends_;  ///< by seat and prospect
};

}  // namespace

void EffectsOfImport::recorded(const EventRecord& record) {
    if (!record.seat.empty()) seats_.insert(record.seat);
    if (!record.pool.empty()) pools_.insert(record.pool);
    if (record.kind != EventKind::void_event) earliest_ = std::min(earliest_.value_or(record.at), record.at);
}

void EffectsOfImport::tell(Reader& ledger, EventId last_before, Instant now, ImportResult& result) const {
    if (!earliest_) return;
    ReportQuery query{now, std::nullopt, {}};
    query.leaves_checkpoints = false;
    for (const std::string& seat : seats_) {
        if (const auto id = ledger.find_seat(seat)) query.accounts.push_back(AccountId::of(*id));
    }
    for (const std::string& pool : pools_) {
        if (const auto id = ledger.find_pool(pool)) query.accounts.push_back(AccountId::of(*id));
    }
    if (query.accounts.empty()) return;
    EffectCounter counter(last_before, result.effects);
    FoldRun fold_run(ledger, std::move(query), &counter, *earliest_);
    fold_run.fold();
    EarlyAnswers early(ledger);
    for (const EventId answer : counter.unmatched()) early.warn_of(answer, result);
}

}  // namespace inmail::app
