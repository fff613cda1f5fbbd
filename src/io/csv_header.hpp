#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail::io {

/// The name of a column without quotes, spaces and underscores, in lower case: what exports and spreadsheets change of it.
[[nodiscard]] std::string folded_column_name(std::string_view name);

/// The columns of a CSV by name, which is folded. Their order differs between exports.
class CsvHeader {
  public:
    explicit CsvHeader(const std::vector<std::string>& fields);

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    /// The next column of that name behind the place; none: there is no other.
    [[nodiscard]] std::optional<std::size_t> find_again(std::size_t place) const;
    /// Without nameless columns at the end, which spreadsheets add.
    [[nodiscard]] std::size_t size() const { return names_.size(); }
    /// The folded name of each column.
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    /// The first column whose name appears twice; none if none does.
    [[nodiscard]] std::optional<std::size_t> doubled() const;

  private:
    std::vector<std::string> names_;
};

}  // namespace inmail::io
