#pragma once

#include <string>

namespace inmail::store::postgres {

/// What a location says of its server; empty: libpq's environment, service or default says it.
struct LocationParts {
    std::string service, user, host, port, database, password;
};

/// Throws InvalidLedgerRequest, without the location, if it is neither a URL nor a connection string.
[[nodiscard]] LocationParts parts_of(const std::string& location);

/// The location for people, without any password: "postgresql://ana@db.example/ledger".
[[nodiscard]] std::string shown(const LocationParts& parts);

}  // namespace inmail::store::postgres
