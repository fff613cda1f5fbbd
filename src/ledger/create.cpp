#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"
#include "inmail/ledger/ledger.hpp"
#include "migrations.hpp"

namespace inmail::ledger {

namespace {

namespace fs = std::filesystem;

constexpr mode_t owner_only_file = 0600;
constexpr mode_t owner_only_directory = 0700;
constexpr std::size_t id_bytes = 16;

[[noreturn]] void fail_to_make(const fs::path& path, int error) {
    throw MachineFailure("the ledger " + path.string() + " cannot be made: " + std::strerror(error),
                         "Check who may write there, or name another place with --ledger.");
}

std::string random_hex() {
    Digest random{};
    fill_random(random.data(), id_bytes);
    return to_hex(random).substr(0, id_bytes * 2);
}

/// Closes what it holds, and makes what was written to it durable before.
class Descriptor {
  public:
    Descriptor(const fs::path& path, int flags, mode_t mode = 0)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)), path_(path) {
        if (fd_ < 0) fail_to_make(path, errno);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(fd_); }

    void sync() const {
        if (::fsync(fd_) != 0) fail_to_make(path_, errno);
    }

  private:
    int fd_;
    fs::path path_;
};

/// Removes the file and SQLite's files beside it when it goes.
class TemporaryFile {
  public:
    explicit TemporaryFile(fs::path path) : path_(std::move(path)) {
        const Descriptor made(path_, O_CREAT | O_EXCL | O_RDWR, owner_only_file);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((path_.string() + suffix).c_str());
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

void make_directories(const fs::path& directory) {
    if (directory.empty() || fs::is_directory(directory)) return;
    make_directories(directory.parent_path());
    if (::mkdir(directory.c_str(), owner_only_directory) != 0 && errno != EEXIST) fail_to_make(directory, errno);
}

bool is_ledger(const fs::path& path) {
    try {
        static_cast<void>(open(path, Access::read));
        return true;
    } catch (const Error&) { return false; }
}

void check_place_is_free(const fs::path& path) {
    if (fs::symlink_status(path).type() != fs::file_type::not_found) {
        if (is_ledger(path))
            throw Refusal("there is a ledger at " + path.string() + " already", "Use it, or name another place with --ledger.");
        throw InputError("there is another file at " + path.string(), "Name another place with --ledger.");
    }
    // SQLite would take what a removed ledger left behind for a part of the new one.
    for (const char* suffix : {"-wal", "-journal", "-shm"}) {
        const fs::path beside = path.string() + suffix;
        if (fs::symlink_status(beside).type() == fs::file_type::not_found) continue;
        throw InputError("there is " + beside.string() + ", left by a ledger that was removed", "Move that file away first.");
    }
}

std::int64_t shipped_rulebook(Connection& connection, const std::string& name) {
    std::vector<std::string> known;
    Query query = connection.query("SELECT id, name FROM rulebook ORDER BY id");
    while (query.step()) {
        if (query.text(1) == name) return query.integer(0);
        known.push_back(query.string(1));
    }
    std::string list;
    for (const std::string& rulebook : known) list += (list.empty() ? "" : ", ") + rulebook;
    throw InputError("there is no rulebook '" + for_terminal(name) + "'" + did_you_mean(name, known),
                     "Those that ship are " + list + ".");
}

void build(const fs::path& path, const std::string& default_rulebook, const std::string& zone, Instant now) {
    Connection connection(path, Connection::Mode::create);
    migrate(connection, now);
    connection.query("INSERT INTO ledger (only_row, id, default_rulebook, zone, created_at) VALUES (1, ?1, ?2, ?3, ?4)")
        .with(random_hex(), shipped_rulebook(connection, default_rulebook), zone, now)
        .run();
    Query wal = connection.query("PRAGMA journal_mode = WAL");
    if (!wal.step() || wal.text(0) != "wal")
        throw MachineFailure("the ledger " + path.string() + " cannot be given a write-ahead log");
}

}  // namespace

void create(const fs::path& path, const std::string& default_rulebook, const std::string& zone, Instant now) {
    check_place_is_free(path);
    const fs::path directory = path.has_parent_path() ? path.parent_path() : fs::path{"."};
    make_directories(directory);
    // Built whole under another name: an interruption leaves no half ledger where one is looked for.
    const TemporaryFile temporary(path.string() + ".new-" + random_hex());
    build(temporary.path(), default_rulebook, zone, now);
    Descriptor(temporary.path(), O_RDONLY).sync();
    // Unlike a rename, a link never takes the place of a file that came meanwhile.
    if (::link(temporary.path().c_str(), path.c_str()) != 0) {
        if (errno == EEXIST) check_place_is_free(path);
        fail_to_make(path, errno);
    }
    Descriptor(directory, O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace inmail::ledger
