#pragma once

#include <filesystem>

#include "inmail/store/open.hpp"

namespace inmail::test {

/// Opens a copied ledger, which proves it. The program would do so when it first opens the copy, and takes ten times as long for
/// it: most of that goes into what a process does once.
inline void adopt(const std::filesystem::path& ledger) { static_cast<void>(store::open(ledger, store::Access::read)); }

}  // namespace inmail::test
