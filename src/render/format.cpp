#include "inmail/render/format.hpp"

#include <algorithm>

namespace inmail::render {

std::optional<Format> parse_format(std::string_view name) {
    const auto* found = std::find(format_names.begin(), format_names.end(), name);
    if (found == format_names.end()) return std::nullopt;
    return static_cast<Format>(found - format_names.begin());
}

}  // namespace inmail::render
