#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "command.hpp"
#include "complete/bash_quoting.hpp"
#include "complete/nouns.hpp"
#include "description.hpp"
#include "inmail/text/shell_words.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const std::string scripts = INMAIL_SOURCE_DIR "/packaging/completions";
const std::string hostile_campaign = "$(touch pwned) \"x\" it's `touch pwned` !";
const std::string line_break = "two\nlines";
const char* const bash_breaks = " \t\n\"'><=;|&(:";

Words lines_of(const std::string& text) {
    Words lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// A folder with a ledger, names in it that a shell could trip over, and nothing beside it.
class Stage {
  public:
    Stage() {
        must(
            "INMAIL_LEDGER=made.db; inmail init && inmail subscribe ana --plan sales-navigator-core --team emea &&"
            "inmail subscribe ben@work --plan premium-career && inmail subscribe --pool acme --plan recruiter-corporate &&"
            "inmail send ana 'Jane Doe' --campaign spring && inmail send ana li-wei --campaign " +
            shell_quoted(hostile_campaign) + " && inmail backup ledger.db && rm made.db*");
        SQLite::Database forged((folder_ / "ledger.db").string(), SQLite::OPEN_READWRITE);
        SQLite::Statement add(forged, "INSERT INTO campaign (name) VALUES (?)");
        add.bind(1, line_break);
        add.exec();
        forged.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    [[nodiscard]] fs::path operator/(const std::string& name) const { return folder_ / name; }

    Outcome run(const std::string& command) const { return run_shell(command, folder_.path(), "2026-03-14T09:00:00Z"); }

    Outcome must(const std::string& command) const {
        const Outcome outcome = run(command);
        INFO(command << "\n" << outcome.err);
        REQUIRE(outcome.exit_code == 0);
        return outcome;
    }

    /// What `inmail complete` offers, without the descriptions.
    Words offered(const Words& words, const std::string& before = "") const {
        std::string command = before + "inmail complete --";
        for (const auto& word : words) command += " " + shell_quoted(word);
        const Outcome outcome = must(command);
        CHECK(outcome.err == "");
        Words texts;
        for (const auto& line : lines_of(outcome.out)) texts.push_back(line == "\t" ? "FILES" : line.substr(0, line.find('\t')));
        return texts;
    }

    bool has(const std::string& program) const { return run("command -v " + program).exit_code == 0; }

  private:
    TempDir folder_;
};

}  // namespace

TEST_CASE("completion knows every noun of the usage lines") {
    for (const auto& command : cli::commands()) {
        for (const auto& words : cli::positionals_of(command)) {
            for (const auto& word : words) {
                INFO(command.name << ": " << word.name);
                CHECK((word.literal || cli::is_known_noun(word.name)));
            }
        }
        for (const auto& option : cli::options_of(command)) {
            INFO(command.name << ": " << option.names << " " << option.placeholder);
            CHECK((option.placeholder.empty() || !option.choices.empty() || cli::is_known_noun(cli::noun_of(option))));
        }
    }
}

TEST_CASE("the first word is completed to every command of the help") {
    const Stage stage;
    std::set<std::string> expected{"help"};
    for (const auto& command : cli::commands()) expected.emplace(command.name.substr(0, command.name.find(' ')));
    const Words offered = stage.offered({""});
    CHECK(std::set<std::string>(offered.begin(), offered.end()) == expected);
    CHECK(offered.size() == expected.size());
    CHECK_THAT(stage.must("inmail complete -- bal").out, Catch::Matches("balance\tWhat each account holds\n"));
}

TEST_CASE("words are completed by their place in the line") {
    struct Case {
        Words words;
        Words offered;
    };
    const std::vector<Case> cases{
        {{"bal"}, {"balance"}},
        {{"nothing-begins-so"}, {}},
        {{"import", ""}, {"events", "linkedin", "csv", "roster", "rules"}},
        {{"plans", "i"}, {"import"}},
        {{"plans", "template", "hir"}, {"hiring-pro"}},
        {{"plans", "template", "sales-navigator-c"}, {"sales-navigator-core"}},
        {{"subscribe", "ana", "--plan", "hir"}, {}},
        {{"help", "bal"}, {"balance"}},
        {{"--led"}, {"--ledger"}},
        {{"--no-checkpoints", "bal"}, {"balance"}},
        {{"--ledger", ""}, {"FILES"}},
        {{"balance", "--no"}, {}},
        {{"--color", "a"}, {"auto", "always"}},
        {{"-q", "--color=never", "bal"}, {"balance"}},
        {{"balance", "--format", ""}, {"table", "json", "csv", "markdown"}},
        {{"audit", "--format", "h"}, {"html"}},
        {{"stats", "--format", "h"}, {"html"}},
        {{"forecast", "--format", ""}, {"table", "json", "csv", "markdown", "html", "ics"}},
        {{"import", "events", "--format", ""}, {"table", "json"}},
        {{"balance", "--format=j"}, {"--format=json"}},
        {{"send", "--channel", "open"}, {"open-profile", "open-to-work"}},
        {{"sent", "--channel", "in"}, {"inmail"}},
        {{"reply", "--outcome=a"}, {"--outcome=accepted", "--outcome=auto"}},
        {{"stats", "--by", "we"}, {"weekday"}},
        {{"send", "--at", "y"}, {"yesterday"}},
        {{"import", "events", ""}, {"FILES"}},
        {{"audit", "--output", "x"}, {"FILES"}},
        {{"rules", "exp"}, {"expiry"}},
        {{"init", "--rulebook", "q"}, {"quicklead"}},
        {{"verify", "--head", ""}, {}},
        {{"config", ""}, {"ledger", "seat", "format", "zone", "color", "pager", "company", "set", "unset"}},
        {{"config", "se"}, {"seat", "set"}},
        {{"config", "set", "f"}, {"format"}},
        {{"config", "unset", ""}, {"ledger", "seat", "format", "zone", "color", "pager", "company"}},
        {{"config", "seat", ""}, {}},
        {{"config", "set", "format", ""}, {"table", "json", "csv", "markdown"}},
        {{"config", "set", "color", "a"}, {"auto", "always"}},
        {{"config", "set", "ledger", ""}, {"FILES"}},
        {{"config", "set", "seat", "b"}, {"ben@work"}},
        {{"config", "set", "pager", ""}, {}},
        {{"config", "set", "company", ""}, {}},
        {{"config", "set", "format", "json", ""}, {}},
        // From the ledger: the latest names come first.
        {{"history", ""}, {"ben@work", "ana", "pool:acme"}},
        {{"history", "po"}, {"pool:acme"}},
        {{"history", "pool:A"}, {"pool:acme"}},
        {{"history", "AN"}, {"ana"}},
        {{"history", "ana", ""}, {"li-wei", "jane doe"}},
        {{"balance", "ana", "b"}, {"ben@work"}},
        {{"send", "a"}, {"ana"}},
        {{"send", "j"}, {"jane doe"}},
        {{"send", "ana", "Jane"}, {"jane doe"}},
        {{"send", "ana", "li-wei", "J"}, {"jane doe"}},
        {{"send", "--force", "--note", "x", "ana", "li"}, {"li-wei"}},
        {{"reply", "ana", "li-wei", ""}, {"li-wei", "jane doe"}},
        {{"cancel", "--pool", ""}, {"acme"}},
        {{"balance", "--team=e"}, {"--team=emea"}},
        {{"subscribe", "--plan", "premium-c"}, {"premium-career"}},
        {{"balance", "--rulebook", "l"}, {"linkedin"}},
        {{"send", "--campaign", ""}, {hostile_campaign, "spring"}},  // without the name that is no line
        {{"balance", "--", "a"}, {"ana"}},
        {{"balance", "--", "-"}, {}},
    };
    const Stage stage;
    for (const auto& [words, offered] : cases) {
        std::string line;
        for (const auto& word : words) line += "<" + word + ">";
        INFO(line);
        CHECK(stage.offered(words) == offered);
    }
}

TEST_CASE("names come from the ledger that the line names, else from the environment's") {
    const Stage stage;
    stage.must(
        "inmail init --ledger other.db && inmail subscribe zoe --plan premium-career --ledger other.db &&"
        "inmail backup 'a copy.db' --ledger other.db");
    const Words zoe{"zoe"};
    CHECK(stage.offered({"--ledger", "a copy.db", "history", ""}) == zoe);
    CHECK(stage.offered({"history", "--ledger=a copy.db", ""}) == zoe);
    CHECK(stage.offered({"history", ""}, "INMAIL_LEDGER='a copy.db' ") == zoe);
    CHECK(stage.offered({"history", "--ledger", "a copy.db", "a"}).empty());
}

TEST_CASE("an alias is completed, and what follows it as what it stands for") {
    const Stage stage;
    stage.must(
        "inmail config set alias.mine 'history --format' && inmail config set -- alias.there '--ledger ledger.db history'");
    CHECK(stage.offered({"min"}) == Words{"mine"});
    CHECK(stage.offered({"config", "al"}) == Words{"alias.mine", "alias.there"});
    CHECK(stage.offered({"config", "unset", "alias.m"}) == Words{"alias.mine"});
    CHECK(stage.offered({"mine", "js"}) == Words{"json"});
    CHECK(stage.offered({"--no-checkpoints", "mine", "csv", "an"}) == Words{"ana"});
    CHECK(stage.offered({"there", "an"}, "INMAIL_LEDGER=missing ") == Words{"ana"});
    stage.must(
        "echo 'again = \"again\"' >> .config/inmail-ledger/config.toml; echo 'alias = 3' >> .config/inmail-ledger/config.toml || "
        "true");
    CHECK(stage.offered({"bal"}) == Words{"balance"});
}

TEST_CASE("completion says nothing and ends with 0 whatever is wrong, and leaves everything as it is") {
    const Stage stage;
    stage.must("mkdir folder; echo text > text; : > empty; mkfifo pipe; head -c 5000 ledger.db > torn");
    const std::string before = stage.must("ls -lA --time-style=full-iso --ignore=.out --ignore=.err; cat ledger.db | cksum").out;
    for (const char* ledger : {"missing", "folder", "text", "empty", "pipe", "torn", "", "/", "missing/ledger.db",
                               "postgresql://somewhere/db", "ledger.db/x", ":memory:"}) {
        INFO(ledger);
        CHECK(stage.offered({"--ledger", ledger, "history", ""}).empty());
    }
    for (const char* line :
         {"inmail complete", "inmail complete --", "inmail complete x y", "inmail complete --bash", "inmail complete --bash x",
          "inmail complete --bash '' ''", "inmail complete --bash inmail ''", "inmail complete -- no such command ''",
          "inmail complete -- '' ''", "inmail complete -- --wrong x", "unset HOME INMAIL_LEDGER; inmail complete -- history ''",
          "INMAIL_NOW=x inmail complete -- history ''"}) {
        INFO(line);
        const Outcome outcome = stage.must(line);
        CHECK(outcome.out + outcome.err == "");
    }
    CHECK(stage.must("inmail complete -- b >/dev/full").err == "");
    CHECK(stage.must("ls -lA --time-style=full-iso --ignore=.out --ignore=.err; cat ledger.db | cksum").out == before);
}

TEST_CASE("a line is cut into the words that bash sees, up to the one at the cursor") {
    struct Case {
        std::string line;
        Words words;
        char open_quote;
        std::string kept;
    };
    const std::vector<Case> cases{
        {"inmail", {"inmail"}, 0, ""},
        {"inmail ", {"inmail", ""}, 0, ""},
        {"inmail  send\tana", {"inmail", "send", "ana"}, 0, ""},
        {"x history pool:ac", {"x", "history", "pool:ac"}, 0, "pool:"},
        {"x --ledger='my file' b", {"x", "--ledger=my file", "b"}, 0, ""},
        {"x --team=a", {"x", "--team=a"}, 0, "--team="},
        {"x send 'Jane D", {"x", "send", "Jane D"}, '\'', ""},
        {"x --campaign=\"a \\\"b", {"x", "--campaign=a \"b"}, '"', "--campaign="},
        {"x Jane\\ D", {"x", "Jane D"}, 0, ""},
        {"x a\\:b", {"x", "a:b"}, 0, ""},
        {"x '\"' \"'\" \"\\x\" '\\' \\", {"x", "\"", "'", "\\x", "\\", "\\"}, 0, ""},
        {"x $HOME ~ $(y)", {"x", "$HOME", "~", "$(y)"}, 0, "$("},
    };
    for (const auto& [line, words, open_quote, kept] : cases) {
        INFO(line);
        const auto read = read_shell_line(line, bash_breaks);
        CHECK(read.words == words);
        CHECK(read.open_quote == open_quote);
        CHECK(read.words.back().substr(0, read.kept) == kept);
    }
}

TEST_CASE("bash reads what is completed as the very text, and runs none of it") {
    const Stage stage;
    for (const std::string& text :
         {hostile_campaign, std::string("~"), std::string("*"), std::string("a;touch pwned"), std::string("x\""),
          std::string("x'"), std::string("-n"), std::string("#x"), std::string("{a,b}"), std::string("a\\b\\"),
          std::string("é ü"), std::string("&& touch pwned"), std::string("$HOME"), std::string("x!!")}) {
        for (const char quote : {'\0', '"', '\''}) {
            const std::string opened = quote == 0 ? "" : std::string(1, quote);
            std::string word = opened + cli::quoted_for_bash(text, quote);
            // As readline does.
            if (quote != 0 && word.back() != quote) word += quote;
            INFO(word);
            CHECK(stage.must("bash -c " + shell_quoted("printf %s " + word)).out == (text == "-n" ? "-n" : text));
        }
    }
    CHECK_FALSE(fs::exists(stage / "pwned"));
}

TEST_CASE("bash completes words through its script") {
    const Stage stage;
    const auto completed = [&stage](const std::string& line) {
        return stage
            .must("bash --norc -c " + shell_quoted(". " + scripts + "/inmail.bash; COMP_LINE=" + shell_quoted(line) +
                                                   " COMP_POINT=" + std::to_string(line.size()) +
                                                   "; _inmail 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\""))
            .out;
    };
    CHECK(completed("inmail bal") == "balance\n");
    CHECK(completed("inmail history pool:") == "acme\n");
    CHECK(completed("inmail balance --format=") == "table\njson\ncsv\nmarkdown\n");
    CHECK(completed("inmail send ana J") == "jane\\ doe\n");
    CHECK(completed("inmail send --campaign $") == "\\$\\(touch\\ pwned\\)\\ \\\"x\\\"\\ it\\'s\\ \\`touch\\ pwned\\`\\ \\!\n");
    CHECK(completed("inmail backup ") == "\n");  // names of files are bash's own
    CHECK(completed("inmail --ledger ledger.db history a") == "ana\n");
    CHECK_FALSE(fs::exists(stage / "pwned"));
}

TEST_CASE("fish completes words through its script") {
    const Stage stage;
    if (!stage.has("fish")) {
        WARN("fish is not installed");
        return;
    }
    const auto completed = [&stage](const std::string& line) {
        return stage
            .must("fish --no-config -c " + shell_quoted("source " + scripts + "/inmail.fish; complete -C " + shell_quoted(line)))
            .out;
    };
    CHECK(completed("inmail bal") == "balance\tWhat each account holds\n");
    CHECK(completed("inmail history pool:") == "pool:acme\n");
    CHECK(completed("inmail send ana Jane\\ D") == "jane doe\n");
    CHECK(completed("inmail send --campaign \"") == hostile_campaign + "\nspring\n");
    CHECK(completed("inmail backup ledger") == "ledger.db\n");
    CHECK(completed("inmail balance --ledger=led") == "--ledger=ledger.db\n");
    CHECK_FALSE(fs::exists(stage / "pwned"));
}

TEST_CASE("zsh completes words through its script") {
    const Stage stage;
    if (!stage.has("zsh")) {
        WARN("zsh is not installed");
        return;
    }
    // What the line editor provides is stood in for.
    const auto completed = [&stage](const std::string& words, int current, const std::string& prefix) {
        return stage
            .must("zsh -f -c " +
                  shell_quoted("compadd() { print -rl -- $words_of_program }; compset() { : }; _files() { print FILES };"
                               "words=(" +
                               words + ") CURRENT=" + std::to_string(current) + " PREFIX=" + shell_quoted(prefix) +
                               "; complete_word() { . " + scripts + "/_inmail }; complete_word"))
            .out;
    };
    CHECK(completed("inmail bal", 2, "bal") == "balance\n");
    CHECK(completed("inmail history pool:", 3, "pool:") == "pool:acme\n");
    CHECK(completed("inmail send ana Jane\\\\ D", 4, "Jane\\ D") == "jane doe\n");
    CHECK(completed("inmail send --campaign ''", 4, "") == hostile_campaign + "\nspring\n");
    CHECK(completed("inmail backup l", 3, "l") == "\nFILES\n");
    CHECK_FALSE(fs::exists(stage / "pwned"));
}

}  // namespace inmail::test
