#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail::io {

/// The columns of a CSV by name: trimmed, without quotes and in lower case. Their order differs between exports.
class CsvHeader {
  public:
    explicit CsvHeader(const std::vector<std::string>& fields);

    /// `name` in lower case.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return names_.size(); }
    /// The first name that stands there twice; empty if none does.
    [[nodiscard]] std::string doubled() const;

  private:
    std::vector<std::string> names_;
};

}  // namespace inmail::io
