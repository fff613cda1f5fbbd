#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/rules_faults.hpp"

namespace inmail::io {

/// The file that a table stands in.
struct TomlFile {
    std::string name;  ///< for messages
    RulesKind kind{RulesKind::table};
};

/// A table of a rules file, and where it is. Its functions throw InvalidRules that names file, line and key.
class TomlTable {
  public:
    TomlTable(const toml::table& table, TomlFile file, std::string key)
        : table_(table), file_(std::move(file)), key_(std::move(key)) {}

    using Why = rules_fault::BadRules::Why;

    void allow_only(const std::vector<std::string_view>& keys) const;
    [[nodiscard]] const toml::table& table() const { return table_; }
    [[nodiscard]] const toml::node* find(std::string_view key) const { return table_.get(key); }
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
    /// A text of which only these are allowed.
    [[nodiscard]] std::optional<std::string> choice(std::string_view key, std::initializer_list<std::string_view> choices) const;
    [[nodiscard]] std::optional<bool> flag(std::string_view key) const;
    /// From 0 on.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view key) const;
    /// A whole number, or a list of them.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> numbers(std::string_view key) const;
    /// A text, or a list of them.
    [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key) const;
    [[nodiscard]] std::optional<TomlTable> inner(std::string_view key) const;
    /// `[[key]]`
    [[nodiscard]] std::vector<TomlTable> list(std::string_view key) const;

    [[nodiscard]] std::uint32_t line() const { return table_.source().begin.line; }
    [[nodiscard]] std::uint32_t line_of(std::string_view key) const;
    [[nodiscard]] std::string path_of(std::string_view key) const;
    [[nodiscard]] const std::string& file() const { return file_.name; }
    [[noreturn]] void fail(std::string_view key, Why why, std::string text = {}, std::vector<std::string> choices = {}) const;

  private:
    /// `one`: what a single value is, in words.
    template <class T>
    [[nodiscard]] std::optional<std::vector<T>> values(std::string_view key, const std::string& one) const;

    const toml::table& table_;
    TomlFile file_;
    std::string key_;
};

}  // namespace inmail::io
