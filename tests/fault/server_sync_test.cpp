// A `sync` whose connection is cut between its flights: each side takes all of the other's events or none, and the next sync
// completes it.

#include <atomic>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "program.hpp"
#include "server_proxy.hpp"
#include "store/postgres/server_ledger.hpp"
#include "support/catch.hpp"
#include "support/effort.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using namespace inmail::test;

namespace {

/// A rep's file, and the ledger that it is synced with.
class Road {
  public:
    Road() {
        database_.run("DO $$ BEGIN CREATE ROLE ana LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        must({"init", "--zone", "UTC", "--ledger", server_});
        must({"subscribe", "ana", "--plan", "sales-navigator-core", "--at", "2026-03-01", "--holds", "100000", "--ledger",
              server_});
        must({"grant", "ana", "--seat", "ana", "--ledger", server_});
        must({"init", "--zone", "UTC", "--ledger", file_});
        must({"sync", file_, "--ledger", database_.location("ana")});
    }

    /// Records two events on each side, and syncs. Each round has people of its own.
    Ended sync_new_events(const std::string& way) {
        ++round_;
        must({"send", "ana", person("up", "a"), person("up", "b"), "--ledger", file_});
        must({"send", "ana", person("down", "a"), person("down", "b"), "--ledger", server_});
        return in_folder({"sync", file_, "--ledger", "postgresql:///" + database_.name() + "?user=ana&" + way});
    }
    void sync() const { must({"sync", file_, "--ledger", database_.location("ana")}); }
    /// How many of the round's events of the other side have come to the server and to the file.
    [[nodiscard]] std::pair<int, int> arrived() const {
        const std::string up = "'up-" + std::to_string(round_) + "-%'";
        const int on_server = std::stoi(database_.value(
            "(SELECT count(*) FROM inmail.event AS e JOIN inmail.prospect AS p ON p.id = e.prospect WHERE p.name LIKE " + up +
            ")"));
        const std::string events = must({"export", "events", "--ledger", file_}).out;
        int in_file = 0;
        for (std::size_t at = events.find(person("down", "")); at != std::string::npos;
             at = events.find(person("down", ""), at + 1))
            ++in_file;
        return {on_server, in_file};
    }
    void prove() const {
        must({"verify", "--ledger", server_});
        must({"verify", "--ledger", file_});
    }

  private:
    [[nodiscard]] std::string person(const std::string& direction, const std::string& name) const {
        return direction + "-" + std::to_string(round_) + "-" + name;
    }
    Ended in_folder(std::vector<std::string> arguments) const {
        // LeakSanitizer's own tracer crashes at the end of some commands that have loaded libpq.
        return run(folder_.path(), arguments,
                   {{"ASAN_OPTIONS", "detect_leaks=0"}, {"INMAIL_NOW", "2026-03-10T12:00:00Z"}, {"PGPORT", ServerProxy::port()}});
    }
    Ended must(std::vector<std::string> arguments) const {
        const Ended ended = in_folder(std::move(arguments));
        INFO(ended.out << ended.err);
        REQUIRE(ended.exit_code == 0);
        return ended;
    }

    const TestDatabase database_;
    const TempDir folder_;
    const std::string server_{database_.location()};
    const std::string file_{"road.db"};
    int round_{0};
};

/// A message of one of the sync's connections.
struct Place {
    int connection;
    Passing::From from;
    int number;
};

/// The last message of a flight, and the first of its answer.
bool ends_flight(const Passing& passing) {
    constexpr char sync = 'S';
    constexpr char ready = 'Z';
    return passing.type == (passing.from == Passing::From::client ? sync : ready);
}

}  // namespace

TEST_CASE("a sync that is cut leaves nothing half done, and the next one completes it") {
    Road road;
    std::vector<Place> places;
    {
        std::mutex mutex;
        ServerProxy proxy([&](const Passing& passing) {
            const std::lock_guard<std::mutex> lock(mutex);
            if (ends_flight(passing)) places.push_back({passing.connection, passing.from, passing.number});
            return Fate::pass;
        });
        REQUIRE(road.sync_new_events(proxy.address()).exit_code == 0);
    }
    REQUIRE(road.arrived() == std::pair{2, 2});
    CHECK(places.size() > 10);
    int failed = 0;
    const auto step = static_cast<std::size_t>(effort(1, 3, 6));
    for (std::size_t i = 0; i < places.size(); i += step) {
        const Place& place = places[i];
        INFO("connection " << place.connection << ", message " << place.number);
        std::atomic<bool> was_cut{false};
        ServerProxy proxy([&](const Passing& passing) {
            const bool is_there =
                passing.connection == place.connection && passing.from == place.from && passing.number == place.number;
            return is_there && !was_cut.exchange(true) ? Fate::cut : Fate::pass;
        });
        const Ended ended = road.sync_new_events(proxy.address());
        INFO(ended.out << ended.err);
        const auto [on_server, in_file] = road.arrived();
        CHECK((on_server == 0 || on_server == 2));
        CHECK((in_file == 0 || in_file == 2));
        if (ended.exit_code == 0) {
            CHECK(on_server + in_file == 4);
        } else {
            CHECK(ended.exit_code == 1);
            ++failed;
        }
        road.sync();
        CHECK(road.arrived() == std::pair{2, 2});
    }
    CHECK(failed > 0);
    road.prove();
}
