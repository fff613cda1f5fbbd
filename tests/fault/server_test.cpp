// A ledger on a server, whose connections are cut, and whose clients and processes are killed, at each message of a `send`. What
// the program says is true: exit code 0: it is recorded, once; otherwise it says whether it may be recorded.

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "crowd.hpp"
#include "postgres/connection.hpp"
#include "program.hpp"
#include "server_proxy.hpp"
#include "store/postgres/server_ledger.hpp"
#include "support/catch.hpp"
#include "support/effort.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using namespace inmail::test;
using store::postgres::Connection;

namespace {

// LeakSanitizer's own tracer crashes at the end of some commands that have loaded libpq.
Environment surroundings() {
    return {{"ASAN_OPTIONS", "detect_leaks=0"}, {"INMAIL_NOW", "2026-03-10T12:00:00Z"}, {"PGPORT", ServerProxy::port()}};
}

/// A ledger on the server with the seat of a rep, who is the server's user ana, and everything that was said of sends.
class Office {
  public:
    explicit Office(const std::string& credits) {
        database.run("DO $$ BEGIN CREATE ROLE ana LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        must({"init", "--zone", "UTC"});
        must({"subscribe", "ana", "--plan", "sales-navigator-core", "--at", "2026-03-01", "--holds", credits, "--quiet"});
        must({"grant", "ana", "--seat", "ana"});
    }

    Ended as_owner(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--ledger", database.location()});
        return run(folder_.path(), arguments, surroundings());
    }
    /// `way`: to the server; empty: its own socket.
    Ended send(const std::string& way = {}) {
        const std::string prospect = "p" + std::to_string(++sends_);
        std::string location = database.location("ana");
        if (!way.empty()) location = "postgresql:///" + database.name() + "?user=ana&" + way;
        const Ended ended = run(folder_.path(), {"send", "ana", prospect, "--quiet", "--ledger", location}, surroundings());
        const std::lock_guard<std::mutex> lock(mutex_);
        said_[prospect] = ended;
        return ended;
    }
    /// Compares all that was said with what is there.
    void prove() {
        std::map<std::string, int> recorded;
        Connection connection(database.location());
        const auto answer = connection.ask(
            {"SELECT p.name, count(*) FROM inmail.event AS e JOIN inmail.prospect AS p ON p.id = e.prospect GROUP BY p.name"});
        for (int row = 0; row < answer.rows(); ++row) recorded[answer.string(row, 0)] = static_cast<int>(answer.integer(row, 1));
        for (const auto& [prospect, ended] : said_) {
            INFO(prospect << ": exit code " << ended.exit_code << "\n" << ended.out << ended.err);
            const int times = recorded[prospect];
            CHECK(times <= 1);
            if (ended.exit_code == 0) CHECK(times == 1);
            if (ended.exit_code == 0 || ended.killed) continue;
            const bool says_no = ended.err.find("nothing was recorded") != std::string::npos;
            const bool says_maybe = ended.err.find("may be recorded") != std::string::npos;
            CHECK(says_no != says_maybe);
            if (says_no) CHECK(times == 0);
        }
        const Ended verified = as_owner({"verify"});
        INFO(verified.out << verified.err);
        CHECK(verified.exit_code == 0);
    }
    [[nodiscard]] int said(int exit_code) const {
        int count = 0;
        for (const auto& [prospect, ended] : said_) count += ended.exit_code == exit_code ? 1 : 0;
        return count;
    }
    [[nodiscard]] int events() const { return std::stoi(database.value("SELECT count(*) FROM inmail.event")); }

    const TestDatabase database;

  private:
    void must(const std::vector<std::string>& arguments) const {
        const Ended ended = as_owner(arguments);
        INFO(ended.out << ended.err);
        REQUIRE(ended.exit_code == 0);
    }

    const TempDir folder_;
    std::atomic<int> sends_{0};
    std::mutex mutex_;
    std::map<std::string, Ended> said_;
};

/// A place in a `send`: a message that passes.
struct Place {
    Passing::From from{Passing::From::client};
    int number{0};
};

bool every_message(const Passing&) { return true; }

/// The last message of a flight, and the first of its answer.
bool ends_of_flights(const Passing& passing) {
    constexpr char sync = 'S';
    constexpr char ready = 'Z';
    return passing.type == (passing.from == Passing::From::client ? sync : ready);
}

bool is_commit(const Passing& passing) {
    return passing.from == Passing::From::client && passing.text.find("begin_write") != std::string_view::npos;
}

/// Places of a send: of the messages of a kind, all of the flight that commits, and before it each `step`th.
std::vector<Place> places_of_send(Office& office, const std::function<bool(const Passing&)>& kind, int step) {
    std::mutex mutex;
    std::vector<Place> places;
    bool commits = false;
    int passed = 0;
    ServerProxy proxy([&](const Passing& passing) {
        const std::lock_guard<std::mutex> lock(mutex);
        if (is_commit(passing)) commits = true;
        if (kind(passing) && (commits || passed++ % step == 0)) places.push_back({passing.from, passing.number});
        return Fate::pass;
    });
    REQUIRE(office.send(proxy.address()).exit_code == 0);
    return places;
}

/// Sends with a strike at the place, on the first connection that comes there.
Ended send_with(Office& office, const Place& place, const std::function<Fate(const Passing&)>& strike) {
    std::atomic<bool> struck{false};
    ServerProxy proxy([&](const Passing& passing) {
        if (passing.from != place.from || passing.number != place.number || struck.exchange(true)) return Fate::pass;
        return strike(passing);
    });
    return office.send(proxy.address());
}

/// Waits until the server has ended `other`, as it does with all connections when one of its processes is killed, and is back.
void wait_for_restart(const Office& office, Connection& other) {
    constexpr int most_attempts = 600;
    bool has_ended = false;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        try {
            if (!has_ended) other.ask({"SELECT 1"});
        } catch (const std::exception&) { has_ended = true; }
        usleep(50'000);
        if (!has_ended) continue;
        try {
            static_cast<void>(office.database.value("SELECT 1"));
            return;
        } catch (const std::exception&) {
            continue;  // it restores itself
        }
    }
    FAIL("the server does not come back");
}

}  // namespace

TEST_CASE("a connection that is cut within a send: recorded once, or told") {
    Office office("100000");
    const auto places = places_of_send(office, every_message, effort(1, 10, 30));
    CHECK(places.size() > 30);
    for (const Place& place : places) send_with(office, place, [](const Passing&) { return Fate::cut; });
    office.prove();
    // Before the commit, nothing is tried again; in the commit, the program finds out.
    CHECK(office.said(1) > 0);
    CHECK(office.said(0) > 1);
    std::cout << "cuts: " << places.size() << " places, " << office.said(0) << " sends acknowledged\n";
}

TEST_CASE("a client that is killed within a send: its event is there once, or not at all") {
    Office office("100000");
    for (const Place& place : places_of_send(office, every_message, effort(1, 20, 40))) {
        send_with(office, place, [](const Passing& passing) {
            kill(passing.client_pid, SIGKILL);
            return Fate::pass;
        });
    }
    // Its process on the server may still be at work, and keeps nobody out.
    CHECK(office.send().exit_code == 0);
    office.prove();
    CHECK(office.said(-1) > 10);
}

TEST_CASE("a process of the server that is ended within a send: recorded once, or told") {
    Office office("100000");
    for (const Place& place : places_of_send(office, every_message, effort(1, 20, 40))) {
        send_with(office, place, [](const Passing& passing) {
            if (passing.server_pid != 0) kill(passing.server_pid, SIGTERM);
            return Fate::pass;
        });
    }
    office.prove();
    CHECK(office.said(1) > 0);
}

TEST_CASE("a server that is killed within a send: recorded once, or told") {
    Office office("100000");
    const auto places = places_of_send(office, ends_of_flights, effort(1, 3, 6));
    CHECK(places.size() >= 3);
    for (const Place& place : places) {
        Connection other(office.database.location());
        std::atomic<bool> was_killed{false};
        // A killed process takes all others of the server with it. The server restores itself from its log.
        send_with(office, place, [&](const Passing& passing) {
            if (passing.server_pid != 0) was_killed = kill(passing.server_pid, SIGKILL) == 0;
            return Fate::pass;
        });
        if (was_killed) wait_for_restart(office, other);
    }
    office.prove();
    CHECK(office.said(0) > 1);
}

TEST_CASE("a commit that arrives after its client has lost the connection is recorded once") {
    enum class When { client_is_back, client_sends_again, client_has_sent_again };
    for (const When when : {When::client_is_back, When::client_sends_again, When::client_has_sent_again}) {
        INFO(static_cast<int>(when));
        Office office("100000");
        const int at_first = office.events();
        ServerProxy* proxy = nullptr;
        ServerProxy made([&](const Passing& passing) {
            if (passing.connection == 1) return is_commit(passing) ? Fate::late : Fate::pass;
            const bool is_back = passing.type == '\0';
            const bool is_time = when == When::client_is_back ? is_back : when == When::client_sends_again && is_commit(passing);
            if (is_time) proxy->deliver();
            if (is_time) proxy->wait_for_late_answer();
            return Fate::pass;
        });
        proxy = &made;
        const Ended ended = office.send(made.address());
        INFO(ended.err);
        CHECK(ended.exit_code == 0);
        made.deliver();
        made.wait_for_late_answer();
        CHECK(office.events() == at_first + 1);
        office.prove();
    }
}

TEST_CASE("a commit that waits for another's when its client loses the connection is recorded once") {
    Office office("100000");
    const int at_first = office.events();
    Connection other(office.database.location());
    other.ask({"BEGIN"});
    other.ask({"SELECT 1 FROM inmail.head FOR UPDATE"});
    ServerProxy* proxy = nullptr;
    std::atomic<bool> sends_again{false};
    ServerProxy made([&](const Passing& passing) {
        if (passing.connection == 1) return is_commit(passing) ? Fate::late : Fate::pass;
        if (passing.type == '\0') proxy->deliver();
        if (is_commit(passing)) sends_again = true;
        if (sends_again && passing.type == 'S' && passing.from == Passing::From::client) other.ask({"ROLLBACK"});
        return Fate::pass;
    });
    proxy = &made;
    const Ended ended = office.send(made.address());
    INFO(ended.err);
    CHECK(ended.exit_code == 0);
    made.wait_for_late_answer();
    CHECK(office.events() == at_first + 1);
    office.prove();
}

TEST_CASE("a commit whose answer is lost, and that nobody can be asked about, is told so") {
    Office office("100000");
    ServerProxy proxy([](const Passing& passing) {
        constexpr char question = 'P';
        const bool is_asked = passing.connection > 1 && passing.from == Passing::From::client && passing.type == question;
        return is_asked || is_commit(passing) ? Fate::cut : Fate::pass;
    });
    const Ended ended = office.send(proxy.address());
    INFO(ended.err);
    CHECK(ended.exit_code == 1);
    CHECK(ended.err.find("may be recorded") != std::string::npos);
    office.prove();
}

TEST_CASE("eight and thirty-two users record on a server at once, and nothing is lost or doubled") {
    for (const int crowd : {8, 32}) {
        Office office("100000");
        const int rounds = effort(96, 32, 32) / crowd;
        const int at_first = office.events();
        all_at_once(crowd, [&](int) {
            for (int round = 0; round < rounds; ++round) office.send();
        });
        CHECK(office.said(0) == crowd * rounds);
        CHECK(office.events() == at_first + crowd * rounds);
        office.prove();
    }
}

TEST_CASE("eight and thirty-two users on a server race for five credits: five sends are recorded, the rest are refused") {
    for (const int crowd : {8, 32}) {
        Office office("5");
        all_at_once(crowd, [&](int) { office.send(); });
        CHECK(office.said(0) == 5);
        CHECK(office.said(4) == crowd - 5);
        const std::string balance = office.as_owner({"balance", "--format", "json"}).out;
        CHECK(balance.find("\"available\":0,") != std::string::npos);
        CHECK(balance.find("\"unfunded\":0,") != std::string::npos);
    }
}

TEST_CASE("seats of one pool race for its five credits, while a seat apart records") {
    Office office("100000");
    constexpr int members = 8;
    const auto must = [&office](std::vector<std::string> words) {
        words.emplace_back("--quiet");
        const int exit_code = office.as_owner(std::move(words)).exit_code;
        REQUIRE(exit_code == 0);
    };
    must({"subscribe", "--pool", "acme", "--plan", "recruiter-corporate", "--at", "2026-03-01"});
    for (int who = 0; who < members; ++who)
        must({"subscribe", "m" + std::to_string(who), "--pool", "acme", "--at", "2026-03-01"});
    must({"observe", "--pool", "acme", "5", "--adjust"});
    const int at_first = office.events();
    std::atomic<int> recorded{0};
    std::atomic<int> refused{0};
    all_at_once(members + 1, [&](int who) {
        if (who == members) {
            for (int i = 0; i < members; ++i) office.send();
            return;
        }
        const std::string name = std::to_string(who);
        const int exit_code = office.as_owner({"send", "m" + name, "of-" + name, "--quiet"}).exit_code;
        recorded += exit_code == 0 ? 1 : 0;
        refused += exit_code == 4 ? 1 : 0;
    });
    CHECK(recorded == 5);
    CHECK(refused == members - 5);
    CHECK(office.said(0) == members);
    CHECK(office.events() == at_first + 5 + members);
    CHECK(office.as_owner({"balance", "pool:acme", "--format", "json"}).out.find("\"available\":0,") != std::string::npos);
}
