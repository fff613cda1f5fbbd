#include "inmail/text/wrap.hpp"

#include <string>

#include "support/catch.hpp"

using namespace inmail;

TEST_CASE("a text is broken between words, and a command so that a shell takes its lines together") {
    const struct {
        const char* text;
        std::size_t width;
        std::size_t hang;
        const char* lines;
    } cases[]{
        {"short enough", 12, 2, "short enough"},
        {"one word more than fits", 12, 2, "one word\n  more than\n  fits"},
        {"  indented text goes on below", 16, 0, "  indented text\n  goes on below"},
        {"two lines\nstay two", 40, 0, "two lines\nstay two"},
        {"unbreakableword", 5, 0, "unbreakableword"},
        {"a unbreakableword b", 5, 0, "a\nunbreakableword\nb"},
        {"josé naïve", 10, 0, "josé naïve"},
        {"見出し 見出し", 8, 0, "見出し\n見出し"},
        {"type `inmail void --batch b1` now", 20, 0, "type `inmail void \\\n--batch b1` now"},
        {"inmail buy ana 10 --price 9.99", 21, 2, "inmail buy ana 10 \\\n  --price 9.99"},
        {"inmail void K --note 'typed too fast'", 22, 0, "inmail void K --note \\\n'typed too fast'"},
        {"it's `inmail undo` that helps", 12, 0, "it's\n`inmail \\\nundo` that\nhelps"},
    };
    for (const auto& c : cases) {
        INFO(c.text << " at " << c.width);
        CHECK(wrapped(c.text, c.width, c.hang) == c.lines);
    }
}

TEST_CASE("a wrapped command is one command, and what follows of a comment is a comment") {
    using Lines = std::vector<std::string>;
    CHECK(wrapped_command("inmail send ana 'Jane Doe'", 16) == Lines{"inmail send \\", "ana 'Jane Doe'"});
    CHECK(wrapped_command("# in plans.json: rename it", 16) == Lines{"# in plans.json:", "# rename it"});
}
