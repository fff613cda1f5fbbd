#include "rules/rules_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::render {
namespace {

using BlockKind = MarkdownBlock::Kind;
using Rank = RulesTopic::Rank;

constexpr int section_level = 2;
constexpr int part_level = 3;

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/// The words of a title or a citation, in lower case, without anything in brackets.
std::vector<std::string> split_words(const std::string& text) {
    std::vector<std::string> words;
    bool in_word = false;
    int brackets = 0;
    for (const char c : to_lower_latin1(text)) {
        if (c == '(') ++brackets;
        if (c == ')' && brackets > 0) --brackets;
        const bool counts = brackets == 0 && is_word_character(c);
        if (counts && !in_word) words.emplace_back();
        if (counts) words.back() += c;
        in_word = counts;
    }
    return words;
}

/// "pool" finds "Pools". Shorter words are found whole only.
bool begins_word(const std::string& typed, const std::string& word) {
    constexpr std::size_t shortest = 3;
    return typed == word || (typed.size() >= shortest && begins_with(word, typed));
}

bool holds_all(const std::vector<std::string>& title, const std::vector<std::string>& words) {
    return !words.empty() && std::all_of(words.begin(), words.end(), [&title](const std::string& word) {
        return std::any_of(title.begin(), title.end(), [&word](const std::string& t) { return begins_word(word, t); });
    });
}

/// The name with which a paragraph begins: "Limit" of "**Limit.** ...". A reading belongs to the rule before it.
std::string name_of_rule(const MarkdownBlock& block) {
    if (block.kind != BlockKind::paragraph || block.line.empty()) return {};
    const MarkdownSpan& first = block.line.front();
    if (first.style != MarkdownSpan::Style::strong || begins_with(first.text, "Reading")) return {};
    return first.text.substr(0, first.text.find_last_not_of('.') + 1);
}

/// A citation, taken apart: "RULES section 4, reply and bounce" is 4, "reply", "bounce".
struct Citation {
    int section{0};  ///< 0: none is named
    std::vector<std::string> parts;
};

/// The number at the beginning of the text; 0 if there is none, or if it is not a section's.
int leading_number(std::string_view text) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && number > 0 ? number : 0;
}

/// Removes the first word of the text if it is one of `words`.
bool take(std::string_view& text, std::initializer_list<std::string_view> words) {
    for (const auto word : words) {
        const bool is_whole = text.size() == word.size() || (text.size() > word.size() && !is_word_character(text[word.size()]));
        if (!begins_with(text, word) || !is_whole) continue;
        text = trim(text.substr(word.size()));
        return true;
    }
    return false;
}

Citation parse(const std::string& typed) {
    const std::string lower = to_lower_latin1(typed);
    std::string_view text = trim(lower);
    Citation citation;
    take(text, {"rules", "rule"});
    take(text, {"sections", "section", "\u00a7"});
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    citation.section = leading_number(text);
    if (citation.section > 0) text = trim(text.substr(digits));
    std::string part;
    std::string rest(text);
    for (std::size_t at = rest.find(" and "); at != std::string::npos; at = rest.find(" and ")) rest.replace(at, 5, ",");
    for (const char c : rest + ",") {
        if (c != ',') {
            part += c;
            continue;
        }
        if (!split_words(part).empty()) citation.parts.push_back(part);
        part.clear();
    }
    return citation;
}

}  // namespace

RulesPage::RulesPage() : blocks_(parse_markdown(rules_markdown())) {
    int section = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const MarkdownBlock& block = blocks_[i];
        const std::string text = plain_text(block.line);
        if (block.kind == BlockKind::heading && block.level == section_level) {
            const auto dot = text.find(". ");
            ensure(dot != std::string::npos, "a section of the rules has a number");
            section = leading_number(text);
            add(Rank::section, section, text.substr(dot + 2), i);
        } else if (block.kind == BlockKind::heading && block.level == part_level) {
            add(Rank::part, section, text, i);
        } else if (const std::string name = name_of_rule(block); section > 0 && !name.empty()) {
            add(Rank::rule, section, name, i);
        }
    }
}

void RulesPage::add(Rank rank, int section, std::string title, std::size_t block) {
    // A topic ends where the next one of its rank or a higher one begins.
    for (auto& topic : topics_) {
        if (topic.end == blocks_.size() && topic.rank >= rank) topic.end = block;
    }
    topics_.push_back({rank, section, std::move(title), block, blocks_.size()});
}

std::vector<const RulesTopic*> RulesPage::topics(Rank rank, int section) const {
    std::vector<const RulesTopic*> found;
    for (const auto& topic : topics_) {
        if (topic.rank == rank && (section == 0 || topic.section == section)) found.push_back(&topic);
    }
    return found;
}

std::vector<const RulesTopic*> RulesPage::with_words(const std::string& words, int section) const {
    std::vector<const RulesTopic*> found;
    for (const Rank rank : {Rank::section, Rank::part, Rank::rule}) {
        if (rank == Rank::section && section != 0) continue;
        for (const auto* topic : topics(rank, section)) {
            if (holds_all(split_words(topic->title), split_words(words))) found.push_back(topic);
        }
        if (!found.empty()) break;
    }
    return found;
}

std::vector<const RulesTopic*> RulesPage::cited(const std::string& typed) const {
    std::vector<std::string> titles;
    std::vector<std::string> sections;
    for (const auto& topic : topics_) {
        titles.push_back(topic.title);
        for (const auto& word : split_words(topic.title)) titles.push_back(word);
        if (topic.rank == Rank::section) sections.push_back(fmt::format("{}. {}", topic.section, topic.title));
    }

    const Citation citation = parse(typed);
    if (citation.section == 0) {
        if (auto found = with_words(typed, 0); !found.empty()) return found;
    }
    std::vector<const RulesTopic*> found;
    if (citation.section != 0 && citation.parts.empty()) found = topics(Rank::section, citation.section);
    for (const auto& part : citation.parts) {
        const auto more = with_words(part, citation.section);
        if (more.empty()) {
            found.clear();
            break;
        }
        found.insert(found.end(), more.begin(), more.end());
    }
    if (found.empty()) {
        const auto near = citation.section == 0 ? nearest(typed, titles) : std::nullopt;
        throw NoSuchSection(UnknownSection{typed, near, sections});
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace inmail::render
