#pragma once

#include "inmail/io/zone.hpp"

namespace inmail::io {

/// The zone of this machine: what TZ names, else what /etc/localtime is a link to, else UTC. A TZ that names no zone of the
/// database (`CET-1CEST`) counts as none.
[[nodiscard]] Zone machine_zone();

}  // namespace inmail::io
