#pragma once

#include "inmail/io/zone.hpp"

namespace inmail::io {

/// The zone of this machine: what TZ names, else the target of the link /etc/localtime, else UTC. A TZ that is not the name of a
/// zone of the database (`CET-1CEST`) is ignored.
[[nodiscard]] Zone machine_zone();

}  // namespace inmail::io
