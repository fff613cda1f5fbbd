#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "inmail/core/event.hpp"

namespace inmail {

/// A message that an answer may still find (RULES section 4, reply).
struct Message {
    enum class State : std::uint8_t {
        pending,   ///< a paid InMail of the current stint
        free,      ///< over a channel that costs nothing
        dropped,   ///< a paid InMail whose stint ended
        answered,
    };

    State state{State::pending};
    bool funded{false};
    SeatId seat;
    ProspectId prospect;
    AccountId account;
    EventId event;
    Instant sent_at;
    Instant until;                          ///< the end of its window, inclusive
    std::optional<Instant> credit_expires;  ///< of the credit that was spent
    std::string thread;
    std::uint64_t order{0};                 ///< in which messages were sent, of one fold; the outbox gives it

    [[nodiscard]] bool open_at(State wanted, Instant t) const { return state == wanted && until >= t; }
};

/// The messages of all seats whose windows have not ended, found by seat and prospect, latest first. A slot stays valid
/// until `erase`; whoever keeps the account's clock erases it when the window ends.
class Outbox {
  public:
    using Slot = std::uint32_t;
    static constexpr Slot none = UINT32_MAX;

    Slot add(Message message);
    void erase(Slot slot);

    Message& operator[](Slot slot) { return nodes_[slot].message; }
    const Message& operator[](Slot slot) const { return nodes_[slot].message; }

    /// The latest message of the seat to the prospect that `wanted` accepts; messages must have been added in fold order.
    template <class Predicate>
    [[nodiscard]] Slot latest(SeatId seat, ProspectId prospect, Predicate&& wanted) const {
        const auto chain = chains_.find(key_of(seat, prospect));
        Slot slot = chain == chains_.end() ? none : chain->second;
        while (slot != none && !wanted(nodes_[slot].message)) slot = nodes_[slot].older;
        return slot;
    }

  private:
    struct Node {
        Message message;
        Slot older{none};
    };
    static std::uint64_t key_of(SeatId seat, ProspectId prospect) { return std::uint64_t{seat.value} << 32U | prospect.value; }

    std::vector<Node> nodes_;
    std::vector<Slot> unused_;
    std::uint64_t added_{0};
    std::unordered_map<std::uint64_t, Slot> chains_;
};

}  // namespace inmail
