#include "server_proxy.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

namespace inmail::test {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr) throw std::runtime_error("run the test by tests/store/postgres/with-server");
    return value;
}

std::string socket_in(const std::filesystem::path& folder) { return (folder / (".s.PGSQL." + ServerProxy::port())).string(); }

sockaddr_un named(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("the name of a socket is too long");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

int new_socket() {
    const int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0) throw std::runtime_error("no socket");
    return made;
}

int peer_of(int socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size);
    return peer.pid;
}

bool send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// False at the end.
bool receive(int from, std::string& bytes) {
    char block[65536];
    const ssize_t n = recv(from, block, sizeof block, 0);
    if (n > 0) bytes.append(block, static_cast<std::size_t>(n));
    return n > 0;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = at; i < at + sizeof number; ++i) number = number << 8U | static_cast<unsigned char>(bytes[i]);
    return number;
}

/// The size of the first message of the bytes, with what stands before its contents; none: it is not there whole.
std::optional<std::size_t> whole_message(std::string_view bytes, bool has_type) {
    const std::size_t before = has_type ? 1 : 0;
    if (bytes.size() < before + sizeof(std::uint32_t)) return std::nullopt;
    const std::size_t size = before + number_at(bytes, before);
    return bytes.size() < size ? std::nullopt : std::optional{size};
}

}  // namespace

ServerProxy::ServerProxy(Judge judge) : judge_(std::move(judge)), listener_(new_socket()) {
    const sockaddr_un address = named(socket_in(folder_.path()));
    constexpr int most_waiting = 64;
    if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener_, most_waiting) != 0 || pipe(ends_) != 0)
        throw std::runtime_error("the proxy cannot listen");
    server_ = std::thread([this] { serve(); });
}

ServerProxy::~ServerProxy() {
    close(ends_[1]);
    server_.join();
    wait_for_end();
    if (late_to_ >= 0) close(late_to_);
    close(ends_[0]);
    close(listener_);
}

std::string ServerProxy::address() const { return "host=" + folder_.path().string() + "&port=" + port(); }

std::string ServerProxy::port() { return environment("INMAIL_TEST_PORT"); }

void ServerProxy::wait_for_end() {
    std::vector<std::thread> ended;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        ended.swap(connections_);
    }
    for (std::thread& connection : ended) connection.join();
}

void ServerProxy::serve() {
    for (int connection = 1;; ++connection) {
        pollfd waiting[] = {{listener_, POLLIN, 0}, {ends_[0], POLLIN, 0}};
        if (poll(waiting, 2, -1) < 0 || waiting[1].revents != 0) return;
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        const std::lock_guard<std::mutex> lock(mutex_);
        connections_.emplace_back([this, client, connection] { pass_on(client, connection); });
    }
}

void ServerProxy::pass_on(int client, int connection) {
    int server = new_socket();
    const sockaddr_un address = named(socket_in(environment("INMAIL_TEST_SERVER")));
    Passing passing;
    passing.connection = connection;
    passing.client_pid = peer_of(client);
    Stream streams[] = {{client, server}, {server, client}};
    streams[1].begun = true;
    bool is_open = connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    while (is_open) {
        pollfd waiting[] = {{client, POLLIN, 0}, {server, POLLIN, 0}, {ends_[0], POLLIN, 0}};
        if (poll(waiting, 3, -1) < 0 || waiting[2].revents != 0) break;
        for (std::size_t side = 0; side < 2 && is_open; ++side) {
            if (waiting[side].revents == 0) continue;
            passing.from = side == 0 ? Passing::From::client : Passing::From::server;
            is_open = receive(streams[side].from, streams[side].bytes) && pass_whole_messages(streams[side], passing);
        }
    }
    close(client);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (late_to_ != server) close(server);
}

bool ServerProxy::pass_whole_messages(Stream& stream, Passing& passing) {
    while (const auto size = whole_message(stream.bytes, stream.begun)) {
        const std::string message = stream.bytes.substr(0, *size);
        passing.type = stream.begun ? message.front() : '\0';
        passing.text = std::string_view(message).substr((stream.begun ? 1 : 0) + sizeof(std::uint32_t));
        passing.number = ++stream.number;
        constexpr char key_data = 'K';
        if (passing.from == Passing::From::server && passing.type == key_data)
            passing.server_pid = static_cast<int>(number_at(passing.text, 0));
        switch (judge_(passing)) {
            case Fate::pass:
                break;
            case Fate::cut:
                return false;
            case Fate::late:
                keep(stream);
                return false;
        }
        if (!send_all(stream.to, message)) return false;
        stream.bytes.erase(0, *size);
        stream.begun = true;
    }
    return true;
}

/// A client sends a flight in one piece, so that its rest is here, and waits.
void ServerProxy::keep(const Stream& client) {
    const std::lock_guard<std::mutex> lock(mutex_);
    late_ = client.bytes;
    late_to_ = client.to;
}

void ServerProxy::deliver() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (late_to_ < 0) return;
    send_all(late_to_, late_);
    shutdown(late_to_, SHUT_WR);  // as the server finds a client that is gone
}

void ServerProxy::wait_for_late_answer() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (late_to_ < 0) return;
    std::string answer;
    while (receive(late_to_, answer)) {}
    close(std::exchange(late_to_, -1));
}

}  // namespace inmail::test
