#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The names of one dictionary table and their ids. Caches every lookup, because names never change.
class Dictionary {
  public:
    Dictionary(Connection& connection, const std::string& table);
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;

    [[nodiscard]] std::optional<std::uint32_t> find(const std::string& name);
    [[nodiscard]] std::uint32_t find_or_add(const std::string& name);
    /// Empty for 0. Throws DamagedLedger for an unknown id.
    [[nodiscard]] const std::string& name_of(std::uint32_t id);
    /// Caches a row that was read elsewhere.
    void remember(std::uint32_t id, const std::string& name);
    /// The same for a name that some `subscribe` gives. That never changes, even if it is voided.
    void remember_subscribed(std::uint32_t id, const std::string& name);
    [[nodiscard]] std::optional<std::uint32_t> subscribed(const std::string& name) const;
    /// Clears the cache. Call after a rollback, which may have removed names.
    void forget();

  private:
    Connection& connection_;
    const std::string table_, find_, add_, name_of_;
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::unordered_map<std::uint32_t, std::string> names_;
    std::unordered_set<std::string> subscribed_;
};

/// Prospects, and their digests in the hash chain. Nothing is cached, because there may be millions.
class Prospects {
  public:
    struct Row {
        std::uint32_t id;
        Digest digest;  ///< SHA-256(salt || name)
    };

    explicit Prospects(Connection& connection) : connection_(connection) {}

    /// Call at the start of a write transaction. `last_id`: the highest id that any prospect has or had. `has_spellings`: whether
    /// a name is no key of today.
    void begin(std::int64_t last_id, bool has_spellings);

    [[nodiscard]] std::optional<Row> find(const std::string& name);
    [[nodiscard]] Row find_or_add(const std::string& name);
    /// The names of earlier editions whose key today is `key` (RULES section 9).
    [[nodiscard]] std::vector<std::string> spellings_of(const std::string& key);
    /// The stand-in for an erased prospect. Throws DamagedLedger for an unknown id.
    [[nodiscard]] std::string name_of(std::uint32_t id);
    /// Removes name and salt and keeps their digest. The prospect must be known.
    void erase(const std::string& name, Instant now);

    /// The value of the column name_hash, which finds a name. It is signed, so that SQLite stores it in four bytes.
    [[nodiscard]] static std::int32_t hash_of(std::string_view name);
    /// The value of earlier_spelling.key_hash; none for a name that is a key of today.
    [[nodiscard]] static std::optional<std::int32_t> other_key_hash_of(const std::string& name);
    /// A name shown instead of an erased one: "(erased 3f9a01c27d44)".
    [[nodiscard]] static std::string stand_in(const Digest& digest);
    [[nodiscard]] Digest digest_of(std::string_view salt, std::string_view name);

  private:
    Connection& connection_;
    std::int64_t last_id_{0};            ///< the highest id in use
    std::optional<bool> has_spellings_;  ///< in this write transaction; none: there was none yet
    std::string salted_;                 // a buffer
};

/// Every dictionary of a ledger.
struct Names {
    explicit Names(Connection& connection)
        : seats(connection, "seat"),
          pools(connection, "pool"),
          plans(connection, "plan"),
          rulebooks(connection, "rulebook"),
          teams(connection, "team"),
          campaigns(connection, "campaign"),
          recorders(connection, "recorder"),
          prospects(connection) {}

    Dictionary seats, pools, plans, rulebooks, teams, campaigns, recorders;
    Prospects prospects;

    void forget() {
        for (Dictionary* d : {&seats, &pools, &plans, &rulebooks, &teams, &campaigns, &recorders}) d->forget();
    }
};

}  // namespace inmail::store
