#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace inmail {

/// Random bytes from the operating system, fetched in larger portions.
void fill_random(std::uint8_t* bytes, std::size_t count);

/// A random time of at most `longest`, up to a minute: who tries again after it seldom meets the same others.
[[nodiscard]] std::chrono::milliseconds random_pause(std::chrono::milliseconds longest);

}  // namespace inmail
