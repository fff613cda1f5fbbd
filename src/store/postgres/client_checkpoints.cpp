#include "postgres/client_checkpoints.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

#include "inmail/core/damage.hpp"
#include "inmail/core/errors.hpp"
#include "postgres/migrations.hpp"
#include "sqlite/checkpoints.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store::postgres {

namespace {

namespace fs = std::filesystem;

/// The file's version. A file of another one begins anew.
constexpr int newest_format = 1;

constexpr const char* schema =
    "CREATE TABLE checkpoint (kind INTEGER NOT NULL, subject INTEGER NOT NULL, day INTEGER NOT NULL, known_at INTEGER NOT NULL, "
    "state BLOB NOT NULL, digest BLOB NOT NULL, UNIQUE (kind, subject, day)) STRICT;"
    "CREATE TABLE known (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), made_at INTEGER NOT NULL, seq INTEGER NOT NULL, "
    "event_hash BLOB NOT NULL, terms_hash BLOB NOT NULL) STRICT;"
    "INSERT INTO known VALUES (1, 0, 0, x'', x'');";

/// `path`, where it makes an empty file that only its owner may read, unless there is one.
const fs::path& private_file(const fs::path& path) {
    std::error_code ignored;
    if (fs::create_directories(path.parent_path(), ignored)) fs::permissions(path.parent_path(), fs::perms::owner_all, ignored);
    constexpr mode_t owner_alone = 0600;
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, owner_alone);
    if (descriptor >= 0) ::close(descriptor);
    return path;
}

Question standing_question(std::int64_t known_seq) {
    return {
        "SELECT (SELECT m.applied_at FROM migration AS m WHERE m.version = 1), h.seq, "
        "(SELECT e.hash FROM event AS e WHERE e.seq = h.seq), "
        "(SELECT t.hash FROM terms AS t WHERE t.hash IS NOT NULL ORDER BY t.id DESC LIMIT 1), "
        "(SELECT e.hash FROM event AS e WHERE e.seq = $1::bigint), h.recorded_at, "
        "(SELECT max(e.occurred_at) FROM event AS e) FROM head AS h",
        {known_seq}};
}

/// When the earliest of the events happened that were recorded since. A void changes what its event did.
Question earliest_change_question(std::int64_t known_seq) {
    return {
        "SELECT min(e.occurred_at) FROM event AS n JOIN event AS e ON e.seq = coalesce(n.ref, n.seq) WHERE n.seq > $1::bigint",
        {known_seq}};
}

}  // namespace

/// A ledger's standing: as the file knows it, or in the snapshot.
struct ClientCheckpoints::Standing {
    std::int64_t made_at{0};  ///< when the ledger came to its server, where its names got their numbers
    std::int64_t seq{0};      ///< of the last event; 0: none
    std::string event_hash;   ///< of that event
    std::string terms_hash;   ///< of the terms that were imported last; empty: none

    friend bool operator==(const Standing& a, const Standing& b) {
        return std::tie(a.made_at, a.seq, a.event_hash, a.terms_hash) == std::tie(b.made_at, b.seq, b.event_hash, b.terms_hash);
    }
};

/// The file. Every call may throw, if the file cannot be used.
class ClientCheckpoints::File {
  public:
    explicit File(const fs::path& path) : connection_(private_file(path), store::Connection::Mode::write) {
        connection_.exec("PRAGMA busy_timeout = 0");
        const auto format = connection_.integer("PRAGMA user_version");
        if (format == newest_format) return;
        if (format != 0) fail();
        connection_.exec("BEGIN IMMEDIATE");
        connection_.exec(std::string(schema) + "PRAGMA user_version = " + std::to_string(newest_format));
        connection_.exec("COMMIT");
    }

    Checkpoints& rows() { return rows_; }

    [[nodiscard]] Standing standing() {
        Query row = connection_.query("SELECT made_at, seq, event_hash, terms_hash FROM known");
        if (!row.step()) fail();
        return {row.integer(0), row.integer(1), std::string(row.blob(2)), std::string(row.blob(3))};
    }

    /// Makes the change if the file still stands where it stood. Returns whether it did.
    bool write(const Standing& stood, const std::function<void()>& change) {
        connection_.exec("BEGIN IMMEDIATE");
        rows_.begin();
        const bool stands = standing() == stood;
        if (stands) change();
        connection_.exec("COMMIT");
        return stands;
    }

