// Anyone may have written the text in a ledger. Here all of it is hostile, as far as input allows, and so is every argument.
// No command prints it raw, in any format.

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "harmless.hpp"
#include "hostile_stage.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "support/catch.hpp"
#include "support/effort.hpp"
#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {
namespace {

using Words = std::vector<std::string>;

// Text that is refused on input ----------------------------------------------------------------------------------------

const Words& controls() {
    using namespace std::string_literals;
    static const Words all{"\x1b[31m"s, "\x1b]0;t\x07"s, "\u009b31m"s, "\u0085"s, "\n"s,  "\r"s,
                           "\t"s,       "\x07"s,         "\x7f"s,      "\0"s,     "\xff"s};
    return all;
}

/// Texts that some report must show: a text that is never shown is not tested. The rest is in the export alone.
const std::set<std::string>& marks() {
    static const std::set<std::string> all{"folder",   "rows",       "archive",     "team",     "display",
                                           "sub-note", "sub-key",    "prospect",    "campaign", "note",
                                           "key",      "reply-note", "adjust-note", "title",    "source"};
    return all;
}

// The commands ---------------------------------------------------------------------------------------------------------

/// A command as the program's help describes it.
struct Offered {
    Words formats;  ///< the values of --format; empty if it has none
    Words values;   ///< options that take a value
};

Words names_of_commands(const Stage& stage) {
    constexpr std::size_t name_column = 2;
    constexpr std::size_t name_width = 16;
    Words names;
    std::istringstream lines(stage.run("--help").out);
    for (std::string line; std::getline(lines, line);) {
        if (line.size() < name_column + name_width || line.rfind("  ", 0) != 0 || line[name_column] == ' ') continue;
        names.emplace_back(trim(line.substr(name_column, name_width)));
    }
    return names;
}

Offered offered_by(const Stage& stage, const std::string& command) {
    static const std::regex option("^  (?:-\\w,)?(--[a-z-]+) ([A-Z-]+) +(.*)$");
    static const std::regex between(", | or ");
    Offered offered;
    std::istringstream lines(stage.run(command + " --help").out);
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (!std::regex_match(line, found, option)) continue;
        offered.values.push_back(found[1]);
        if (found[1] != "--format") continue;
        const std::string list = found[3];
        offered.formats.assign(std::sregex_token_iterator(list.begin(), list.end(), between, -1), {});
    }
    return offered;
}

