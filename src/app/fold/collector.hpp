#pragma once

#include <functional>
#include <utility>

#include "inmail/core/posting.hpp"

namespace inmail::app {

constexpr PostingKinds loss_kinds{Posting::Kind::expired, Posting::Kind::withheld, Posting::Kind::trimmed, Posting::Kind::zeroed};

/// An observer that hands postings to a function.
class Collector : public Observer {
  public:
    /// All postings, in the order of time.
    explicit Collector(std::function<void(const Posting&)> take) : take_(std::move(take)) {}
    /// Postings of these kinds. Only those of one account, and of accounts that an event links, come in the order of time.
    Collector(PostingKinds kinds, std::function<void(const Posting&)> take)
        : kinds_(kinds), needs_global_order_(false), take_(std::move(take)) {}

    void on(const Posting& posting) override { take_(posting); }
    [[nodiscard]] bool wants(Posting::Kind kind) const override { return kinds_.has(kind); }
    [[nodiscard]] bool needs_global_order() const override { return needs_global_order_; }

  private:
    PostingKinds kinds_{PostingKinds::all()};
    bool needs_global_order_{true};
    std::function<void(const Posting&)> take_;
};

}  // namespace inmail::app
