#pragma once

#include <thread>
#include <vector>

namespace inmail::test {

/// Runs `work(who)` for each of a crowd, in one thread each.
template <class Work>
void all_at_once(int crowd, Work&& work) {
    std::vector<std::thread> threads;
    for (int who = 0; who < crowd; ++who) threads.emplace_back([&work, who] { work(who); });
    for (auto& thread : threads) thread.join();
}

}  // namespace inmail::test
