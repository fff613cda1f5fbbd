#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace inmail::test {

/// A program of another kind on a port of 127.0.0.1: says the same to everybody who says something, and then nothing more.
class FakeServer {
  public:
    /// `answer`: empty: it accepts connections, and never answers.
    explicit FakeServer(std::string answer)
        : answer_(std::move(answer)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* named = reinterpret_cast<sockaddr*>(&address);
        if (bind(listener_, named, size) != 0 || listen(listener_, 8) != 0 || getsockname(listener_, named, &size) != 0 ||
            pipe(ends_) != 0)
            throw std::runtime_error("no port to listen on");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    FakeServer(const FakeServer&) = delete;
    FakeServer& operator=(const FakeServer&) = delete;
    ~FakeServer() {
        close(ends_[1]);
        thread_.join();
        close(ends_[0]);
        close(listener_);
    }

    [[nodiscard]] std::string port() const { return std::to_string(port_); }

  private:
    void serve() {
        int client = -1;
        for (;;) {
            pollfd waiting[] = {{ends_[0], POLLIN, 0}, {listener_, POLLIN, 0}, {client, POLLIN, 0}};
            if (poll(waiting, 3, -1) < 0 || waiting[0].revents != 0) break;
            if (waiting[1].revents != 0) {
                if (client >= 0) close(client);
                client = accept(listener_, nullptr, nullptr);
                continue;
            }
            char said[4096];
            if (recv(client, said, sizeof said, 0) > 0) {
                send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
            } else {
                close(std::exchange(client, -1));
            }
        }
        if (client >= 0) close(client);
    }

    const std::string answer_;
    int listener_{-1};
    int ends_[2]{-1, -1};
    int port_{0};
    std::thread thread_;
};

}  // namespace inmail::test
