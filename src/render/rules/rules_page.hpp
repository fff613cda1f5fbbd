#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/text/markdown.hpp"

namespace inmail::render {

/// docs/rules.md as it was when the program was built.
[[nodiscard]] std::string_view rules_markdown();

/// A citation that names no place of the page.
struct UnknownSection {
    std::string typed;
    std::optional<std::string> nearest;  ///< title
    std::vector<std::string> sections;   ///< "4. What each thing does"
};
using NoSuchSection = Reasoned<InputError, UnknownSection>;

/// A place of the page that can be cited.
struct RulesTopic {
    enum class Rank {
        section,  ///< "4. What each thing does"
        part,     ///< "### reply", in a section
        rule,     ///< a paragraph that begins with a name: "**Limit.** ..."
    };

    Rank rank{Rank::section};
    int section{0};        ///< the number of the section that it is, or is in
    std::string title;     ///< without the section's number
    std::size_t begin{0};  ///< its blocks, up to `end`
    std::size_t end{0};
};

/// The page, cut at its topics.
class RulesPage {
  public:
    RulesPage();

    [[nodiscard]] const std::vector<MarkdownBlock>& blocks() const { return blocks_; }
    [[nodiscard]] const std::vector<RulesTopic>& topics() const { return topics_; }
    /// The topics of a rank in a section.
    [[nodiscard]] std::vector<const RulesTopic*> topics(RulesTopic::Rank rank, int section) const;

    /// The topics that a citation names, in the page's order. Throws InputError if it names none.
    [[nodiscard]] std::vector<const RulesTopic*> cited(const std::string& citation) const;

  private:
    void add(RulesTopic::Rank rank, int section, std::string title, std::size_t block);
    /// The topics of the highest rank whose titles hold all of the words. `section`: 0 for any.
    [[nodiscard]] std::vector<const RulesTopic*> with_words(const std::string& words, int section) const;

    std::vector<MarkdownBlock> blocks_;
    std::vector<RulesTopic> topics_;
};

}  // namespace inmail::render
