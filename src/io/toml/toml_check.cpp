#include "toml/toml_check.hpp"

#include <algorithm>

#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr int most_key_parts = 4;
constexpr int most_levels = 8;

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

/// Recognises the TOML that toml_check.hpp describes. Each function takes what it names, or notes the first flaw.
class TomlCheck {
  public:
    explicit TomlCheck(std::string_view text) : text_(text) {}

    std::optional<TomlFlaw> run() {
        while (!flaw_ && !at_end()) {
            skip_blanks();
            if (next() == '[')
                take_header();
            else if (!at_line_end())
                take_pair(0);
            end_line();
        }
        return std::move(flaw_);
    }

  private:
    [[nodiscard]] bool at_end() const { return place_ >= text_.size(); }
    [[nodiscard]] char next() const { return at_end() ? '\n' : text_[place_]; }
    [[nodiscard]] bool at_line_end() const { return next() == '\n' || next() == '#' || text_.substr(place_, 2) == "\r\n"; }
    void fail(std::string why) {
        if (!flaw_) flaw_ = TomlFlaw{line_, std::move(why)};
    }
    void expect(char c, const char* why) {
        if (flaw_) return;
        if (at_end() || next() != c) return fail(why);
        ++place_;
    }
    void skip_blanks() {
        while (!at_end() && (next() == ' ' || next() == '\t')) ++place_;
    }

    void end_line() {
        if (flaw_) return;
        skip_blanks();
        if (!at_line_end()) return fail("nothing may follow on the line");
        take_line_end();
    }
    /// Takes a comment and the end of the line.
    void take_line_end() {
        while (!at_end() && next() != '\n') {
            const bool ends_crlf = text_.substr(place_, 2) == "\r\n";
            if (is_control(next()) && !ends_crlf) return fail("a control character is not allowed");
            ++place_;
        }
        if (!at_end()) ++place_;
        ++line_;
    }

    void take_header() {
        ++place_;
        const bool is_list = next() == '[';
        if (is_list) ++place_;
        take_key();
        expect(']', "the table's name must end in ]");
        if (is_list) expect(']', "the table's name must end in ]]");
    }

    void take_key() {
        for (int parts = 1; !flaw_; ++parts) {
            if (parts > most_key_parts) return fail("a key may have at most four parts");
            skip_blanks();
            if (next() == '"' || next() == '\'') {
                take_text();
            } else {
                if (!is_key_character(next())) return fail("a key is expected here; put one with other characters in quotes");
                while (!at_end() && is_key_character(next())) ++place_;
            }
            skip_blanks();
            if (next() != '.') return;
            ++place_;
        }
    }

    void take_pair(int level) {
        take_key();
        expect('=', "= is expected behind the key");
        skip_blanks();
        take_value(level);
    }

    void take_value(int level) {
        if (flaw_) return;
        if (level > most_levels) return fail("lists and tables are nested too deep");
        const char c = next();
        if (c == '"' || c == '\'') return take_text();
        if (c == '[') return take_list(level);
        if (c == '{') return take_inline_table(level);
        for (const std::string_view word : {"true", "false"}) {
            if (text_.substr(place_, word.size()) != word) continue;
            place_ += word.size();
            return;
        }
        const auto begin = place_;
        while (!at_end() && is_digit(next())) ++place_;
        const auto digits = place_ - begin;
        constexpr std::size_t most_digits = 9;
        if (digits == 0 || digits > most_digits || (digits > 1 && text_[begin] == '0'))
            fail("text in quotes, a whole number, true, false, a list or a table is expected here");
    }

    void take_text() {
        const char quote = next();
        if (text_.substr(place_, 3) == std::string(3, quote)) return fail("text must be on one line, in \"...\" or '...'");
        ++place_;
        while (!at_end() && next() != quote && next() != '\n' && !flaw_) {
            if (is_control(next())) return fail("a control character is not allowed");
            if (next() == '\\' && quote == '"')
                take_escape();
            else
                ++place_;
        }
        expect(quote, "the quote is never closed");
    }

    void take_escape() {
        ++place_;
        const char c = next();
        ++place_;
        if (std::string_view("btnfr\"\\").find(c) != std::string_view::npos) return;
        const int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits == 0) return fail("a backslash in \"...\" is doubled; in '...' it stands for itself");
        for (int i = 0; i < digits; ++i, ++place_) {
            if (!is_hex(next())) return fail("\\u is followed by four digits, \\U by eight");
        }
    }

    /// Takes blanks, ends of lines and comments.
    void skip_lines() {
        while (!flaw_ && !at_end()) {
            skip_blanks();
            if (at_end() || !at_line_end()) return;
            take_line_end();
        }
    }

    void take_list(int level) {
        ++place_;
        skip_lines();
        while (!flaw_ && next() != ']') {
            take_value(level + 1);
            skip_lines();
            if (next() != ',') break;
            ++place_;
            skip_lines();
        }
        expect(']', "the list is never closed, or lacks a comma");
    }

    void take_inline_table(int level) {
        ++place_;
        skip_blanks();
        if (next() == '}') {
            ++place_;
            return;
        }
        while (!flaw_) {
            take_pair(level + 1);
            skip_blanks();
            if (next() != ',') break;
            ++place_;
            skip_blanks();
        }
        expect('}', "the table is not closed on its line, or lacks a comma");
    }

    std::string_view text_;
    std::size_t place_{0};
    std::uint32_t line_{1};
    std::optional<TomlFlaw> flaw_;
};

}  // namespace

std::optional<TomlFlaw> toml_flaw(std::string_view text) {
    std::uint32_t line = 1;
    for (std::string_view rest = text; !rest.empty(); ++line) {
        const auto size = std::min(rest.find('\n'), rest.size() - 1) + 1;
        if (!is_utf8(rest.substr(0, size))) return TomlFlaw{line, "this is not UTF-8"};
        rest.remove_prefix(size);
    }
    return TomlCheck(text).run();
}

}  // namespace inmail::io
