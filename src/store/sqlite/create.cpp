#include <string>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/random.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/files/durable_file.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "sqlite/ledger_path.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/open_file.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

bool is_ledger(const fs::path& path) {
    try {
        static_cast<void>(open_file(path, Access::read, Caching::ignored));
        return true;
    } catch (const MachineFailure&) { throw; } catch (const Error&) {
        return false;
    }
}

void check_place_is_free(const fs::path& path) {
    refuse_dangling_link(path);
    if (is_there(path)) {
        if (is_ledger(path)) throw Refusal(path.string() + " is already a ledger", "Use it, or name another file with --ledger.");
        throw InputError(path.string() + " exists and is not a ledger", "Name another file with --ledger.");
    }
    // SQLite would read a removed ledger's side files as part of the new ledger.
    for (const char* suffix : side_files) {
        const fs::path beside = path.string() + suffix;
        if (!is_there(beside)) continue;
        throw InputError("there is " + beside.string() + ", left by a ledger that was removed", "Move that file away first.");
    }
}

std::int64_t shipped_rulebook(Connection& connection, const std::string& name) {
    std::vector<std::string> known;
    Query query = connection.query("SELECT id, name FROM rulebook ORDER BY id");
    while (query.step()) {
        if (query.text(1) == name) return query.integer(0);
        known.push_back(query.string(1));
    }
    std::string list;
    for (const std::string& rulebook : known) list += (list.empty() ? "" : ", ") + rulebook;
    throw InputError("there is no rulebook '" + for_terminal(name) + "'" + did_you_mean(name, known),
                     "The rulebooks of this program are " + list + ".");
}

std::string new_ledger_id() {
    constexpr std::size_t digits = 32;
    Digest random{};
    fill_random(random.data(), digits / 2);
    return to_hex(random).substr(0, digits);
}

void build(const fs::path& path, const std::string& default_rulebook, const std::string& zone, Instant now) {
    Connection connection(path, Connection::Mode::create);
    migrate(connection, now);
    connection.query("INSERT INTO ledger (only_row, id, default_rulebook, zone, created_at) VALUES (1, ?1, ?2, ?3, ?4)")
        .with(new_ledger_id(), shipped_rulebook(connection, default_rulebook), zone, now)
        .run();
    Query wal = connection.query("PRAGMA journal_mode = WAL");
    if (!wal.step() || wal.text(0) != "wal")
        throw MachineFailure("the ledger " + path.string() + " cannot use a write-ahead log");
}

}  // namespace

void create_file(const fs::path& path, const std::string& default_rulebook, const std::string& zone, Instant now) {
    check_place_is_free(path);
    make_directories_for(path);
    // Build under a temporary name, so that an interruption leaves no unfinished ledger.
    TemporaryFile temporary(path, Unfinished::database);
    build(temporary.path(), default_rulebook, zone, now);
    if (!temporary.put_in_place()) check_place_is_free(path);
}

}  // namespace inmail::store
