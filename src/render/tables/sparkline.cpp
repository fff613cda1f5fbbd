#include "sparkline.hpp"

#include <algorithm>
#include <array>

namespace inmail::render {

std::string sparkline(const std::vector<Credits>& amounts) {
    static constexpr std::array<const char*, 8> bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    constexpr auto highest_bar = static_cast<std::int64_t>(bars.size()) - 1;
    Credits most = no_credits;
    for (const Credits amount : amounts) most = std::max(most, amount);
    std::string line;
    for (const Credits amount : amounts) {
        // Rounded up: only nothing looks like nothing.
        const std::int64_t bar = most == no_credits ? 0 : (amount.value * highest_bar + most.value - 1) / most.value;
        line += bars.at(static_cast<std::size_t>(bar));
    }
    return line;
}

}  // namespace inmail::render
