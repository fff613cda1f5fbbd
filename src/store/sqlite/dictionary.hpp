#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "inmail/chain/digest.hpp"
#include "sqlite/connection.hpp"

namespace inmail::store {

/// The names of one dictionary table and their numbers. What was looked up once is remembered: names never change.
class Dictionary {
  public:
    Dictionary(Connection& connection, const std::string& table);
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;

    [[nodiscard]] std::optional<std::uint32_t> find(const std::string& name);
    [[nodiscard]] std::uint32_t find_or_add(const std::string& name);
    /// Empty for 0. Throws DamagedLedger for a number that no name has.
    [[nodiscard]] const std::string& name_of(std::uint32_t id);
    /// Takes a row that was read elsewhere.
    void remember(std::uint32_t id, const std::string& name);
    /// The same of a name that some `subscribe` gives: that stays so.
    void remember_subscribed(std::uint32_t id, const std::string& name);
    [[nodiscard]] std::optional<std::uint32_t> subscribed(const std::string& name) const;
    /// Drops what is remembered: after a rollback, names that it took back.
    void forget();

  private:
    Connection& connection_;
    const std::string table_, find_, add_, name_of_;
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::unordered_map<std::uint32_t, std::string> names_;
    std::unordered_set<std::string> subscribed_;
};

/// Prospects and the digests by which they stand in the hash chain. There may be millions: nothing is remembered.
class Prospects {
  public:
    struct Known {
        std::uint32_t id;
        Digest digest;  ///< SHA-256(salt || name)
    };

    explicit Prospects(Connection& connection) : connection_(connection) {}

    /// Whoever writes calls this once nobody else may. `last_id`: the largest number that any prospect has or had.
    void begin(std::int64_t last_id);

    [[nodiscard]] std::optional<Known> find(const std::string& name);
    [[nodiscard]] Known find_or_add(const std::string& name);
    /// Of an erased one its stand-in. Throws DamagedLedger for a number that no name has.
    [[nodiscard]] std::string name_of(std::uint32_t id);
    /// Removes name and salt, and keeps the digest that they made. The prospect must be known.
    void erase(const std::string& name, Instant now);

    /// Of the column name_hash, by which a name is found: signed, so that it takes four bytes.
    [[nodiscard]] static std::int32_t hash_of(std::string_view name);
    /// What stands for an erased name, and for no other: "(erased 3f9a01c27d44)".
    [[nodiscard]] static std::string stand_in(const Digest& digest);
    [[nodiscard]] Digest digest_of(std::string_view salt, std::string_view name);

  private:
    Connection& connection_;
    std::int64_t last_id_{0};  ///< that was given to any
    std::string salted_;       // reused
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
