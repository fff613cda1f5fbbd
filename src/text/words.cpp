#include "inmail/text/words.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <vector>

#include "code_points.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail {
namespace {

bool is_of_word(char32_t c) {
    if (c < first_beyond_ascii) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
    const auto category = category_of(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

}  // namespace

std::string without_accents(std::string_view text) {
    if (is_printable_ascii(text)) return to_lower_latin1(text);
    utf8proc_uint8_t* out = nullptr;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    constexpr auto plain =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    const utf8proc_ssize_t length = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &out, plain);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
    return length < 0 ? std::string() : std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(length));
}

std::vector<std::string> name_words(std::string_view utf8) {
    std::vector<std::string> words;
    bool in_word = false;
    each_code_point(without_accents(utf8), [&](char32_t c, std::string_view bytes) {
        const bool goes_on = is_of_word(c);
        if (goes_on && !in_word) words.emplace_back();
        if (goes_on) words.back() += bytes;
        in_word = goes_on;
    });
    return words;
}

namespace {

/// Titles, degrees and particles, which people share who have nothing else in common.
constexpr std::string_view shared_words[] = {
    // before names
    "dr", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "prof", "professor", "rev", "hon", "capt", "herr", "frau", "dott",
    "dra", "sra", "srta", "ing", "dipl", "mag", "mme", "mlle", "monsieur", "madame", "arch", "avv", "adv", "eng",
    // behind them
    "jr", "sr", "ii", "iii", "iv", "esq", "phd", "ph", "dphil", "md", "mba", "emba", "ma", "ba", "msc", "bsc", "meng", "beng",
    "mph", "mpa", "med", "llm", "llb", "jd", "edd", "dba", "dds", "rn", "pe", "cpa", "cfa", "cfp", "acca", "fca", "ca", "cissp",
    "cism", "pmp", "csm", "cspo", "phr", "sphr", "shrm", "cp", "scp", "gphr", "mcipd", "he", "him", "his", "she", "her", "hers",
    "they", "them", "pronouns", "linkedin",
    // within them
    "de", "del", "della", "dello", "dei", "di", "da", "das", "do", "dos", "du", "des", "la", "las", "le", "les", "lo", "los",
    "van", "von", "vom", "der", "den", "het", "ter", "ten", "zu", "zum", "zur", "und", "and", "the", "of", "el", "al", "bin",
    "binti", "ibn", "abu", "af", "av", "st"};

/// A single letter is an initial, unless the language has words of one letter.
bool is_initial(std::string_view word) {
    constexpr char32_t first_of_cjk = 0x2E80;
    const CodePoint first = first_code_point(word);
    return first.bytes == word.size() && first.value < first_of_cjk;
}

bool tells_people_apart(const std::string& word) {
    if (is_initial(word) || word.find_first_not_of("0123456789") == std::string::npos) return false;
    return std::find(std::begin(shared_words), std::end(shared_words), word) == std::end(shared_words);
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += word;
    return all;
}

}  // namespace

std::set<std::string> words_in(std::string_view utf8) {
    std::vector<std::string> all = name_words(utf8);
    std::vector<std::string> distinctive;
    std::copy_if(all.begin(), all.end(), std::back_inserter(distinctive), tells_people_apart);
    if (distinctive.empty()) distinctive = all;
    std::set<std::string> words(distinctive.begin(), distinctive.end());
    for (const auto* in_one : {&all, &distinctive}) {
        if (!in_one->empty()) words.insert(joined(*in_one));
    }
    return words;
}

bool share_word(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&b](const std::string& word) { return b.count(word) != 0; });
}

}  // namespace inmail
