#include "program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "support/temp_dir.hpp"

namespace inmail::test {

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

namespace {

int start(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const Environment& more,
          const std::string& out, const std::string& err) {
    std::vector<std::string> variables{"INMAIL_LEDGER=" + (folder / "ledger.db").string(), "HOME=" + folder.string(),
                                       "PATH=/usr/bin:/bin"};
    for (const auto& [name, value] : more) variables.push_back(name + "=" + value);
    std::vector<char*> environment;
    for (auto& variable : variables) environment.push_back(variable.data());
    environment.push_back(nullptr);

    std::vector<std::string> words{INMAIL_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addchdir_np(&files, folder.c_str());
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid = 0;
    const int error = posix_spawn(&pid, INMAIL_PROGRAM, &files, nullptr, argv.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) throw std::runtime_error("the program cannot be started");
    return pid;
}

Ended wait_for(int pid) {
    int status = 0;
    if (waitpid(pid, &status, 0) != pid) throw std::runtime_error("the program cannot be waited for");
    Ended ended;
    ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ended.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return ended;
}

}  // namespace

Ended run(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const Environment& more) {
    const TempDir printed;
    const auto out = printed / "out";
    const auto err = printed / "err";
    Ended ended = wait_for(start(folder, arguments, more, out, err));
    ended.out = text_of(out);
    ended.err = text_of(err);
    return ended;
}

Unread::Unread(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const Environment& more) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    reader_ = ends[0];
    pid_ = start(folder, arguments, more, "/dev/fd/" + std::to_string(ends[1]), "/dev/null");
    ::close(ends[1]);
}

Unread::~Unread() {
    if (pid_ != 0) ::kill(pid_, SIGKILL);
    if (pid_ != 0) static_cast<void>(wait_for(pid_));
    ::close(reader_);
}

void Unread::wait_for_output() const {
    pollfd waiting{reader_, POLLIN, 0};
    if (poll(&waiting, 1, -1) != 1) throw std::runtime_error("no output comes");
}

Ended Unread::end() {
    std::string out;
    char block[4096];
    for (ssize_t n = 0; (n = ::read(reader_, block, sizeof block)) > 0;) out.append(block, static_cast<std::size_t>(n));
    Ended ended = wait_for(std::exchange(pid_, 0));
    ended.out = out;
    return ended;
}

}  // namespace inmail::test
