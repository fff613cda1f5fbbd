#pragma once

#include <string>

#include "inmail/core/time.hpp"
#include "inmail/io/linkedin.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::app {

/// One LinkedIn archive on its way into the ledger.
struct ArchiveSource {
    const std::string& handle;
    const io::ArchiveContents& contents;
    const io::Zone& zone;  ///< of bare dates
    Instant now;
    bool one_of_several;  ///< rejected rows and warnings name the seat
    bool update;          ///< what the ledger knows otherwise is corrected
};

}  // namespace inmail::app
