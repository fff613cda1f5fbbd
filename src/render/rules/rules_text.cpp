#include <fmt/format.h>

#include "inmail/render/rules.hpp"
#include "rules/rules_page.hpp"

namespace inmail::render {
namespace {

using BlockKind = MarkdownBlock::Kind;
using Rank = RulesTopic::Rank;

/// "draw order; subscribe, switch; refresh k (k >= 1)": the parts of a section, or its rules if it has no parts.
std::string parts_of(const RulesPage& page, int section) {
    auto topics = page.topics(Rank::part, section);
    if (topics.empty()) topics = page.topics(Rank::rule, section);
    std::string parts;
    for (const auto* topic : topics) parts += (parts.empty() ? "" : "; ") + topic->title;
    return parts;
}

}  // namespace

std::string rules_contents(const PageView& view) {
    const RulesPage page;
    std::vector<MarkdownBlock> blocks;
    for (const auto* section : page.topics(Rank::section, 0)) {
        blocks.push_back(page.blocks()[section->begin]);
        const std::string parts = parts_of(page, section->section);
        if (!parts.empty()) blocks.push_back({BlockKind::quote, 0, {}, {{BlockKind::paragraph, 0, {{parts}}, {}, {}}}, {}});
    }
    const std::string how =
        "`inmail rules SECTION` prints a section or a part: by number, by a word of its title, or as a message cites it.";
    blocks.push_back({BlockKind::paragraph, 0, {{how}}, {}, {}});
    return draw_page(blocks, view);
}

std::vector<RulesSection> rules_sections() {
    const RulesPage page;
    std::vector<RulesSection> sections;
    std::string title;
    for (const auto& topic : page.topics()) {
        if (topic.rank == Rank::section) title = topic.title;
        if (topic.rank == Rank::section) sections.push_back({std::to_string(topic.section), title});
        if (topic.rank == Rank::part) sections.push_back({topic.title, fmt::format("{}. {}", topic.section, title)});
    }
    return sections;
}

std::string rules_text(const std::string& citation, const PageView& view) {
    const RulesPage page;
    std::vector<MarkdownBlock> blocks;
    int section = 0;
    for (const auto* topic : page.cited(citation)) {
        // A part says which section it is of.
        if (topic->rank != Rank::section && topic->section != section)
            blocks.push_back(page.blocks()[page.topics(Rank::section, topic->section).front()->begin]);
        section = topic->section;
        for (std::size_t i = topic->begin; i < topic->end; ++i) blocks.push_back(page.blocks()[i]);
    }
    return draw_page(blocks, view);
}

}  // namespace inmail::render
