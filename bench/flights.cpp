// Stands between a command and the PostgreSQL server of its environment: counts how often the command waits for the server, and
// may put the server far away.
//
//   bench_flights [--delay MILLISECONDS] [--figures FILE] COMMAND...
//
// The command finds the server through PGHOST, the directory of a local socket, and PGPORT. The delay is that of a round trip.
// FILE gets a line for each connection: the flights after connecting and authentication, and the milliseconds from there to the
// last answer. A flight is one wait: what the command sends until the server has answered all of it. Exit code: the command's.

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

void require(bool holds, const char* what) {
    if (!holds) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

sockaddr_un address_in(const std::string& directory, const std::string& port) {
    const std::string path = directory + "/.s.PGSQL." + port;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("the path of a socket is too long: " + path);
    std::copy(path.begin(), path.end(), address.sun_path);
    return address;
}

int new_socket() {
    const int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(made >= 0, "a socket");
    return made;
}

/// Bytes on their way from one side to the other.
class Stream {
  public:
    Stream(int from, int to, Clock::duration delay) : from_(from), to_(to), delay_(delay) {}

    [[nodiscard]] int from() const { return from_; }
    [[nodiscard]] bool has_ended() const { return has_ended_ && under_way_.empty(); }
    [[nodiscard]] bool wants_more() const { return !has_ended_; }

    /// Takes what has come; empty at the end.
    std::string take() {
        std::string bytes(1 << 16, '\0');
        const ssize_t count = recv(from_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return {};
        has_ended_ = count <= 0;
        bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (!bytes.empty()) under_way_.push_back({Clock::now() + delay_, bytes});
        return bytes;
    }
    /// Passes on what is due, as far as the other side takes it.
    void pass_on() {
        while (!under_way_.empty() && under_way_.front().due <= Clock::now()) {
            std::string& bytes = under_way_.front().bytes;
            const ssize_t sent = send(to_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
            if (sent < 0 && errno == EAGAIN) return;
            if (sent < 0 || static_cast<std::size_t>(sent) == bytes.size())
                under_way_.pop_front();
            else
                bytes.erase(0, static_cast<std::size_t>(sent));
        }
        if (has_ended()) shutdown(to_, SHUT_WR);
    }
    /// When the next bytes are due; none are: never.
    [[nodiscard]] Clock::time_point next() const {
        return under_way_.empty() ? Clock::time_point::max() : under_way_.front().due;
    }

  private:
    struct Bytes {
        Clock::time_point due;
        std::string bytes;
    };
    int from_;
    int to_;
    Clock::duration delay_;
    std::deque<Bytes> under_way_;
    bool has_ended_{false};
};

/// Reads the kinds of the protocol's messages: a letter, and the length of the rest in four bytes.
class MessageReader {
  public:
    /// The kinds of the messages that these bytes end.
    std::string kinds_in(const std::string& bytes) {
        std::string kinds;
        bytes_ += bytes;
        constexpr std::size_t header = 5;
        std::size_t begin = 0;
        while (bytes_.size() - begin >= header) {
            std::size_t length = 1;
            for (std::size_t i = 1, rest = 0; i < header; ++i) {
                rest = rest << 8U | static_cast<unsigned char>(bytes_[begin + i]);
                if (i + 1 == header) length += rest;
            }
            if (bytes_.size() - begin < length) break;
            kinds += bytes_[begin];
            begin += length;
        }
        bytes_.erase(0, begin);
        return kinds;
    }

  private:
    std::string bytes_;  ///< of a message that has not ended
};

/// Waits until the process waits for something itself, or is gone.
void wait_until_asleep(pid_t process) {
    while (true) {
        std::ifstream file("/proc/" + std::to_string(process) + "/stat");
        std::string line;
        std::getline(file, line);
        const std::size_t name_end = line.rfind(')');
        if (name_end == std::string::npos || name_end + 2 >= line.size() || line[name_end + 2] != 'R') return;
        usleep(100);
    }
}

/// One connection of the command.
class Connection {
  public:
    Connection(pid_t command, int client, int server, Clock::duration delay)
        : command_(command),
          client_(client),
          server_(server),
          asks_(client, server, delay),
          answers_(server, client, Clock::duration{0}) {}
    ~Connection() {
        close(client_);
        close(server_);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] std::vector<Stream*> streams() { return {&asks_, &answers_}; }
    [[nodiscard]] bool has_ended() const { return asks_.has_ended() || answers_.has_ended(); }
    [[nodiscard]] int flights() const { return flights_; }
    [[nodiscard]] double milliseconds() const {
        return std::chrono::duration<double, std::milli>(last_answer_ - connected_).count();
    }

    void take(Stream& stream) {
        const std::string bytes = stream.take();
        if (bytes.empty()) return;
        constexpr char sync = 'S';
        constexpr char query = 'Q';
        constexpr char ready = 'Z';
        if (&stream == &asks_) {
            // The first message has no kind.
            if (!is_connected_) return;
            for (const char kind : asked_.kinds_in(bytes)) unanswered_ += kind == sync || kind == query ? 1 : 0;
            return;
        }
        last_answer_ = Clock::now();
        // A flight may be sent in parts, of which the server has answered the first.
        wait_until_asleep(command_);
        take(asks_);
        for (const char kind : answered_.kinds_in(bytes)) {
            if (kind != ready) continue;
            if (!is_connected_) connected_ = last_answer_;
            if (is_connected_ && --unanswered_ == 0) ++flights_;
            is_connected_ = true;
        }
    }

  private:
    pid_t command_;
    int client_;
    int server_;
    Stream asks_;
    Stream answers_;
    MessageReader asked_, answered_;
    bool is_connected_{false};
    int unanswered_{0};  ///< what the server answers with its being ready
    int flights_{0};
    Clock::time_point connected_;
    Clock::time_point last_answer_;
};

struct Request {
    Clock::duration delay{0};
    std::string figures;
    char** command{nullptr};
};

class Relay {
  public:
    explicit Relay(const Request& request)
        : request_(request),
          server_(address_in(environment("PGHOST"), environment("PGPORT"))),
          directory_("/tmp/flights-XXXXXX") {
        require(mkdtemp(directory_.data()) != nullptr, "a directory in /tmp");
        address_ = address_in(directory_, environment("PGPORT"));
        listener_ = new_socket();
        require(bind(listener_, generic(address_), sizeof address_) == 0, "bind");
        require(listen(listener_, SOMAXCONN) == 0, "listen");
    }
    ~Relay() {
        close(listener_);
        unlink(address_.sun_path);
        rmdir(directory_.c_str());
    }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    /// The command's exit code.
    int run() {
        int until_end[2];
        require(pipe(until_end) == 0, "a pipe");
        const pid_t child = fork();
        require(child >= 0, "fork");
        if (child == 0) {
            close(until_end[0]);  // the other end closes as the command ends
            setenv("PGHOST", directory_.c_str(), 1);
            execvp(request_.command[0], request_.command);
            std::perror(request_.command[0]);
            _exit(127);
        }
        close(until_end[1]);
        command_ = child;
        relay_until(until_end[0]);
        int status = 0;
        waitpid(child, &status, 0);
        write_figures();
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

  private:
    static std::string environment(const char* name) {
        const char* value = std::getenv(name);
        if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
        return value;
    }
    static const sockaddr* generic(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

    void relay_until(int end) {
        for (bool is_running = true; is_running || !open_.empty();) {
            std::vector<pollfd> waits{{is_running ? end : -1, POLLIN, 0}, {listener_, POLLIN, 0}};
            std::vector<std::pair<Connection*, Stream*>> streams;
            auto next = Clock::time_point::max();
            for (const auto& connection : open_) {
                for (Stream* stream : connection->streams()) {
                    waits.push_back({stream->wants_more() ? stream->from() : -1, POLLIN, 0});
                    streams.emplace_back(connection.get(), stream);
                    next = std::min(next, stream->next());
                }
            }
            wait(waits, next);
            if (waits[0].revents != 0) is_running = false;
            if (waits[1].revents != 0) accept_one();
            for (std::size_t i = 0; i < streams.size(); ++i) {
                if (waits[i + 2].revents != 0) streams[i].first->take(*streams[i].second);
                streams[i].second->pass_on();
            }
            const auto ended = std::stable_partition(open_.begin(), open_.end(), [](const auto& c) { return !c->has_ended(); });
            std::move(ended, open_.end(), std::back_inserter(closed_));
            open_.erase(ended, open_.end());
        }
        close(end);
    }

    /// `next`: when bytes are due. A side that takes none is tried again after a moment.
    static void wait(std::vector<pollfd>& waits, Clock::time_point next) {
        timespec left{};
        const auto duration = std::max(next - Clock::now(), Clock::duration(std::chrono::microseconds(100)));
        const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
        constexpr std::int64_t a_second = 1'000'000'000;
        left.tv_sec = nanoseconds / a_second;
        left.tv_nsec = nanoseconds % a_second;
        ppoll(waits.data(), waits.size(), next == Clock::time_point::max() ? nullptr : &left, nullptr);
    }

    void accept_one() {
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) return;
        const int server = new_socket();
        require(connect(server, generic(server_), sizeof server_) == 0, "no server at PGHOST");
        open_.push_back(std::make_unique<Connection>(command_, client, server, request_.delay));
    }

    void write_figures() const {
        if (request_.figures.empty()) return;
        std::ofstream file(request_.figures);
        for (const auto& connection : closed_) file << connection->flights() << ' ' << connection->milliseconds() << '\n';
        if (!file.flush()) throw std::runtime_error("cannot write " + request_.figures);
    }

    const Request& request_;
    sockaddr_un server_;
    std::string directory_;
    sockaddr_un address_{};
    int listener_{-1};
    pid_t command_{0};
    std::vector<std::unique_ptr<Connection>> open_, closed_;
};

Request request_of(int count, char** words) {
    Request request;
    int i = 1;
    for (; i + 1 < count && words[i][0] == '-'; i += 2) {
        const std::string option = words[i];
        if (option == "--delay")
            request.delay = std::chrono::milliseconds(std::stoi(words[i + 1]));
        else if (option == "--figures")
            request.figures = words[i + 1];
        else
            throw std::runtime_error("unknown option " + option);
    }
    if (i >= count) throw std::runtime_error("usage: bench_flights [--delay MILLISECONDS] [--figures FILE] COMMAND...");
    request.command = words + i;
    return request;
}

}  // namespace

int main(int count, char** words) {
    try {
        const Request request = request_of(count, words);
        return Relay(request).run();
    } catch (const std::exception& error) {
        std::cerr << "bench_flights: " << error.what() << '\n';
        return 1;
    }
}
