#include "inmail/text/unicode.hpp"

#include <array>
#include <cstdlib>
#include <memory>

#include "code_points.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"

namespace inmail {
namespace {

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr std::array<std::string_view, 2> no_break_spaces{"\u00A0", "\u202F"};

/// The size of the white space character that `text` begins with, in bytes; 0 if it begins with none.
std::size_t leading_space(std::string_view text) {
    if (text.empty()) return 0;
    if (is_ascii_space(text.front())) return 1;
    for (const auto space : no_break_spaces) {
        if (begins_with(text, space)) return space.size();
    }
    return 0;
}

std::size_t trailing_space(std::string_view text) {
    if (text.empty()) return 0;
    if (is_ascii_space(text.back())) return 1;
    for (const auto space : no_break_spaces) {
        if (text.size() >= space.size() && text.substr(text.size() - space.size()) == space) return space.size();
    }
    return 0;
}

}  // namespace

bool is_printable_ascii(std::string_view text) {
    bool other = false;
    for (const char c : text) other |= c < ' ' || c > '~';
    return !other;
}

bool is_utf8(std::string_view bytes) {
    if (is_printable_ascii(bytes)) return true;
    while (!bytes.empty()) {
        const CodePoint c = first_code_point(bytes);
        if (c.value == malformed) return false;
        bytes.remove_prefix(c.bytes);
    }
    return true;
}

bool has_control(std::string_view utf8) {
    if (is_printable_ascii(utf8)) return false;
    bool found = false;
    each_code_point(utf8, [&found](char32_t c, std::string_view) { found = found || is_control(c); });
    return found;
}

std::string control_space_as_space(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    each_code_point(utf8, [&out](char32_t c, std::string_view bytes) {
        if (is_control(c) && is_space(c))
            out += ' ';
        else
            out += bytes;
    });
    return out;
}

std::string to_lower_latin1(std::string_view utf8) {
    constexpr char32_t last_of_latin1 = 0xFF;
    std::string out;
    out.reserve(utf8.size());
    each_code_point(utf8, [&out](char32_t c, std::string_view bytes) {
        if (c < first_beyond_ascii)
            out += static_cast<char>(c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c);
        else if (c <= last_of_latin1)
            append_utf8(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
        else
            out += bytes;
    });
    return out;
}

std::string_view trim(std::string_view text) {
    while (const std::size_t n = leading_space(text)) text.remove_prefix(n);
    while (const std::size_t n = trailing_space(text)) text.remove_suffix(n);
    return text;
}

std::string fold_name(std::string_view name) {
    std::string_view rest = trim(name);
    std::string out;
    out.reserve(rest.size());
    while (!rest.empty()) {
        std::size_t n = leading_space(rest);
        if (n == 0) {
            out += rest.front();
            rest.remove_prefix(1);
            continue;
        }
        out += ' ';
        for (; n != 0; n = leading_space(rest)) rest.remove_prefix(n);
    }
    return to_lower_latin1(out);
}

namespace {

/// The text without format characters, each run of white space as one space, none at the ends.
std::string without_invisible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool space = false;
    each_code_point(text, [&](char32_t c, std::string_view bytes) {
        if (is_format(c)) return;
        if (is_space(c)) {
            space = !out.empty();
            return;
        }
        if (space) out += ' ';
        space = false;
        out += bytes;
    });
    return out;
}

constexpr int nfc = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
constexpr int nfkc = nfc | UTF8PROC_COMPAT;

std::string normalised(std::string_view text, int form) {
    utf8proc_uint8_t* out = nullptr;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto options = static_cast<utf8proc_option_t>(form);
    const utf8proc_ssize_t length = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &out, options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
    ensure(length >= 0, "well-formed UTF-8 has a normal form");
    return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(length)};
}

std::string case_folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    each_code_point(text, [&out](char32_t c, std::string_view) { append_utf8(out, fold_case(c)); });
    return out;
}

}  // namespace

std::string canonical_name(std::string_view name) {
    // What fold_name does is all that ASCII needs.
    if (is_printable_ascii(name)) return fold_name(name);
    const std::string visible = without_invisible(name);
    // A folded letter may compose with the mark behind it where the capital did not.
    return normalised(case_folded(normalised(visible, nfc)), nfc);
}

std::string with_plain_letters(std::string_view utf8) { return normalised(utf8, nfkc); }

std::string_view strip(std::string_view utf8) {
    const auto is_invisible = [](char32_t c) { return is_space(c) || is_format(c); };
    while (!utf8.empty()) {
        const CodePoint first = first_code_point(utf8);
        if (!is_invisible(first.value)) break;
        utf8.remove_prefix(first.bytes);
    }
    while (!utf8.empty()) {
        std::size_t last = utf8.size() - 1;
        while (last > 0 && continues_a_character(utf8[last])) --last;
        if (!is_invisible(first_code_point(utf8.substr(last)).value)) break;
        utf8.remove_suffix(utf8.size() - last);
    }
    return utf8;
}

}  // namespace inmail
