#include "sqlite/open_connection.hpp"

#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/files/file_identity.hpp"
#include "inmail/files/temp_files.hpp"
#include "sqlite/copy.hpp"
#include "sqlite/foreign_log.hpp"
#include "sqlite/ledger_path.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/open_database.hpp"
#include "sqlite/permission.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

// Events are numbered without gaps.
constexpr const char* count_events = "SELECT coalesce(max(seq), 0) FROM event";

void check_is_file(const fs::path& path) {
    using ledger_fault::UnusablePath;
    refuse_dangling_link(path);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    const auto refuse = [&path](UnusablePath::Why why) {
        throw InvalidLedgerRequest(UnusablePath{UnusablePath::Use::ledger, why, path.string()});
    };
    if (status.type() == fs::file_type::not_found) refuse(UnusablePath::Why::nothing_there);
    if (status.type() == fs::file_type::directory) refuse(UnusablePath::Why::is_directory);
    using machine_fault::LedgerUnusable;
    if (error) refuse_by_machine_error(error.value(), path.string());
    if (error) throw FailedMachine(LedgerUnusable{LedgerUnusable::Why::cannot_open, path.string(), error.message()});
    if (status.type() != fs::file_type::regular) refuse(UnusablePath::Why::no_regular_file);
    require_permission_to_read(path);
}

bool has_log(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(fs::canonical(path, error).string() + "-wal", error);
    return !error && size > 0;
}

/// Throws MachineFailure, with the machine's reason, if nothing can be written beside the ledger.
void require_writable_folder(const fs::path& path) {
    std::error_code error;
    const fs::path file = fs::canonical(path, error);
    if (error || ::access(file.parent_path().c_str(), W_OK) == 0) return;
    using Why = machine_fault::LedgerUnusable::Why;
    const std::string reason = std::generic_category().message(errno);
    throw FailedMachine(
        machine_fault::LedgerUnusable{has_log(path) ? Why::log_stuck : Why::folder_read_only, path.string(), reason});
}

/// Why the file may be used under another name, too. SQLite keeps a log beside each name, and two logs of one file lose records.
std::optional<machine_fault::LedgerUnusable::Why> other_name_of(const fs::path& path) {
    using Why = machine_fault::LedgerUnusable::Why;
    if (is_mounted_alone(path)) return Why::mounted_alone;
    if (!has_hard_links(path)) return std::nullopt;
    // What a program that was killed left half put in place goes.
    remove_abandoned_files(fs::canonical(path), Unfinished::database);
    return has_hard_links(path) ? std::optional{Why::hard_link} : std::nullopt;
}

/// How many events the file holds without its log. None if the log was written back in part.
std::optional<std::int64_t> events_without_log(const fs::path& path) {
    try {
        return Connection(path, Connection::Mode::read_only).integer(count_events);
    } catch (const std::exception&) { return std::nullopt; }
}

/// Call before anything is written back.
void tell_taken_up(Connection& connection, const OnLogFound& on_log_found) {
    if (!took_up_a_log() || !on_log_found) return;
    const fs::path path = fs::canonical(connection.file());
    auto lacking = events_without_log(path);
    if (lacking) *lacking = connection.integer(count_events) - *lacking;
    if (lacking == 0) return;          // a report's checkpoints
    if (lacking < 0) lacking.reset();  // a restored ledger
    on_log_found(TakenUp{path.string() + "-wal", lacking});
}

/// Throws DamagedLedger for a database that is not a ledger.
void check_is_ledger(Connection& connection) {
    if (connection.integer("PRAGMA application_id") != application_id)
        throw DamagedLedger({damage::NotALedger{}}, connection.path());
}

/// The version in the header. Throws DamagedLedger if the migrations' records have another one.
std::int64_t schema_version(Connection& connection) {
    if (connection.integer("PRAGMA user_version") == newest_version()) return newest_version();
    // Use one statement, because another process may be migrating.
    Query versions = connection.query("SELECT user_version, (SELECT max(version) FROM migration) FROM pragma_user_version");
    if (versions.step() && versions.integer(0) == versions.integer(1)) return versions.integer(0);
    throw DamagedLedger({damage::BadHeader{damage::BadHeader::What::of_other_version}}, connection.path());
}

[[noreturn]] void fail_newer(Connection& connection) {
    Query newest = connection.query("SELECT name FROM migration ORDER BY version DESC LIMIT 1");
    const std::string name = newest.step() ? newest.string(0) : "unknown";
    throw DamagedLedger({damage::FromNewerProgram{name, std::string{migrations().back().name}}}, connection.path());
}

}  // namespace

