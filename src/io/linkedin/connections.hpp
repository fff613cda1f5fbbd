#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/time.hpp"
#include "inmail/io/rows.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// A connection of the archive's owner.
struct Connection {
    std::string name;  ///< folded, first and last
    std::string slug;  ///< empty where the era or the row has no URL
    std::optional<Day> since;
    std::int64_t line{0};
};

/// The people of a Connections.csv.
class Connections {
  public:
    /// Adds a person; one who is there already is not added again.
    void add(Connection person);

    /// The connection with that slug, else the only one of that name, where no other slug speaks against it.
    [[nodiscard]] const Connection* find(const std::string& slug, const std::string& name) const;
    [[nodiscard]] const std::vector<Connection>& people() const { return people_; }

    std::vector<RowWarning> warnings;

  private:
    std::vector<Connection> people_;
    std::map<std::string, std::size_t> by_slug_;
    std::multimap<std::string, std::size_t> by_name_;
};

/// Throws InputError where no line is its header.
[[nodiscard]] Connections read_connections(const ArchiveFile& file);

}  // namespace inmail::io::linkedin
