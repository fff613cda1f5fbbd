#pragma once

#include <string_view>

namespace inmail::store {

/// A digest of the rules' own sources, which the build takes: what another program folded may not be what this one would.
extern const std::string_view fold_version;

}  // namespace inmail::store
