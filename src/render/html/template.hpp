#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "inmail/core/credits.hpp"

namespace inmail::render::html {

/// HTML of our own making, which a template takes as it is: {{{name}}}.
struct Markup {
    std::string html;
};

/// What a template's names stand for. Stored text becomes harmless in two steps: here control characters and bidi overrides
/// are made visible, and {{name}} escapes what HTML would read as its own.
class Values {
  public:
    using List = std::vector<Values>;

    Values& set(const std::string& name, std::string_view text);
    Values& set(const std::string& name, const char* text) { return set(name, std::string_view(text)); }
    Values& set(const std::string& name, Credits n) { return set(name, n.value); }
    /// With commas between thousands.
    Values& set(const std::string& name, std::int64_t n);
    Values& set(const std::string& name, int n) { return set(name, std::int64_t{n}); }
    Values& set(const std::string& name, bool shown);
    Values& set(const std::string& name, Markup markup);
    /// A section repeats for each of them. `any_NAME` says whether there are some, for what surrounds the section.
    Values& set(const std::string& name, List list);

    using Value = std::variant<std::string, bool, List>;
    [[nodiscard]] const std::map<std::string, Value>& all() const { return values_; }

  private:
    std::map<std::string, Value> values_;
};

/// The files of this folder by their names without an extension. The build writes it.
[[nodiscard]] const std::map<std::string, std::string>& templates();

/// The template of that name, filled in; each may include the others as {{>name}}. Throws Defect for a template that is none.
[[nodiscard]] std::string fill(const std::string& name, const Values& values);

}  // namespace inmail::render::html
