#include "template.hpp"

#include <kainjow/mustache.hpp>

#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "page_words.hpp"

namespace inmail::render::html {
namespace {

namespace mustache = kainjow::mustache;

mustache::data data_of(const Values& values) {
    struct Converter {
        mustache::data operator()(const std::string& text) const { return mustache::data(text); }
        mustache::data operator()(bool shown) const { return mustache::data(shown); }
        mustache::data operator()(const Values::List& list) const {
            mustache::data items(mustache::data::type::list);
            for (const Values& item : list) items.push_back(data_of(item));
            return items;
        }
    };
    mustache::data object(mustache::data::type::object);
    for (const auto& [name, value] : values.all()) object.set(name, std::visit(Converter{}, value));
    return object;
}

}  // namespace

Values& Values::set(const std::string& name, std::string_view text) {
    values_[name] = for_terminal(text);
    return *this;
}

Values& Values::set(const std::string& name, std::int64_t n) {
    values_[name] = grouped(n);
    return *this;
}

Values& Values::figure(const std::string& name, std::int64_t n) {
    if (n == 0) return set(name, Markup{"<i>\xe2\x80\x93</i>"});
    return set(name, Markup{n < 0 ? minus_sign + grouped(-n) : grouped(n)});
}

Values& Values::set(const std::string& name, bool shown) {
    values_[name] = shown;
    return *this;
}

Values& Values::set(const std::string& name, Markup markup) {
    values_[name] = std::move(markup.html);
    return *this;
}

Values& Values::set(const std::string& name, List list) {
    values_["any_" + name] = !list.empty();
    values_[name] = std::move(list);
    return *this;
}

std::string fill(const std::string& name, const Values& values) {
    mustache::data data = data_of(values);
    for (const auto& [file, text] : templates()) {
        data.set(file, mustache::partial([&source = text] { return source; }));
    }
    mustache::mustache page(templates().at(name));
    ensure(page.is_valid(), "a built-in template is valid");
    std::string filled = page.render(data);
    ensure(page.is_valid(), "a template includes only existing ones");
    return filled;
}

}  // namespace inmail::render::html
