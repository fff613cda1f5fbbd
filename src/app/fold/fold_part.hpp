#pragma once

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "fold/fold_run.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// What one report needs of a fold, which several reports may share. The order across accounts must not matter to it.
class FoldPart : public Observer {
  public:
    /// The first instant whose postings it needs. It may get earlier ones, too.
    [[nodiscard]] virtual Instant from() const = 0;
    /// Where the fold pauses for it, in any order.
    [[nodiscard]] virtual std::vector<Instant> stops() const { return {}; }
    virtual void at_stop(Instant, const Reconciler&) {}
    [[nodiscard]] bool needs_global_order() const final { return false; }
};

/// Makes one fold for several reports. The parts must outlive it.
class SharedFold : public Observer {
  public:
    explicit SharedFold(const std::vector<FoldPart*>& parts) {
        for (FoldPart* part : parts) parts_.emplace_back(part, kinds_wanted_by(part));
    }

    [[nodiscard]] Instant from() const {
        Instant first = last_instant;
        for (const auto& [part, wanted] : parts_) first = std::min(first, part->from());
        return first;
    }
    /// `fold_run` has this as its observer.
    void fold(FoldRun& fold_run) {
        std::vector<std::pair<Instant, FoldPart*>> pauses;
        std::set<Instant> stops;
        for (const auto& [part, wanted] : parts_) {
            for (const Instant stop : part->stops()) {
                pauses.emplace_back(stop, part);
                stops.insert(stop);
            }
        }
        fold_run.fold_to({stops.begin(), stops.end()}, [&](Instant stop) {
            for (const auto& [at, part] : pauses) {
                if (at == stop) part->at_stop(stop, fold_run.reconciler());
            }
        });
    }

    void on(const Posting& posting) override {
        for (const auto& [part, wanted] : parts_) {
            if (wanted.has(posting.kind)) part->on(posting);
        }
    }
    [[nodiscard]] bool wants(Posting::Kind kind) const override {
        return std::any_of(parts_.begin(), parts_.end(), [kind](const auto& part) { return part.second.has(kind); });
    }
    [[nodiscard]] bool needs_global_order() const override { return false; }
    [[nodiscard]] bool needs_details() const override {
        return std::any_of(parts_.begin(), parts_.end(), [](const auto& part) { return part.first->needs_details(); });
    }

  private:
    std::vector<std::pair<FoldPart*, PostingKinds>> parts_;  ///< each with the kinds that it wants
};

}  // namespace inmail::app
