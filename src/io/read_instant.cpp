#include "read_instant.hpp"

#include <fmt/format.h>

#include "shown.hpp"

namespace inmail::io {

Checked<Instant> read_instant(std::string_view text) {
    if (const auto instant = parse_rfc3339(text)) return *instant;
    return Checked<Instant>::bad(fmt::format("{} is no instant such as 2026-03-14T09:30:00Z", shown(text)));
}

}  // namespace inmail::io
