#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "template.hpp"

namespace inmail::render::html {

/// One attribute of an element. A length is written with at most one decimal.
struct Attribute {
    Attribute(std::string_view attribute, std::string_view text) : name(attribute), value(text) {}
    Attribute(std::string_view attribute, const char* text) : name(attribute), value(text) {}
    Attribute(std::string_view attribute, double length);

    std::string_view name;
    std::string value;
};

/// An inline SVG chart. CSS classes give it colours; its title and description are for screen readers. Escapes all text and
/// attributes, so they may come from the ledger.
class Svg {
  public:
    struct Size {
        double width;
        double height;
    };
    /// `id` must be unique on the page.
    Svg(std::string_view id, std::string_view css_class, Size size, std::string_view title, std::string_view description);

    /// Decoration, which screen readers leave out: the words beside it say the same.
    Svg(std::string_view css_class, Size size);

    void shape(std::string_view element, std::initializer_list<Attribute> attributes, std::string_view tooltip = {});
    void rect(double x, double y, Size size, std::string_view css_class, std::string_view tooltip = {});
    void text(double x, double y, std::string_view css_class, std::string_view words);

    [[nodiscard]] Markup finish();

  private:
    void open(std::string_view element, std::initializer_list<Attribute> attributes);
    void close(std::string_view element);
    void text_element(std::string_view element, std::initializer_list<Attribute> attributes, std::string_view words);

    std::string html_;
};

/// A length as an attribute or path writes it: "12", "12.5".
[[nodiscard]] std::string length(double value);

}  // namespace inmail::render::html
