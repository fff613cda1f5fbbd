#pragma once

#include <filesystem>

#include "inmail/store/foreseen.hpp"

namespace inmail::store {

/// How a ledger on a server is opened. A ledger that is kept elsewhere needs none of it.
struct ServerOptions {
    Foreseen foreseen{};
    /// The folder of files with checkpoints, which reports on all accounts leave for the next; empty: none are kept.
    std::filesystem::path checkpoints{};
};

}  // namespace inmail::store
