#include "outreach/alike.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/time.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/text/unicode.hpp"
#include "inmail/text/words.hpp"

namespace inmail::app {
namespace {

using Words = std::set<std::string>;

/// Empty if they are too few to tell people apart.
Words words_of(const std::string& spelling) {
    const auto all = name_words(spelling);
    Words words(all.begin(), all.end());
    const auto has_digit = [](const std::string& word) {
        return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    for (auto word = words.begin(); word != words.end();) word = has_digit(*word) ? words.erase(word) : std::next(word);
    constexpr std::size_t least = 2;
    return words.size() < least ? Words{} : words;
}

/// Two addresses are two people.
bool may_be_one(const std::string& a, const std::string& b) {
    const auto is_name = [](const std::string& spelling) { return spelling.find(' ') != std::string::npos; };
    return is_name(a) || is_name(b);
}

/// Whether the first word may be one of `words`: most people of a large ledger are ruled out without a look at Unicode.
bool may_have(const Words& words, const std::string& spelling) {
    if (!is_printable_ascii(spelling)) return true;
    const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    const auto first = std::find_if(spelling.begin(), spelling.end(), is_part);
    const auto end = std::find_if_not(first, spelling.end(), is_part);
    return words.count(to_lower_latin1(std::string(first, end))) != 0;
}

}  // namespace

std::vector<AlikeProspect> alike_people(Reader& ledger, const std::vector<PlannedProspect>& people) {
    std::map<Words, std::vector<const Prospect*>> listed;
    std::set<std::string> keys;
    Words all;
    std::vector<AlikeProspect> alike;
    for (const PlannedProspect& person : people) {
        const Prospect& who = person.prospect;
        keys.insert(who.key);
        Words words = words_of(who.key);
        if (words.empty()) continue;
        all.insert(words.begin(), words.end());
        auto& same = listed[std::move(words)];
        const auto other = std::find_if(same.begin(), same.end(), [&](const Prospect* p) { return may_be_one(p->key, who.key); });
        if (other != same.end()) alike.push_back({who.key, (*other)->key, who.line, false});
        same.push_back(&who);
    }
    ledger.read_prospects([&](ProspectId id, const std::string& known) {
        if (!may_have(all, known)) return;
        const auto same = listed.find(words_of(known));
        if (same == listed.end()) return;
        const auto& people_alike = same->second;
        const auto one =
            std::find_if(people_alike.begin(), people_alike.end(), [&](const Prospect* p) { return may_be_one(p->key, known); });
        if (one == people_alike.end() || keys.count(key_today(known)) != 0) return;
        if (!ledger.messages_with(id, last_instant).empty()) alike.push_back({(*one)->key, known, (*one)->line, true});
    });
    return alike;
}

}  // namespace inmail::app
