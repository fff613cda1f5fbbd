#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sqlite/connection.hpp"

namespace inmail::store {

/// Events that were recorded together: from `first_seq` to before `end_seq`.
struct BatchRun {
    std::int64_t id{0};
    std::int64_t first_seq{0};
    std::int64_t end_seq{std::numeric_limits<std::int64_t>::max()};
    std::string name;
    std::string command;
};

[[nodiscard]] BatchRun batch_of(Connection& connection, std::int64_t id);
/// All runs with this name. There are several if an import brought a batch's events out of order.
[[nodiscard]] std::vector<BatchRun> batches_named(Connection& connection, const std::string& name);
[[nodiscard]] std::optional<BatchRun> batch_before(Connection& connection, std::int64_t id);

/// The number of this ledger's next batch, above `last_id`. No imported batch has its name.
[[nodiscard]] std::int64_t next_own_batch(Connection& connection, std::int64_t last_id);
[[nodiscard]] std::string own_batch_name(std::int64_t id);
void insert_batch(Connection& connection, std::int64_t id, std::int64_t first_seq, const std::string& name,
                  const std::string& command);

}  // namespace inmail::store
