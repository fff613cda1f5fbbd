#include "postgres/answer.hpp"

#include <algorithm>

#include "inmail/core/damage.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::store::postgres {

std::string_view Answer::text(int row, int column) const {
    return {libpq().value(result_.get(), row, column), static_cast<std::size_t>(libpq().length(result_.get(), row, column))};
}

std::int64_t Answer::integer(int row, int column) const {
    const std::string_view bytes = text(row, column);
    if (bytes.empty()) return 0;
    constexpr unsigned byte_bits = 8;
    ensure(bytes.size() <= sizeof(std::int64_t), "an integer of the server has at most eight bytes");
    std::uint64_t value = static_cast<unsigned char>(bytes.front()) > 127 ? ~std::uint64_t{0} : 0;
    for (const char c : bytes) value = value << byte_bits | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> Answer::integer_if_any(int row, int column) const {
    return is_null(row, column) ? std::nullopt : std::optional{integer(row, column)};
}

std::optional<Instant> Answer::instant_if_any(int row, int column) const {
    return is_null(row, column) ? std::nullopt : std::optional{Instant{integer(row, column)}};
}

Digest Answer::digest(int row, int column) const {
    const std::string_view bytes = text(row, column);
    Digest digest{};
    using damage::BadValue;
    if (bytes.size() != digest.size()) throw DamagedLedger({BadValue{BadValue::What::hash_length}});
    std::transform(bytes.begin(), bytes.end(), digest.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return digest;
}

}  // namespace inmail::store::postgres
