#include "inmail/io/config.hpp"

#include <unistd.h>

#include <fstream>

#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;

namespace {

/// A file that is removed when this goes out of scope.
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

TEST_CASE("a config file sets defaults") {
    const TemporaryFile file("# mine\nledger = \"/home/ana/team.db\"\nseat = 'ana'\nformat = \"json\"\n");
    const Config config = read_config(file.path());
    CHECK(config.ledger == "/home/ana/team.db");
    CHECK(config.seat == "ana");
    CHECK(config.format == "json");
}

TEST_CASE("a config file is TOML") {
    const TemporaryFile file(
        "\xEF\xBB\xBF\"ledger\"=\"/a \\\"b\\\" \\\\ # \\u00e9é.db\"# mine, né en mars\r\n\t 'seat'\t= 'an\\a.[é=' \r\n");
    const Config config = read_config(file.path());
    CHECK(config.ledger == "/a \"b\" \\ # éé.db");
    CHECK(config.seat == "an\\a.[é=");
}

TEST_CASE("a missing or empty config file sets nothing") {
    CHECK(read_config("/nowhere/at/all.toml").ledger.empty());
    const TemporaryFile file("");
    CHECK(read_config(file.path()).seat.empty());
}

TEST_CASE("a config file that cannot be read is refused with the line") {
    struct Row {
        std::string content;
        std::string why;
    };
    const Row rows[] = {
        {"seat = \"ana\"\nlegder = \"x\"\n", "line 2: unknown key 'legder'; did you mean 'ledger'?"},
        {"\nseat = 5\n", "line 2: 'seat' must be text in quotes"},
        {"\n\nseat = ana\n", "line 3: 'seat' must be text in quotes"},
        {"seat =", "line 1: 'seat' must be text in quotes"},
        {"seat = ['ana']\n", "line 1: 'seat' must be text in quotes"},
        {"seat = {name = 'ana'}\n", "line 1: 'seat' must be text in quotes"},
        {"seat = \"\"\n", "line 1: seat is empty"},
        {"seat = \"a\x1b b\"\n", "line 1: Error while parsing string: unescaped control characters"},
        {"seat = \"a\\u001bb\"\n", "line 1: seat is empty or holds a control character"},
        {"seat = \"a\\q\"\n", "line 1: Error while parsing string: unknown escape sequence '\\q'"},
        {"seat = \"ana\n", "line 1: "},
        {"seat = \"ana\\\"\n", "line 1: "},
        {"seat = \"ana\\", "line 1: "},
        {"seat = 'ana'\nseat = 'ben'\n", "line 2: Error while parsing key-value pair: cannot redefine existing string 'seat'"},
        {"seat = 'ana' 'ben'\n", "line 1: Error while parsing key-value pair: expected a comment or whitespace"},
        {"seat = \"\xFF\"\n", "line 1: this is not UTF-8"},
        // What toml++ 3.3 must not be given.
        {"[[[", "line 1: '[[[' is not allowed outside quotes"},
        {"[table]\nseat = \"ana\"\n", "line 1: '[table]' is not allowed outside quotes"},
        {"seat.name = 'ana'\n", "line 1: '.name = 'ana'' is not allowed outside quotes"},
        {"é = 'ana'\n", "line 1: 'é = 'ana'' is not allowed outside quotes"},
        {"seat = 'ana' é\n", "line 1: 'é' is not allowed outside quotes"},
        {"seat = 5\"é\"\n", "line 1: 'seat' must be text in quotes"},
        {"seat = \"\"\"\\\n  é\"\"\"\n", "line 1: text must be on one line"},
        {"\"\"\"seat\"\"\" = 'ana'\n", "line 1: text must be on one line"},
        {"seat = '''ana'''\n", "line 1: text must be on one line"},
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

TEST_CASE("a config file of more than 64 KiB is refused") {
    CHECK(read_config(TemporaryFile(std::string(64 * 1024, '#')).path()).seat.empty());
    CHECK_THROWS_AS(read_config(TemporaryFile(std::string(64 * 1024 + 1, '#')).path()), InputError);
}

TEST_CASE("a config path that is not a file is refused") {
    CHECK_THROWS_AS(read_config(std::filesystem::temp_directory_path()), InputError);
    CHECK_THROWS_AS(read_config("/dev/null"), InputError);
}
