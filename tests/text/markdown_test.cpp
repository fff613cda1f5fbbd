#include "inmail/text/markdown.hpp"

#include <string>

#include "inmail/core/errors.hpp"
#include "support/catch.hpp"

namespace inmail {
namespace {

using Kind = MarkdownBlock::Kind;
using Style = MarkdownSpan::Style;

/// "**bold** `code`" as it was read: each run in the marks of its style.
std::string shown(const MarkdownLine& line) {
    std::string text;
    for (const auto& span : line) {
        const std::string mark = span.style == Style::strong     ? "**"
                                 : span.style == Style::emphasis ? "*"
                                 : span.style == Style::code     ? "`"
                                                                 : "";
        text += mark + span.text + mark;
    }
    return text;
}

}  // namespace

TEST_CASE("a page is read as its blocks") {
    const auto page = parse_markdown(
        "# Title\n\nA **bold** word, an *other*, `code *as is*`,\na [link](x.md#y).\n\n> quoted\n\n- one\n- two\n\n1. first\n\n"
        "```\n$ code\n```\n\n<!-- a comment -->\n\n## Next\n");
    REQUIRE(page.size() == 7);
    CHECK(page[0].kind == Kind::heading);
    CHECK(page[0].level == 1);
    CHECK(plain_text(page[0].line) == "Title");
    CHECK(page[1].kind == Kind::paragraph);
    CHECK(shown(page[1].line) == "A **bold** word, an *other*, `code *as is*`, a link.");
    CHECK(page[2].kind == Kind::quote);
    CHECK(shown(page[2].blocks.at(0).line) == "quoted");
    CHECK(page[3].kind == Kind::bullets);
    CHECK(page[3].blocks.size() == 2);
    CHECK(shown(page[3].blocks.at(1).blocks.at(0).line) == "two");
    CHECK(page[4].kind == Kind::numbers);
    CHECK(page[5].kind == Kind::code);
    CHECK(page[5].line.at(0).text == "$ code\n");
    CHECK(page[6].level == 2);
}

TEST_CASE("a table is read as rows of cells, the headings first") {
    const auto page = parse_markdown("| a | b |\n| --- | --- |\n| `x\\|y` | |\n");
    REQUIRE(page.size() == 1);
    CHECK(page[0].kind == Kind::table);
    REQUIRE(page[0].rows.size() == 2);
    CHECK(shown(page[0].rows[0].at(1)) == "b");
    CHECK(shown(page[0].rows[1].at(0)) == "`x|y`");
    CHECK(page[0].rows[1].at(1).empty());
}

TEST_CASE("a page with what cannot be drawn is a defect of the program") {
    for (const char* page : {"![image](x.png)\n", "<b>html</b>\n", "<div>\n", "---\n"}) {
        INFO(page);
        CHECK_THROWS_AS(parse_markdown(page), Defect);
    }
    CHECK(parse_markdown("").empty());
}

}  // namespace inmail
