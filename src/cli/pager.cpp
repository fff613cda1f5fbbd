#include "pager.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <vector>

#include "inmail/files/spool.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::cli {
namespace {

/// While the pager runs, Ctrl-C is its business.
class InterruptsIgnored {
  public:
    InterruptsIgnored() : interrupt_(std::signal(SIGINT, SIG_IGN)), quit_(std::signal(SIGQUIT, SIG_IGN)) {}
    ~InterruptsIgnored() {
        std::signal(SIGINT, interrupt_);
        std::signal(SIGQUIT, quit_);
    }
    InterruptsIgnored(const InterruptsIgnored&) = delete;
    InterruptsIgnored& operator=(const InterruptsIgnored&) = delete;

  private:
    void (*interrupt_)(int);
    void (*quit_)(int);
};

std::vector<std::string> words_of(const std::string& command) {
    std::istringstream stream(command);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

/// Starts the program with the descriptor as its standard input. Returns 0 or an errno.
int start(std::vector<std::string> words, int input, pid_t& child) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawnattr_init(&attributes);
    // This program ignores these signals, and a program inherits what is ignored.
    sigset_t usual;
    sigemptyset(&usual);
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT}) sigaddset(&usual, signal);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int error = ::posix_spawnp(&child, arguments.front(), &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

/// Why a program that ended so did not show everything; empty: it did, or a person ended it.
std::string failure_words(int status) {
    if (WIFEXITED(status)) return WEXITSTATUS(status) == 0 ? "" : fmt::format("it ended with exit code {}", WEXITSTATUS(status));
    const int signal = WTERMSIG(status);
    if (signal == SIGINT || signal == SIGQUIT || signal == SIGPIPE) return {};
    return fmt::format("signal {} ended it", signal);
}

std::string not_shown(const std::string& pager, const std::string& why) {
    return fmt::format("the pager '{}' did not show it: {}", for_terminal(pager), why);
}

}  // namespace

std::optional<std::string> show_in_pager(const std::string& pager, const TextBlocks& text) {
    const auto words = words_of(pager);
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return not_shown(pager, std::strerror(errno));
    // As git does: end at once if all fits, keep colours, leave the screen as it is. A person's own LESS counts.
    static_cast<void>(::setenv("LESS", "FRX", 0));
    const InterruptsIgnored ignored;
    pid_t child = 0;
    const int error = start(words, pipe[0], child);
    ::close(pipe[0]);
    if (error != 0) {
        ::close(pipe[1]);
        return not_shown(pager, std::strerror(error));
    }
    // A reader that leaves early had enough; if it failed, its exit says so.
    text([&pipe](const char* bytes, std::size_t size) { return write_all(pipe[1], bytes, size) == 0; });
    ::close(pipe[1]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return not_shown(pager, std::strerror(errno));
    }
    const std::string failure = failure_words(status);
    return failure.empty() ? std::nullopt : std::optional(not_shown(pager, failure));
}

bool exceeds_terminal(std::size_t lines) {
    constexpr unsigned short usual_height = 24;
    if (isatty(STDOUT_FILENO) == 0) return false;
    winsize size{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row != 0;
    // The shell's prompt takes a line.
    return lines + 1 > (known ? size.ws_row : usual_height);
}

}  // namespace inmail::cli