/// Arguments with which each command shows stored text. A command that is missing here fails the test.
const std::map<std::string, Words>& recipes() {
    static const std::string team = "--team " + shell_quoted(hostile("team"));
    static const std::string prospect = shell_quoted(hostile("prospect"));
    static const std::string key = shell_quoted(hostile("key", "-"));
    static const std::map<std::string, Words> all{
        {"send",
         {"ana " + prospect + " --force --campaign " + shell_quoted(hostile("campaign")), "ana " + prospect,
          "ana jane-doe --dry-run"}},
        {"reply", {"ana " + prospect, "ana " + shell_quoted(hostile("unanswered", "+"))}},
        {"bounce", {"ana " + prospect, "ana " + prospect + " --force"}},
        {"buy", {"ana 3", "ana 3 --force", "ana 3 --force --key=" + key}},
        {"adjust", {"ana 3 --note " + shell_quoted(hostile("n"))}},
        {"observe", {"ana 3", "ana 3 --adjust --note " + shell_quoted(hostile("n"))}},
        {"subscribe", {"eve --plan premium-business " + team + " --name " + shell_quoted(hostile("display"))}},
        {"switch", {"ana --plan premium-business " + team}},
        {"cancel", {"ana --note " + shell_quoted(hostile("n"))}},
        {"assign", {"bo " + team + " --name " + shell_quoted(hostile("display"))}},
        {"limit", {"bo 3", "bo"}},
        {"reassign", {"ana --to eve --name " + shell_quoted(hostile("display")), "ana --to bo"}},
        {"undo", {"", "--dry-run", "--list"}},
        {"redo", {"", "--dry-run"}},
        {"edit",
         {"--note " + shell_quoted(hostile("n")) + " -- " + key, "jane --campaign " + shell_quoted(hostile("campaign", "c"))}},
        {"void", {"--note x -- " + key, "--note x --batch " + shell_quoted(hostile("batch")), "--note x jane"}},
        {"rollover", {"--through 2026-03-31", "--dry-run"}},
        {"import events", {shell_quoted("./" + csv_name), "./" + shell_quoted(archive_name)}},
        {"import linkedin",
         {shell_quoted("./" + archive_name) + " --seat ana --owner " + shell_quoted(hostile("owner")),
          shell_quoted("./" + archive_name) + " --seat ana", shell_quoted("./" + csv_name) + " --seat ana"}},
        {"import csv",
         {shell_quoted("./" + csv_name) + " --preview --skip-invalid --rules " + shell_quoted("./" + rules_name),
          shell_quoted("./" + csv_name) + " --rules " + shell_quoted("./" + csv_name),
          shell_quoted("./" + csv_name) + " --rules " + shell_quoted(hostile("rules")),
          shell_quoted("./" + csv_name) + " --rules sender-sheet --map " + shell_quoted(hostile("map")),
          shell_quoted("./" + csv_name) + " --rules sender-sheet --map " + shell_quoted(hostile("map") + "=./" + csv_name),
          shell_quoted("./" + csv_name)}},
        {"import rules",
         {"", "show sender-sheet", "new " + shell_quoted("./" + csv_name), "check " + shell_quoted("./" + rules_name),
          "show " + shell_quoted(hostile("no"))}},
        {"import roster", {shell_quoted("./" + roster_name), shell_quoted("./" + csv_name), "./" + shell_quoted(archive_name)}},
        {"plans import", {shell_quoted("./" + plans_name), shell_quoted("./" + csv_name)}},
        {"forget", {prospect, prospect + " --dry-run", ""}},
        {"balance", {"", "--by-seat", "ana", "pool:acme", team}},
        {"pending", {"", "ana", team}},
        {"expiring", {"--within 90d", team}},
        {"forecast", {"", team, "--if 'prospects 20'", "--prospects " + shell_quoted("./" + csv_name)}},
        {"compare",
         {shell_quoted("./" + csv_name) + " --skip-invalid --rules " + shell_quoted("./" + totals_name),
          shell_quoted("./" + csv_name) + " --rules " + shell_quoted("./" + totals_name),
          shell_quoted("./" + csv_name) + " --rules " + shell_quoted("./" + rules_name), shell_quoted("./" + csv_name)}},
        {"check", {"--losing-within 90d --min 1", team}},
        {"route",
         {prospect, prospect + " --seat ana --budget 1", shell_quoted("./" + csv_name),
          shell_quoted("./" + csv_name) + " --rules " + shell_quoted("./" + people_name), team + " " + prospect}},
        {"next",
         {"", "--within 9w", "ana --format csv", team, "--prospects " + shell_quoted("./" + csv_name),
          "--within 9w --sequence " + shell_quoted("./" + sequence_name), "--sequence " + shell_quoted(hostile("no"))}},
        {"sequences",
         {"", "show connect-first", "check " + shell_quoted("./" + rules_name), "check " + shell_quoted("./" + sequence_name),
          "show " + shell_quoted(hostile("no"))}},
        {"forfeits", {"", "--by-seat", team}},
        {"audit", {"", "--by-seat", "--from 2026-01 --to 2026-03", team, "--title " + shell_quoted(hostile("title"))}},
        {"stats", {"", "--by seat", "--by campaign", "--by team", "--by step", team}},
        {"history", {"ana", "bo", "pool:acme", "ana " + prospect}},
        {"find", {prospect, shell_quoted(hostile("campaign")), shell_quoted(hostile("nobody"))}},
        {"explain", {"ana", "bo", "ana --event=" + key, "ana --event=" + shell_quoted(hostile("void-key"))}},
        {"diagnose", {"ana"}},
        {"init", {"", "--ledger " + shell_quoted("./" + hostile("new"))}},
        {"plans", {""}},
        {"plans template", {"own", shell_quoted(hostile("plan"))}},
        {"status", {""}},
        {"config",
         {"", "pager", "alias.x", "set company " + shell_quoted(hostile("company")),
          "set pager " + shell_quoted(hostile("pager")), "set alias.x " + shell_quoted(hostile("alias")),
          "set seat " + shell_quoted(hostile("bad")), "set sequence." + shell_quoted(hostile("campaign", "c")) + " connect-first",
          "set sequence.x " + shell_quoted("./" + sequence_name), "unset sequence.x"}},
        {"rules", {"", "4, expiry"}},
        {"verify", {"", "--head 00"}},
        {"backup", {shell_quoted("./" + hostile("another")), shell_quoted("./" + hostile("backup", "@"))}},
        {"merge", {shell_quoted("./" + hostile("backup", "@"))}},
        {"sync",
         {shell_quoted("./" + hostile("backup", "@")),
          "--ledger postgresql://nobody@127.0.0.1:1/none " + shell_quoted("service=" + hostile("server"))}},
        {"copy", {shell_quoted("./" + hostile("backup", "@")) + " " + shell_quoted("./" + hostile("copied"))}},
        {"restore",
         {shell_quoted("./" + hostile("backup", "@")), shell_quoted("./" + hostile("backup", "@")) + " --force",
          shell_quoted("./" + csv_name)}},
        {"grant", {shell_quoted(hostile("user")) + " --manager", shell_quoted(hostile("user")) + " --seat ana"}},
        {"members", {""}},
        {"migrate", {""}},
        {"export events", {"--output " + shell_quoted("./" + hostile("export")), "--output " + shell_quoted("./" + csv_name)}},
    };
    return all;
}

bool is_done(const Outcome& outcome) {
    constexpr int findings = 6;  // the exit code of `check`
    return outcome.exit_code == 0 || outcome.exit_code == findings;
}

