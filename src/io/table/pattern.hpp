#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace inmail::io {

/// A regular expression of a rules file, in RE2's language. Ignores case. Searching takes time linear in the text.
class Pattern {
  public:
    /// The whole that was found, and its groups {1} to {9}.
    using Groups = std::array<std::string, 10>;

    /// Null if the text is no pattern, with the reason in `why`.
    [[nodiscard]] static std::shared_ptr<const Pattern> compile(std::string_view text, std::string& why);
    ~Pattern();
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

    /// Whether the pattern is found anywhere in the text. Fills `groups` if it is.
    [[nodiscard]] bool find(std::string_view text, Groups* groups = nullptr) const;

  private:
    explicit Pattern(void* compiled) : compiled_(compiled) {}

    void* compiled_;
};

}  // namespace inmail::io
