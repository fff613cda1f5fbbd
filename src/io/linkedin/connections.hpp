#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/import_notes.hpp"
#include "inmail/core/time.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// A connection of the archive's owner.
struct Connection {
    std::string name;          ///< canonical first and last name
    std::string slug;          ///< from the profile URL; empty if the row has none
    std::optional<Day> since;  ///< Connected On; nothing if unknown
    std::int64_t line{0};      ///< of Connections.csv, from 1
};

/// The people of a Connections.csv.
class Connections {
  public:
    /// Adds a person, unless already present.
    void add(Connection person);

    /// The connection with this slug. Otherwise the only one with this name, unless both have a slug. Null if there is none.
    [[nodiscard]] const Connection* find(const std::string& slug, const std::string& name) const;
    [[nodiscard]] const std::vector<Connection>& people() const { return people_; }

    std::vector<RowWarning> warnings;

  private:
    std::vector<Connection> people_;
    std::map<std::string, std::size_t> by_slug_;
    std::multimap<std::string, std::size_t> by_name_;
};

/// Throws InputError if no line is a header with the names and Connected On.
[[nodiscard]] Connections read_connections(const ArchiveFile& file);

}  // namespace inmail::io::linkedin
