// Reads the events of a ledger as a fold of all accounts reads them, and does not fold: what reading takes of a command's time.
// A file and a server give the same events in the same order.
//
//   bench_reading LOCATION
//
// Prints how many events it read.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <vector>

#include "inmail/store/open.hpp"

namespace {

using namespace inmail;

/// As src/app/fold/fold_run.cpp asks.
constexpr std::size_t events_at_a_time = 32768;

std::int64_t read_all(const char* location) {
    const auto store = store::open(location, store::Access::read, store::Caching::ignored);
    Scope scope;
    scope.keys = false;
    std::int64_t events = 0;
    store->read(scope, events_at_a_time,
                [&](const std::vector<const Event*>& portion) { events += static_cast<std::int64_t>(portion.size()); });
    return events;
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "usage: bench_reading LOCATION\n";
        return 2;
    }
    try {
        std::cout << read_all(words[1]) << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "bench_reading: " << error.what() << '\n';
        return 1;
    }
}
