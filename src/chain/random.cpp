#include "inmail/chain/random.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>

#include "inmail/core/machine_faults.hpp"

namespace inmail {

void fill_random(std::uint8_t* bytes, std::size_t count) {
    constexpr std::size_t portion = 256;  // what getrandom gives whole, without being interrupted
    thread_local std::array<std::uint8_t, portion> pool;
    thread_local std::size_t used = portion;
    ensure(count <= portion, "random bytes are asked for in small numbers");
    if (portion - used < count) {
        if (getrandom(pool.data(), portion, 0) != static_cast<ssize_t>(portion))
            throw FailedMachine(machine_fault::NoRandomNumbers{});
        used = 0;
    }
    std::copy_n(pool.begin() + static_cast<std::ptrdiff_t>(used), count, bytes);
    used += count;
}

std::chrono::milliseconds random_pause(std::chrono::milliseconds longest) {
    std::array<std::uint8_t, 2> bytes{};
    fill_random(bytes.data(), bytes.size());
    constexpr unsigned byte_bits = 8;
    const auto random = static_cast<unsigned>(bytes[0]) << byte_bits | bytes[1];
    return std::chrono::milliseconds{static_cast<std::int64_t>(random) % (longest.count() + 1)};
}

}  // namespace inmail
