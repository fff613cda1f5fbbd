#pragma once

#include <map>
#include <optional>
#include <set>

#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "fold/fold_part.hpp"
#include "inmail/app/forecast/forecast.hpp"
#include "inmail/app/forecast/recommendations.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// What recommendations need of a fold: what each account sent and lost in the last whole months before `as_of`.
class RecommendationPart : public FoldPart {
  public:
    RecommendationPart(Instant as_of, const RecommendationRules& rules);

    [[nodiscard]] Instant from() const override;
    void on(const Posting& p) override;
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return kinds.has(kind); }

    /// After the fold, with its forecast.
    [[nodiscard]] Recommendations recommendations(Store& store, const FoldRun& fold_run, const ForecastReport& coming) const;

  private:
    static constexpr PostingKinds kinds = loss_kinds | PostingKinds{Posting::Kind::sent, Posting::Kind::consumed,
                                                                    Posting::Kind::unfunded, Posting::Kind::reassigned};

    struct Use {
        std::map<Month, MonthOfUse> months;
        std::set<SeatId> senders;

        Use& operator+=(const Use& more);
    };

    [[nodiscard]] AccountUse use_of(Store& store, const FoldRun& fold_run, const AccountName& name,
                                    const AccountState& state) const;

    RecommendationRules rules_;
    Month first_;  ///< of the months looked at
    Month last_;
    ByAccount<Use> uses_;
};

}  // namespace inmail::app
