#include "inmail/text/name_match.hpp"

#include <algorithm>
#include <numeric>

#include "code_points.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/words.hpp"

namespace inmail {
namespace {

constexpr std::size_t shortest_beginning = 3;
constexpr std::size_t shortest_inside = 4;

std::string in_one(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += word;
    return all;
}

/// Without the number that LinkedIn puts behind a slug that is taken.
std::vector<std::string> without_number(std::vector<std::string> words) {
    const bool has_number = words.size() > 1 && words.back().find_first_of("0123456789") != std::string::npos;
    if (has_number) words.pop_back();
    return words;
}

std::size_t length_of(const std::vector<std::string>& words) {
    return std::accumulate(words.begin(), words.end(), std::size_t{0},
                           [](auto sum, const auto& word) { return sum + word.size(); });
}

bool same_words(const std::vector<std::string>& words, const std::vector<std::string>& others) {
    if (length_of(words) != length_of(others)) return false;  // few of a ledger's names get further
    if (in_one(words) == in_one(others)) return true;
    std::vector<std::string> a = words;
    std::vector<std::string> b = others;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

bool same_letters(std::string a, std::string b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < first_beyond_ascii; }

/// Whether one letter of the word is wrong, or two of a long one. The first is never wrong, and in a short word two are at most
/// swapped: `doe` and `roe` are two names.
bool is_near(const std::string& typed, const std::string& known) {
    constexpr std::size_t shortest = 3;
    constexpr std::size_t longest_short = 3;
    constexpr std::size_t shortest_long = 8;
    if (typed.empty() || known.empty() || (is_ascii(typed.front()) && typed.front() != known.front())) return false;
    const std::u32string letters = code_points(typed);
    const std::u32string others = code_points(known);
    if (letters.size() < shortest || others.empty() || letters.front() != others.front()) return false;
    if (letters.size() <= longest_short) return same_letters(typed, known);
    const std::size_t most = letters.size() < shortest_long ? 1 : 2;
    const std::size_t apart = std::max(letters.size(), others.size()) - std::min(letters.size(), others.size());
    return apart <= most && edit_distance(typed, known) <= most;
}

/// Whether each typed word has a word of the name to itself. `fits`: whether a typed word may stand for a known one.
template <class Fits>
bool each_has_its_own(const std::vector<std::string>& typed, const std::vector<std::string>& words, Fits fits) {
    std::vector<const std::string*> left;
    for (const std::string& word : words) left.push_back(&word);
    return std::all_of(typed.begin(), typed.end(), [&](const std::string& word) {
        const auto found = std::find_if(left.begin(), left.end(), [&](const std::string* known) { return fits(word, *known); });
        if (found == left.end()) return false;
        left.erase(found);
        return true;
    });
}

/// Ids that LinkedIn gave: nobody remembers them.
bool is_opaque(std::string_view name) { return begins_with(name, "lead:") || begins_with(name, "talent:"); }

}  // namespace

TypedName::TypedName(std::string_view text, bool is_address)
    : words_(name_words(text)),
      longest_first_(words_),
      joined_(in_one(words_)),
      is_slug_(text.find(' ') == std::string_view::npos),
      is_address_(is_address) {
    std::stable_sort(longest_first_.begin(), longest_first_.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::optional<NameFit> TypedName::fit_of(std::string_view name, NameFit worst) const {
    if (words_.empty() || is_opaque(name)) return std::nullopt;
    const bool is_slug = name.find(' ') == std::string_view::npos;
    if (is_address_ && is_slug) return std::nullopt;
    const auto words = name_words(name);
    if (same_words(words_, words)) return NameFit::same;
    if (worst == NameFit::same) return std::nullopt;
    if (is_slug && same_words(words_, without_number(words))) return NameFit::slug;
    if (is_slug_ && !is_slug && same_words(without_number(words_), words)) return NameFit::slug;
    if (is_address_ || worst == NameFit::slug) return std::nullopt;
    const std::string all = in_one(words);
    if (is_part_of(words, all)) return NameFit::part;
    if (worst == NameFit::typo && is_typo_of(words, all)) return NameFit::typo;
    return std::nullopt;
}

bool TypedName::is_part_of(const std::vector<std::string>& words, const std::string& all) const {
    if (joined_.size() >= shortest_beginning && begins_with(all, joined_)) return true;
    if (joined_.size() >= shortest_inside && all.find(joined_) != std::string::npos) return true;
    if (longest_first_.front().size() < 2) return false;
    return each_has_its_own(longest_first_, words,
                            [](const auto& typed, const auto& known) { return begins_with(known, typed); });
}

bool TypedName::is_typo_of(const std::vector<std::string>& words, const std::string& all) const {
    // Of as many words, each is compared by itself.
    if (words_.size() != words.size() && is_near(joined_, all)) return true;
    const auto bare = without_number(words);
    if (words_.size() != bare.size() && is_near(joined_, in_one(bare))) return true;
    return each_has_its_own(longest_first_, words, [](const auto& typed, const auto& known) {
        return typed == known || (typed.size() > 1 && begins_with(known, typed)) || is_near(typed, known);
    });
}

std::vector<std::string> other_forms_of_name(const std::string& name) {
    if (is_opaque(name)) return {};
    const auto with = [](std::string text, char from, char to) {
        std::replace(text.begin(), text.end(), from, to);
        return text;
    };
    if (name.find(' ') != std::string::npos) return {with(name, ' ', '-')};
    if (name.find('-') == std::string::npos) return {};
    std::vector<std::string> forms{with(name, '-', ' ')};
    const std::string last = name.substr(name.rfind('-') + 1);
    const bool has_number = last.find_first_of("0123456789") != std::string::npos;
    if (has_number) forms.push_back(with(name.substr(0, name.rfind('-')), '-', ' '));
    return forms;
}

}  // namespace inmail
