#pragma once

namespace inmail {

/// The version of the states that a fold comes to. A checkpoint that was kept under another version is ignored. Raise it with
/// every change that lets some fold come to another state, or write it in other bytes; fold_version_test.cpp notices.
constexpr int fold_version = 3;

}  // namespace inmail
