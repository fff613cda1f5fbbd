#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail {

/// How a known name fits what was typed, the best first.
enum class NameFit : std::uint8_t {
    same,  ///< the same words: "jane doe", "Doe, Jane" and "janedoe" of jane-doe
    slug,  ///< the same but for the number at a slug's end: "li wei" of li-wei-123
    part,  ///< each word begins one of the name, or all of them are a part of it: "jane", "doe", "j doe" of jane-doe
    typo,  ///< the same but for one or two letters: "jnae doe" of jane-doe
};

/// What somebody typed from memory, compared with names, slugs and handles as a ledger has them. Case and accents do not count.
class TypedName {
  public:
    /// `is_address`: the text is the key of an address, which is copied, not remembered. It fits only a name of several words,
    /// as two slugs are two people.
    explicit TypedName(std::string_view text, bool is_address = false);

    /// How the name fits, if it fits as `worst` or better.
    [[nodiscard]] std::optional<NameFit> fit_of(std::string_view name, NameFit worst) const;

  private:
    [[nodiscard]] bool is_part_of(const std::vector<std::string>& words, const std::string& joined) const;
    [[nodiscard]] bool is_typo_of(const std::vector<std::string>& words, const std::string& joined) const;

    std::vector<std::string> words_;
    std::vector<std::string> longest_first_;
    std::string joined_;
    bool is_slug_{false};
    bool is_address_;
};

/// The name of a slug, with and without its number, and the slug of a name: "jane doe" of jane-doe. Empty where there is no
/// other.
[[nodiscard]] std::vector<std::string> other_forms_of_name(const std::string& name);

}  // namespace inmail
