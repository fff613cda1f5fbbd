#include "fold/in_parallel.hpp"

#include <cstddef>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"

namespace inmail::app {

TEST_CASE("work in parallel takes each place once, however many there are") {
    for (const int size : {0, 1, 15, 16, 17, 1000}) {
        const auto count = static_cast<std::size_t>(size);
        INFO(count);
        std::vector<int> taken(count, 0);
        in_parallel(count, [&](std::size_t i) { ++taken[i]; });
        CHECK(taken == std::vector<int>(count, 1));
    }
}

TEST_CASE("work in parallel that fails ends, and says why") {
    for (const int size : {1, 1000}) {
        const auto count = static_cast<std::size_t>(size);
        INFO(count);
        const auto fail = [&](std::size_t i) {
            if (i + 1 == count) throw std::runtime_error("the last one");
        };
        CHECK_THROWS_WITH(in_parallel(count, fail), "the last one");
    }
}

}  // namespace inmail::app
