#pragma once

#include <filesystem>
#include <functional>

namespace inmail::store {

/// A log that lay beside a ledger's file and belongs to another file.
struct SetAside {
    std::filesystem::path was;
    std::filesystem::path is;  ///< where it was moved to
};

/// Is told of each log when it was moved.
using OnSetAside = std::function<void(const SetAside&)>;

}  // namespace inmail::store
