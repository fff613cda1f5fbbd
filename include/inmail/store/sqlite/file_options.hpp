#pragma once

#include "inmail/store/sqlite/log_found.hpp"

namespace inmail::store {

/// Whether the first to open a copied ledger proves it, as `verify` does: a copy taken while others wrote may be torn.
enum class Copies { proved, taken_as_they_are };

/// How a ledger in a file is opened. A ledger that is kept elsewhere needs none of it.
struct FileOptions {
    OnLogFound on_log_found{};  ///< may be empty
    Copies copies{Copies::proved};
};

}  // namespace inmail::store
