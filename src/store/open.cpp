#include "inmail/store/open.hpp"

#include <filesystem>

#include "inmail/core/ledger_faults.hpp"
#include "inmail/text/strings.hpp"
#include "sqlite/access_risks.hpp"
#include "sqlite/create_file.hpp"
#include "sqlite/open_file.hpp"
#include "sqlite/status.hpp"

namespace inmail::store {

namespace {

/// The kinds of store. A server will be another.
enum class StoreKind { file, server };

StoreKind kind_of(const std::string& location) {
    for (const char* beginning : {"postgresql://", "postgres://", "service="}) {
        if (begins_with(location, beginning)) return StoreKind::server;
    }
    return StoreKind::file;
}

// The location is not shown: it may hold a password.
[[noreturn]] void refuse_server() { throw InvalidLedgerRequest(ledger_fault::LedgerOnServer{}); }

}  // namespace

bool names_server(const std::string& location) { return kind_of(location) == StoreKind::server; }

void create(const std::string& location, const std::string& default_rulebook, const std::string& zone, Instant now) {
    switch (kind_of(location)) {
        case StoreKind::file:
            return create_file(location, default_rulebook, zone, now);
        case StoreKind::server:
            refuse_server();
    }
}

std::unique_ptr<Store> open(const std::string& location, Access access, Caching caching, const FileOptions& file) {
    switch (kind_of(location)) {
        case StoreKind::file:
            return open_file(location, access, caching, file);
        case StoreKind::server:
            break;
    }
    refuse_server();
}

LedgerStatus status(const std::string& location, const FileOptions& file) {
    if (kind_of(location) == StoreKind::server) refuse_server();
    return status_of(location, file.on_log_found);
}

std::vector<AccessRisk> access_risks(const std::string& location) {
    return kind_of(location) == StoreKind::file ? access_risks_of(location) : std::vector<AccessRisk>{};
}

}  // namespace inmail::store
