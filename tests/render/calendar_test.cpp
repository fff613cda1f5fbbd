#include "content_lines.hpp"
#include "support/catch.hpp"

namespace inmail::render {

TEST_CASE("content lines fold at 75 octets, between characters, and end in CRLF") {
    ContentLines lines;
    lines.add("X", std::string(73, 'a'));
    CHECK(lines.all() == "X:" + std::string(73, 'a') + "\r\n");

    ContentLines longer;
    longer.add("X", std::string(74, 'a'));
    CHECK(longer.all() == "X:" + std::string(73, 'a') + "\r\n a\r\n");

    // The second of the two octets of an ø would be the 76th: both go to the next line.
    ContentLines split;
    split.add("X", std::string(72, 'a') + "\xc3\xb8");
    CHECK(split.all() == "X:" + std::string(72, 'a') + "\r\n \xc3\xb8\r\n");

    // The blank of a continuation line counts.
    ContentLines three;
    three.add("X", std::string(73 + 74 + 1, 'a'));
    CHECK(three.all() == "X:" + std::string(73, 'a') + "\r\n " + std::string(74, 'a') + "\r\n a\r\n");
}

TEST_CASE("a text of a calendar is escaped, and nothing in it begins a line") {
    struct {
        const char* text;
        const char* line;
    } const rows[] = {
        {"plain: ok", "X:plain: ok\r\n"},
        {"a,b;c", "X:a\\,b\\;c\r\n"},
        {"back\\slash", "X:back\\\\slash\r\n"},
        {"two\nlines", "X:two\\\\x0alines\r\n"},
        {"end\r\nEND:VEVENT", "X:end\\\\x0d\\\\x0aEND:VEVENT\r\n"},
    };
    for (const auto& row : rows) {
        ContentLines lines;
        lines.add_text("X", row.text);
        CHECK(lines.all() == row.line);
    }
}

}  // namespace inmail::render
