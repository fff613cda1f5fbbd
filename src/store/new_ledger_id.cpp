#include "new_ledger_id.hpp"

#include "inmail/chain/digest.hpp"
#include "inmail/chain/random.hpp"

namespace inmail::store {

std::string new_ledger_id() {
    constexpr std::size_t digits = 32;
    Digest random{};
    fill_random(random.data(), digits / 2);
    return to_hex(random).substr(0, digits);
}

}  // namespace inmail::store
