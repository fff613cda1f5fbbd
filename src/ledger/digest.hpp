#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace inmail::ledger {

using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(std::string_view bytes);

/// 64 lower-case hex digits.
[[nodiscard]] std::string to_hex(const Digest& digest);

/// Bytes from the operating system's source of randomness, taken from it in larger portions.
void fill_random(std::uint8_t* bytes, std::size_t count);

}  // namespace inmail::ledger
