#include "sqlite/dictionary.hpp"

#include <algorithm>
#include <array>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/chain/random.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/ids.hpp"

namespace inmail::store {

namespace {

constexpr std::size_t salt_bytes = 16;

/// The id of a dictionary's row. The program numbers rows from 1.
std::uint32_t to_id(const Connection& connection, const std::string& table, std::int64_t value) {
    if (value > 0 && value < first_provisional_id) return static_cast<std::uint32_t>(value);
    throw DamagedLedger({damage::BadRowNumber{table, value}}, connection.path());
}

[[noreturn]] void fail_unknown(const Connection& connection, const std::string& table, std::uint32_t id) {
    throw DamagedLedger({damage::MissingRow{table, id}}, connection.path());
}

}  // namespace

Dictionary::Dictionary(Connection& connection, const std::string& table)
    : connection_(connection),
      table_(table),
      find_("SELECT id FROM " + table + " WHERE name = ?1"),
      add_("INSERT INTO " + table + " (id, name) SELECT coalesce(max(id), 0) + 1, ?1 FROM " + table),
      name_of_("SELECT name FROM " + table + " WHERE id = ?1") {}

std::optional<std::uint32_t> Dictionary::find(const std::string& name) {
    const auto known = ids_.find(name);
    if (known != ids_.end()) return known->second;
    Query query = connection_.query(find_.c_str()).with(name);
    if (!query.step()) return std::nullopt;
    const std::uint32_t id = to_id(connection_, table_, query.integer(0));
    remember(id, name);
    return id;
}

std::uint32_t Dictionary::find_or_add(const std::string& name) {
    ensure(!name.empty(), "a name is not empty");
    if (const auto id = find(name)) return *id;
    connection_.query(add_.c_str()).with(name).run();
    const auto id = find(name);
    ensure(id.has_value(), "a name that was added is found");
    return *id;
}

const std::string& Dictionary::name_of(std::uint32_t id) {
    static const std::string none;
    if (id == 0) return none;
    const auto known = names_.find(id);
    if (known != names_.end()) return known->second;
    Query query = connection_.query(name_of_.c_str()).with(id);
    if (!query.step()) fail_unknown(connection_, table_, id);
    remember(id, query.string(0));
    return names_.at(id);
}

void Dictionary::forget() {
    ids_.clear();
    names_.clear();
    subscribed_.clear();
}

void Dictionary::remember_subscribed(std::uint32_t id, const std::string& name) {
    remember(id, name);
    subscribed_.insert(name);
}

std::optional<std::uint32_t> Dictionary::subscribed(const std::string& name) const {
    if (subscribed_.count(name) == 0) return std::nullopt;
    return ids_.at(name);
}

void Dictionary::remember(std::uint32_t id, const std::string& name) {
    ids_[name] = id;
    names_[id] = name;
}

void Prospects::begin(std::int64_t last_id, bool has_spellings) {
    // A number that is too large stays too large after 1 is added, and does not overflow.
    last_id_ = std::min<std::int64_t>(first_provisional_id, last_id);
    has_spellings_ = has_spellings;
}

std::optional<Prospects::Row> Prospects::find(const std::string& name) {
    Query query = connection_.query("SELECT id, salt FROM prospect WHERE name_hash = ?1 AND name = ?2").with(hash_of(name), name);
    if (!query.step()) return std::nullopt;
    return Row{to_id(connection_, "prospect", query.integer(0)), digest_of(query.blob(1), name)};
}

Prospects::Row Prospects::find_or_add(const std::string& name) {
    ensure(!name.empty(), "a prospect has a name");
    if (const auto known = find(name)) return *known;
    // An erased prospect keeps its number.
    const std::uint32_t id = to_id(connection_, "prospect", ++last_id_);
    std::array<std::uint8_t, salt_bytes> salt{};
    fill_random(salt.data(), salt.size());
    Query insert = connection_.query("INSERT OR ROLLBACK INTO prospect (id, name, name_hash, salt) VALUES (?1, ?2, ?3, ?4)")
                       .with(id, name, hash_of(name));
    insert.bind_blob(4, salt.data(), salt.size());
    insert.run();
    if (const auto hash = other_key_hash_of(name)) {
        has_spellings_ = true;
        connection_.query("INSERT INTO earlier_spelling (prospect, key_hash) VALUES (?1, ?2)").with(id, *hash).run();
    }
    return {id, digest_of({reinterpret_cast<const char*>(salt.data()), salt.size()}, name)};
}

std::vector<std::string> Prospects::spellings_of(const std::string& key) {
    // Most ledgers have none, and an import asks for each row. Other programs may add some after the transaction.
    if (connection_.in_transaction() && has_spellings_ == false) return {};
    Query query = connection_
                      .query(
                          "SELECT p.name FROM earlier_spelling AS s JOIN prospect AS p ON p.id = s.prospect "
                          "WHERE s.key_hash = ?1 ORDER BY p.id")
                      .with(hash_of(key));
    std::vector<std::string> names;
    while (query.step()) {
        std::string name = query.string(0);
        if (key_today(name) == key) names.push_back(std::move(name));
    }
    return names;
}

std::string Prospects::name_of(std::uint32_t id) {
    Query query = connection_.query("SELECT name FROM prospect WHERE id = ?1").with(id);
    if (query.step()) return query.string(0);
    Query erased = connection_.query("SELECT digest FROM erased_prospect WHERE id = ?1").with(id);
    if (!erased.step()) fail_unknown(connection_, "prospect", id);
    return stand_in(erased.digest(0));
}

void Prospects::erase(const std::string& name, Instant now) {
    const auto known = find(name);
    ensure(known.has_value(), "a prospect that is erased is known");
    connection_.query("INSERT INTO erased_prospect (id, digest, erased_at) VALUES (?1, ?2, ?3)")
        .with(known->id, known->digest, now)
        .run();
    connection_.query("DELETE FROM earlier_spelling WHERE prospect = ?1").with(known->id).run();
    connection_.query("DELETE FROM prospect WHERE id = ?1").with(known->id).run();
}

std::string Prospects::stand_in(const Digest& digest) {
    constexpr std::size_t digits = 12;
    return "(erased " + to_hex(digest).substr(0, digits) + ")";
}

std::int32_t Prospects::hash_of(std::string_view name) {
    return static_cast<std::int32_t>(XXH3_64bits(name.data(), name.size()));
}

std::optional<std::int32_t> Prospects::other_key_hash_of(const std::string& name) {
    const std::string key = key_today(name);
    return key == name ? std::nullopt : std::optional{hash_of(key)};
}

Digest Prospects::digest_of(std::string_view salt, std::string_view name) {
    salted_.assign(salt);
    salted_.append(name);
    return sha256(salted_);
}

}  // namespace inmail::store
