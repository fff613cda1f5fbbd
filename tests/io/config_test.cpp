#include "inmail/io/config.hpp"

#include <unistd.h>

#include <fstream>

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
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

std::string value_of(const Config& config, const char* key) {
    const auto* entry = config.find(key);
    return entry == nullptr ? "" : entry->value;
}

}  // namespace

TEST_CASE("a config file sets defaults") {
    const TemporaryFile file("# mine\nledger = \"/home/ana/team.db\"\nseat = 'ana'\nformat = \"json\"\n");
    const Config config = read_config(file.path());
    CHECK(value_of(config, "ledger") == "/home/ana/team.db");
    CHECK(value_of(config, "seat") == "ana");
    CHECK(value_of(config, "format") == "json");
    CHECK(value_of(config, "zone") == "");
    CHECK(config.place_of(*config.find("seat")) == file.path().string() + ", line 3");
}

TEST_CASE("a config file is TOML") {
    const TemporaryFile file(
        "\xEF\xBB\xBF\"ledger\"=\"/a \\\"b\\\" \\\\ # \\u00e9é.db\"# mine, né en mars\r\n\t 'seat'\t= 'an\\a.[é=' \r\n");
    const Config config = read_config(file.path());
    CHECK(value_of(config, "ledger") == "/a \"b\" \\ # éé.db");
    CHECK(value_of(config, "seat") == "an\\a.[é=");
}

TEST_CASE("a missing or empty config file sets nothing") {
    CHECK(read_config("/nowhere/at/all.toml").settings.empty());
    const TemporaryFile file("");
    CHECK(read_config(file.path()).settings.empty());
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
        {"[alias]\n[alias]\n", "line 2: "},
        {"[alias\n", "line 1: '[alias' is not allowed outside quotes"},
        {"[[alias]]\n", "line 1: '[[alias]]' is not allowed outside quotes"},
        {"[\valias]\n", "line 1: '["},
        {"[\ralias]\n", "line 1: '["},
        {"[\u0085alias]\n", "line 1: '["},
        {"[\u00a0alias ]\n", "line 1: '["},
        {"alias = 'x'\n", "line 1: unknown key 'alias'"},
        {"alias.fu = 'x'\n", "line 1: '.fu = 'x'' is not allowed outside quotes"},
        {"[sequence]\n'' = 'connect-first'\n", "line 2: a campaign cannot be named ''"},
        {"[sequence]\nspring = ''\n", "line 2: spring is empty"},
        {"[sequence]\n\"a\\u001bb\" = 'x'\n", "line 2: a campaign cannot be named"},
        {"[sequences]\n", "line 1: '[sequences]' is not allowed outside quotes"},
        {"sequence = 'x'\n", "line 1: unknown key 'sequence'"},
        {"[alias]\nseat = 'ana'\n", "line 2: seat is a setting: it must stand before [alias]"},
        {"[alias]\n'fol low' = 'send'\n", "line 2: an alias cannot be named 'fol low'"},
        {"[alias]\n'' = 'send'\n", "line 2: an alias cannot be named ''"},
        {"[alias]\n\nfu = ''\n", "line 3: fu is empty"},
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
            const std::string what = render::words_of(error).what;
            INFO(what);
            CHECK(what.find(row.why) != std::string::npos);
            CHECK(what.find(file.path().string()) == 0);
        }
    }
}

TEST_CASE("a config file of more than 64 KiB is refused") {
    CHECK(read_config(TemporaryFile(std::string(64 * 1024, '#')).path()).settings.empty());
    CHECK_THROWS_AS(read_config(TemporaryFile(std::string(64 * 1024 + 1, '#')).path()), InputError);
}

TEST_CASE("a config path that is not a file is refused") {
    CHECK_THROWS_AS(read_config(std::filesystem::temp_directory_path()), InputError);
    CHECK_THROWS_AS(read_config("/dev/null"), InputError);
}