void check_raw(const std::string& arguments, const Outcome& outcome) {
    INFO("inmail " << for_terminal(arguments) << "\nended with " << outcome.exit_code);
    CHECK(outcome.exit_code >= 0);
    CHECK(outcome.exit_code != 1);
    CHECK(first_raw(outcome.out) == "");
    CHECK(first_raw(outcome.err) == "");
}

}  // namespace

TEST_CASE("no command prints stored text raw, in any format") {
    const Stage stage;
    std::string shown;
    const auto names = names_of_commands(stage);
    CHECK(names.size() == recipes().size());
    for (const auto& name : names) {
        INFO("each command needs a recipe in this test: " << name);
        REQUIRE(recipes().count(name) == 1);
        Words formats = offered_by(stage, name).formats;
        const bool has_formats = !formats.empty();
        if (!has_formats) formats = {"table"};
        std::set<std::string> done;
        for (const auto& recipe : recipes().at(name)) {
            for (const auto& format : formats) {
                const std::string arguments = name + (has_formats ? " --format " + format : "") + " " + recipe;
                const Outcome outcome = stage.run_afresh(arguments);
                check_raw(arguments, outcome);
                shown += outcome.out + outcome.err;
                if (!is_done(outcome)) continue;
                done.insert(format);
                check_format(format, outcome.out);
            }
        }
        // Without a server these are refused; tests/cli/server shows what they do.
        const bool needs_server = name == "grant" || name == "members" || name == "migrate" || name == "sync";
        if (!needs_server) CHECK(done == std::set<std::string>(formats.begin(), formats.end()));
    }
    for (const auto& mark : marks()) {
        INFO(mark << " is stored, and no command shows it");
        CHECK(shown.find(mark + "<script>") != std::string::npos);
    }
}

TEST_CASE("no command prints an argument raw, whatever is wrong with it") {
    const Stage stage;
    const Words bads{hostile("bad"), hostile("bad", "-"), "\x1b[31m\u009b\n\t" + hostile("bad") + "\xff"};
    std::size_t turn = 0;
    for (const auto& name : names_of_commands(stage)) {
        for (std::size_t i = 0; i < effort<std::size_t>(bads.size(), bads.size(), 1); ++i) {
            const std::string& bad = bads[turn++ % bads.size()];
            Words lines{name + " -- " + shell_quoted(bad), name + " ana " + shell_quoted(bad),
                        name + " " + shell_quoted("--" + bad), shell_quoted(bad) + " " + name,
                        name + " ana jane-doe " + shell_quoted(bad)};
            for (const auto& option : offered_by(stage, name).values) {
                lines.push_back(name + " ana " + option + "=" + shell_quoted(bad));
                lines.push_back(name + " " + option + "=" + shell_quoted(bad));
            }
            for (const auto& line : lines) check_raw(line, stage.run_afresh(line));
        }
    }
    for (const char* variable : {"INMAIL_NOW", "INMAIL_SEAT", "INMAIL_LEDGER"}) {
        const std::string set = std::string("export ") + variable + "=" + shell_quoted("\x1b[31m" + hostile("bad"));
        check_raw(variable, stage.run("--version >/dev/null; " + set + "; inmail pending; inmail send jane"));
    }
}

TEST_CASE("text that a terminal obeys is refused on input, with a harmless message") {
    const Stage stage;
    const TempDir folder;
    for (const char* column :
         {"seat", "pool", "team", "name", "plan", "rulebook", "prospect", "thread", "campaign", "note", "key", "batch"}) {
        for (const auto& control : controls()) {
            const bool is_send = std::set<std::string>{"prospect", "thread", "campaign"}.count(column) == 1;
            std::map<std::string, std::string> row{
                {"at", "2026-03-01"}, {"event", is_send ? "send" : "subscribe"}, {"seat", "ana"}};
            row[is_send ? "prospect" : "plan"] = is_send ? "jane" : "premium-business";
            row[column] = "x" + control + "y";
            std::string header;
            std::string fields;
            for (const auto& [key, value] : row) {
                header += (header.empty() ? "" : ",") + key;
                fields += (fields.empty() ? "" : ",") + csv_quoted(value);
            }
            write_file(folder / "rows.csv", header + "\n" + fields + "\n");
            const Outcome outcome = stage.run("import events " + shell_quoted((folder / "rows.csv").string()));
            INFO(column << " " << for_terminal(control));
            // White space of any kind is a blank in a person's name (RULES section 9).
            const bool is_blank = std::set<std::string>{"\u0085", "\n", "\r", "\t"}.count(control) == 1;
            CHECK(outcome.exit_code == (is_blank && std::string(column) == "prospect" ? 0 : 3));
            check_raw(column, outcome);
        }
    }
}

TEST_CASE("the export keeps every text, so that a ledger made from it is the same") {
    const Stage stage;
    const Outcome again = stage.run("export events > one.csv && inmail init --ledger again.db && inmail plans import " +
                                    shell_quoted("./" + plans_name) +
                                    " --ledger again.db && inmail import events one.csv --ledger again.db && inmail export "
                                    "events --ledger again.db | cmp - one.csv");
    INFO(for_terminal(again.out + again.err));
    CHECK(again.exit_code == 0);
}

}  // namespace inmail::test
