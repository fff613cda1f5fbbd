#pragma once

namespace inmail {

/// The version of the states that a fold reaches. Checkpoints of another version are ignored. Raise it with every change that
/// makes some fold reach another state, or write it in other bytes; fold_version_test.cpp fails otherwise.
constexpr int fold_version = 3;

}  // namespace inmail
