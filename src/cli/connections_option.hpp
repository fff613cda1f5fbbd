#pragma once

#include <memory>
#include <optional>
#include <string>

#include "inmail/core/ids.hpp"
#include "inmail/io/connections.hpp"
#include "options.hpp"

namespace inmail::cli {

/// `--connections FILE`: a seat's Connections.csv.
class ConnectionsOption {
  public:
    void declare(Options& options) {
        options.value("--connections", file_, "FILE", "The seat's Connections.csv; it is read, and never stored");
    }
    /// Null if the option is not given. Throws UsageError if `seat` is none, InputError as ConnectionsFile.
    [[nodiscard]] std::shared_ptr<const io::ConnectionsFile> of(SeatId seat) const;

  private:
    std::optional<std::string> file_;
};

}  // namespace inmail::cli
