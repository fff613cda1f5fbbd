// Records on a server's ledger from several sessions at once: what the server takes beside the cost of starting commands.
//
//   bench_writers LOCATION WRITERS EVENTS
//
// Each writer keeps a session of its own open, and records EVENTS sends of its seat (writer-1, writer-2, ...) one by one, each
// judged and durable before the next. Prints the events a second of all, and how often a write had to begin again.

#include <atomic>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/name_match.hpp"

namespace {

using namespace inmail;

Instant now() {
    using namespace std::chrono;
    return Instant{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

EventRecord send_of(const std::string& seat, const std::string& person) {
    EventRecord event;
    event.kind = EventKind::send;
    event.seat = seat;
    event.prospect = person;
    event.channel = Channel::inmail;
    event.at = now();
    return event;
}

std::atomic<int> attempts{0};

void record_all(const std::string& location, const std::string& seat, int events) {
    store::Foreseen foreseen;
    std::vector<std::string> people;
    for (int i = 0; i < events; ++i) people.push_back(seat + "-to-" + std::to_string(i));
    // As the command line foresees it.
    foreseen.names = people;
    foreseen.names.push_back(seat);
    for (const std::string& person : people) {
        for (auto& form : other_forms_of_name(person)) foreseen.names.push_back(std::move(form));
    }
    foreseen.now = now();
    const auto store = store::open(location, store::Access::write, store::Caching::used, {}, {foreseen});
    for (const std::string& person : people) {
        app::RecordRequest request;
        request.now = now();
        request.command = "send";
        request.force = true;
        // Asked once an attempt.
        request.clock = [] {
            ++attempts;
            return now();
        };
        request.events = {send_of(seat, person)};
        static_cast<void>(app::record(*store, std::move(request)));
    }
}

int measure(const std::string& location, int writers, int events) {
    const auto begin = std::chrono::steady_clock::now();
    std::atomic<bool> failed{false};
    std::vector<std::thread> threads;
    for (int who = 1; who <= writers; ++who) {
        threads.emplace_back([&, who] {
            try {
                record_all(location, "writer-" + std::to_string(who), events);
            } catch (const std::exception& error) {
                failed = true;
                std::cerr << error.what() << '\n';
            }
        });
    }
    for (auto& thread : threads) thread.join();
    if (failed) return 1;
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    const int recorded = writers * events;
    std::cout << static_cast<int>(recorded / taken.count()) << " events a second, " << attempts - recorded << " begun again\n";
    return 0;
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) {
        std::cerr << "usage: bench_writers LOCATION WRITERS EVENTS\n";
        return 2;
    }
    try {
        return measure(words[1], std::stoi(words[2]), std::stoi(words[3]));
    } catch (const std::exception& error) {
        std::cerr << "bench_writers: " << error.what() << '\n';
        return 1;
    }
}
