#include "sqlite/key_column.hpp"

#include "inmail/core/errors.hpp"

namespace inmail::store {
namespace {

[[noreturn]] void fail_damaged() {
    throw DamagedLedger("the ledger is damaged: an event has a key that inmail would not write",
                        "Run `inmail verify` to find it.");
}

}  // namespace

void StoredKey::bind_to(Query& query, int index) const {
    if (is_packed())
        query.bind_blob(index, reinterpret_cast<const std::uint8_t*>(bytes().data()), bytes().size());
    else
        query.bind(index, std::string{bytes()});
}

void read_key(const Query& row, int column, std::string& key) {
    switch (row.type(column)) {
        case Query::Type::blob:
            if (!unpack_key(row.blob(column), key)) fail_damaged();
            return;
        case Query::Type::text:
            key = row.text(column);
            if (PackedKey(key).is_packed()) fail_damaged();
            return;
        default:
            fail_damaged();
    }
}

std::string key_of(const Query& row, int column) {
    std::string key;
    read_key(row, column, key);
    return key;
}

}  // namespace inmail::store
