#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "pages.hpp"
#include "roff.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/temp_dir.hpp"

namespace inmail::manual {
namespace {

const std::filesystem::path docs = std::filesystem::path(INMAIL_SOURCE_DIR) / "docs";
const Release release{"1.2.3", "2026-03-14"};

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<Page> all_pages() {
    std::vector<Page> pages{program_page(release, text_of(docs / "reference.md")),
                            docs_page(release, "inmail-rules", 7, "rules", text_of(docs / "rules.md")),
                            docs_page(release, "inmail-ledger", 5, "the file", text_of(docs / "ledger-format.md"))};
    for (const auto& command : cli::commands()) pages.push_back(command_page(release, command));
    return pages;
}

/// The requests and macros that a page uses: "TH", "PP".
std::set<std::string> requests_of(const std::string& page) {
    std::set<std::string> requests;
    std::istringstream lines(page);
    std::string first;
    std::getline(lines, first);
    CHECK(first == "'\\\" t");  // for man, which then runs tbl
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(line.substr(0, 1) != "'");
        if (line.substr(0, 1) == ".") requests.insert(line.substr(1, line.find(' ') - 1));
    }
    return requests;
}

bool has(const char* program) { return std::system((std::string("command -v ") + program + " >/dev/null 2>&1").c_str()) == 0; }

}  // namespace

TEST_CASE("text in a man page is text, whatever roff would make of it") {
    const std::string hostile = ".so /etc/passwd\n'br\n\\*[x]\\fB\\\n.TH \"evil\" ~ ^ ` - '";
    RoffPage page({"x", 1, "1", "2026-03-14"}, hostile);
    page.heading(hostile);
    page.subheading(hostile);
    page.paragraph(plain(hostile));
    page.tagged(plain(hostile), plain(hostile));
    page.verbatim(hostile);
    page.blocks({{MarkdownBlock::Kind::table, 0, {}, {}, {{plain(".a"), plain(hostile)}, {plain(".b"), plain(hostile)}}}});
    const std::set<std::string> expected{"TH", "nh", "ad", "ds", "SH", "SS", "PP", "TP", "RS", "RE", "nf", "fi", "TS", "TE"};
    CHECK(requests_of(page.text()) == expected);
    CHECK(page.text().find("\\*[x]") == std::string::npos);
    CHECK(page.text().find("\\(rs*[x]\\(rsfB") != std::string::npos);
}

TEST_CASE("a word that begins with a dot can begin a line") {
    std::string words;
    for (int i = 0; i < 100; ++i) words += ".word ";
    RoffPage page({"x", 1, "1", "2026-03-14"}, "x");
    page.heading("X");
    page.paragraph(plain(words));
    CHECK(requests_of(page.text()) == std::set<std::string>{"TH", "nh", "ad", "ds", "SH"});
}

TEST_CASE("every page uses the macros that groff and mandoc share, and none else") {
    const std::set<std::string> known{"TH", "nh", "ad", "ds", "SH", "SS", "PP", "TP", "IP", "RS", "RE", "nf", "fi", "TS", "TE"};
    for (const auto& page : all_pages()) {
        INFO(page.name);
        for (const auto& request : requests_of(page.text)) CHECK(known.count(request) == 1);
    }
}

TEST_CASE("a command's page says what its declarations say") {
    const auto* send = cli::find_command("send");
    REQUIRE(send != nullptr);
    const std::string page = command_page(release, *send).text;
    CHECK_THAT(page, Catch::Contains(".TH INMAIL\\-SEND 1 \"2026-03-14\" \"inmail 1.2.3\""));
    CHECK_THAT(page, Catch::Contains("\ninmail\\-send \\- Record InMails that a seat has sent\n"));
    CHECK_THAT(page, Catch::Contains("\n\\fBinmail send \\fR[\\fISEAT\\fR] \\fIPROSPECT\\fR... [\\fIOPTIONS\\fR]\n"));
    CHECK_THAT(page, Catch::Contains("\n.TP\n\\fB\\-\\-campaign\\fR \\fINAME\\fR\nThe campaign to which it belongs\n"));
    CHECK_THAT(page, Catch::Contains("\n.TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nPrint this help\n"));
    CHECK_THAT(page, Catch::Contains("\n\\fBinmail sent\\fR does the same.\n"));
}

TEST_CASE("the page of a command's other name shows the command's own") {
    const auto* send = cli::find_command("sent");
    REQUIRE(send != nullptr);
    const Page page = alias_page(*send);
    CHECK(page.name == "inmail-sent");
    CHECK(page.section == 1);
    CHECK(page.text == ".so man1/inmail-send.1\n");
}

TEST_CASE("mandoc finds nothing wrong with any page") {
    if (!has("mandoc")) {
        WARN("mandoc is not installed");
        return;
    }
    const test::TempDir folder;
    for (const auto& page : all_pages()) {
        const auto path = folder / (page.name + "." + std::to_string(page.section));
        std::ofstream(path) << page.text;
        INFO(page.name);
        CHECK(std::system(("mandoc -T lint -W warning '" + path.string() + "' >&2").c_str()) == 0);
    }
}

}  // namespace inmail::manual
