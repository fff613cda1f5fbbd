#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"
#include "support/own_terms.hpp"

namespace inmail::test {

/// 2026-01-01T00:00:00Z, and days after it.
constexpr Instant new_year{1'767'225'600'000};
constexpr Instant day(std::int64_t n) { return new_year + days(n); }

// Records, as short as a test needs them.
EventRecord subscribe(const std::string& seat, Instant at, const std::string& plan = "sales-navigator-core");
EventRecord open_pool(const std::string& pool, Instant at);
EventRecord join(const std::string& seat, const std::string& pool, Instant at);
/// Of the seat, or of the pool if `handle` is empty.
EventRecord cancel(const std::string& handle, const std::string& pool, Instant at);
EventRecord reassign(const std::string& seat, const std::string& to, Instant at);
EventRecord send(const std::string& seat, const std::string& prospect, Instant at, Channel channel = Channel::inmail);
EventRecord adjust(const std::string& seat, std::int64_t amount, Instant at);
EventRecord reply(const std::string& seat, const std::string& prospect, Instant at);
EventRecord void_of(const std::string& key, Instant at);
EventRecord with_key(EventRecord record, const std::string& key);

/// A ledger of its own, in any store.
class AnyLedger {
  public:
    virtual ~AnyLedger() = default;

    /// Another user's store of the ledger.
    [[nodiscard]] virtual std::unique_ptr<Store> open(store::Access access = store::Access::read) const = 0;

    /// Records them in one transaction; the batch's name.
    std::string record(const std::vector<EventRecord>& records, Instant now = new_year,
                       const std::string& command = "test") const;
    /// Records a row of terms for the plan in the rulebook "ours".
    void import_own_terms(const std::string& plan, Instant now) const;
};

/// The account that a known handle or name stands for.
AccountId seat_of(Store& store, const std::string& handle);
AccountId pool_of(Store& store, const std::string& name);
/// The keys of the events that the fold gets.
std::vector<std::string> folded_keys(Store& store, const Scope& scope = {});
/// The keys of the records.
std::vector<std::string> recorded_keys(Store& store, const Scope& scope = {});

/// Whether the store has nothing against the ledger.
bool is_sound(Store& store);

/// Records events in which every field of a record stands somewhere.
void fill_every_field(const AnyLedger& ledger);

}  // namespace inmail::test
