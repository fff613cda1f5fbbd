#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/temp_dir.hpp"

namespace inmail::test {

/// A message between a client and the server that is about to pass.
struct Passing {
    enum class From { client, server };
    int connection{0};  ///< from 1 on, as they come
    From from{From::client};
    int number{0};          ///< from 1 on, of those of its side on its connection
    char type{0};           ///< as PostgreSQL's protocol has it; 0: the client's first one, which has none
    std::string_view text;  ///< its contents
    int client_pid{0};
    int server_pid{0};  ///< of the server's process for the connection; 0: not known yet
};

enum class Fate {
    pass,
    cut,   ///< neither side gets it, and both find the connection closed
    late,  ///< the client finds the connection closed; what it has sent arrives when `deliver` is called
};

/// A socket beside the server's. What passes is read message by message, and each has the fate that `judge` gives it.
class ServerProxy {
  public:
    using Judge = std::function<Fate(const Passing&)>;

    /// `judge`: called by one thread a connection.
    explicit ServerProxy(Judge judge);
    ServerProxy(const ServerProxy&) = delete;
    ServerProxy& operator=(const ServerProxy&) = delete;
    /// Closes all connections.
    ~ServerProxy();

    /// "host=...&port=...", for a URL.
    [[nodiscard]] std::string address() const;
    /// The server's, and the proxy's.
    [[nodiscard]] static std::string port();
    /// Hands over what is late to the server.
    void deliver();
    /// Waits until the server has answered what was late.
    void wait_for_late_answer();
    /// Waits until all connections are closed.
    void wait_for_end();

  private:
    /// What one side has sent and is not passed on yet.
    struct Stream {
        int from{-1};
        int to{-1};
        std::string bytes{};
        int number{0};
        bool begun{false};  ///< the first message has passed, which has no type
    };

    void serve();
    void pass_on(int client, int connection);
    /// False: the connection ends.
    bool pass_whole_messages(Stream& stream, Passing& passing);
    void keep(const Stream& client);

    const Judge judge_;
    const TempDir folder_;
    int listener_{-1};
    int ends_[2]{-1, -1};  ///< a pipe; its end ends the threads
    std::thread server_;
    std::mutex mutex_;
    std::vector<std::thread> connections_;
    std::string late_;
    int late_to_{-1};
};

}  // namespace inmail::test
