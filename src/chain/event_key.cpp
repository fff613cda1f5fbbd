#include "inmail/chain/event_key.hpp"

#include <endian.h>

#include <algorithm>
#include <cstring>

#include "inmail/chain/random.hpp"

namespace inmail {

namespace {

constexpr std::size_t time_digits = 10;
constexpr std::size_t seq_digits = 6;
constexpr std::size_t random_digits = 10;
constexpr std::size_t key_digits = time_digits + seq_digits + random_digits;
constexpr unsigned bits_a_digit = 5;
constexpr unsigned bits_a_half = 64;
constexpr std::size_t bytes_a_half = sizeof(std::uint64_t);
constexpr std::uint64_t digit_mask = (1U << bits_a_digit) - 1;
/// 26 digits hold 130 bits: the first has only three of the 128.
constexpr std::uint8_t greatest_first_digit = 7;
constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

constexpr std::uint8_t no_digit = 0xFF;
constexpr std::array<std::uint8_t, 256> digit_values = [] {
    std::array<std::uint8_t, 256> values{};
    for (std::uint8_t& value : values) value = no_digit;
    for (std::uint8_t i = 0; alphabet[i] != '\0'; ++i) values[static_cast<unsigned char>(alphabet[i])] = i;
    return values;
}();

void append_base32(std::string& key, std::uint64_t value, std::size_t digits) {
    for (std::size_t left = digits; left-- > 0;) key += alphabet[(value >> (left * bits_a_digit)) & digit_mask];
}

void put_half(char* to, std::uint64_t half) {
    const std::uint64_t big_endian = htobe64(half);
    std::memcpy(to, &big_endian, bytes_a_half);
}

std::uint64_t half_of(const char* from) {
    std::uint64_t big_endian = 0;
    std::memcpy(&big_endian, from, bytes_a_half);
    return be64toh(big_endian);
}

constexpr std::string_view row_prefix = "row:";
constexpr char row_tag = 'r';
constexpr std::size_t value_bytes = 2 * bytes_a_half;
constexpr unsigned bits_a_hex_digit = 4;
constexpr std::string_view hex_digits = "0123456789abcdef";

/// False if the key is not that of a row.
bool pack_row_key(std::string_view key, char* to) {
    if (key.size() != row_prefix.size() + 2 * value_bytes || key.substr(0, row_prefix.size()) != row_prefix) return false;
    *to++ = row_tag;
    for (std::size_t i = row_prefix.size(); i < key.size(); i += 2) {
        const std::size_t high = hex_digits.find(key[i]);
        const std::size_t low = hex_digits.find(key[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return false;
        *to++ = static_cast<char>(high << bits_a_hex_digit | low);
    }
    return true;
}

void unpack_row_key(std::string_view packed, std::string& key) {
    key = row_prefix;
    for (const char c : packed.substr(1)) {
        const auto byte = static_cast<unsigned char>(c);
        key += hex_digits[byte >> bits_a_hex_digit];
        key += hex_digits[byte & (hex_digits.size() - 1)];
    }
}

/// False if the key is not one of 26 digits.
bool pack_digits(std::string_view key, char* to) {
    if (key.size() != key_digits) return false;
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::uint8_t all = 0;
    for (const char c : key) {
        const std::uint8_t digit = digit_values[static_cast<unsigned char>(c)];
        all |= digit;
        high = high << bits_a_digit | low >> (bits_a_half - bits_a_digit);
        low = low << bits_a_digit | (digit & digit_mask);
    }
    if (all > digit_mask || digit_values[static_cast<unsigned char>(key.front())] > greatest_first_digit) return false;
    put_half(to, high);
    put_half(to + bytes_a_half, low);
    return true;
}

constexpr unsigned bits_a_pair = 2 * bits_a_digit;
constexpr std::size_t pairs = std::size_t{1} << bits_a_pair;
/// Two digits at a time: a fold reads millions of keys.
constexpr std::array<char, 2 * pairs> digit_pairs = [] {
    std::array<char, 2 * pairs> digits{};
    for (std::size_t i = 0; i < pairs; ++i) {
        digits[2 * i] = alphabet[i >> bits_a_digit];
        digits[2 * i + 1] = alphabet[i & digit_mask];
    }
    return digits;
}();

void unpack_digits(std::string_view packed, std::string& key) {
    std::uint64_t high = half_of(packed.data());
    std::uint64_t low = half_of(packed.data() + bytes_a_half);
    key.resize(key_digits);
    for (std::size_t i = key_digits; i != 0;) {
        i -= 2;
        std::memcpy(&key[i], &digit_pairs[2 * (low & (pairs - 1))], 2);
        low = low >> bits_a_pair | high << (bits_a_half - bits_a_pair);
        high >>= bits_a_pair;
    }
}

/// Returns the number of bytes; 0 for a key that stays text.
std::size_t pack(std::string_view key, char* to) {
    if (pack_digits(key, to)) return value_bytes;
    return pack_row_key(key, to) ? value_bytes + 1 : 0;
}

}  // namespace

std::string generate_key(Instant recorded_at, std::int64_t seq) {
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
    fill_random(bytes.data(), bytes.size());
    std::uint64_t random = 0;
    std::memcpy(&random, bytes.data(), bytes.size());

    std::string key;
    key.reserve(key_digits);
    append_base32(key, static_cast<std::uint64_t>(recorded_at.value), time_digits);
    append_base32(key, static_cast<std::uint64_t>(seq), seq_digits);
    append_base32(key, random, random_digits);
    return key;
}

bool is_generated_key(std::string_view key) {
    std::array<char, value_bytes> packed{};
    return pack_digits(key, packed.data());
}

PackedKey::PackedKey(std::string_view key) : text_(key), packed_bytes_(pack(key, packed_.data())) {}

bool unpack_key(std::string_view packed, std::string& key) {
    if (packed.size() == value_bytes) {
        unpack_digits(packed, key);
        return true;
    }
    if (packed.size() != value_bytes + 1 || packed.front() != row_tag) return false;
    unpack_row_key(packed, key);
    return true;
}

std::vector<PackedKeyRange> packed_keys_beginning(std::string_view beginning) {
    std::vector<PackedKeyRange> ranges;
    const auto add = [&ranges](std::string_view begins, std::size_t size, char least, char greatest) {
        const std::string fixed{begins};
        ranges.push_back({fixed + std::string(size - fixed.size(), least), fixed + std::string(size - fixed.size(), greatest)});
    };
    const auto is_digit = [](char c) { return digit_values[static_cast<unsigned char>(c)] != no_digit; };
    const bool are_digits = std::all_of(beginning.begin(), beginning.end(), is_digit) && beginning.size() <= key_digits;
    const char greatest_first = alphabet[greatest_first_digit];
    if (beginning.empty())
        ranges.push_back(
            {std::string(key_digits, alphabet[0]), greatest_first + std::string(key_digits - 1, alphabet[digit_mask])});
    else if (are_digits && beginning.front() <= greatest_first)
        add(beginning, key_digits, alphabet[0], alphabet[digit_mask]);

    const std::size_t of_prefix = std::min(beginning.size(), row_prefix.size());
    const std::string_view hex = beginning.substr(of_prefix);
    const bool is_hex = hex.find_first_not_of(hex_digits) == std::string_view::npos && hex.size() <= 2 * value_bytes;
    if (row_prefix.substr(0, of_prefix) == beginning.substr(0, of_prefix) && is_hex)
        add(beginning.size() < row_prefix.size() ? row_prefix : beginning, row_prefix.size() + 2 * value_bytes,
            hex_digits.front(), hex_digits.back());
    return ranges;
}

}  // namespace inmail
