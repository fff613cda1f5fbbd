#pragma once

#include <filesystem>
#include <string>

#include "inmail/core/time.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// Whether a ledger is there, damaged or not.
[[nodiscard]] bool is_ledger(const std::filesystem::path& path);

/// Throws Refusal if a ledger is there, InputError if something else is, or what a removed ledger left.
void require_free_place(const std::filesystem::path& path);

/// Ends the making of a ledger's file: gives it a revision and a log.
void finish_file(Connection& connection);

/// `create`, of a file.
void create_file(const std::filesystem::path& path, const std::string& default_rulebook, const std::string& zone, Instant now);

}  // namespace inmail::store
