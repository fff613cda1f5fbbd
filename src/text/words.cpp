#include "inmail/text/words.hpp"

#include <cstdlib>
#include <memory>

#include "code_points.hpp"

namespace inmail {
namespace {

/// Empty for what is no UTF-8.
std::string without_accents(std::string_view text) {
    utf8proc_uint8_t* out = nullptr;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    constexpr auto plain =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    const utf8proc_ssize_t length = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &out, plain);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
    return length < 0 ? std::string() : std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(length));
}

bool is_of_word(char32_t c) {
    const auto category = category_of(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

}  // namespace

std::set<std::string> words_in(std::string_view utf8) {
    constexpr std::size_t shortest = 2;
    std::set<std::string> words;
    std::string word;
    std::string all;
    const auto end_word = [&] {
        if (word.size() >= shortest) words.insert(word);
        all += word;
        word.clear();
    };
    each_code_point(without_accents(utf8), [&](char32_t c, std::string_view bytes) {
        if (is_of_word(c))
            word += bytes;
        else
            end_word();
    });
    end_word();
    if (all.size() >= shortest) words.insert(all);
    return words;
}

}  // namespace inmail
