#include "inmail/store/open.hpp"

#include <filesystem>

#include "inmail/core/ledger_faults.hpp"
#include "inmail/store/copy.hpp"
#include "inmail/text/strings.hpp"
#include "new_ledger_id.hpp"
#include "postgres/copied_rows.hpp"
#include "postgres/create_ledger.hpp"
#include "postgres/location.hpp"
#include "postgres/migrate.hpp"
#include "postgres/postgres_store.hpp"
#include "sqlite/access_risks.hpp"
#include "sqlite/copied_rows.hpp"
#include "sqlite/create_file.hpp"
#include "sqlite/open_file.hpp"
#include "sqlite/status.hpp"

namespace inmail::store {

namespace {

/// The kinds of store.
enum class StoreKind { file, server };

StoreKind kind_of(const std::string& location) {
    for (const char* beginning : {"postgresql://", "postgres://", "service="}) {
        if (begins_with(location, beginning)) return StoreKind::server;
    }
    return StoreKind::file;
}

}  // namespace

bool names_server(const std::string& location) { return kind_of(location) == StoreKind::server; }

std::string shown(const std::string& location) {
    return names_server(location) ? postgres::shown(postgres::parts_of(location)) : location;
}

void create(const std::string& location, const std::string& default_rulebook, const std::string& zone, Instant now) {
    switch (kind_of(location)) {
        case StoreKind::file:
            return create_file(location, default_rulebook, zone, now);
        case StoreKind::server:
            return postgres::create_ledger(location, {new_ledger_id(), default_rulebook, zone, now});
    }
}

std::unique_ptr<Store> open(const std::string& location, Access access, Caching caching, const FileOptions& file,
                            const ServerOptions& server) {
    switch (kind_of(location)) {
        case StoreKind::file:
            return open_file(location, access, caching, file);
        case StoreKind::server:
            break;
    }
    // What is never committed leaves nothing.
    const Access on_server = access == Access::trial ? Access::write : access;
    return std::make_unique<postgres::PostgresStore>(location, on_server, caching, server);
}

Copied copy(const std::string& from, const std::string& to, Instant now, const OnLogFound& on_log_found) {
    const auto rows = kind_of(from) == StoreKind::file ? rows_of_file(from, on_log_found) : postgres::rows_of_server(from);
    return kind_of(to) == StoreKind::file ? copy_into_file(*rows, to, now, on_log_found)
                                          : postgres::copy_into_server(*rows, to, now);
}

Migrated migrate(const std::string& location, Instant now) {
    using ledger_fault::LedgerOnServer;
    if (!names_server(location)) throw InvalidLedgerRequest(LedgerOnServer{LedgerOnServer::Why::not_a_server, {}});
    return postgres::migrate_ledger(location, now);
}

LedgerStatus status(const std::string& location, const FileOptions& file) {
    if (names_server(location)) return postgres::PostgresStore(location, Access::read).status();
    return status_of(location, file.on_log_found);
}

std::vector<AccessRisk> access_risks(const std::string& location) {
    return kind_of(location) == StoreKind::file ? access_risks_of(location) : std::vector<AccessRisk>{};
}

}  // namespace inmail::store
