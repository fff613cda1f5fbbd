#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "inmail/core/damage.hpp"

namespace inmail::store {

/// Checks what no hash covers: that names and terms are numbered without gaps, that a prospect is either known or erased, and
/// where batches begin. `ask` answers an SQL question, in the words that all stores know, with one number.
[[nodiscard]] std::vector<Damage> numbering_flaws(const std::function<std::int64_t(const std::string& sql)>& ask);

}  // namespace inmail::store