TEST_CASE("a config file names aliases of commands") {
    const TemporaryFile file("seat = 'ana'\n [ alias ] # what I type\nfu = \"send --campaign 'x'\"\n\"left-2\" = 'balance'\n");
    const Config config = read_config(file.path());
    CHECK(value_of(config, "seat") == "ana");
    CHECK(value_of(config, "alias.fu") == "send --campaign 'x'");
    CHECK(value_of(config, "alias.left-2") == "balance");
    CHECK(config.find("fu") == nullptr);
    CHECK(config.find("alias.left-2")->line == 4);
}

TEST_CASE("a setting is changed in its line, and every other line stays") {
    struct Row {
        const char* before;
        const char* key;
        std::optional<std::string> value;
        const char* after;
    };
    const Row rows[] = {
        {"", "seat", "ana", "seat = \"ana\"\n"},
        {"", "alias.fu", "send", "[alias]\nfu = \"send\"\n"},
        {"# mine\n", "seat", "ana", "# mine\nseat = \"ana\"\n"},
        {"# mine", "seat", "ana", "# mine\nseat = \"ana\"\n"},
        {"seat = 'ana'", "alias.fu", "send", "seat = 'ana'\n\n[alias]\nfu = \"send\"\n"},
        {"seat='ana' # 'me'\nzone = 'UTC'\n", "seat", "ben", "seat=\"ben\" # 'me'\nzone = 'UTC'\n"},
        {"\xEF\xBB\xBF 'seat' = \"a\\\"=\\\\\"\r\n", "seat", "ben", "\xEF\xBB\xBF 'seat' = \"ben\"\r\n"},
        {"seat = 'ana'\r\n", "zone", "UTC", "seat = 'ana'\r\nzone = \"UTC\"\r\n"},
        {"seat = 'ana'\n# note\n[alias]\nfu = 'send'\n", "zone", "UTC",
         "seat = 'ana'\nzone = \"UTC\"\n# note\n[alias]\nfu = 'send'\n"},
        {"# note\n[alias]\nfu = 'send'\n", "zone", "UTC", "# note\nzone = \"UTC\"\n[alias]\nfu = 'send'\n"},
        {"[alias]\n# none yet\n", "alias.fu", "send", "[alias]\nfu = \"send\"\n# none yet\n"},
        {"[alias]\nfu = 'send' # x\n", "alias.fu", "reply", "[alias]\nfu = \"reply\" # x\n"},
        {"# a\nseat = 'ana'\n# b\n", "seat", std::nullopt, "# a\n# b\n"},
        {"[alias]\nfu = 'send'\nleft = 'balance'\n", "alias.fu", std::nullopt, "[alias]\nleft = 'balance'\n"},
        {"seat = 'ana'\n", "zone", std::nullopt, "seat = 'ana'\n"},
    };
    for (const auto& row : rows) {
        INFO(row.before << " " << row.key);
        std::string text;
        {
            const TemporaryFile before(row.before);
            text = with_setting(read_config(before.path()), row.key, row.value);
        }
        CHECK(text == row.after);
        const TemporaryFile after(text);
        CHECK(value_of(read_config(after.path()), row.key) == row.value.value_or(""));
    }
}

TEST_CASE("any text that a setting may hold is read back as it was written") {
    std::string text = "pager = 'less' # why\n[alias]\nfu = 'send'\n";
    for (const std::string value :
         {"a\"b", "a\\", "\\\"", "'''", "\"\"\"", "# no comment", "a = [b]", "né 日本 \u202e", " x ", "\\u00e9"}) {
        INFO(value);
        for (const char* key : {"pager", "alias.fu"}) {
            const TemporaryFile before(text);
            text = with_setting(read_config(before.path()), key, value);
        }
        const TemporaryFile after(text);
        const Config config = read_config(after.path());
        CHECK(value_of(config, "pager") == value);
        CHECK(value_of(config, "alias.fu") == value);
        CHECK(text.find("# why") != std::string::npos);
    }
}

TEST_CASE("a key is one of the settings or names an alias") {
    for (const auto& key : setting_keys) CHECK_NOTHROW(check_key(key));
    CHECK_NOTHROW(check_key("alias.fu-2_x"));
    for (const char* key : {"", "alias", "alias.", "alias.-x", "alias.A", "alias.a b", "alias.seat", "Seat", "colour"}) {
        INFO(key);
        CHECK_THROWS_AS(check_key(key), InputError);
    }
}
