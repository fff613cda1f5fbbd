#include "postgres/answer.hpp"

#include <algorithm>
#include <utility>

#include "inmail/core/damage.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::store::postgres {

namespace {

/// A big-endian number with a sign, of at most eight bytes.
std::int64_t number_in(std::string_view bytes) {
    constexpr unsigned byte_bits = 8;
    std::uint64_t value = static_cast<unsigned char>(bytes.front()) > 127 ? ~std::uint64_t{0} : 0;
    for (const char c : bytes) value = value << byte_bits | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
}

/// The same of four bytes: each field of each row has one.
std::int32_t length_in(const char* bytes) {
    const auto byte = [bytes](int at) { return std::uint32_t{static_cast<unsigned char>(bytes[at])}; };
    return static_cast<std::int32_t>(byte(0) << 24U | byte(1) << 16U | byte(2) << 8U | byte(3));
}

}  // namespace

Answer::Answer(BinaryRows rows)
    : copied_(std::move(rows)), rows_(copied_.rows), columns_(rows_ == 0 ? 0 : static_cast<int>(copied_.fields.size()) / rows_) {}

bool Answer::is_null(int row, int column) const {
    return result_ == nullptr ? field(row, column).size < 0 : libpq().is_null(result_.get(), row, column) != 0;
}

std::string_view Answer::text(int row, int column) const {
    if (result_ == nullptr) {
        const BinaryRows::Field& place = field(row, column);
        return place.size < 0 ? std::string_view{}
                              : std::string_view{copied_.bytes}.substr(place.begin, static_cast<std::size_t>(place.size));
    }
    return {libpq().value(result_.get(), row, column), static_cast<std::size_t>(libpq().length(result_.get(), row, column))};
}

std::int64_t Answer::integer(int row, int column) const {
    const std::string_view bytes = text(row, column);
    if (bytes.empty()) return 0;
    ensure(bytes.size() <= sizeof(std::int64_t), "an integer of the server has at most eight bytes");
    return number_in(bytes);
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

void CopyReader::add(std::string_view bytes) {
    rows_.bytes += bytes;
    while (take_row()) continue;
}

std::int64_t CopyReader::number(std::size_t at, std::size_t size) const {
    return number_in(std::string_view{rows_.bytes}.substr(at, size));
}

bool CopyReader::take_row() {
    constexpr std::size_t count_size = 2;
    constexpr std::size_t length_size = 4;
    const std::size_t end = rows_.bytes.size();
    if (!has_header_) {
        using namespace std::string_view_literals;
        constexpr std::string_view signature = "PGCOPY\n\xff\r\n\0"sv;
        // Behind the signature: flags, and the length of an extension.
        const std::size_t header_size = signature.size() + 2 * length_size;
        if (end < header_size) return false;
        ensure(rows_.bytes.compare(0, signature.size(), signature) == 0, "a COPY begins with its signature");
        next_ = header_size + static_cast<std::size_t>(number(header_size - length_size, length_size));
        has_header_ = true;
    }
    if (next_ + count_size > end) return false;
    const std::int64_t columns = number(next_, count_size);
    if (columns < 0) return false;  // the end
    const std::size_t first_field = rows_.fields.size();
    rows_.fields.resize(first_field + static_cast<std::size_t>(columns));
    std::size_t at = next_ + count_size;
    for (auto field = rows_.fields.begin() + static_cast<std::ptrdiff_t>(first_field); field != rows_.fields.end(); ++field) {
        const bool has_size = at + length_size <= end;
        *field = {at + length_size, has_size ? length_in(rows_.bytes.data() + at) : 0};
        at = field->begin + static_cast<std::size_t>(std::max(field->size, 0));
        if (!has_size || at > end) {
            rows_.fields.resize(first_field);
            return false;
        }
    }
    next_ = at;
    ++rows_.rows;
    return true;
}

Answer CopyReader::take() {
    BinaryRows rows = std::exchange(rows_, {});
    // The next portion is about as large.
    rows_.bytes.reserve(rows.bytes.size());
    rows_.fields.reserve(rows.fields.size());
    rows_.bytes.append(rows.bytes, next_);
    next_ = 0;
    return Answer(std::move(rows));
}

}  // namespace inmail::store::postgres