    void set(const Standing& now) {
        Query update = connection_.query("UPDATE known SET made_at = ?1, seq = ?2, event_hash = ?3, terms_hash = ?4");
        update.with(now.made_at, now.seq);
        int column = 2;
        for (const std::string* hash : {&now.event_hash, &now.terms_hash})
            update.bind_blob(++column, reinterpret_cast<const std::uint8_t*>(hash->data()), hash->size());
        update.run();
    }

    Standing here;  ///< in the snapshot

  private:
    [[noreturn]] void fail() const { throw DamagedLedger({damage::NotADatabase{}}, connection_.path()); }

    store::Connection connection_;
    // All accounts of the time are in a checkpoint, and what happened before it drops it: who is missing came later.
    Checkpoints rows_{connection_, newest_version(), [](AccountId, Instant) { return false; }};
};

ClientCheckpoints::ClientCheckpoints(Connection& server, const std::string& ledger, const fs::path& folder)
    : server_(server), path_(folder / (ledger + ".checkpoints")) {}

ClientCheckpoints::~ClientCheckpoints() = default;

void ClientCheckpoints::with_file(const std::function<void()>& use) {
    try {
        use();
    } catch (const MachineFailure&) {
        // Another command uses it, or the disk is full.
        file_.reset();
    } catch (const DamagedLedger&) {
        file_.reset();
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
}

bool ClientCheckpoints::is_usable(const Scope& scope) {
    if (!scope.accounts.empty()) return false;
    if (!is_current_) is_current_ = catch_up();
    return *is_current_ && file_ && last_recorded_at_ && last_occurred_at_;
}

std::optional<Checkpoint> ClientCheckpoints::latest(const Scope& scope) {
    std::optional<Checkpoint> found;
    if (!is_usable(scope)) return found;
    Scope past = scope;
    past.until = std::min(scope.until, *last_recorded_at_);
    with_file([&] { found = file_->rows().latest(accounts_, past); });
    return found;
}

CheckpointSchedule ClientCheckpoints::schedule(const Scope& scope) {
    if (scope.known_at || !is_usable(scope)) return {};
    return Checkpoints::schedule(std::min(scope.until, *last_recorded_at_), *last_occurred_at_, accounts_.size());
}

void ClientCheckpoints::keep(const Scope& scope, Instant at, const StateOf& state_of) {
    ensure(!scope.known_at, "what is kept is known now");
    if (!is_usable(scope)) return;
    with_file([&] {
        // Most reports find what an earlier one kept, and write nothing.
        if (file_->rows().has_all(accounts_, at)) return;
        file_->write(file_->here, [&] { file_->rows().keep(accounts_, at, *last_recorded_at_, state_of); });
    });
}

bool ClientCheckpoints::catch_up() {
    Standing held;
    with_file([&] {
        file_ = std::make_unique<File>(path_);
        held = file_->standing();
    });
    if (!file_) return false;

    const auto answers = server_.ask_all({{"SELECT id FROM pool ORDER BY id"},
                                          {"SELECT id FROM seat ORDER BY id"},
                                          standing_question(held.seq),
                                          earliest_change_question(held.seq)});
    const Answer& pools = answers[0];
    const Answer& seats = answers[1];
    const Answer& standing = answers[2];
    for (int row = 0; row < pools.rows(); ++row) accounts_.push_back(AccountId::of(PoolId{pools.id(row, 0)}));
    for (int row = 0; row < seats.rows(); ++row) accounts_.push_back(AccountId::of(SeatId{seats.id(row, 0)}));
    const Standing here{standing.integer(0, 0), standing.integer(0, 1), standing.string(0, 2), standing.string(0, 3)};
    last_recorded_at_ = standing.instant_if_any(0, 5);
    last_occurred_at_ = standing.instant_if_any(0, 6);
    // Another command saw more meanwhile, or the server went back to a backup.
    if (held.seq > here.seq) return false;
    const bool same_past =
        held.made_at == here.made_at && held.terms_hash == here.terms_hash && held.event_hash == standing.text(0, 4);
    const auto changed_from = same_past ? answers[3].instant_if_any(0, 0) : first_instant;

    bool is_current = false;
    with_file([&] {
        file_->here = here;
        is_current = here == held || file_->write(held, [&] {
            if (changed_from) file_->rows().forget_all(*changed_from);
            file_->set(here);
        });
    });
    return is_current;
}

}  // namespace inmail::store::postgres
