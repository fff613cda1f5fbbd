#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/outreach/planner.hpp"

namespace inmail::app {

/// When a seat may next send over a channel with a published limit.
class ChannelQuota {
  public:
    /// `sent`: messages that count against limits of `limited`, by time. `limits`: all of them; those of the seat's plans bind,
    /// too. The seat must outlive this.
    ChannelQuota(Channel limited, const std::vector<PublishedLimit>& limits, const SendingSeat& seat, std::vector<Instant> sent)
        : seat_(seat), sent_(std::move(sent)) {
        for (const PublishedLimit& limit : limits) {
            if (limit.what == PublishedLimit::What::send && limit.channel == limited) limits_.push_back(&limit);
        }
    }

    /// The first instant from `t` on at which one more stays within every limit.
    [[nodiscard]] Instant next(Instant t) const {
        for (Instant from = t;; from = t) {
            for (const PublishedLimit* limit : limits_) t = std::max(t, next(*limit, t));
            if (t == from) return t;
        }
    }
    /// `t`: what `next` gave.
    void send(Instant t) { sent_.insert(std::upper_bound(sent_.begin(), sent_.end(), t), t); }
    [[nodiscard]] std::size_t sent() const { return sent_.size(); }

  private:
    /// As long as the seat has the limit's plan.
    [[nodiscard]] Instant next(const PublishedLimit& limit, Instant t) const {
        const auto count = static_cast<std::size_t>(limit.count);
        const bool binds = limit.plan.empty() || limit.plan == seat_.at(t).plan;
        if (!binds || sent_.size() < count) return t;
        const Instant next = sent_[sent_.size() - count] + days(days_of(limit.period));
        const auto other_plan = limit.plan.empty() ? std::nullopt : seat_.period_end(t);
        return other_plan ? std::min(next, *other_plan) : next;
    }

    const SendingSeat& seat_;
    std::vector<const PublishedLimit*> limits_;
    std::vector<Instant> sent_;
};

}  // namespace inmail::app
