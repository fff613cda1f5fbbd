#pragma once

#include <string>

#include "inmail/chain/event_key.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// A key as the column event.key holds it: a BLOB where it is packed, else TEXT.
class StoredKey : public PackedKey {
  public:
    using PackedKey::PackedKey;
    /// Binds it to a parameter that the column is compared with or set to.
    void bind_to(Query& query, int index) const;
};

/// Reads a key into `key`. Throws DamagedLedger for a value that no StoredKey stands for.
void read_key(const Query& row, int column, std::string& key);
[[nodiscard]] std::string key_of(const Query& row, int column);

}  // namespace inmail::store
