#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sqlite/connection.hpp"

namespace inmail::store {

/// The first schema with the table `revision`.
constexpr std::int64_t first_version_with_revisions = 7;

/// A random id of a ledger's file as one transaction left it.
using RevisionId = std::array<unsigned char, 16>;

/// Before the first known revision.
constexpr RevisionId no_revision{};

/// The row of the table `revision`.
struct Revision {
    RevisionId previous{};
    RevisionId id{};
};

/// Gives the file a new revision. Call it in each transaction that writes.
void start_revision(Connection& connection);

/// Gives a file that will be copied over another one a revision that follows the other one's.
void start_revision_after(Connection& connection, const RevisionId& previous);

/// The id of the file's revision.
[[nodiscard]] RevisionId revision_of(Connection& connection);

/// The row in a page, if the page is that of the table `revision`.
[[nodiscard]] std::optional<Revision> revision_in_page(const unsigned char* page, std::size_t page_bytes);

/// Whether the table has its row, in its form.
[[nodiscard]] bool has_revision(Connection& connection);

}  // namespace inmail::store
