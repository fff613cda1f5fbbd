#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"
#include "random.hpp"

namespace inmail::bench {

/// One seat of the agency and the parameters of its events.
struct Seat {
    std::string handle;
    std::string team;
    std::string plan;  ///< empty: a member of `pool`
    std::string pool;
    bool buys{false};                  ///< whether the plan sells credits
    std::uint64_t replies_percent{0};  ///< of its InMails
    bool keeps_threads{false};         ///< whether its messages have thread ids, as after an import from LinkedIn
    Day away_until;                    ///< the day of the subscribe after a cancel
    std::vector<std::string> recent;   ///< the last prospects it wrote to
};

/// The seats and their pools. The first seat is `ana` on Sales Navigator; the others have a realistic mix of plans.
class Team {
  public:
    Team(std::int64_t seats, std::uint64_t seed);

    [[nodiscard]] const std::vector<Seat>& seats() const { return seats_; }
    [[nodiscard]] const std::vector<std::string>& pools() const { return pools_; }
    /// A random seat. Seats that send more are picked more often.
    Seat& pick_seat(Random& random) { return seats_[random.pick(tickets_)]; }

  private:
    void add(Random& random);

    std::vector<Seat> seats_;
    std::vector<std::string> pools_;
    std::vector<std::uint32_t> tickets_;  ///< each seat's number, once for every few messages it sends a month
};

constexpr std::string_view pool_plan = "recruiter-corporate";

}  // namespace inmail::bench
