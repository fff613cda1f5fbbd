#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/id_map.hpp"

namespace inmail {

/// The id of a thread. Most messages have none, and a pointer takes a quarter of the room of a string.
class ThreadId {
  public:
    ThreadId() = default;
    explicit ThreadId(std::string_view id) : id_(id.empty() ? nullptr : std::make_unique<std::string>(id)) {}
    ThreadId(const ThreadId& other) : ThreadId(other.view()) {}
    ThreadId& operator=(const ThreadId& other) { return *this = ThreadId(other); }
    ThreadId(ThreadId&&) noexcept = default;
    ThreadId& operator=(ThreadId&&) noexcept = default;
    ~ThreadId() = default;

    [[nodiscard]] std::string_view view() const { return id_ ? std::string_view{*id_} : std::string_view{}; }

  private:
    std::unique_ptr<std::string> id_;
};

/// A message that may still be answered (RULES section 4, reply). A team has hundreds of thousands at a time, and a fold visits
/// them in random order, so each fits into one cache line.
struct OpenMessage {
    enum class State : std::uint8_t {
        pending,  ///< a paid InMail of the current stint
        free,     ///< over a channel that costs nothing
        dropped,  ///< a paid InMail whose stint ended
        ended,    ///< answered, lapsed, or not refundable since a later one was answered
        erased,   ///< its window has ended; only the outbox uses it
    };
    static constexpr Instant never = last_instant + Duration{1};

    EventId event;
    Instant sent_at;
    Instant until;                  ///< the end of its window, inclusive
    Instant credit_expires{never};  ///< of the credit that was spent; `never` also if none was
    ThreadId thread;
    SeatId seat;
    ProspectId prospect;
    PoolId pool;             ///< that it was sent from; none: the seat's own account
    std::uint32_t older{0};  ///< the previous message to the same prospect; set by the outbox
    State state{State::pending};
    Channel channel{Channel::inmail};
    bool funded{false};

    [[nodiscard]] AccountId account() const { return is_none(pool) ? AccountId::of(seat) : AccountId::of(pool); }
    [[nodiscard]] bool open_at(State wanted, Instant t) const { return state == wanted && until >= t; }
};

/// The messages of one seat whose windows are open, found by prospect, latest first. Each has a number, given in the order of
/// sending and valid until `erase`. The account of a message erases it when its window ends.
class Outbox {
  public:
    using Number = std::uint32_t;
    static constexpr Number none = 0;

    Number add(OpenMessage message);
    void erase(Number number);
    /// Moves all messages to another handle.
    void rename(SeatId to) {
        for (OpenMessage& message : messages_) message.seat = to;
    }

    OpenMessage& operator[](Number number) { return messages_[number - first_]; }
    const OpenMessage& operator[](Number number) const { return messages_[number - first_]; }

    /// The latest message to the prospect that `wanted` accepts, or none. Messages must have been added in fold order.
    template <class Predicate>
    [[nodiscard]] Number latest(ProspectId prospect, Predicate&& wanted) const {
        return first_of(buckets_.empty() ? none : buckets_[place_of(prospect)].latest, wanted);
    }
    /// The same among the messages to the prospect that were sent before message `number`.
    template <class Predicate>
    [[nodiscard]] Number latest_before(Number number, Predicate&& wanted) const {
        return first_of((*this)[number].older, wanted);
    }

  private:
    /// An entry of an open hash table: the messages to one prospect. All of them may be erased.
    struct Bucket {
        ProspectId prospect;
        Number latest{none};  ///< none: the place is free
    };

    /// The first that `wanted` accepts, of message `number` and the older ones to the same prospect.
    template <class Predicate>
    [[nodiscard]] Number first_of(Number number, Predicate&& wanted) const {
        // Messages before the first are erased. Links to them stay.
        for (; number >= first_ && number != none; number = (*this)[number].older) {
            if (wanted((*this)[number])) return number;
        }
        return none;
    }
    /// Where the search for the prospect's place begins.
    [[nodiscard]] std::size_t home_of(ProspectId prospect) const {
        // Prospects have consecutive numbers. The multiplication spreads them over the table.
        constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;
        constexpr unsigned half = 32;
        return ((prospect.value * golden_ratio) >> half) & (buckets_.size() - 1);
    }
    [[nodiscard]] std::size_t place_of(ProspectId prospect) const;
    void make_room();

    std::deque<OpenMessage> messages_;  ///< the first is not erased
    Number first_{1};
    std::vector<Bucket> buckets_;  ///< its size is 0 or a power of two; at least a quarter of it is free
    std::size_t taken_{0};         ///< entries that are not free
};

/// The outboxes of all seats.
using Outboxes = IdMap<SeatId, Outbox>;

}  // namespace inmail
