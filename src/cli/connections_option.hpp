#pragma once

#include <optional>
#include <string>

#include "inmail/app/outreach/writing_seat.hpp"
#include "inmail/app/report_query.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// `--connections FILE`: a seat's Connections.csv.
class ConnectionsOption {
  public:
    void declare(Options& options) {
        options.value("--connections", file_, "FILE", "The seat's Connections.csv; it is read, and never stored");
    }
    /// The seat that is typed, or else the default one, and the connections of that seat. Throws InputError for an unknown seat
    /// and as ConnectionsFile, UsageError for connections of no seat.
    /// Of a handle whose licence has gone to another by the query's instant, that one is meant, with a message.
    [[nodiscard]] app::WritingSeat writing_seat(Session& session, const std::optional<std::string>& typed,
                                                const app::ReportQuery& query) const;
    /// The same of a seat that is known already; none: the default one.
    [[nodiscard]] app::WritingSeat writing_seat(Session& session, SeatId named) const;
    [[nodiscard]] bool is_given() const { return file_.has_value(); }

  private:
    std::optional<std::string> file_;
};

}  // namespace inmail::cli
