#pragma once

#include "inmail/app/reports/reply_cost.hpp"
#include "reports/message_log.hpp"
#include "reports/worth_tally.hpp"

namespace inmail::app {

/// Sums what messages cost. The log must outlive it.
class ReplyCostTally {
  public:
    void add(const MessageLog::SentMessage& message) {
        if (message.spent) net_.add(message.account, message.terms, message.price.get());
        if (message.funded) gross_.add(message.account, message.terms, message.price.get());
    }
    [[nodiscard]] ReplyCost cost() const { return {{net_.credits(), net_.worth()}, {gross_.credits(), gross_.worth()}}; }

  private:
    WorthByAccount net_;
    WorthByAccount gross_;
};

}  // namespace inmail::app
