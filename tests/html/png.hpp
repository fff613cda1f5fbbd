#pragma once

#include <cstddef>
#include <filesystem>

namespace inmail::test {

/// A rough description of a picture.
struct Glance {
    std::size_t colours{0};
    double brightness{0};  ///< 0 black to 1 white, on average
};

/// Reads a PNG with 8 bits a channel and no palette, as browsers write it. Throws for anything else.
[[nodiscard]] Glance glance_at(const std::filesystem::path& png);

}  // namespace inmail::test
