#include "toml/toml_table.hpp"

#include <algorithm>
#include <utility>

namespace inmail::io {

void TomlTable::allow_only(const std::vector<std::string_view>& keys) const {
    for (auto&& [key, node] : table_) {
        if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
        throw InvalidRules(rules_fault::BadRules{file_.name,
                                                 key.source().begin.line,
                                                 path_of(key.str()),
                                                 Why::unknown_key,
                                                 std::string(key.str()),
                                                 {keys.begin(), keys.end()},
                                                 file_.kind});
    }
}

std::optional<std::string> TomlTable::text(std::string_view key) const {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    auto value = node->value_exact<std::string>();
    if (!value) fail(key, Why::wrong_type, "text in quotes");
    return value;
}

std::optional<std::string> TomlTable::choice(std::string_view key, std::initializer_list<std::string_view> choices) const {
    auto value = text(key);
    if (value && std::find(choices.begin(), choices.end(), *value) == choices.end())
        fail(key, Why::unknown_value, *value, {choices.begin(), choices.end()});
    return value;
}

std::optional<bool> TomlTable::flag(std::string_view key) const {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<bool>();
    if (!value) fail(key, Why::wrong_type, "true or false");
    return value;
}

std::optional<std::int64_t> TomlTable::number(std::string_view key) const {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<std::int64_t>();
    if (!value) fail(key, Why::wrong_type, "a whole number");
    return value;
}

std::optional<std::vector<std::int64_t>> TomlTable::numbers(std::string_view key) const {
    return values<std::int64_t>(key, "a whole number");
}

std::optional<std::vector<std::string>> TomlTable::texts(std::string_view key) const {
    return values<std::string>(key, "text in quotes");
}

template <class T>
std::optional<std::vector<T>> TomlTable::values(std::string_view key, const std::string& one) const {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    std::vector<T> all;
    const auto add = [&](const toml::node& element, const std::string& wanted) {
        auto value = element.value_exact<T>();
        if (!value) fail(key, Why::wrong_type, wanted);
        all.push_back(*std::move(value));
    };
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        add(*node, one);
        return all;
    }
    for (const toml::node& element : *list) add(element, one + ", or a list of such");
    return all;
}

std::optional<TomlTable> TomlTable::inner(std::string_view key) const {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const toml::table* table = node->as_table();
    if (table == nullptr) fail(key, Why::wrong_type, "a table");
    return TomlTable(*table, file_, path_of(key));
}

std::vector<TomlTable> TomlTable::list(std::string_view key) const {
    std::vector<TomlTable> tables;
    const toml::node* node = find(key);
    if (node == nullptr) return tables;
    const toml::array* list = node->as_array();
    if (list == nullptr) fail(key, Why::wrong_type, "a list of tables");
    for (const toml::node& element : *list) {
        const toml::table* table = element.as_table();
        if (table == nullptr) fail(key, Why::wrong_type, "a list of tables");
        tables.emplace_back(*table, file_, path_of(key));
    }
    return tables;
}

std::uint32_t TomlTable::line_of(std::string_view key) const {
    const toml::node* node = find(key);
    return node == nullptr ? line() : node->source().begin.line;
}

std::string TomlTable::path_of(std::string_view key) const {
    if (key.empty()) return key_;
    return key_.empty() ? std::string(key) : key_ + "." + std::string(key);
}

void TomlTable::fail(std::string_view key, Why why, std::string text, std::vector<std::string> choices) const {
    throw InvalidRules(
        rules_fault::BadRules{file_.name, line_of(key), path_of(key), why, std::move(text), std::move(choices), file_.kind});
}

}  // namespace inmail::io
