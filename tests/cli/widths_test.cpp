#include <fmt/format.h>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "page.hpp"
#include "support/catch.hpp"

namespace inmail::test {
namespace {

constexpr int wide = 400;

/// A team whose names are longer than most.
const char* const long_names =
    "inmail init\n"
    "inmail subscribe maximiliane.oberhuber-recruiting --plan sales-navigator-advanced-plus --team emea-enterprise-accounts "
    "--name 'Maximiliane Oberhuber-Wittgenstein' --at 2025-10-01\n"
    "inmail subscribe ana --plan sales-navigator-core --at 2025-10-01\n"
    "inmail subscribe --pool brinmoor-talent-acquisition --plan recruiter-corporate --at 2025-12-15\n"
    "inmail subscribe noor --pool brinmoor-talent-acquisition --at 2025-12-15\n"
    "inmail send maximiliane.oberhuber-recruiting 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine' jane-doe "
    "--campaign 'Spring outreach to heads of talent, northern Europe' --at 2026-02-20T09:00:00Z\n"
    "inmail reply maximiliane.oberhuber-recruiting jane-doe --at 2026-02-21T09:00:00Z\n"
    "inmail send ana 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine' --channel connection-note --campaign 'Spring outreach' "
    "--at 2026-02-20T09:00:00Z\n"
    "inmail observe maximiliane.oberhuber-recruiting 90\n"
    "inmail send ana jane-doe --at 2025-01-02 --force\n"
    "inmail send noor li-wei --note 'Met at the fair, asked for a message after the tenth of the month'";

/// What shows each command, with the column that it is run for.
struct Shown {
    std::string arguments;
    std::string asked_for;
};

const std::multimap<std::string, Shown> examples{
    {"send", {"ana john-roe --dry-run", "ana"}},
    {"reply", {"maximiliane.oberhuber-recruiting 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine' --dry-run", "151"}},
    {"bounce", {"maximiliane.oberhuber-recruiting 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine' --dry-run", "151"}},
    {"buy", {"ana 3 --price 10.00 --currency USD --dry-run", ""}},
    {"adjust", {"ana 3 --note 'a gift of the account manager' --dry-run", ""}},
    {"observe", {"ana 3 --dry-run", ""}},
    {"subscribe", {"ana --plan recruiter-lite --dry-run", ""}},
    {"switch", {"ana --plan recruiter-lite --dry-run", ""}},
    {"cancel", {"ana --dry-run", ""}},
    {"assign", {"ana --team emea-enterprise-accounts --dry-run", ""}},
    {"limit", {"noor 20 --dry-run", ""}},
    {"reassign", {"ana --to benedikta.oberhuber-recruiting --dry-run", ""}},
    {"undo", {"--list", "state"}},
    {"redo", {"--dry-run", ""}},
    {"edit", {"nosuchkey --campaign spring", "nosuchkey"}},
    {"void", {"nosuchkey --note 'a mistake of somebody who typed too fast'", "nosuchkey"}},
    {"rollover", {"--dry-run", "forfeited"}},
    {"import events", {"nosuchfile.csv", "nosuchfile.csv"}},
    {"import linkedin", {"nosuchfile.zip --seat ana", "nosuchfile.zip"}},
    {"import csv", {"nosuchfile.csv", "nosuchfile.csv"}},
    {"import roster", {"nosuchfile.csv", "nosuchfile.csv"}},
    {"import rules", {"", ""}},
    {"sequences", {"", ""}},
    {"plans import", {"nosuchfile.json", "nosuchfile.json"}},
    {"forget", {"nobody", "nobody"}},
    {"balance", {"", "available"}},
    {"pending", {"", "refundable"}},
    {"expiring", {"--within 200d", "credits"}},
    {"forecast", {"", "risk"}},
    {"check", {"", ""}},
    {"route", {"'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine' jane-doe new-person --seat ana", "channel"}},
    {"compare", {"nosuchfile.csv", "nosuchfile.csv"}},
    {"next", {"--within 9w", "channel"}},
    {"forfeits", {"--months 6", "forfeited"}},
    {"find", {"wolfeschlegelsteinhausenbergerdorff", "send"}},
    {"audit", {"--month 2026-02", "closing"}},
    {"stats", {"--by seat", "sent"}},
    {"history", {"maximiliane.oberhuber-recruiting", "available"}},
    {"history", {"pool:brinmoor-talent-acquisition", "available"}},
    {"history", {"", "available"}},
    {"explain", {"maximiliane.oberhuber-recruiting", "available"}},
    {"diagnose", {"maximiliane.oberhuber-recruiting", "explanation"}},
    {"init", {"--zone Europe/Berlin", ""}},
    {"status", {"", "ledger"}},
    {"plans", {"", "allowance"}},
    {"plans template", {"hiring-pro", ""}},
    {"rules", {"4", "expiry"}},
    {"verify", {"", "Sound"}},
    {"backup", {"a-copy-of-the-ledger.db --force", "a-copy-of-the-ledger.db"}},
    {"merge", {"no-copy-of-the-ledger-is-there.db", "no-copy-of-the-ledger-is-there.db"}},
    {"sync", {"no-copy-of-the-ledger-is-there.db", "server"}},
    {"copy", {"no-copy-of-the-ledger-is-there.db another.db", "no-copy-of-the-ledger-is-there.db"}},
    {"restore", {"no-copy-of-the-ledger-is-there.db", "no-copy-of-the-ledger-is-there.db"}},
    {"export events", {"", "event"}},
    {"grant", {"benedikta.oberhuber --manager", "server"}},
    {"members", {"", "server"}},
    {"migrate", {"", "server"}},
    {"config", {"", "color"}},
};

std::string on_terminal(const Reader& reader, int columns, const std::string& command) {
    return reader.shown(fmt::format(
        "NO_COLOR=1 LANG=C.UTF-8 script -qec \"stty cols {}; {}\" /dev/null < /dev/null | tr -d '\\r'", columns, command));
}

std::set<std::string> words_of(const std::string& text) {
    std::istringstream in(text);
    std::set<std::string> words;
    for (std::string word; in >> word;) words.insert(word);
    return words;
}

/// Whether a terminal may show the word, though a wide one has it not: it is cut, goes on, or belongs to what is said of columns.
bool is_of_narrowness(const std::string& word) {
    static const std::set<std::string> notes{"\\", "Hidden", "(terminal", "too", "narrow):"};
    return notes.count(word) != 0 || ends_with(word, "…") || ends_with(word, ",") || ends_with(word, ";");
}

}  // namespace

TEST_CASE("on a terminal of any width no line is wider, no word is broken, and what was asked for is there") {
    Reader reader;
    (void)reader.shown(long_names);
    for (const auto& name : commands_of_the_help()) {
        REQUIRE(examples.count(name) != 0);
        std::vector<std::pair<std::string, std::string>> commands{{"inmail " + name + " --help", ""}};
        const auto [first, last] = examples.equal_range(name);
        for (auto example = first; example != last; ++example)
            commands.emplace_back("inmail " + name + " " + example->second.arguments, example->second.asked_for);
        for (const auto& [command, asked_for] : commands) {
            const bool is_help = ends_with(command, "--help");
            // What programs read is not wrapped.
            if (name == "export events" && !is_help) continue;
            if (name == "plans template" && !is_help) continue;
            const auto whole = words_of(on_terminal(reader, wide, command));
            for (const int columns : is_help ? std::vector<int>{60, 120} : std::vector<int>{60, 80, 100, 120, 200}) {
                const std::string shown = on_terminal(reader, columns, command);
                INFO(command << " at " << columns << ":\n" << shown);
                std::istringstream lines(shown);
                for (std::string line; std::getline(lines, line);) {
                    INFO(line);
                    const bool is_one_word = words_of(line).size() < 2;
                    CHECK((is_one_word || display_width(line) <= static_cast<std::size_t>(columns)));
                }
                for (const auto& word : words_of(shown)) {
                    INFO(word);
                    CHECK((whole.count(word) != 0 || is_of_narrowness(word)));
                }
                CHECK(shown.find(asked_for) != std::string::npos);
            }
        }
    }
}

TEST_CASE("a help in a file or a pipe has lines that most windows hold") {
    constexpr std::size_t most = 120;
    Reader reader;
    for (const auto& name : commands_of_the_help()) {
        const std::string help = reader.shown("inmail " + name + " --help");
        std::istringstream lines(help.substr(0, help.find("\nOptions:")));  // below, one line says what an option does
        for (std::string line; std::getline(lines, line);) {
            INFO(name << ": " << line);
            CHECK(display_width(line) <= most);
        }
    }
}

}  // namespace inmail::test
