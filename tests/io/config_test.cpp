#include "inmail/io/config.hpp"

#include <unistd.h>

#include <fstream>

#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

namespace {

/// A file that is there while the test needs it.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& content)
        : path_(std::filesystem::temp_directory_path() / ("inmail-config-test-" + std::to_string(::getpid()) + ".toml")) {
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a config file sets a person's defaults") {
    const TemporaryFile file("# mine\nledger = \"/home/ana/team.db\"\nseat = 'ana'\nformat = \"json\"\n");
    const Config config = read_config(file.path());
    CHECK(config.ledger == "/home/ana/team.db");
    CHECK(config.seat == "ana");
    CHECK(config.format == "json");
}

TEST_CASE("a config file that is not there, or empty, sets nothing") {
    CHECK(read_config("/nowhere/at/all.toml").ledger.empty());
    const TemporaryFile file("");
    CHECK(read_config(file.path()).seat.empty());
}

TEST_CASE("a config file that cannot be understood tells the line") {
    struct Row {
        std::string content;
        std::string why;
    };
    const Row rows[] = {
        {"seat = \"ana\"\nlegder = \"x\"\n", "line 2: unknown key 'legder'; did you mean 'ledger'?"},
        {"\nseat = 5\n", "line 2: seat must be text in quotes"},
        {"seat = \"\"\n", "line 1: seat is empty"},
        {"seat = \"a\\u001bb\"\n", "control character"},
        {"\n\nseat = ana\n", "line 3: "},
        {"seat = \"ana\n", "line 1: "},
        {"[table]\nseat = \"ana\"\n", "line 1: unknown key 'table'"},
        {"seat = \"\xFF\"\n", "line 1: "},
    };
    for (const auto& row : rows) {
        INFO(row.content);
        const TemporaryFile file(row.content);
        try {
            (void)read_config(file.path());
            FAIL("no error");
        } catch (const InputError& error) {
            INFO(error.what());
            CHECK(std::string(error.what()).find(row.why) != std::string::npos);
            CHECK(std::string(error.what()).find(file.path().string()) == 0);
        }
    }
}

TEST_CASE("a config path that is a directory is refused") {
    CHECK_THROWS_AS(read_config(std::filesystem::temp_directory_path()), InputError);
}
