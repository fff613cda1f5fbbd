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

/// The size and kind of a generated ledger.
struct Shape {
    std::int64_t events{1'000'000};
    std::int64_t seats{1'000};
    std::int64_t events_a_seat_and_year{1'000};  ///< with the two above, sets the time span
    std::uint64_t seed{1};
    bool keys{true};  ///< false: only rows that a void refers to have a key
};

/// Generates an agency's years on LinkedIn in order of time; docs/performance.md describes the events. One shape gives the same
/// events on every machine. Memory holds only future events (answers, corrections).
class Generator {
  public:
    using Sink = std::function<void(const EventRecord&)>;

    /// Throws std::invalid_argument if the subscribe events of the accounts exceed `shape.events`.
    Generator(const Shape& shape, Sink sink);
    void run();

  private:
    [[nodiscard]] std::int64_t opening_events() const;
    void open_accounts(Day day);
    void generate_day(Day day, std::int64_t events);
    void add_scheduled(Random& random, Day day, std::int64_t events);
    void add_random(Random& random, Day day);

    void send(Random& random, Day day, Seat& seat);
    void schedule_answer(Random& random, Day day, const Seat& seat, const EventRecord& sent);
    void change_plan(Random& random, Day day, Seat& seat);
    void change_pool(Random& random, Day day, Seat& seat);
    std::string prospect_of(Random& random, Seat& seat);

    /// Moves `day` to the next working day. Drops events after the last day.
    void schedule(Day day, EventRecord record);
    void add(Random& random, Instant at, EventRecord record);

    Shape shape_;
    Sink sink_;
    Team team_;
    std::map<Day, std::vector<EventRecord>> scheduled_;
    std::vector<EventRecord> today_;
    std::vector<std::string> contacted_;  ///< some prospects that any seat wrote to
    std::int64_t recorded_{0};
};

}  // namespace inmail::bench
