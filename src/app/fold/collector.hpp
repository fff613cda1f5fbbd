#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <utility>

#include "inmail/core/posting.hpp"

namespace inmail::app {

/// A set of kinds of postings.
class PostingKinds {
  public:
    constexpr PostingKinds(std::initializer_list<Posting::Kind> kinds) {
        for (const Posting::Kind kind : kinds) bits_ |= bit_of(kind);
    }
    [[nodiscard]] static constexpr PostingKinds all() {
        PostingKinds kinds{};
        kinds.bits_ = ~std::uint64_t{0};
        return kinds;
    }

    [[nodiscard]] constexpr bool has(Posting::Kind kind) const { return (bits_ & bit_of(kind)) != 0; }
    friend constexpr PostingKinds operator|(PostingKinds a, PostingKinds b) {
        a.bits_ |= b.bits_;
        return a;
    }

  private:
    [[nodiscard]] static constexpr std::uint64_t bit_of(Posting::Kind kind) {
        return std::uint64_t{1} << static_cast<unsigned>(kind);
    }

    std::uint64_t bits_{0};
};

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
