#pragma once

#include <string>

#include "inmail/io/zone.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// The zone in which the last import with this command read times that name none, if it was not taken back; else `now`.
[[nodiscard]] io::Zone zone_as_before(Reader& ledger, const std::string& command, const io::Zone& now);

}  // namespace inmail::app
