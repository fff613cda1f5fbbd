#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "sqlite/connection.hpp"

namespace inmail::store {

/// The first schema with the table `revision`.
constexpr std::int64_t first_version_with_revisions = 7;

/// The id of a ledger's file as one transaction left it: eight random bytes, and eight that its copies do not get (is_of_file).
using RevisionId = std::array<unsigned char, 16>;

/// Before the first known revision.
constexpr RevisionId no_revision{};

/// The row of the table `revision`.
struct Revision {
    RevisionId previous{};
    RevisionId id{};
};

/// Gives the file a new revision, and leaves a note of it with the file. Call it in each transaction that writes, when it holds
/// the write lock.
void start_revision(Connection& connection);

/// Gives the file a new revision that is of no file: so the next one to open it proves it, be it a copy or not. A migration does
/// not prove what it makes new.
void start_unproved_revision(Connection& connection);

/// Gives the database a revision that follows that of `target`, over which it will be copied. Call it when `target` is locked.
void start_revision_of_copy(Connection& connection, Connection& target);

/// Whether a program of ours gave this revision to this very file: a copy holds a revision of another file.
[[nodiscard]] bool is_of_file(const RevisionId& id, const std::filesystem::path& file);
/// Whether the note with the file is of another revision, so that other bytes were put into the file since. False if the file
/// system keeps no notes. While others write, note and revision differ for moments.
[[nodiscard]] bool is_other_noted(const RevisionId& id, const std::filesystem::path& file);

/// The id in the column of a row.
[[nodiscard]] RevisionId read_revision(const Query& row, int column);

/// The row in a page, if the page is that of the table `revision`.
[[nodiscard]] std::optional<Revision> revision_in_page(const unsigned char* page, std::size_t page_bytes);

/// Whether the table has its row, in its form.
[[nodiscard]] bool has_revision(Connection& connection);

}  // namespace inmail::store
