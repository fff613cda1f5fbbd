#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace inmail {

/// A SHA-256.
using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(std::string_view bytes);

/// 64 lower-case hex digits.
[[nodiscard]] std::string to_hex(const Digest& digest);
/// Two lower-case hex digits a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);

}  // namespace inmail
