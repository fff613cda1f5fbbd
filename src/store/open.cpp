#include "inmail/store/open.hpp"

#include <filesystem>

#include "inmail/core/ledger_faults.hpp"
#include "inmail/text/strings.hpp"
#include "sqlite/access_risks.hpp"
#include "sqlite/open_file.hpp"
#include "sqlite/status.hpp"

namespace inmail::store {

namespace {

/// The kinds of store. A server will be another.
enum class Place { file, server };

Place place_of(const std::string& location) {
    for (const char* beginning : {"postgresql://", "postgres://", "service="}) {
        if (begins_with(location, beginning)) return Place::server;
    }
    return Place::file;
}

// The location is not shown: it may hold a password.
[[noreturn]] void refuse_server() { throw InvalidLedgerRequest(ledger_fault::LedgerOnServer{}); }

}  // namespace

bool names_server(const std::string& location) { return place_of(location) == Place::server; }

void create(const std::string& location, const std::string& default_rulebook, const std::string& zone, Instant now) {
    switch (place_of(location)) {
        case Place::file:
            return create_file(location, default_rulebook, zone, now);
        case Place::server:
            refuse_server();
    }
}

std::unique_ptr<Store> open(const std::string& location, Access access, Caching caching, const OnLogFound& on_log_found,
                            Copies copies) {
    switch (place_of(location)) {
        case Place::file:
            return open_file(location, access, caching, on_log_found, copies);
        case Place::server:
            break;
    }
    refuse_server();
}

LedgerStatus status(const std::string& location, const OnLogFound& on_log_found) {
    if (place_of(location) == Place::server) refuse_server();
    return status_of(location, on_log_found);
}

std::vector<AccessRisk> access_risks(const std::string& location) {
    return place_of(location) == Place::file ? access_risks_of(location) : std::vector<AccessRisk>{};
}

}  // namespace inmail::store
