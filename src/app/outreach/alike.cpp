#include "outreach/alike.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/time.hpp"
#include "inmail/store/reader.hpp"
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

}  // namespace

std::vector<AlikeProspect> alike_people(Reader& ledger, const std::vector<PlannedProspect>& people) {
    std::map<Words, std::vector<const Prospect*>> listed;
    std::set<std::string> keys;
    std::vector<AlikeProspect> alike;
    for (const PlannedProspect& person : people) {
        const Prospect& who = person.prospect;
        keys.insert(who.key);
        Words words = words_of(who.key);
        if (words.empty()) continue;
        auto& same = listed[std::move(words)];
        if (!same.empty()) alike.push_back({who.key, same.front()->key, who.line, false});
        same.push_back(&who);
    }
    ledger.read_prospects([&](ProspectId id, const std::string& known) {
        const auto same = listed.find(words_of(known));
        const std::string key = key_today(known);
        if (same == listed.end() || keys.count(key) != 0 || ledger.messages_with(id, last_instant).empty()) return;
        alike.push_back({same->second.front()->key, known, same->second.front()->line, true});
    });
    return alike;
}

}  // namespace inmail::app
