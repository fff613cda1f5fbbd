#pragma once

#include <string>

#include "inmail/chain/event_key.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// A key in the form of the column event.key: a BLOB if it is packed, else TEXT.
class StoredKey : public PackedKey {
  public:
    using PackedKey::PackedKey;
    /// Binds the key to a parameter for the column.
    void bind_to(Query& query, int index) const;
};

/// Reads a key into `key`. Throws DamagedLedger for a value that StoredKey would not write.
void read_key(const Query& row, int column, std::string& key);
[[nodiscard]] std::string key_of(const Query& row, int column);

}  // namespace inmail::store
