#pragma once

#include <functional>

#include "sqlite/event_block.hpp"

namespace inmail::store {

/// Runs `read` in a thread of its own and passes its blocks to `take` in this one: while one is folded, the next is read. Throws
/// what either throws, once the thread has ended.
void read_ahead(const std::function<void(const TakeBlock&)>& read, const TakeBlock& take);

}  // namespace inmail::store
