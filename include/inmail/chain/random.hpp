#pragma once

#include <cstddef>
#include <cstdint>

namespace inmail {

/// Random bytes from the operating system, fetched in larger portions.
void fill_random(std::uint8_t* bytes, std::size_t count);

}  // namespace inmail
