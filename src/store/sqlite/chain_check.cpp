#include "sqlite/chain_check.hpp"

#include <algorithm>

#include "chain_walk.hpp"
#include "sqlite/record_reader.hpp"
#include "sqlite/terms_table.hpp"

namespace inmail::store {

namespace {

std::set<Digest> erased_digests(Connection& connection) {
    std::set<Digest> digests;
    Query erased = connection.prepare("SELECT digest FROM erased_prospect");
    while (erased.step()) digests.insert(erased.digest(0));
    return digests;
}

/// Heads that the chain once had, known from backups or the user.
std::vector<damage::LostHead> past_heads(Connection& connection, const std::string& known_head) {
    std::vector<damage::LostHead> heads;
    Query backups = connection.prepare("SELECT head, path, made_at FROM backup ORDER BY id");
    while (backups.step()) {
        const Instant made_at = std::clamp(Instant{backups.integer(2)}, first_instant, last_instant);
        heads.push_back({to_hex(backups.digest(0)), backups.string(1), made_at});
    }
    if (!known_head.empty()) heads.push_back({known_head, {}, {}});
    return heads;
}

}  // namespace

std::vector<Damage> chain_flaws(OpenLedger& ledger, const std::string& known_head) {
    Connection& connection = *ledger.connection;
    RecordReader reader(ledger);
    return walk_chain(ledger.chain, {ledger.info, terms_from(connection, TermsOrigin::imported), erased_digests(connection),
                                     past_heads(connection, known_head), [&](const auto& each) { reader.read_links(each); }})
        .flaws;
}

bool is_link(OpenLedger& ledger, const Digest& hash) {
    if (hash == ledger.chain.origin(ledger.info)) return true;
    Connection& connection = *ledger.connection;
    return connection.query("SELECT 1 FROM event WHERE hash = ?1").with(hash).step() ||
           connection.query("SELECT 1 FROM terms WHERE hash = ?1").with(hash).step();
}

}  // namespace inmail::store
