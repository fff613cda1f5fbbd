#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "inmail/core/prospect.hpp"

namespace inmail::io {

namespace linkedin {
class Connections;
}

/// A person's Connections.csv, as LinkedIn exports it. It is read, and never stored.
class ConnectionsFile {
  public:
    /// Throws InputError if the file cannot be read, or no line of it is the header of such a file, InvalidFile for rows that
    /// cannot be read.
    explicit ConnectionsFile(const std::filesystem::path& path);
    ~ConnectionsFile();
    ConnectionsFile(ConnectionsFile&&) noexcept;
    ConnectionsFile& operator=(ConnectionsFile&&) noexcept;

    /// The prospect among them: by the profile's address, else by a name that only one of them has. None: they are not.
    [[nodiscard]] std::optional<KnownConnection> find(const Prospect& prospect) const;

    /// Those whose date cannot be read: since when that person is a connection is not known.
    [[nodiscard]] const std::vector<std::int64_t>& lines_without_date() const { return lines_without_date_; }

  private:
    std::vector<std::int64_t> lines_without_date_;
    std::unique_ptr<linkedin::Connections> people_;
};

}  // namespace inmail::io
