#include "sqlite/open_ledger.hpp"

#include <utility>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/damage.hpp"
#include "sqlite/linked_accounts.hpp"

namespace inmail::store {

namespace {

LedgerInfo read_info(Connection& connection, Query& query) {
    using damage::BadSetting;
    if (!query.step()) throw DamagedLedger({BadSetting{BadSetting::What::id}}, connection.path());
    LedgerInfo info{query.string(0), query.string(1), query.string(2), Instant{query.integer(3)}};
    if (parse_handle(info.default_rulebook)) return info;
    throw DamagedLedger({BadSetting{BadSetting::What::default_rulebook}}, connection.path());
}

LedgerInfo read_info(Connection& connection, RevisionId& revision) {
    // One statement, because each takes some microseconds to prepare.
    Query query = connection.query(
        "SELECT l.id, r.name, l.zone, l.created_at, (SELECT id FROM revision) FROM ledger AS l "
        "JOIN rulebook AS r ON r.id = l.default_rulebook");
    LedgerInfo info = read_info(connection, query);
    constexpr int revision_column = 4;
    revision = read_revision(query, revision_column);
    return info;
}

}  // namespace

LedgerInfo read_info(Connection& connection) {
    Query query = connection.query(
        "SELECT l.id, r.name, l.zone, l.created_at FROM ledger AS l JOIN rulebook AS r ON r.id = l.default_rulebook");
    return read_info(connection, query);
}

OpenLedger::OpenLedger(std::unique_ptr<Connection> opened, Chain known)
    : connection(std::move(opened)),
      names(*connection),
      chain(std::move(known)),
      info(read_info(*connection, revision)),
      checkpoints(*connection) {}

const Head& OpenLedger::head() {
    if (!head_ || !stands_still()) head_ = read_head(*connection, chain, info);
    return *head_;
}

const Head& OpenLedger::begin(const std::string& recorder) {
    changed();
    checkpoints.begin();
    head_ = read_head(*connection, chain, info, recorder);
    names.prospects.begin(head_->last_prospect, head_->has_spellings);
    if (head_->recorder) names.recorders.remember(*head_->recorder, recorder);
    return *head_;
}

const std::vector<AccountId>& OpenLedger::linked(const std::vector<AccountId>& accounts) {
    if (asked_ != accounts || !stands_still()) {
        linked_ = linked_accounts(*connection, accounts);
        asked_ = accounts;
    }
    return linked_;
}

void OpenLedger::changed(bool links) {
    head_.reset();
    if (links) asked_.reset();
}

}  // namespace inmail::store
