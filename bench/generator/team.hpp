#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"
#include "random.hpp"

namespace inmail::bench {

/// One licensed person of the agency, with the habits that make her events.
struct Seat {
    std::string handle;
    std::string team;
    std::string plan;  ///< empty: draws on a pool
    std::string pool;
    bool buys{false};                  ///< whether the plan sells credits
    std::uint64_t mails_a_month{0};    ///< how busy she is, beside the others
    std::uint64_t replies_percent{0};  ///< of her paid InMails
    bool keeps_threads{false};         ///< her messages were imported from LinkedIn, with their thread ids
    Day away_until;                    ///< on a break: between a cancel and the subscribe after it
    std::vector<std::string> recent;   ///< prospects she wrote to last
};

/// The seats and their pools: `ana` on Sales Navigator first, then a mix of plans by the shares of a table.
class Team {
  public:
    Team(std::int64_t seats, std::uint64_t seed);

    [[nodiscard]] const std::vector<Seat>& seats() const { return seats_; }
    [[nodiscard]] const std::vector<std::string>& pools() const { return pools_; }
    /// A seat, the busier the more often.
    Seat& busy_one(Random& random) { return seats_[random.pick(tickets_)]; }

  private:
    void add(Random& random);

    std::vector<Seat> seats_;
    std::vector<std::string> pools_;
    std::vector<std::uint32_t> tickets_;  ///< each seat's number as often as she is busy
};

constexpr std::string_view pool_plan = "recruiter-corporate";

}  // namespace inmail::bench
