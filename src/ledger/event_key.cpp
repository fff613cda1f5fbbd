#include "event_key.hpp"

#include <array>
#include <cstring>

#include "random.hpp"

namespace inmail::ledger {

namespace {

constexpr std::size_t time_digits = 10;
constexpr std::size_t seq_digits = 6;
constexpr std::size_t random_digits = 10;
constexpr unsigned bits_a_digit = 5;

void append_base32(std::string& key, std::uint64_t value, std::size_t digits) {
    constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr std::uint64_t mask = (1U << bits_a_digit) - 1;
    for (std::size_t left = digits; left-- > 0;) key += alphabet[(value >> (left * bits_a_digit)) & mask];
}

}  // namespace

std::string generate_key(Instant recorded_at, std::int64_t seq) {
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
    fill_random(bytes.data(), bytes.size());
    std::uint64_t random = 0;
    std::memcpy(&random, bytes.data(), bytes.size());

    std::string key;
    key.reserve(time_digits + seq_digits + random_digits);
    append_base32(key, static_cast<std::uint64_t>(recorded_at.value), time_digits);
    append_base32(key, static_cast<std::uint64_t>(seq), seq_digits);
    append_base32(key, random, random_digits);
    return key;
}

}  // namespace inmail::ledger
