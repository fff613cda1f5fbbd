#pragma once

#include <cstddef>
#include <cstdint>

namespace inmail {

/// Bytes from the operating system's source of randomness, taken from it in larger portions.
void fill_random(std::uint8_t* bytes, std::size_t count);

}  // namespace inmail
