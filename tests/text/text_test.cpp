#include <set>

#include "inmail/text/csv.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "inmail/text/words.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace std::string_literals;

namespace {

std::string utf8_of(char32_t c) {
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
    if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
    return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

}  // namespace

TEST_CASE("is_utf8 takes well-formed UTF-8 and nothing else") {
    struct Row {
        std::string bytes;
        bool is_utf8;
    };
    const Row rows[] = {
        {"", true},
        {"ana", true},
        {"a\0b"s, true},
        {"José 東京 \U0001F600", true},
        {"\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", true},  // first and last of each length
        {"Jos\xE9", false},                                                          // Latin-1
        {"\x80", false},                                                             // a continuation byte alone
        {"\xC3", false},                                                             // cut short
        {"\xE2\x82", false},
        {"\xC0\xAF", false},  // overlong '/'
        {"\xE0\x80\xAF", false},
        {"\xF0\x80\x80\xAF", false},
        {"\xED\xA0\x80", false},      // surrogate
        {"\xF4\x90\x80\x80", false},  // past U+10FFFF
        {"\xF8\x88\x80\x80\x80", false},
        {"\xFF", false},
    };
    for (const auto& row : rows) {
        INFO(for_terminal(row.bytes));
        CHECK(is_utf8(row.bytes) == row.is_utf8);
    }
}

TEST_CASE("has_control finds C0, DEL and C1 characters") {
    for (const auto& text : {"a\nb"s, "\t"s, "a\0"s, "\x1b[31m"s, "\x7F"s, "\u0080"s, "x\u009F"s}) {
        INFO(for_terminal(text));
        CHECK(has_control(text));
    }
    for (const auto& text : {""s, "a b"s, "\u00A0"s, "é"s, "\u202E"s}) CHECK_FALSE(has_control(text));
}

TEST_CASE("from_windows_1252 reads Latin-1 and the signs that Windows put among it") {
    CHECK(from_windows_1252("plain") == "plain");
    CHECK(from_windows_1252("Jos\xE9 \x80 \x93quoted\x94 \x9F \xFF") == "José € “quoted” Ÿ ÿ");
    CHECK(from_windows_1252("\x81\x8D\x8F\x90\x9D") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
    CHECK(is_utf8(from_windows_1252(every_byte)));
}

TEST_CASE("to_lower_latin1 lowers ASCII and Latin-1 and leaves the rest, as stored keys need (RULES section 9)") {
    CHECK(to_lower_latin1("ANA Ruiz 09_@[`{") == "ana ruiz 09_@[`{");
    CHECK(to_lower_latin1("ÀÁÖØÞ") == "àáöøþ");
    CHECK(to_lower_latin1("×÷ßÿ") == "×÷ßÿ");
    CHECK(to_lower_latin1("ŁÓDŹ ΩΣ") == "ŁódŹ ΩΣ");
    CHECK(to_lower_latin1("\xC3") == "\xC3");
    for (char32_t c = 0x100; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        const std::string utf8 = utf8_of(c);
        if (to_lower_latin1(utf8) != utf8) FAIL(utf8);
    }
}

TEST_CASE("a canonical name is the same however it was typed (RULES section 9)") {
    CHECK(canonical_name("  Ana \t\u00A0 Mar\u00EDa   RUIZ ") == "ana mar\u00EDa ruiz");
    CHECK(canonical_name("Mari\u0301a") == "mar\u00EDa");
    CHECK(canonical_name("\u200EAna\u00AD\u3000Ruiz\uFEFF") == "ana ruiz");
    CHECK(canonical_name("\u2028 \u200B") == "");
    CHECK(strip("\u3000\u200Ba b\u00A0\u200E\n") == "a b");
    CHECK(strip("\u200B") == "");
    // Every letter, alone and under marks that compose with some of them.
    for (char32_t c = 0x80; c <= 0x1F'FFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        for (const char* mark : {"", "\u0301", "\u030C", "\u0345", "\u3099", "\u0323\u0302"}) {
            const std::string name = canonical_name(utf8_of(c) + mark);
            if (canonical_name(name) != name) FAIL(std::hex << static_cast<unsigned>(c) << " under " << mark);
        }
    }
}

TEST_CASE("trim and fold_name take white space of every kind (RULES section 9)") {
    CHECK(trim("") == "");
    CHECK(trim(" \t\r\n ") == "");
    CHECK(trim("\u00A0 a  b \u202F\n") == "a  b");
    CHECK(fold_name("  Ana \t\u00A0 María   RUIZ ") == "ana maría ruiz");
    CHECK(fold_name("\u00A0") == "");
}

TEST_CASE("for_terminal escapes everything that a terminal would obey") {
    struct Row {
        std::string text;
        std::string shown;
    };
    const Row rows[] = {
        {"Ana Ruiz, José 東京", "Ana Ruiz, José 東京"},
        {"\x1b[31mred", "\\x1b[31mred"},
        {"a\0b\n\x7F"s, "a\\x00b\\x0a\\x7f"},
        {"\u009B31m", "\\u{9b}31m"},
        {"ana\u202Eexe.", "ana\\u{202e}exe."},
        {"\u2066\u2069\u200E\u200F\u061C\u2028", "\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}\\u{2028}"},
        {"a\u00ADb\u200Bc\uFEFFd\u2060e\u206Ff", "a\\u{ad}b\\u{200b}c\\u{feff}d\\u{2060}e\\u{206f}f"},
        {"\u115F\u1160\u3164\uFFA0\u180E\u034F", "\\u{115f}\\u{1160}\\u{3164}\\u{ffa0}\\u{180e}\\u{34f}"},
        {"ana\U000E0041\U000E007F", "ana\\u{e0041}\\u{e007f}"},
        {"a\u2065\U000E0002\U0001D173\uFFF9", "a\\u{2065}\\u{e0002}\\u{1d173}\\u{fff9}"},
        {"\u0600\u06DD", "\u0600\u06DD"},  // format characters that are seen
        // Joiners and selectors stay where they join characters, and are escaped where they would only hide.
        {"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"},
        {"\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937"},
        {"\u2764\uFE0F\u200D\U0001F525", "\u2764\uFE0F\u200D\U0001F525"},
        {"\u845B\U000E0100", "\u845B\U000E0100"},
        {"an\u200Da \u200Cb\uFE0F", "an\\u{200d}a \\u{200c}b\\u{fe0f}"},
        {"\u0915\u200D", "\u0915\\u{200d}"},
        {"\u0915\u200D\u200D\u0937", "\u0915\\u{200d}\\u{200d}\u0937"},
        {"\u2764\uFE0F\uFE0F", "\u2764\uFE0F\\u{fe0f}"},
        {"Jos\xE9!", "Jos\\xe9!"},
        {"\xE2\x82", "\\xe2\\x82"},
    };
    for (const auto& row : rows) CHECK(for_terminal(row.text) == row.shown);
}

TEST_CASE("display_width counts the columns of a terminal") {
    CHECK(display_width("") == 0);
    CHECK(display_width("José") == 4);
    CHECK(display_width("Jose\u0301") == 4);
    CHECK(display_width("東京 ▁█") == 7);
}

TEST_CASE("cut_to_width keeps what fits and ends what it cuts in an ellipsis") {
    CHECK(cut_to_width("José", 4) == "José");
    CHECK(cut_to_width("José Ruiz", 5) == "José…");
    CHECK(cut_to_width("東京都", 5) == "東京…");
    CHECK(cut_to_width("東京都", 4) == "東…");
    CHECK(cut_to_width("José", 1) == "…");
    CHECK(cut_to_width("José", 0).empty());
}

TEST_CASE("edit_distance counts insertions, deletions, replacements and swaps of characters") {
    struct Row {
        const char* a;
        const char* b;
        std::size_t distance;
    };
    const Row rows[] = {{"", "", 0},         {"", "abc", 3},       {"send", "send", 0},      {"send", "sedn", 1},
                        {"send", "sen", 1},  {"send", "xsend", 1}, {"kitten", "sitting", 3}, {"ana", "ben", 3},
                        {"josé", "jose", 1}, {"abcd", "badc", 2}};
    for (const auto& row : rows) {
        CHECK(edit_distance(row.a, row.b) == row.distance);
        CHECK(edit_distance(row.b, row.a) == row.distance);
    }
}

TEST_CASE("nearest suggests only what was probably meant") {
    const std::vector<std::string> names{"send", "switch", "subscribe", "sales-navigator-core", "sales-navigator-advanced",
                                         "Ana",  "ben"};
    struct Row {
        const char* typed;
        const char* offered;
    };
    const Row rows[] = {
        {"sedn", "send"},
        {"SEND", "send"},
        {"subscrib", "subscribe"},
        {"subcsribe", "subscribe"},
        {"sales-nav", "sales-navigator-core"},
        {"ana", "Ana"},
        {"anna", "Ana"},
        {"bne", "ben"},
        {" send ", "send"},
        {"swithc", "switch"},
        {"sales-navigator-cor", "sales-navigator-core"},
    };
    for (const auto& row : rows) {
        INFO(row.typed);
        CHECK(nearest(row.typed, names) == std::string(row.offered));
    }
    for (const auto& typed : {"", " ", "x", "s", "zed", "premium", "carol"}) {
        INFO(typed);
        CHECK_FALSE(nearest(typed, names));
    }
    CHECK_FALSE(nearest(std::string(100'000, 'a'), names));
    CHECK_FALSE(nearest("ana", {}));
}

TEST_CASE("did_you_mean is the end of a message, or empty") {
    CHECK(did_you_mean("anna", {"ana", "ben"}) == "; did you mean 'ana'?");
    CHECK(did_you_mean("zoe", {"ana", "ben"}).empty());
}

TEST_CASE("a field is quoted where RFC 4180 asks for it and never altered") {
    struct Row {
        const char* text;
        const char* field;
    };
    const Row rows[] = {{"", ""},           {"plain", "plain"}, {" a ", " a "},       {"=1+1", "=1+1"},
                        {"a,b", "\"a,b\""}, {"\"", "\"\"\"\""}, {"a\nb", "\"a\nb\""}, {"a\rb", "\"a\rb\""}};
    for (const auto& row : rows) CHECK(csv_field(row.text) == row.field);
}

TEST_CASE("a word is quoted where a shell would read it otherwise") {
    struct Row {
        const char* word;
        const char* typed;
    };
    const Row rows[] = {{"/srv/team_1.db", "/srv/team_1.db"},
                        {"", "''"},
                        {"my ledger", "'my ledger'"},
                        {"it's", "'it'\\''s'"},
                        {"~/x", "'~/x'"},
                        {"$HOME", "'$HOME'"},
                        {"a;b", "'a;b'"},
                        {"*", "'*'"},
                        {"josé", "'josé'"}};
    for (const auto& row : rows) {
        INFO(row.word);
        CHECK(shell_word(row.word) == row.typed);
        const auto again = split_shell_words(row.typed);
        REQUIRE(again);
        CHECK(*again == std::vector<std::string>{row.word});
    }
}

TEST_CASE("a line is split into words as a shell splits it") {
    struct Row {
        const char* line;
        std::vector<std::string> words;
    };
    const Row rows[] = {
        {"", {}},
        {" \t ", {}},
        {"send  --channel inmail ", {"send", "--channel", "inmail"}},
        {"a 'b c' \"d e\"", {"a", "b c", "d e"}},
        {"--campaign='spring 26'x", {"--campaign=spring 26x"}},
        {"'' \"\"", {"", ""}},
        {"a\\ b \\'", {"a b", "'"}},
        {R"("a\"b\\c\d" 'e\f')", {"a\"b\\c\\d", "e\\f"}},
    };
    for (const auto& row : rows) {
        INFO(row.line);
        const auto words = split_shell_words(row.line);
        REQUIRE(words);
        CHECK(*words == row.words);
    }
    CHECK(split_shell_words("send 'ana").flaw().kind == FlawKind::open_quote);
    CHECK(split_shell_words("send 'ana").flaw().given == "'");
    CHECK(split_shell_words("send \"ana'").flaw().given == "\"");
    CHECK(split_shell_words("send ana\\").flaw().kind == FlawKind::ends_in_backslash);
}

TEST_CASE("the words of names, slugs and handles are compared without case and accents", "[text]") {
    using Words = std::set<std::string>;
    CHECK(words_in("Ána Ruíz-Vega, PhD") == Words{"ana", "ruiz", "vega", "anaruizvega", "anaruizvegaphd"});
    CHECK(words_in("kei-tan-8a12") == Words{"kei", "tan", "8a12", "keitan8a12"});
    CHECK(words_in("ana.ruiz@brinmoor.example") == Words{"ana", "ruiz", "brinmoor", "example", "anaruizbrinmoorexample"});
    CHECK(words_in("A. Ruiz") == Words{"ruiz", "aruiz"});
    CHECK(words_in("Dr. Ana de la Cruz, MBA") == Words{"ana", "cruz", "anacruz", "dranadelacruzmba"});
    CHECK(words_in("И. Петров 2") == Words{"петров", "ипетров2"});
    CHECK(words_in("王 明") == Words{"王", "明", "王明"});
    CHECK(words_in("Le Van") == Words{"le", "van", "levan"});
    CHECK(words_in("ПЕТРОВ") == Words{"петров"});
    CHECK(words_in(" - ").empty());
}
