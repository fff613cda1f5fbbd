#include "sqlite/key_column.hpp"

namespace inmail::store {
void StoredKey::bind_to(Query& query, int index) const {
    if (is_packed())
        query.bind_blob(index, reinterpret_cast<const std::uint8_t*>(bytes().data()), bytes().size());
    else
        query.bind(index, std::string{bytes()});
}

void read_key(const Query& row, int column, std::string& key) {
    const damage::BadValue unreadable{damage::BadValue::What::unreadable_key};
    switch (row.type(column)) {
        case Query::Type::blob:
            if (!unpack_key(row.blob(column), key)) row.fail_damaged(unreadable);
            return;
        case Query::Type::text:
            key = row.text(column);
            if (PackedKey(key).is_packed()) row.fail_damaged(unreadable);
            return;
        default:
            row.fail_damaged(unreadable);
    }
}

std::string key_of(const Query& row, int column) {
    std::string key;
    read_key(row, column, key);
    return key;
}

}  // namespace inmail::store