Instant clock_now() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    constexpr std::int64_t ms_per_second = 1000;
    constexpr std::int64_t ns_per_ms = 1'000'000;
    return Instant{now.tv_sec * ms_per_second + now.tv_nsec / ns_per_ms};
}

/// If the directory cannot be written, reads the ledger without side files, provided that its log is empty.
std::unique_ptr<Connection> connect(const fs::path& path, Access access, const OnLogFound& on_log_found) {
    check_is_file(path);
    require_regular_side_files(path);
    set_foreign_logs_aside(path, on_log_found);
    if (const auto why = other_name_of(path)) {
        if (access == Access::write) throw FailedMachine(machine_fault::LedgerUnusable{*why, path.string()});
        if (!has_log(path)) return connect_at_rest(path, on_log_found);
    }
    if (::access(path.c_str(), W_OK) != 0) {
        // SQLite's side files would keep the ledger's owner from writing later.
        const int error = errno;
        if (access == Access::read && !has_log(path)) return connect_at_rest(path, on_log_found);
        if (access == Access::write || error == EROFS) {
            require_writable_folder(path);
            throw not_permitted(path, error, Access::write);
        }
    }
    try {
        auto connection =
            std::make_unique<Connection>(path, access == Access::read ? Connection::Mode::read : Connection::Mode::write);
        check_is_ledger(*connection);
        connection->require_whole_log();
        tell_taken_up(*connection, on_log_found);
        return connection;
    } catch (const MachineFailure&) {
        const bool readable = access == Access::read && ::access(path.c_str(), R_OK) == 0;
        if (readable && !has_log(path)) return connect_at_rest(path, on_log_found);
        if (::access(path.c_str(), R_OK) == 0) require_writable_folder(path);
        throw;
    }
}

std::unique_ptr<Connection> connect_at_rest(const fs::path& path, const OnLogFound& on_log_found) {
    check_is_file(path);
    if (has_log(path)) return connect(path, Access::read, on_log_found);
    auto connection = std::make_unique<Connection>(path, Connection::Mode::read_only);
    check_is_ledger(*connection);
    return connection;
}

std::unique_ptr<Connection> connect_as_it_is(const fs::path& path, const OnLogFound& on_log_found) {
    auto connection = connect(path, Access::read, on_log_found);
    if (schema_version(*connection) > newest_version()) fail_newer(*connection);
    return connection;
}

void bring_up_to_date(Connection& connection, Instant now) {
    const std::int64_t version = schema_version(connection);
    if (version > newest_version()) fail_newer(connection);
    if (version < newest_version()) migrate(connection, now);
}

namespace {

/// The newest edition of the rulebooks that ship, in a ledger of any schema. The first schemas had one, without a number.
int shipped_edition(Connection& connection) {
    if (connection.integer("SELECT count(*) FROM pragma_table_info('terms') WHERE name = 'edition'") == 0) return 1;
    return static_cast<int>(connection.integer("SELECT coalesce(max(edition), 0) FROM terms"));
}

/// A migrated copy in memory, for reading an older ledger that cannot be migrated because the disk is full or read-only.
std::unique_ptr<Connection> migrated_in_memory(Connection& ledger, Instant now) {
    auto copy = std::make_unique<Connection>(Connection::InMemory{ledger.path()});
    ledger.copy_to(*copy);
    bring_up_to_date(*copy, now);
    return copy;
}

}  // namespace

Opened open_connection(const fs::path& path, Access access, const OnLogFound& on_log_found) {
    std::unique_ptr<Connection> connection = connect(path, access, on_log_found);
    if (schema_version(*connection) == newest_version()) return {std::move(connection), std::nullopt};
    const Instant now = clock_now();
    fs::path copy;
    std::int64_t before = 0;
    int former_edition = 0;
    const auto drop_copy = [&] {
        // The ledger is unchanged, so the next attempt makes its own copy.
        std::error_code ignored;
        if (!copy.empty() && connection->integer("PRAGMA user_version") == before) fs::remove(copy, ignored);
    };
    try {
        before = schema_version(*connection);
        if (before < newest_version())
            copy = copy_aside(*connection, fmt::format("before-migration-{:04}", newest_version()), now);
        former_edition = shipped_edition(*connection);
        bring_up_to_date(*connection, now);
    } catch (const MachineFailure&) {
        drop_copy();
        if (access == Access::write) throw;
        return {migrated_in_memory(*connection, now), std::nullopt};
    } catch (...) {
        drop_copy();
        throw;
    }
    const bool is_new = shipped_edition(*connection) != former_edition;
    return {std::move(connection), is_new ? std::optional{former_edition} : std::nullopt};
}

}  // namespace inmail::store
