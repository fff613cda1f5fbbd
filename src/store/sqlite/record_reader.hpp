#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "chain_walk.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/store/reader.hpp"
#include "sqlite/batches.hpp"
#include "sqlite/open_ledger.hpp"

namespace inmail::store {

/// Reads events as the ledger holds them, names resolved.
class RecordReader {
  public:
    explicit RecordReader(OpenLedger& ledger) : ledger_(ledger), connection_(*ledger.connection), names_(ledger.names) {}

    /// All events of `scope` in the order of recording.
    void read(const Scope& scope, const std::function<void(const RecordedEvent&)>& each);
    /// In the order of what is asked for; null or none for what is not recorded.
    void pass(const std::vector<EventId>& ids, const std::function<void(const RecordedEvent*)>& each);
    [[nodiscard]] std::vector<std::optional<RecordedEvent>> find(const std::vector<std::string>& keys);

    /// What happened with the prospect up to `until` and was not taken back, by time.
    [[nodiscard]] std::vector<RecordedEvent> in_force_of(ProspectId prospect, Instant until);

    /// What names one of the prospects, taken back or not, in the order of recording.
    [[nodiscard]] std::vector<RecordedEvent> all_of(const std::vector<ProspectId>& prospects);

    /// Every event in the order of recording, for who checks the chain.
    void read_links(const std::function<void(const EventLink&)>& each);

  private:
    void read_all(Instant until, std::int64_t last_seq, const std::function<void(const RecordedEvent&)>& each);
    void read_batch(const Scope& scope, std::int64_t last_seq, const std::function<void(const RecordedEvent&)>& each);
    void read_accounts(const Scope& scope, std::int64_t last_seq, const std::function<void(const RecordedEvent&)>& each);
    [[nodiscard]] std::vector<std::int64_t> seqs_of(const std::vector<AccountId>& accounts, std::int64_t last_seq);
    template <class What, class Bind, class Each>
    void pass_each(const std::string& select, const std::vector<What>& wanted, Bind bind, Each&& each);
    void decode(const Query& row, RecordedEvent& event);
    [[nodiscard]] const BatchRun& batch(std::int64_t id);

    OpenLedger& ledger_;
    Connection& connection_;
    Names& names_;
    std::optional<BatchRun> batch_;  // the last one looked up by a read: events of a batch stand together
};

}  // namespace inmail::store
