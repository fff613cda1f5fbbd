#pragma once

#include <algorithm>
#include <vector>

#include "inmail/app/outreach/planner.hpp"

namespace inmail::app {

/// What a plan may still spend of one account.
class CreditBudget {
  public:
    explicit CreditBudget(const CreditSupply& supply) : supply_(supply) {}

    /// Whether one more InMail can be sent now, without taking a credit that one planned for later needs.
    [[nodiscard]] bool can_spend() const { return holds(spent_ + 1, later_); }
    void spend() { ++spent_; }

    /// The same of an InMail that is due at `t`: credits that are lost before are not there then.
    [[nodiscard]] bool can_spend_at(Instant t) const {
        auto later = later_;
        later.insert(std::upper_bound(later.begin(), later.end(), t), t);
        return holds(spent_, later);
    }
    void spend_at(Instant t) { later_.insert(std::upper_bound(later_.begin(), later_.end(), t), t); }

    /// When the first credit is lost even if all that is planned is sent.
    [[nodiscard]] std::optional<Instant> next_loss() const {
        for (const auto& loss : supply_.losses) {
            const auto planned = spent_ + (std::upper_bound(later_.begin(), later_.end(), loss.at) - later_.begin());
            if (lost_before(loss.at, false) > planned) return loss.at;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::int64_t left() const { return supply_.held.value - spent_ - static_cast<std::int64_t>(later_.size()); }

  private:
    /// What is lost before `t`. A credit is lost at its instant, so one that goes at `t` cannot be used then.
    [[nodiscard]] std::int64_t lost_before(Instant t, bool only_held) const {
        std::int64_t lost = 0;
        for (const auto& loss : supply_.losses) {
            if (loss.at <= t && (loss.is_held || !only_held)) lost += loss.amount.value;
        }
        return lost;
    }
    /// Credits that go soonest are drawn first, so each sent now saves one of them.
    [[nodiscard]] bool holds(std::int64_t spent, const std::vector<Instant>& later) const {
        if (spent + static_cast<std::int64_t>(later.size()) > supply_.held.value) return false;
        for (std::size_t i = 0; i < later.size(); ++i) {
            const std::int64_t gone = std::max(spent, lost_before(later[i], true));
            if (gone + static_cast<std::int64_t>(i) + 1 > supply_.held.value) return false;
        }
        return true;
    }

    const CreditSupply& supply_;
    std::int64_t spent_{0};
    std::vector<Instant> later_;  ///< when InMails planned for later are due, by time
};

}  // namespace inmail::app
