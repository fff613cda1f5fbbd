#pragma once

#include <atomic>
#include <cstddef>
#include <future>
#include <thread>

namespace inmail::app {

/// Calls `work(i)` once for each i below `count`, on two processors if the machine has them: also in another thread then, which
/// needs no store. Which of the two calls takes an i is left open, so each should write to a place of its own. Throws what `work`
/// throws, once no call runs any more.
template <class Work>
void in_parallel(std::size_t count, const Work& work) {
    constexpr std::size_t worth_a_thread = 16;
    std::atomic<std::size_t> next{0};
    const auto take_all = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++) work(i);
        } catch (...) {
            next = count;  // the other call ends early
            throw;
        }
    };
    const bool has_two = count >= worth_a_thread && std::thread::hardware_concurrency() > 1;
    // Where no thread is to be had, the work is done here.
    constexpr auto if_possible = std::launch::async | std::launch::deferred;
    auto other = std::async(has_two ? if_possible : std::launch::deferred, take_all);
    take_all();  // if it throws, `other` waits for its thread
    other.get();
}

}  // namespace inmail::app
