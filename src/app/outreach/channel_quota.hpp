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
    /// `sent`: messages that count against limits of `limited`, by time. `limits`: all of them; those of `plan` count, too.
    ChannelQuota(Channel limited, const std::vector<PublishedLimit>& limits, const std::string& plan, std::vector<Instant> sent)
        : sent_(std::move(sent)) {
        for (const PublishedLimit& limit : limits) {
            const bool binds = limit.plan.empty() || limit.plan == plan;
            if (binds && limit.what == PublishedLimit::What::send && limit.channel == limited) limits_.push_back(&limit);
        }
    }

    /// The first instant from `t` on at which one more stays within every limit.
    [[nodiscard]] Instant next(Instant t) const {
        for (const PublishedLimit* limit : limits_) {
            const auto count = static_cast<std::size_t>(limit->count);
            if (sent_.size() < count) continue;
            t = std::max(t, sent_[sent_.size() - count] + days(days_of(limit->period)));
        }
        return t;
    }
    /// `t`: what `next` gave.
    void send(Instant t) { sent_.insert(std::upper_bound(sent_.begin(), sent_.end(), t), t); }
    [[nodiscard]] std::size_t sent() const { return sent_.size(); }

  private:
    std::vector<const PublishedLimit*> limits_;
    std::vector<Instant> sent_;
};

}  // namespace inmail::app
