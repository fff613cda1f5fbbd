#include "svg.hpp"

#include <fmt/format.h>

#include "inmail/text/terminal.hpp"

namespace inmail::render::html {
namespace {

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : for_terminal(text)) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += c;
        }
    }
    return html;
}

std::string view_of(Svg::Size size) { return fmt::format("0 0 {} {}", length(size.width), length(size.height)); }

}  // namespace

std::string length(double value) {
    std::string text = fmt::format("{:.1f}", value);
    if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0) text.resize(text.size() - 2);
    return text == "-0" ? "0" : text;
}

Attribute::Attribute(std::string_view attribute, double number) : name(attribute), value(length(number)) {}

Svg::Svg(std::string_view id, std::string_view css_class, Size size, std::string_view title, std::string_view description) {
    const std::string title_id = fmt::format("{}-title", id);
    const std::string description_id = fmt::format("{}-desc", id);
    open("svg", {{"class", css_class},
                 {"role", "img"},
                 {"viewBox", view_of(size)},
                 {"aria-labelledby", fmt::format("{} {}", title_id, description_id)}});
    text_element("title", {{"id", title_id}}, title);
    text_element("desc", {{"id", description_id}}, description);
}

Svg::Svg(std::string_view css_class, Size size) {
    open("svg", {{"class", css_class}, {"viewBox", view_of(size)}, {"aria-hidden", "true"}});
}

void Svg::open(std::string_view element, std::initializer_list<Attribute> attributes) {
    html_ += fmt::format("<{}", element);
    for (const Attribute& a : attributes) html_ += fmt::format(" {}=\"{}\"", a.name, escaped(a.value));
    html_ += '>';
}

void Svg::close(std::string_view element) { html_ += fmt::format("</{}>", element); }

void Svg::text_element(std::string_view element, std::initializer_list<Attribute> attributes, std::string_view words) {
    open(element, attributes);
    html_ += escaped(words);
    close(element);
}

void Svg::shape(std::string_view element, std::initializer_list<Attribute> attributes, std::string_view tooltip) {
    open(element, attributes);
    if (!tooltip.empty()) text_element("title", {}, tooltip);
    close(element);
}

void Svg::rect(double x, double y, Size size, std::string_view css_class, std::string_view tooltip) {
    shape("rect", {{"class", css_class}, {"x", x}, {"y", y}, {"width", size.width}, {"height", size.height}}, tooltip);
}

void Svg::text(double x, double y, std::string_view css_class, std::string_view words) {
    text_element("text", {{"class", css_class}, {"x", x}, {"y", y}}, words);
}

Markup Svg::finish() {
    close("svg");
    return {std::move(html_)};
}

}  // namespace inmail::render::html
