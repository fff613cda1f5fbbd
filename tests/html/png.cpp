#include "png.hpp"

#include <zlib.h>

#include <cstdint>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/transcript.hpp"

namespace inmail::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Image {
    std::size_t width{0};
    std::size_t height{0};
    std::size_t channels{0};
    Bytes packed;
};

std::uint32_t number_at(const std::string& file, std::size_t at) {
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < 4; ++i) n = n << 8 | static_cast<std::uint8_t>(file.at(at + i));
    return n;
}

Image read_chunks(const std::string& file) {
    constexpr std::size_t signature = 8;
    constexpr std::size_t around_data = 12;  // length, name, checksum
    constexpr char rgb = 2;
    constexpr char rgba = 6;
    Image image;
    for (std::size_t at = signature; at < file.size();) {
        const std::size_t size = number_at(file, at);
        const std::string name = file.substr(at + 4, 4);
        const std::size_t data = at + 8;
        if (name == "IHDR") {
            image.width = number_at(file, data);
            image.height = number_at(file, data + 4);
            const char kind = file.at(data + 9);
            if (file.at(data + 8) != 8 || (kind != rgb && kind != rgba) || file.at(data + 12) != 0)
                throw std::runtime_error("a PNG of another kind");
            image.channels = kind == rgba ? 4 : 3;
        } else if (name == "IDAT") {
            image.packed.insert(image.packed.end(), file.begin() + static_cast<std::ptrdiff_t>(data),
                                file.begin() + static_cast<std::ptrdiff_t>(data + size));
        }
        at += size + around_data;
    }
    return image;
}

std::uint8_t paeth(int left, int above, int corner) {
    const int guess = left + above - corner;
    const int by_left = std::abs(guess - left);
    const int by_above = std::abs(guess - above);
    const int by_corner = std::abs(guess - corner);
    if (by_left <= by_above && by_left <= by_corner) return static_cast<std::uint8_t>(left);
    return static_cast<std::uint8_t>(by_above <= by_corner ? above : corner);
}

/// Undoes the filter of one line (PNG specification, section 9). The filter's number stands before `line`.
void unfilter(int filter, std::uint8_t* line, const std::uint8_t* above, std::size_t length, std::size_t channels) {
    for (std::size_t i = 0; i < length; ++i) {
        const int a = i >= channels ? line[i - channels] : 0;
        const int b = above == nullptr ? 0 : above[i];
        const int c = above == nullptr || i < channels ? 0 : above[i - channels];
        const int add[]{0, a, b, (a + b) / 2, paeth(a, b, c)};
        line[i] = static_cast<std::uint8_t>(line[i] + add[filter]);
    }
}

}  // namespace

Glance glance_at(const std::filesystem::path& png) {
    const Image image = read_chunks(read_file(png));
    const std::size_t length = image.width * image.channels;
    Bytes lines(image.height * (length + 1));
    uLongf size = lines.size();
    if (uncompress(lines.data(), &size, image.packed.data(), image.packed.size()) != Z_OK || size != lines.size()) {
        throw std::runtime_error("a damaged PNG");
    }
    std::set<std::uint32_t> colours;
    double light = 0;
    const std::uint8_t* above = nullptr;
    for (std::size_t y = 0; y < image.height; ++y) {
        std::uint8_t* line = lines.data() + y * (length + 1) + 1;
        unfilter(line[-1], line, above, length, image.channels);
        above = line;
        for (std::size_t x = 0; x < length; x += image.channels) {
            colours.insert(static_cast<std::uint32_t>(line[x] << 16 | line[x + 1] << 8 | line[x + 2]));
            light += line[x] + line[x + 1] + line[x + 2];
        }
    }
    return {colours.size(), light / (3.0 * 255.0 * static_cast<double>(image.width * image.height))};
}

}  // namespace inmail::test
