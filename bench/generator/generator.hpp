#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "random.hpp"
#include "team.hpp"

namespace inmail::bench {

/// What a generated ledger is to be.
struct Shape {
    std::int64_t events{1'000'000};
    std::int64_t seats{1'000};
    std::int64_t events_a_seat_and_year{1'000};  ///< with the two above: how long ago it begins
    std::uint64_t seed{1};
    bool keys{true};  ///< false: a row has one only where a void names it
};

/// An agency's years on LinkedIn: each working day's events in the order of time, the same for one shape on every machine. See
/// docs/performance.md for what is in them. Holds in memory what is yet to come (answers, corrections), not what was.
class Generator {
  public:
    using Sink = std::function<void(const EventRecord&)>;

    /// Throws std::invalid_argument where the seats alone take more events than there may be.
    Generator(const Shape& shape, Sink sink);
    void run();

  private:
    [[nodiscard]] std::int64_t opening_events() const;
    void open_accounts(Day day);
    void live(Day day, std::int64_t events);
    void answer(Random& random, Day day, std::int64_t events);
    void happen(Random& random, Day day);

    void send(Random& random, Day day, Seat& seat);
    void await_answer(Random& random, Day day, const Seat& seat, const EventRecord& sent);
    void change_plan(Random& random, Day day, Seat& seat);
    void move(Random& random, Day day, Seat& seat);
    std::string prospect_of(Random& random, Seat& seat);

    /// `day` is put off to a working day; what would come after the last day never happens.
    void schedule(Day day, EventRecord record);
    void add(Random& random, Instant at, EventRecord record);

    Shape shape_;
    Sink sink_;
    Team team_;
    std::map<Day, std::vector<EventRecord>> scheduled_;
    std::vector<EventRecord> today_;
    std::vector<std::string> contacted_;  ///< some prospects that somebody wrote to
    std::int64_t recorded_{0};
};

}  // namespace inmail::bench
