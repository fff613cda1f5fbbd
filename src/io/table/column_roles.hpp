#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/table_sample.hpp"

namespace inmail::io {

/// Which columns of a table probably hold what an event needs. Each is a place in the sample's columns.
struct ColumnRoles {
    std::optional<std::size_t> sent;
    std::optional<std::size_t> answered;
    std::optional<std::size_t> seat;
    std::vector<std::size_t> addresses{};  ///< of profiles
    std::vector<std::size_t> name{};       ///< of the prospect: one column, or two
    std::optional<std::size_t> kind{};     ///< that says which rows are InMails
    std::optional<std::size_t> status{};   ///< of a task: completed, or not yet; of a message: whether it went out
    std::optional<std::size_t> outcome{};
    std::optional<std::size_t> campaign{};
    std::optional<std::size_t> thread{};
    std::optional<std::size_t> key{};
    bool key_is_guess{false};  ///< it is named like an id, but of what is not known
};

[[nodiscard]] ColumnRoles roles_of(const TableSample& sample);

/// Whether the text holds the word, in any case.
[[nodiscard]] bool mentions(std::string_view text, std::string_view word);

}  // namespace inmail::io
